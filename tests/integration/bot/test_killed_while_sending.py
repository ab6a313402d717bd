"""The real program, killed with `kill -9` at each point of sending, against the twin of Twilio: each text goes once.

The window within which the carrier is asked, two minutes by default, is some seconds here.
"""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.outbox.notices import Notice
from bot.outbox.purposes import Purpose
from bot.records.database import Database, open_postgres, open_sqlite, prepare_database
from bot.records.notices import keep_notice
from bot.records.tables import MESSAGES, PROGRAMS
from bot.sentences import Language
from bot.settings import BotSettings
from tests.integration.bot.test_bot_process import RasaOnHttp, rasa
from tests.twin.account import Account
from tests.twin.client import TwinClient, eventually
from tests.twin.delivery import Weather
from tests.twin.running import twin_in_thread
from tests.twin.scenarios import Scenario

__all__ = ["rasa"]
ROOT = Path(__file__).parents[3]
POSTGRES = os.environ.get("PERMITLINE_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
ACCOUNT = Account()
JAMES = "+16785550102"
WINDOW = 4.0
NO_REPORTS = Weather(lost=1.0)
QUICK = {"carrier_timeout": 1.0, "sending_lease": 2.5, "unknown_window": WINDOW, "sweep_every": 0.2, "lease": 2.0}


@pytest.fixture(scope="module")
def one_twin() -> Iterator[TwinClient]:
    with twin_in_thread(ACCOUNT) as client:
        yield client


@pytest.fixture
def twin(one_twin: TwinClient) -> TwinClient:
    one_twin.forget()
    return one_twin


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, object]]:
    """The settings that say which database it is."""
    if request.param == "sqlite":
        yield {"state_dir": tmp_path}
        return
    try:
        connection = psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True)
    except psycopg.OperationalError as error:
        if os.environ.get("CI_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"no PostgreSQL is reachable: {str(error).splitlines()[0]}")
    schema = f"bot_test_{uuid4().hex[:12]}"
    with connection:
        yield {"state_dir": tmp_path, "database_url": POSTGRES, "database_schema": schema}
        connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


@dataclass
class Sending:
    """The bot's records, and the program that sends from them."""

    settings: BotSettings
    database: Database
    process: "subprocess.Popen[bytes] | None" = None

    def queue(self, text: str, phone: str = JAMES) -> None:
        now = datetime.now(UTC)
        made = uuid4().hex
        notice = Notice(notice=made, phone=phone, language=Language.ENGLISH, response="x", purpose=Purpose.CODE)
        keep_notice(self.database, notice, text, uuid4().hex, now=now, city_now=now)

    def start(self, **changes: object) -> None:
        """Returns when the program has said that it is alive, just before it sends."""
        before = self._programs()
        self.start_without_waiting(**changes)
        eventually(lambda: bool(self._programs() - before), 40, "the program did not start")

    def start_without_waiting(self, **changes: object) -> None:
        settings = self.settings.model_copy(update=changes)
        environment = {f"PERMITLINE_{name.upper()}": str(value) for name, value in settings.model_dump().items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot"], cwd=ROOT, env={**os.environ, **environment, "PERMITLINE_ENV": "demo"},
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def states(self) -> list[str]:
        with self.database.read() as connection:
            return list(connection.scalars(select(MESSAGES.c.state).order_by(MESSAGES.c.id)))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else can write; what is claimed cannot be settled."""
        if self.settings.database_url:
            with psycopg.connect(self.settings.database_url) as connection:
                connection.execute(f'LOCK TABLE "{self.settings.database_schema}".messages IN EXCLUSIVE MODE')
                yield
            return
        connection = sqlite3.connect(self.settings.state_dir / "bot.db", timeout=10, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.close()

    def _programs(self) -> set[str]:
        with self.database.read() as connection:
            return set(connection.scalars(select(PROGRAMS.c.id)))


@pytest.fixture
def sending(where: dict[str, object], twin: TwinClient) -> Iterator[Sending]:
    port = free_port()
    settings = BotSettings.model_validate(
        {
            "city": ROOT / "cities/riverbend/city.yml",
            "bot_port": port,
            "public_url": f"http://127.0.0.1:{port}",
            "speaker_key": Fernet.generate_key().decode(),
            "rasa_token": "rasa",
            "bot_token": "private",
            "conversation_key": "conversations",
            "twilio_account_sid": ACCOUNT.sid,
            "twilio_auth_token": ACCOUNT.token,
            "twilio_from": ACCOUNT.number,
            "twilio_api_url": twin.url,
            "bot_threads": 4,
            "segments_per_second": 200.0,
            **QUICK,
            **where,
        }
    )
    prepare_database(settings)
    if settings.database_url:
        database = open_postgres(settings.database_url, settings.database_schema)
    else:
        database = open_sqlite(settings.state_dir / "bot.db")
    made = Sending(settings, database)
    yield made
    made.kill()
    database.close()


@contextmanager
def a_carrier_that_never_reads() -> Iterator[str]:
    """Its address takes connections and whatever is written on them, and does nothing about it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def texts(twin: TwinClient) -> list[str]:
    return sorted(each.body for each in twin.messages())


def check_each_once(sending: Sending, twin: TwinClient, expected: list[str], seconds: float = 40) -> None:
    """All are sent, and stay sent once for longer than the window."""
    eventually(lambda: set(sending.states()) == {"sent"}, seconds, "not all were sent")
    time.sleep(WINDOW / 2)
    assert texts(twin) == sorted(expected)
    assert set(sending.states()) == {"sent"}


def test_killed_before_the_claim(sending: Sending, twin: TwinClient) -> None:
    sending.queue("before the claim")
    with sending.locked():
        sending.start_without_waiting()
        time.sleep(4)  # it is up, and wants to claim
        sending.kill()
    assert sending.states() == ["queued"]
    assert texts(twin) == []
    sending.start()
    check_each_once(sending, twin, ["before the claim"])


def test_killed_after_the_claim_before_the_carrier_had_it(sending: Sending, twin: TwinClient) -> None:
    sending.queue("after the claim")
    with a_carrier_that_never_reads() as nowhere:
        sending.start(twilio_api_url=nowhere, carrier_timeout=20.0, sending_lease=41.0, unknown_window=42.0)
        eventually(lambda: sending.states() == ["sending"])
        sending.kill()
    assert texts(twin) == []
    forget_the_long_lease(sending)
    sending.start()
    check_each_once(sending, twin, ["after the claim"])


def test_killed_after_the_carrier_took_it_before_it_answered(sending: Sending, twin: TwinClient) -> None:
    twin.weather(NO_REPORTS)
    twin.happen(Scenario(goes="slow", stores=True, seconds=0.8))
    sending.queue("taken and not answered")
    sending.start()
    eventually(lambda: texts(twin) != [])
    sending.kill()
    assert sending.states() == ["sending"]
    sending.start()
    check_each_once(sending, twin, ["taken and not answered"])


def test_killed_after_the_answer_before_it_was_noted(sending: Sending, twin: TwinClient) -> None:
    twin.weather(NO_REPORTS)
    twin.happen(Scenario(goes="slow", stores=True, seconds=0.5))
    sending.queue("answered and not noted")
    sending.start()
    eventually(lambda: texts(twin) != [])
    with sending.locked():
        time.sleep(1.0)  # the answer has come, and waits for the lock
        sending.kill()
    assert sending.states() == ["sending"]
    sending.start()
    check_each_once(sending, twin, ["answered and not noted"])


def test_a_carrier_slower_than_our_patience_sends_it_once(sending: Sending, twin: TwinClient) -> None:
    """It takes the message after we hung up: what the window is for."""
    twin.happen(Scenario(goes="slow", stores=False, seconds=2.5))
    sending.queue("slow")
    sending.start()
    eventually(lambda: sending.states() == ["unknown"], 10)
    check_each_once(sending, twin, ["slow"])


@pytest.mark.parametrize(
    "trouble",
    [
        Scenario(goes="cut", stores=True, times=3),
        Scenario(goes="cut", stores=False, times=3),
        Scenario(goes="refused", stores=True, times=3, status=503, code=20503),
        Scenario(goes="refused", stores=False, times=3, status=500, code=20500),
        Scenario(goes="refused", times=3, status=429, code=20429),
    ],
    ids=lambda trouble: f"{trouble.goes}-{trouble.status}-{'taken' if trouble.stores else 'not taken'}",
)
def test_whatever_the_carrier_does_each_goes_once(sending: Sending, twin: TwinClient, trouble: Scenario) -> None:
    twin.weather(NO_REPORTS)
    twin.happen(trouble)
    for n in range(6):
        sending.queue(f"trouble {n}", f"+1678555010{n}")
    sending.start()
    check_each_once(sending, twin, [f"trouble {n}" for n in range(6)])


def test_killed_again_and_again_each_of_many_goes_once(sending: Sending, twin: TwinClient) -> None:
    twin.weather(Weather(lost=0.5, doubled=0.2, disordered=0.3, late=0.2, late_by=1.0))
    chance = random.Random(4)
    expected = [f"many {n:02}" for n in range(80)]
    for n, text in enumerate(expected):
        sending.queue(text, f"+1678555{1000 + n % 20}")
    for _ in range(15):
        twin.happen(Scenario(goes="slow", stores=chance.random() < 0.7, seconds=chance.uniform(0.1, 0.9)))
    for _ in range(4):
        sending.start(segments_per_second=25.0)
        time.sleep(chance.uniform(0.1, 1.2))
        sending.kill()
    sending.start()
    check_each_once(sending, twin, expected, 90)


def test_replies_that_left_before_the_kill_and_one_that_did_not(
    sending: Sending, twin: TwinClient, rasa: RasaOnHttp
) -> None:
    """The first two reach the carrier in their responses; the third is answered to nobody, as when a machine falls."""
    sending.settings = sending.settings.model_copy(
        update={"rasa_url": rasa.address, "actions_url": rasa.address, "backend_url": rasa.address}
    )
    sending.start()
    webhook = f"{sending.settings.public_url}/sms"
    eventually(lambda: answers(webhook), 20)
    twin.point_to(webhook)
    for body in ("one", "two"):
        assert twin.text(JAMES, body).words
    form = {"From": JAMES, "To": ACCOUNT.number, "Body": "three", "MessageSid": "SMthree"}
    signature = RequestValidator(ACCOUNT.token).compute_signature(webhook, form)
    assert "three" in httpx.post(webhook, data=form, headers={"X-Twilio-Signature": signature}, timeout=20).text
    sending.kill()
    sending.start()
    phone = twin.phone(JAMES)
    phone.wait_for("3: three")
    eventually(lambda: set(sending.states()) == {"answered", "sent"})
    time.sleep(WINDOW / 2)
    assert phone.received() == ["1: one", "2: two", "3: three"]


def answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == httpx.codes.METHOD_NOT_ALLOWED
    except httpx.HTTPError:
        return False


def test_two_programs_at_once_send_each_once(sending: Sending, twin: TwinClient) -> None:
    expected = [f"both {n:02}" for n in range(60)]
    for n, text in enumerate(expected):
        sending.queue(text, f"+1678555{1000 + n}")
    other = Sending(sending.settings.model_copy(update={"bot_port": free_port()}), sending.database)
    sending.start()
    other.start()
    try:
        check_each_once(sending, twin, expected)
    finally:
        other.kill()


def forget_the_long_lease(sending: Sending) -> None:
    """The killed program was given more patience than the one that follows it."""
    with sending.database.write() as connection:
        connection.execute(MESSAGES.update().values(lease_until=datetime.now(UTC) + timedelta(seconds=1)))
