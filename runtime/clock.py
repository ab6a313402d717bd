"""The only place that reads the time. In a demo the clock can be started elsewhere and moved while programs run."""

from dataclasses import dataclass
from datetime import UTC, datetime
from json import JSONDecodeError, dumps, loads
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in the city's zone."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """A moved clock: it showed `city_time` at the real instant `set_at`; with `hold` it stays there."""

    city_time: datetime
    set_at: datetime
    hold: bool = False

    def at(self, instant: datetime) -> datetime:
        return self.city_time if self.hold else self.city_time + (instant - self.set_at)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """For tests."""

    time: datetime

    def now(self) -> datetime:
        return self.time


class RealClock:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        return datetime.now(self._zone)


class DemoClock:
    """Follows the clock file in the state folder; without the file it shows the real time."""

    def __init__(self, zone: ZoneInfo, state_dir: Path) -> None:
        self._zone = zone
        self._file = clock_file(state_dir)
        self._seen: int | None = None
        self._setting: Setting | None = None

    def now(self) -> datetime:
        instant = datetime.now(UTC)
        self._follow_file()
        if self._setting is None:
            return instant.astimezone(self._zone)
        return self._setting.at(instant).astimezone(self._zone)

    def _follow_file(self) -> None:
        try:
            changed = self._file.stat().st_mtime_ns
        except FileNotFoundError:
            self._seen, self._setting = None, None
            return
        if changed != self._seen:
            self._setting = read_setting(self._file)
            self._seen = changed


def clock_file(state_dir: Path) -> Path:
    return state_dir / "clock.json"


def read_setting(file: Path) -> Setting | None:
    """The setting in a clock file; None where it holds nothing readable."""
    try:
        content = loads(file.read_text())
        return Setting(
            datetime.fromisoformat(content["city_time"]),
            datetime.fromisoformat(content["set_at"]),
            bool(content["hold"]),
        )
    except (OSError, JSONDecodeError, KeyError, ValueError):
        return None


def move_clock(state_dir: Path, city_time: datetime, *, hold: bool = False) -> None:
    """Set the clock of every program that shares the state folder. Atomic, so no program reads half a file."""
    setting = {
        "city_time": city_time.isoformat(),
        "set_at": datetime.now(UTC).isoformat(),
        "hold": hold,
    }
    state_dir.mkdir(parents=True, exist_ok=True)
    draft = clock_file(state_dir).with_suffix(".draft")
    draft.write_text(dumps(setting))
    draft.replace(clock_file(state_dir))


def city_time(text: str, zone: ZoneInfo) -> datetime:
    """`2026-12-01T10:00` as the city's wall clock shows it; a text with an offset keeps its instant."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def make_clock(zone: ZoneInfo, state_dir: Path, *, production: bool) -> Clock:
    return RealClock(zone) if production else DemoClock(zone, state_dir)
