"""The real back end on a real database, called as its programs call it."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import text
from werkzeug.test import TestResponse

from backend.bootstrap import Backend
from backend.city.demo_schema import DemoRecords
from backend.demo import Fill, write_afresh
from backend.records.engine import writing
from backend.settings import BackendSettings
from runtime.speaker import Speaker, SpeakerSeal

TOKEN = "a-token-for-tests-only"
SPEAKER_KEY = urlsafe_b64encode(b"this key is for tests only, 32 B").decode()
"""Always the same, since decoys hang on it."""
MARIA, JAMES, QUICKWIRE, SUMMIT, STRANGER = (f"+1678555010{digit}" for digit in "12349")

_keys = count(1)


@dataclass
class MovableClock:
    """The back end's clock, set by the test."""

    time: datetime

    def now(self) -> datetime:
        return self.time


@dataclass
class Counter:
    """Calls the back end as a program (`by` None) or for a phone, at the time that its clock shows."""

    backend: Backend
    settings: BackendSettings
    schema: str
    clock: MovableClock
    demo: DemoRecords
    seal: SpeakerSeal = field(default_factory=lambda: SpeakerSeal(SPEAKER_KEY))

    @staticmethod
    def at_ten(zone: ZoneInfo) -> datetime:
        """Tuesday, December 1, 2026, at ten in the morning."""
        return datetime(2026, 12, 1, 10, tzinfo=zone)

    def at(self, time: str) -> datetime:
        return datetime.fromisoformat(time).replace(tzinfo=self.backend.office.city.zone)

    def set_clock(self, time: str) -> None:
        self.clock.time = self.at(time)

    def lay_out(self, *fills: Fill) -> None:
        """The demo's records around what the clock shows."""
        with writing(self.backend.engine) as connection:
            write_afresh(connection, self.demo, self.backend.office.city, self.clock.time, fills)
            connection.commit()

    def get(self, path: str, by: str | None = None, **headers: str) -> TestResponse:
        return self.backend.app.test_client().get(path, headers=self.headers(by) | headers)

    def post(
        self, path: str, asked: Mapping[str, Any], by: str | None = None, key: str | None = None, method: str = "POST"
    ) -> TestResponse:
        headers = self.headers(by) | {"Idempotency-Key": key or f"key-{next(_keys)}"}
        return self.backend.app.test_client().open(path, method=method, json=dict(asked), headers=headers)

    def book(
        self, permit: str, *types: str, day: str, by: str | None = None, key: str | None = None, **more: Any
    ) -> TestResponse:
        return self.post("/v1/bookings", {"permit": permit, "inspections": types, "day": day, **more}, by, key)

    def headers(self, by: str | None) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        return bearer if by is None else bearer | {"X-Permitline-Speaker": self.token_of(by)}

    def token_of(self, phone: str, received_at: datetime | None = None) -> str:
        return self.seal.seal(Speaker(phone, "sms", received_at or self.clock.time, "SM1"))

    def inspection(self, permit: str, inspection_type: str) -> dict[str, Any]:
        listed = self.get(f"/v1/permits/{permit}").json["inspections"]  # type: ignore[index]
        found: dict[str, Any] = next(one for one in listed if one["type"] == inspection_type)
        return found

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.backend.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def used(self, trade: str, day: str) -> int:
        rows = self.rows(f"select used from day_loads where trade = '{trade}' and day = '{day}'")  # noqa: S608
        return int(rows[0][0]) if rows else 0

    def all_at_once(self, calls: list[Any]) -> list[TestResponse]:
        with ThreadPoolExecutor(16) as threads:
            return [future.result() for future in [threads.submit(call) for call in calls]]


def settings_for(state_dir: Any, url: str) -> BackendSettings:
    return BackendSettings(
        state_dir=state_dir,
        backend_token=SecretStr(TOKEN),
        speaker_key=SecretStr(SPEAKER_KEY),
        database_url=SecretStr(url),
    )
