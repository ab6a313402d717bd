"""The real program, killed with `kill -9` while the mail server has an e-mail in hand: it arrives, twice if need be."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.mail.notices import MailNotice, Worded
from bot.outbox.purposes import Purpose
from bot.records.database import Database, open_database, prepare_database
from bot.records.mail import keep_mail
from bot.records.tables import MESSAGES
from bot.sentences import Language
from bot.settings import BotSettings
from tests.integration.bot.mail_room import MailRoom, open_mail_room
from tests.integration.bot.sending_program import ROOT, free_port
from tests.twin.client import eventually


@dataclass
class Mailing:
    """The bot's records, the program that mails from them, and the server that it mails to."""

    settings: BotSettings
    database: Database
    room: MailRoom
    process: "subprocess.Popen[bytes] | None" = None

    def queue(self) -> None:
        now = datetime.now(UTC)
        notice = MailNotice(
            notice=uuid4().hex, email="maria@example.com", subject="x", response="x", language=Language.ENGLISH,
            purpose=Purpose.CODE,
        )  # fmt: skip
        keep_mail(self.database, notice, Worded("A code", "481203"), uuid4().hex, now=now, city_now=now)

    def start(self) -> None:
        environment = {f"PERMITLINE_{name.upper()}": str(value) for name, value in self.settings.model_dump().items()
                       if value is not None}  # fmt: skip
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
            return list(connection.scalars(select(MESSAGES.c.state)))


@pytest.fixture
def mailing(tmp_path: Path) -> Iterator[Mailing]:
    with open_mail_room() as room:
        settings = BotSettings.model_validate(
            {
                "state_dir": tmp_path, "speaker_key": Fernet.generate_key().decode(), "rasa_token": "rasa",
                "bot_token": "private",
                "conversation_key": "conversations", "bot_port": free_port(), "bot_threads": 4, "sweep_every": 0.2,
                "lease": 2.0, "smtp_url": f"smtp://127.0.0.1:{room.port}", "email_from": "permits@riverbend.example",
            }
        )  # fmt: skip
        prepare_database(settings)
        mailing = Mailing(settings, open_database(settings), room)
        yield mailing
        mailing.kill()
        mailing.database.close()


def test_killed_before_the_answer_it_is_mailed_again_under_the_same_id(mailing: Mailing) -> None:
    mailing.room.silent_for = 3.0
    mailing.queue()
    mailing.start()
    eventually(lambda: len(mailing.room.kept) == 1, 40, "the mail server got nothing")
    assert mailing.states() == ["sending"]
    mailing.kill()
    mailing.room.silent_for = 0.0
    mailing.start()
    eventually(lambda: mailing.states() == ["sent"], 40, "it was not mailed again")
    first, second = mailing.room.letters()
    assert first["Message-ID"] == second["Message-ID"]
    assert first.items() == second.items()
