"""The counter in one process: the skills, the real back end behind them, and a throw-away database."""

import json
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.action import make_turn
from actions.backend_client import HttpBackend
from actions.conversation.memory import Memory
from actions.conversation.notices import told
from actions.conversation.reply import Reply, Say
from actions.conversation.route import Skill
from actions.conversation.turn import Turn
from actions.records import City, Metadata, SentNotice
from actions.skills.desk import in_language_of, take
from backend.bootstrap import make_backend
from backend.city.city import load_city
from backend.city.demo import load_demo
from backend.demo import DEMO_FILE
from backend.records.engine import writing
from backend.records.loads import add_places
from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE, TOKEN, Counter, MovableClock, settings_for

PHONES = {"james": JAMES, "maria": MARIA, "quick": QUICKWIRE}
RULES = Path("data/rules")


@dataclass(frozen=True, slots=True)
class Write:
    """A call that changed the records, as it went over the wire."""

    path: str
    asked: dict[str, Any]
    answered: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """What `HttpBackend` reads of a reply."""

    status: int
    content: bytes

    async def read(self) -> bytes:
        return self.content


@dataclass
class InProcess:
    """Stands for the session that `HttpBackend` calls through: the same JSON, to the app without a network."""

    counter: Counter
    writes: list[Write] = field(default_factory=list)

    @asynccontextmanager
    async def request(
        self, method: str, path: str, json: dict[str, Any] | None, headers: Mapping[str, str]
    ) -> AsyncIterator[Answered]:
        headers = {"Authorization": f"Bearer {TOKEN}", **headers}
        reply = self.counter.backend.app.test_client().open(path, method=method, json=json, headers=headers)
        wrote = method != "GET" and path not in ("/v1/rulings", "/v1/account/language")
        if wrote and json is not None and reply.status_code in (200, 201):
            self.writes.append(Write(path, json, dict(reply.json or {})))
        yield Answered(reply.status_code, reply.data)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is booked."""

    day: date
    half_day: str | None
    site_note: str | None


type Inspection = tuple[str, str]
"""A permit's number and an inspection's type."""
type Booked = dict[Inspection, Visit]


@dataclass(frozen=True, slots=True)
class Records:
    """What the database holds: every booked visit of every permit, and the places that are taken."""

    booked: Booked
    taken: dict[tuple[str, date], int]


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and what the model is said to have heard in it."""

    text: str
    intent: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """One message with all that it did. `before` is the reply that it answers, None at the start."""

    person: str
    heard: Heard
    at: datetime
    before: "Said | None"
    said: "Said"
    writes: tuple[Write, ...]
    had: Records
    has: Records

    def as_read(self) -> str:
        """For whoever reads a failure."""
        told = [f"    {say.response} {dict(say.values)} {list(say.choices)}" for say in self.said.says]
        wrote = [f"    {write.path} {write.asked}" for write in self.writes]
        asked = f"{self.at:%a %H:%M} {self.person}: {self.heard.text!r} ({self.heard.intent} {self.heard.confidence})"
        return "\n".join((asked, *told, *wrote))


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as the person has it: its sentences, its language and when it came."""

    says: tuple[Say, ...]
    language: str
    at: datetime


@dataclass
class Talk:
    """One person's conversation, as the bot, Rasa and the actions would hold it."""

    counter: Counter
    person: str
    city: City
    memory: Memory = field(default_factory=Memory)
    last: Said | None = None
    count: int = 0
    notice: SentNotice | None = None
    """What the city said since our last reply; the next message takes it along."""

    def told(self, notice: SentNotice, says: tuple[Say, ...]) -> None:
        """The person gets a notice; `says` are its sentences, as a reply with the same offer would have them."""
        self.notice = notice
        language = self.memory.language or "en"
        self.last = Said(says, language, self.counter.clock.time)

    def say(self, heard: Heard) -> Step:
        had = records_of(self.counter)
        wire = InProcess(self.counter)
        now, self.count = self.counter.clock.time, self.count + 1
        reply, turn = _result_of(self._answer(heard, wire, now))
        self.memory = Memory.from_slots(json.loads(json.dumps(reply.memory.as_slots())))
        before, self.last = self.last, Said(reply.says, in_language_of(reply, turn), now)
        return Step(self.person, heard, now, before, self.last, tuple(wire.writes), had, records_of(self.counter))

    async def _answer(self, heard: Heard, wire: InProcess, now: datetime) -> tuple[Reply, Turn]:
        token = self.counter.token_of(PHONES[self.person])
        metadata = Metadata(speaker=token, received_at=now, channel="sms", message_id=f"SM-{self.person}-{self.count}")
        message = {"text": heard.text, "intent": {"name": heard.intent, "confidence": heard.confidence}}
        backend = HttpBackend(wire, token, None)  # type: ignore[arg-type]  # all that it needs of a session
        memory, self.notice = told(self.memory, self.notice, now), None
        turn = make_turn(message, metadata, memory, await backend.account(), self.city)
        return await take(skill_of(heard.intent), turn, backend), turn


@dataclass(frozen=True, slots=True, repr=False)
class Desk:
    """The counter, with a copy of the records as every conversation finds them."""

    counter: Counter
    city: City
    laid_out: sqlite3.Connection

    def lay_out(self) -> None:
        """The records afresh, and Tuesday, December 1, 2026, at ten."""
        self.counter.clock.time = Counter.at_ten(self.counter.backend.office.city.zone)
        with _raw(self.counter) as connection:
            self.laid_out.backup(connection)

    def begin(self, person: str) -> Talk:
        """A person who has said nothing yet."""
        return Talk(self.counter, person, self.city)

    def fill(self, trade: str, day: date, places: int) -> None:
        """Places of a trade that others have taken on a day."""
        with writing(self.counter.backend.engine) as connection:
            add_places(connection, trade, day, places)
            connection.commit()


def open_desk(folder: Path) -> Iterator[Desk]:
    """A back end on a database of its own, closed at the end. Each person of the demo has two visits booked."""
    settings = settings_for(folder, f"sqlite:///{folder / 'backend.db'}")
    city = load_city(settings.city)
    clock = MovableClock(Counter.at_ten(city.zone))
    backend = make_backend(settings, clock=clock)
    counter = Counter(backend, settings, "backend", clock, load_demo(settings.city.with_name(DEMO_FILE), city))
    counter.lay_out()
    counter.book("RNEW26-00010", "foundation_wall", day="2026-12-07")
    counter.book("RNEW26-00010", "plumbing_underground", day="2026-12-09", half_day="am", site_note="ring the bell")
    counter.book("BRES2026-0142", "mechanical_final", day="2026-12-08", half_day="pm")
    with closing(sqlite3.connect(":memory:")) as laid_out:
        with _raw(counter) as connection:
            connection.execute("pragma synchronous = off")  # nothing here has to survive a power cut
            connection.backup(laid_out)
        yield Desk(counter, City.model_validate(counter.get("/v1/city").json), laid_out)
    backend.close()


@contextmanager
def _raw(counter: Counter) -> Iterator[sqlite3.Connection]:
    """The driver's own connection: one at a time is used here, so the pool never opens another."""
    pooled = counter.backend.engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        yield connection
    finally:
        pooled.close()


def _result_of[T](answering: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns that never has to wait: quicker than an event loop for each message."""
    try:
        answering.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise AssertionError("waited for something outside of this process")


def records_of(counter: Counter) -> Records:
    visits = counter.rows(
        "select p.number, i.type, v.day, v.half_day, v.site_note from visits v"
        " join inspections i on i.id = v.inspection_id join permits p on p.id = i.permit_id where v.status = 'booked'"
    )
    taken = counter.rows("select trade, day, used from day_loads where used > 0")
    return Records(
        {(number, type_): Visit(_date(day), half_day, note) for number, type_, day, half_day, note in visits},
        {(trade, _date(day)): used for trade, day, used in taken},
    )


@cache
def intents() -> Mapping[str, Skill]:
    """Every intent with the skill that Rasa's rules give it to."""
    found: dict[str, Skill] = {}
    for file in sorted(RULES.glob("*.yml")):
        for rule in YAML(typ="safe").load(file)["rules"]:
            heard, does = rule["steps"]
            found[heard["intent"]] = Skill(does["action"].removeprefix("action_"))
    return found


def skill_of(intent: str) -> Skill:
    return intents()[intent]


def _date(value: object) -> date:
    return date.fromisoformat(str(value))
