"""The real program that sends, in a test's hand: what it is to send, its start, and its end by `kill -9`."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.outbox.notices import Notice
from bot.outbox.purposes import Purpose
from bot.records.database import Database, open_postgres, open_sqlite, prepare_database
from bot.records.notices import keep_notice
from bot.records.tables import MESSAGES, PROGRAMS
from bot.sentences import Language
from bot.settings import BotSettings
from tests.twin.account import Account
from tests.twin.client import eventually

ROOT = Path(__file__).parents[3]
ACCOUNT = Account()
JAMES = "+16785550102"
WINDOW = 4.0
QUICK = {"carrier_timeout": 1.0, "sending_lease": 2.5, "unknown_window": WINDOW, "sweep_every": 0.2, "lease": 2.0}
_ONE_AT_A_TIME = threading.Lock()
"""Alembic migrates one database of a process at a time."""
PATIENT = {"carrier_timeout": 20.0, "sending_lease": 41.0, "unknown_window": 42.0}
"""For a program that is to be killed while it waits: however slow the machine, it has not hung up by then."""


@dataclass
class Sending:
    """The bot's records, and the program that sends from them."""

    settings: BotSettings
    database: Database
    process: "subprocess.Popen[bytes] | None" = None

    def queue(self, text: str, phone: str = JAMES, due_in: float = 0.0) -> None:
        now = datetime.now(UTC)
        notice = Notice(
            notice=uuid4().hex,
            phone=phone,
            language=Language.ENGLISH,
            response="x",
            purpose=Purpose.CODE,
            not_before=now + timedelta(seconds=due_in),
        )
        keep_notice(self.database, notice, text, uuid4().hex, now=now, city_now=now)

    def start(self, **changes: object) -> None:
        """Returns when the program has said that it is alive, just before it sends."""
        before = self._programs()
        self.start_without_waiting(**changes)
        eventually(lambda: self.has_ended or bool(self._programs() - before), 60, "the program did not start")
        assert not self.has_ended, "the program ended as it started: run it with these settings to see why"

    def start_without_waiting(self, **changes: object) -> None:
        settings = self.settings.model_copy(update=changes).model_dump(exclude_none=True)
        environment = {f"PERMITLINE_{name.upper()}": str(value) for name, value in settings.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot"], cwd=ROOT, env={**os.environ, **environment, "PERMITLINE_ENV": "demo"},
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    @property
    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

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

    def forget_the_long_lease(self) -> None:
        """The killed program was given more patience than the one that follows it."""
        with self.database.write() as connection:
            connection.execute(MESSAGES.update().values(lease_until=datetime.now(UTC) + timedelta(seconds=1)))


@contextmanager
def a_program(twin_url: str, where: Mapping[str, object]) -> Iterator[Sending]:
    """Not started yet; `where` are the settings that say which database it is."""
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
            "twilio_api_url": twin_url,
            "bot_threads": 4,
            "segments_per_second": 200.0,
            **QUICK,
            **where,
        }
    )
    with _ONE_AT_A_TIME:
        prepare_database(settings)
    if settings.database_url:
        database = open_postgres(settings.database_url, settings.database_schema)
    else:
        database = open_sqlite(settings.state_dir / "bot.db")
    sending = Sending(settings, database)
    try:
        yield sending
    finally:
        sending.kill()
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
