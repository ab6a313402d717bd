"""A whole bot with a fake dialogue, carrier and chain, on each of the two databases."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import psycopg
import pytest
import structlog
from cryptography.fernet import Fernet
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from bot.bootstrap import Bot, build_bot
from bot.fakes import FakeCarrier, FakeChain, FakeDialogue, FakeMailServer, QueueOfNone
from bot.ports import Media
from bot.records.database import prepare_database
from bot.settings import BotSettings
from bot.web.app import make_app

POSTGRES = os.environ.get("PERMITLINE_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
TOKEN = "12345"
PUBLIC_URL = "https://text.riverbend.example"
JAMES = "+16785550102"
MARIA = "+16785550101"
TEN_O_CLOCK = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("America/New_York"))
CITY = Path(__file__).parents[3] / "cities" / "riverbend" / "city.yml"


def _postgres_schema() -> Iterator[str]:
    try:
        connection = psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True)
    except psycopg.OperationalError as error:
        if os.environ.get("CI_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"no PostgreSQL is reachable: {str(error).splitlines()[0]}")
    schema = f"bot_test_{uuid4().hex[:12]}"
    with connection:
        yield schema
        connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


@pytest.fixture(autouse=True, scope="session")
def _plain_logs() -> None:
    """Structlog's default draws every failure with its local variables, which takes seconds."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_settings(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    for schema in _postgres_schema():
        yield {"database_url": POSTGRES, "database_schema": schema}


@pytest.fixture
def settings(tmp_path: Path, database_settings: dict[str, str]) -> BotSettings:
    return BotSettings.model_validate(
        {
            "state_dir": tmp_path,
            "city": CITY,
            "speaker_key": Fernet.generate_key().decode(),
            "rasa_token": "rasa",
            "bot_token": "private",
            "conversation_key": "conversations",
            "twilio_auth_token": TOKEN,
            "public_url": PUBLIC_URL,
            "bot_threads": 24,
            "lease": 1.0,
            **database_settings,
        }
    )


@dataclass
class Hands:
    """A clock that a test moves by hand."""

    time: datetime

    def now(self) -> datetime:
        return self.time

    def go_on(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Bench:
    """One bot process with what stands behind it, driven as Twilio would."""

    bot: Bot
    client: FlaskClient
    dialogue: FakeDialogue
    carrier: FakeCarrier
    chain: FakeChain
    clock: Hands
    mail_server: FakeMailServer = field(default_factory=FakeMailServer)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def text(self, body: str | None, *, phone: str = JAMES, sid: str | None = None, **more: str) -> TestResponse:
        parameters = {"From": phone, "To": "+16785550100", "MessageSid": sid or f"SMauto{next(self.numbers)}", **more}
        if body is not None:
            parameters["Body"] = body
        return self.post(parameters)

    def post(self, parameters: dict[str, str]) -> TestResponse:
        signature = RequestValidator(TOKEN).compute_signature(f"{PUBLIC_URL}/sms", MultiDict(parameters))
        client = self.client.application.test_client()  # one each, so that threads can share a bench
        return client.post("/sms", data=parameters, headers={"X-Twilio-Signature": signature})

    def sweep(self) -> None:
        """What the threads of a running bot do, once each."""
        self.bot.sweep.take_up_stranded()
        self.bot.sweep.reconcile()
        self.bot.sweep.send_due()
        self.bot.sweep.send_mail()

    def reply(self, body: str, **more: str) -> str:
        return self.said(self.text(body, **more))

    @staticmethod
    def said(response: TestResponse) -> str:
        """The text in the TwiML; empty for an empty response."""
        assert response.status_code == 200, response.text
        return ElementTree.fromstring(response.text).findtext("Message") or ""


@pytest.fixture
def start_bot(settings: BotSettings) -> Iterator[Callable[..., Bench]]:
    """Starts a bot process on the test's database; several share it. `sweeping` runs the threads of a real one."""
    prepare_database(settings)
    started: list[tuple[Bot, bool]] = []

    def start(
        *,
        sweeping: bool = False,
        like: Bench | None = None,
        real_time: Hands | None = None,
        media: Media | None = None,
        **changes: object,
    ) -> Bench:
        clock = Hands(TEN_O_CLOCK)
        dialogue = like.dialogue if like else FakeDialogue()
        carrier = like.carrier if like else FakeCarrier()
        chain = like.chain if like else FakeChain()
        mail_server = like.mail_server if like else FakeMailServer()
        bot = build_bot(
            settings.model_copy(update=changes),
            dialogue=dialogue,
            carrier=carrier,
            mail_server=mail_server,
            media=media,
            chain=chain,
            clock=clock,
            real_time=real_time,
            make_queue=QueueOfNone,
        )
        started.append((bot, sweeping))
        bot.start() if sweeping else bot.sweep.say_alive()
        return Bench(bot, make_app(bot).test_client(), dialogue, carrier, chain, clock, mail_server)

    yield start
    for bot, _ in started:
        bot.stop()


@pytest.fixture
def bench(start_bot: Callable[..., Bench]) -> Bench:
    """A bot without the sweep's threads and with a long lease: tests call the sweep when they want it."""
    return start_bot(lease=600.0)
