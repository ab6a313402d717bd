"""The city under load: its four programs, Twilio's twin in a process of its own, and what the records say later."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

from backend.demo import load_if_empty
from backend.settings import BackendSettings
from bench.city import write_city
from bench.environ import make_environ
from bench.stack import Stack, running_stack
from permitline.city_clock import city_zone
from permitline.settings import PROJECT, CommandSettings
from runtime.clock import city_time, clock_file, move_clock, read_setting
from tests.twin.account import Account
from tests.twin.client import TwinClient
from tests.twin.running import twin_process

NOW = "2026-12-01T10:00"
_PACE = "60"
"""Segments a second, so that 4,000 reminders take a minute or two; a toll-free number has 3."""
_QUICK_TO_ASK = {
    "PERMITLINE_CARRIER_TIMEOUT": "4",
    "PERMITLINE_SENDING_LEASE": "9",
    "PERMITLINE_UNKNOWN_WINDOW": "20",
    "PERMITLINE_SEGMENTS_PER_SECOND": _PACE,
}
"""Shorter than a city has it, in the same proportion: what a killed bot held is not to be waited for in minutes."""

type Person = tuple[str, str]
"""A phone, and the number of the permit that it is on."""


@dataclass(frozen=True, slots=True)
class City:
    settings: CommandSettings
    stack: Stack
    twin: TwinClient
    zone: ZoneInfo
    people: list[Person]
    visited_tomorrow: Sequence[Person]

    def take(self, count: int) -> list[Person]:
        """So many people whom no load has had yet."""
        taken, self.people[:] = self.people[:count], self.people[count:]
        return taken

    def move_clock(self, to: str) -> None:
        """`to` is a wall time of the city; the clock goes on from there."""
        move_clock(self.settings.state_dir, city_time(to, self.zone))

    def now(self) -> datetime:
        """By the city's clock."""
        setting = read_setting(clock_file(self.settings.state_dir))
        now = datetime.now(UTC)
        return (setting.at(now) if setting else now).astimezone(self.zone)

    def bot(self, **headers: str) -> httpx.Client:
        """For calls to the bot's private door."""
        token = {"Authorization": f"Bearer {self.settings.bot_token.get_secret_value()}"}
        return httpx.Client(
            base_url=self.settings.url(self.settings.bot_port), headers=token | headers, timeout=30,
            limits=httpx.Limits(max_connections=None),
        )  # fmt: skip

    def bot_rows(self, query: str, *values: object) -> list[Any]:
        return _rows(self.settings.state_dir / "bot.db", query, values)

    def backend_rows(self, query: str, *values: object) -> list[Any]:
        return _rows(self.settings.state_dir / "backend.db", query, values)

    def errors_logged(self) -> list[str]:
        """Lines of the programs' logs that tell of a mistake of ours. A program that was started again begins anew."""
        logs = sorted((self.settings.state_dir / "logs").glob("*.log"))
        lines = (f"{log.stem}: {line}" for log in logs for line in log.read_text(errors="replace").splitlines())
        return [line[:400] for line in lines if '"level": "error"' in line or "Traceback" in line]


@contextmanager
def city_under_load(people: int, visited_tomorrow: int, first_port: int) -> Iterator[City]:
    """A city with so many homeowners, and its programs, which end with the block; it is 10 AM on a Tuesday there."""
    folder = Path(tempfile.mkdtemp(prefix="permitline-load-"))
    try:
        everyone = write_city(PROJECT / "cities" / "riverbend", folder / "city", people + visited_tomorrow,
                              visited_tomorrow)  # fmt: skip
        environ = {**make_environ(folder, first_port), **_QUICK_TO_ASK}
        account = Account(
            token=environ["PERMITLINE_TWILIO_AUTH_TOKEN"], sms_url=f"http://127.0.0.1:{first_port}/sms"
        )  # fmt: skip
        with twin_process(account, first_port + 4) as twin:
            environ |= {
                "PERMITLINE_TWILIO_ACCOUNT_SID": account.sid,
                "PERMITLINE_TWILIO_FROM": account.number,
                "PERMITLINE_TWILIO_API_URL": twin.url,
            }
            _refuse_unless_on_this_machine(environ)
            os.environ.update({name: value for name, value in environ.items() if name.startswith("PERMITLINE_")})
            settings = CommandSettings.load()
            zone = city_zone(settings)
            move_clock(settings.state_dir, city_time(NOW, zone))
            load_if_empty(BackendSettings.load(), city_time(NOW, zone))
            with running_stack(settings, environ) as stack:
                yield City(settings, stack, twin, zone, everyone[:people], everyone[people:])
    finally:
        shutil.rmtree(folder)


def _refuse_unless_on_this_machine(environ: dict[str, str]) -> None:
    for name in ("PERMITLINE_TWILIO_API_URL", "PERMITLINE_PUBLIC_URL"):
        if urlsplit(environ[name]).hostname != "127.0.0.1":
            raise RuntimeError(f"{name} is not on this machine: a load is not sent to others")


def _rows(file: Path, query: str, values: Sequence[object]) -> list[Any]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query, values).fetchall()
