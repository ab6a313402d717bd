"""What a city file may say, part by part. What it means together is checked in `meaning.py`."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from backend.city.file import Section
from backend.domain.model import HalfDay, Permission, Role

type Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_CUTOFF_DAYS = {"the inspection day": 0, "the working day before": 1}
_MORE_DAYS = re.compile(r"([2-9]|1\d) working days before")


def _wall_clock(text: object) -> time:
    found = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueError('expected a time from "00:00" to "23:59"')
    return time(int(found[1]), int(found[2]))


def _workdays_before(text: object) -> int:
    if text in _CUTOFF_DAYS:
        return _CUTOFF_DAYS[str(text)]
    found = _MORE_DAYS.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueError("expected: the inspection day, the working day before, or (for example) 2 working days before")
    return int(found[1])


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (OSError, ValueError, KeyError) as error:
        raise ValueError("expected a time zone such as America/New_York") from error


def _regular_expression(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"expected a regular expression ({error})") from error
    return text


type Text = Annotated[str, Field(min_length=1)]
type WallClock = Annotated[time, BeforeValidator(_wall_clock)]
type WorkdaysBefore = Annotated[int, BeforeValidator(_workdays_before)]
type Phone = Annotated[str, Field(pattern=r"^\+[1-9]\d{7,14}$")]


class WordsSection(Section):
    en: Text
    es: Text


class VersionSection[T](Section):
    """One version of a rule. Its day is written `from`, which Python keeps for itself."""

    effective_from: date = Field(alias="from")
    value: T
    reason: WordsSection


type Versions[T] = Annotated[list[VersionSection[T]], Field(min_length=1)]


class CutoffSection(Section):
    time: WallClock
    day: WorkdaysBefore


class WindowSection(Section):
    opens: WallClock
    closes: WallClock


class HalfDaysSection(Section):
    windows: dict[HalfDay, WindowSection]
    offered_to: list[Role]
    guaranteed: Literal[False]
    """A promise would need places counted by half-day, which the rules do not do."""


class ClosureSection(Section):
    day: date
    name: WordsSection


class CalendarSection(Section):
    working_days: Versions[Annotated[list[Weekday], Field(min_length=1)]]
    holidays: Literal["us-federal", "none"]
    closures: list[ClosureSection]


class RulesSection(Section):
    book_cutoff: Versions[CutoffSection]
    same_day: Versions[bool]
    cancel_cutoff: Versions[CutoffSection]
    honoured_after_read_back_minutes: Versions[Annotated[int, Field(ge=0, le=120)]]
    horizon_workdays: Versions[Annotated[int, Field(ge=1, le=250)]]
    half_days: Versions[HalfDaysSection]
    max_inspections_per_request: Versions[Annotated[int, Field(ge=1, le=50)]]
    inactive_after_days: Versions[Annotated[int, Field(ge=1)]]
    capacity_per_day: Versions[dict[Text, Annotated[int, Field(ge=0)]]]
    schedulable_statuses: Versions[Annotated[list[Text], Field(min_length=1)]]
    finished_statuses: Versions[list[Text]]
    awaiting_payment_statuses: Versions[list[Text]]
    prerequisites: Versions[dict[Text, Annotated[list[Text], Field(min_length=1)]]]
    role_permissions: Versions[dict[Role, list[Permission]]]

    def versions(self) -> Mapping[str, list[VersionSection[object]]]:
        """Every rule's versions, by the rule's key."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class InspectionTypeSection(Section):
    code: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,8}$")]
    trade: Text
    name: WordsSection


class OfficeHoursSection(Section):
    days: Annotated[str, Field(pattern=r"^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$")]
    opens: WallClock
    closes: WallClock


class FactsSection(Section):
    name: Text
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)]
    office_phone: Phone
    office_hours: Annotated[list[OfficeHoursSection], Field(min_length=1)]
    address: Text
    languages: Annotated[list[Literal["en", "es"]], Field(min_length=1)]
    payment_posted_within_workdays: Annotated[int, Field(ge=0)]


class ShapeSection(Section):
    regex: Annotated[str, AfterValidator(_regular_expression)]
    example: Text


class RetentionSection(Section):
    """In days of the calendar; null keeps for ever."""

    messages_days: Annotated[int, Field(ge=1)] | None = None
    rulings_days: Annotated[int, Field(ge=1)] | None = None


class CityFile(Section):
    city: FactsSection
    permit_shapes: Annotated[list[ShapeSection], Field(min_length=1)]
    calendar: CalendarSection
    rules: RulesSection
    retention: RetentionSection = RetentionSection()
    inspection_types: Annotated[dict[Text, InspectionTypeSection], Field(min_length=1)]
