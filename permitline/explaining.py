"""What is read from a message: the intent that is heard, the values that are found, and the rule that would answer."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from actions.conversation.message import Message, understand
from actions.conversation.route import SURE
from actions.conversation.wishes import says_something
from actions.understanding.context import Context, InspectionName, KnownPermit
from actions.understanding.purposes import keeps_it
from actions.understanding.reading import Reading
from actions.understanding.text_grammar import Command, command_of
from backend.city.city import City
from backend.city.demo import LaidOutRecords
from permitline.programs import RASA_PYTHON
from permitline.refusing import CANNOT_START, CommandRefusedError
from permitline.settings import PROJECT

_COMMANDS = {
    Command.SCHEDULE: "schedule_inspection",
    Command.CANCEL: "cancel_inspection",
    Command.RESCHEDULE: "reschedule_inspection",
    Command.RESULT: "inspection_result",
}
_MAY_BE_A_NOTE = frozenset({"add_note", "inform", "nlu_fallback", "out_of_scope", "ask_policy", "affirm", "deny"})
_A_SENTENCE = 5
_BARE = frozenset({"inform", "nlu_fallback", "out_of_scope"})


@dataclass(frozen=True, slots=True)
class Heard:
    """The model's word on a message; `confidence` from 0 to 1.

    `guess` is the likeliest intent where the model is not sure enough to say one.
    """

    intent: str
    confidence: float
    guess: str = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Explanation:
    message: Message
    heard: Heard
    intent: str
    language: str
    shifted: date | None = None
    """The day that "a week later" is where no visit is moved: counted from the day of the message."""

    @property
    def reading(self) -> Reading:
        return self.message.reading


class Ear:
    """The model, in Rasa's environment, for as long as messages come."""

    def __init__(self, asks: IO[str], answers: IO[str]) -> None:
        self._asks, self._answers = asks, answers

    def hear(self, text: str) -> Heard:
        """Raises `CommandRefusedError` when the model is gone."""
        self._asks.write(json.dumps(text) + "\n")
        self._asks.flush()
        line = self._answers.readline()
        if not line:
            raise CommandRefusedError(
                "The dialogue model did not answer. `make run` installs and trains it.", CANNOT_START
            )
        answer = json.loads(line)
        return Heard(answer["intent"], answer["confidence"], answer["guess"])


@contextmanager
def listening() -> Iterator[Ear]:
    if not RASA_PYTHON.exists():
        raise CommandRefusedError("Rasa's environment is not installed. `make run` installs it.", CANNOT_START)
    process = subprocess.Popen(  # noqa: S603  (a fixed command of ours)
        [RASA_PYTHON, "-m", "dialogue.hear"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a process with pipes has none")
    try:
        yield Ear(process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.wait(timeout=10)


@dataclass(frozen=True, slots=True)
class Counter:
    """The city and its people, as a message meets them."""

    city: City
    records: LaidOutRecords
    catalogue: tuple[InspectionName, ...]

    def context(self, phone: str, now: datetime) -> Context:
        """What the reader knows when this phone writes. `now` is in the city's zone."""
        language, permits = self._person(phone)
        closed = self.city.policy.calendar.holidays_between(now.date(), now.date() + timedelta(days=366))
        return Context(
            today=now.date(),
            language=language,
            catalogue=self.catalogue,
            permit_shapes=self.city.permit_shapes,
            permits=permits,
            holidays=frozenset(closed),
        )

    def _person(self, phone: str) -> tuple[str, tuple[KnownPermit, ...]]:
        person = next((each for each in self.records.people if each.phone == phone), None)
        if person is None:
            return "en", ()
        own = (permit for permit in self.records.permits if person.key in permit.people)
        known = (KnownPermit(each.number, each.address, tuple(one.type for one in each.inspections)) for each in own)
        return person.language, tuple(known)


def explain(text: str, heard: Heard, context: Context) -> Explanation:
    message = understand(text, heard.intent if heard.confidence >= SURE else "", context)
    reading = message.reading
    is_note = message.note and not says_something(reading) and heard.intent in _MAY_BE_A_NOTE
    intent = "add_note" if is_note else meant(heard, reading)
    shift = reading.dates.shift
    shifted = context.today + timedelta(days=shift) if shift and not reading.dates.days else None
    return Explanation(message, heard, intent, reading.language or context.language, shifted)


def meant(heard: Heard, reading: Reading) -> str:
    """The intent as a whole message has it, outside of any talk: what the words ask for, values counted in.

    The names are those of the training data, but that what nobody understood is out of scope, and that taking something
    back counts as stopping.
    """
    if command := command_of(reading.text):
        return _COMMANDS[command]
    wishes_a_visit = reading.types and (reading.dates.days or reading.dates.any_day or reading.permits)
    if wishes_a_visit and heard.intent in _BARE | {"add_note"}:
        return "schedule_inspection"
    if heard.intent == "nlu_fallback":
        return _without_the_model(heard.guess, reading)
    if heard.intent == "cancel_inspection" and keeps_it(reading.text):
        return "deny"
    if heard.intent == "link_permit" and reading.types and not (reading.permits or reading.near_permits):
        return "schedule_inspection"  # "add the framing": to the visit, not to the account
    return "stop_flow" if heard.intent == "undo" else heard.intent


def _without_the_model(guess: str, reading: Reading) -> str:
    """Values say that a message is for the counter; a longer one then means what it most likely does."""
    if reading.choice is not None:
        return "choose_option"
    if reading.assent is not None:
        return "affirm" if reading.assent else "deny"
    if not (reading.types or reading.permits or reading.dates.days):
        return "out_of_scope"
    is_long = len(reading.text.split()) >= _A_SENTENCE
    return guess if is_long and guess not in _BARE else "inform"


def as_json(text: str, explanation: Explanation) -> Mapping[str, Any]:
    """One message for a program. Several `days` with `ambiguous_days` are readings that would be asked about."""
    reading = explanation.reading
    every = [each.reading.dates for each in explanation.message.errands] or [reading.dates]
    days = dict.fromkeys((day.day.isoformat(), day.half_day or dates.half_day) for dates in every for day in dates.days)
    if explanation.shifted and not days:
        days = {(explanation.shifted.isoformat(), reading.dates.half_day): None}
    return {
        "text": text,
        "language": explanation.language,
        "intent": explanation.intent,
        "confidence": explanation.heard.confidence,
        "permits": list(reading.permits or reading.near_permits),
        "types": list(reading.types),
        "days": [{"date": day, "half_day": half_day} for day, half_day in days],
        "ambiguous_days": any(len(dates.days) > 1 and not dates.either for dates in every),
    }


def catalogue_of(city: City) -> tuple[InspectionName, ...]:
    return tuple(
        InspectionName(key, one.code, one.trade, {"en": one.name.en, "es": one.name.es})
        for key, one in city.policy.inspection_types.items()
    )


def demo_file(city_file: Path) -> Path:
    return city_file.parent / "demo.yml"
