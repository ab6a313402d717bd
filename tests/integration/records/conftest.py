"""A bot and a back end that listen, on each of the two databases, with a dialogue that asks the real rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.serving import make_server

from backend.bootstrap import make_backend
from backend.city.city import load_city
from backend.city.demo import load_demo
from backend.demo import DEMO_FILE
from backend.settings import BackendSettings
from bot.bootstrap import Bot, build_bot
from bot.fakes import FakeCarrier, FakeChain, FakeDialogue, QueueOfNone
from bot.ports import Answer, Question
from bot.records.database import prepare_database
from bot.rendering import Said
from bot.settings import BotSettings
from bot.web.app import make_app
from permitline.main import main
from tests.integration.backend.conftest import POSTGRES_URL, sqlite_in, why_no_postgres
from tests.integration.backend.counter import SPEAKER_KEY, TOKEN, Counter, MovableClock

BOT_TOKEN = "private-token-of-the-bot"
TWILIO = "12345"
CITY = Path(__file__).parents[3] / "cities" / "riverbend" / "city.yml"


@dataclass
class Town:
    """Both programs as they listen; messages come in as Twilio sends them, commands as a person calls them."""

    bot: Bot
    counter: Counter
    app: Flask
    environ: dict[str, str]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def text(self, body: str, phone: str) -> str:
        """The message's id. "permit type day" asks the rules; anything else is answered in words alone."""
        message_id = f"SMtown{next(self.numbers)}"
        parameters = {"From": phone, "To": "+16785550100", "MessageSid": message_id, "Body": body}
        url = f"{self.bot.settings.public_url}/sms"
        signature = RequestValidator(TWILIO).compute_signature(url, MultiDict(parameters))
        answer = self.app.test_client().post("/sms", data=parameters, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == 200
        return message_id

    def command(self, *words: str, **changes: str) -> Result:
        return CliRunner().invoke(main, ["records", *words], env=self.environ | changes)

    def bot_rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.bot.database.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def change_bot_rows(self, statement: str, **values: Any) -> None:
        with self.bot.database.write() as connection:
            connection.execute(text(statement), values)

    def wait(self, **by: float) -> None:
        self.counter.clock.go_on(**by)


class TownClock(MovableClock):
    def go_on(self, **by: float) -> None:
        self.time += timedelta(**by)


def asks_the_rules(counter: Counter) -> Any:
    def answer(question: Question) -> Answer:
        words = question.message.split()
        if len(words) != 3 or not words[2].startswith("2026-"):
            said = "What is the gate code?" if question.message == "I have a gate" else "Noted."
            return Answer((Said(said),), question.slots)
        headers = {
            "Authorization": f"Bearer {TOKEN}",
            "X-Permitline-Speaker": str(question.metadata["speaker"]),
            "Idempotency-Key": str(question.metadata["message_id"]),
        }
        asked = {"action": "book", "permit": words[0], "inspections": [words[1]], "day": words[2]}
        ruling = counter.backend.app.test_client().post("/v1/rulings", json=asked, headers=headers)
        return Answer((Said(f"{'Yes' if ruling.json['allowed'] else 'No'}, as for {words[2]}."),), question.slots)

    return answer


@contextmanager
def listening(app: Any) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The back end's URL and schema, and the bot's."""
    if request.param == "sqlite":
        url, schema = sqlite_in(tmp_path)
        yield {"url": url, "schema": schema, "bot_url": "", "bot_schema": "bot"}
        return
    if reason := why_no_postgres():
        pytest.skip(reason)
    schemas = {"schema": f"backend_test_{uuid4().hex[:12]}", "bot_schema": f"bot_test_{uuid4().hex[:12]}"}
    bot_url = POSTGRES_URL.replace("+psycopg", "")
    yield {"url": POSTGRES_URL, "bot_url": bot_url, **schemas}
    with psycopg.connect(bot_url, autocommit=True) as connection:
        for schema in schemas.values():
            connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


@pytest.fixture
def town(databases: dict[str, str], tmp_path: Path) -> Iterator[Town]:
    yield from towns(databases, tmp_path)


@pytest.fixture
def sqlite_town(tmp_path: Path) -> Iterator[Town]:
    """For what no database changes."""
    url, schema = sqlite_in(tmp_path)
    yield from towns({"url": url, "schema": schema, "bot_url": "", "bot_schema": "bot"}, tmp_path)


def towns(databases: dict[str, str], state_dir: Path) -> Iterator[Town]:
    city = load_city(CITY)
    clock = TownClock(Counter.at_ten(city.zone))
    settings = BackendSettings.model_validate(
        {"state_dir": state_dir, "backend_token": TOKEN, "speaker_key": SPEAKER_KEY, "database_url": databases["url"]}
    )
    backend = make_backend(settings, clock=clock, schema=databases["schema"])
    demo = load_demo(CITY.with_name(DEMO_FILE), city)
    counter = Counter(backend, settings, databases["schema"], clock, demo)
    counter.lay_out()
    bot = start_bot(databases, state_dir, counter, clock)
    app = make_app(bot)
    with listening(app) as bot_port, listening(backend.app) as backend_port:
        environ = {
            "PERMITLINE_STATE_DIR": str(state_dir),
            "PERMITLINE_CITY": str(CITY),
            "PERMITLINE_BOT_PORT": str(bot_port),
            "PERMITLINE_BACKEND_PORT": str(backend_port),
            "PERMITLINE_BOT_TOKEN": BOT_TOKEN,
            "PERMITLINE_BACKEND_TOKEN": TOKEN,
        }
        yield Town(bot, counter, app, environ)
    bot.stop()
    backend.close()


def start_bot(databases: dict[str, str], state_dir: Path, counter: Counter, clock: TownClock) -> Bot:
    settings = BotSettings.model_validate(
        {
            "state_dir": state_dir,
            "city": CITY,
            "speaker_key": SPEAKER_KEY,
            "rasa_token": "rasa",
            "bot_token": BOT_TOKEN,
            "conversation_key": "conversations",
            "twilio_auth_token": TWILIO,
            "public_url": "https://text.riverbend.example",
            "lease": 600.0,
            "database_url": databases["bot_url"],
            "database_schema": databases["bot_schema"],
        }
    )
    prepare_database(settings)
    bot = build_bot(
        settings,
        dialogue=FakeDialogue(asks_the_rules(counter)),
        carrier=FakeCarrier(),
        chain=FakeChain(),
        clock=clock,
        make_queue=QueueOfNone,
    )
    bot.sweep.say_alive()
    return bot
