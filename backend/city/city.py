"""Reads a city: its facts, its policy, and the shapes of its permit numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from backend.city.federal_holidays import federal_holidays
from backend.city.file import SourceFile
from backend.city.meaning import problems_in
from backend.city.schema import (
    WEEKDAYS,
    CalendarSection,
    CityFile,
    CutoffSection,
    HalfDaysSection,
    InspectionTypeSection,
    VersionSection,
    WordsSection,
)
from backend.domain.calendar import Calendar
from backend.domain.dated import Dated, Version
from backend.domain.model import Words
from backend.domain.policy import Cutoff, HalfDays, InspectionType, Policy, Window


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """`days` is `mon-fri` or one day."""

    days: str
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class City:
    name: str
    zone: ZoneInfo
    office_phone: str
    office_hours: tuple[OfficeHours, ...]
    address: str
    languages: tuple[str, ...]
    payment_posted_within_workdays: int
    permit_shapes: tuple[str, ...]
    """Regular expressions, in the form in which the city writes its numbers."""
    policy: Policy
    keep_messages_days: int | None = None
    keep_rulings_days: int | None = None
    """None keeps for ever."""


def load_city(path: Path) -> City:
    """Raise `CityFileError`, which names the file and every wrong key with its line."""
    source = SourceFile.read(path)
    file = source.matched_to(CityFile)
    source.refuse(problems_in(file))
    facts = file.city
    return City(
        name=facts.name,
        zone=facts.timezone,
        office_phone=facts.office_phone,
        office_hours=tuple(OfficeHours(one.days, one.opens, one.closes) for one in facts.office_hours),
        address=facts.address,
        languages=tuple(facts.languages),
        payment_posted_within_workdays=facts.payment_posted_within_workdays,
        permit_shapes=tuple(shape.regex for shape in file.permit_shapes),
        policy=_policy(file),
        keep_messages_days=file.retention.messages_days,
        keep_rulings_days=file.retention.rulings_days,
    )


def _policy(file: CityFile) -> Policy:
    rules = file.rules
    return Policy(
        zone=file.city.timezone,
        calendar=_calendar(file.calendar),
        inspection_types=_catalogue(file.inspection_types),
        book_cutoff=_dated(rules.book_cutoff, _cutoff),
        same_day=_dated(rules.same_day, bool),
        cancel_cutoff=_dated(rules.cancel_cutoff, _cutoff),
        honoured_after_read_back=_dated(
            rules.honoured_after_read_back_minutes, lambda minutes: timedelta(minutes=minutes)
        ),
        horizon_workdays=_dated(rules.horizon_workdays, int),
        half_days=_dated(rules.half_days, _half_days),
        max_inspections_per_request=_dated(rules.max_inspections_per_request, int),
        inactive_after_days=_dated(rules.inactive_after_days, int),
        capacity_per_day=_dated(rules.capacity_per_day, _frozen),
        schedulable_statuses=_dated(rules.schedulable_statuses, frozenset),
        finished_statuses=_dated(rules.finished_statuses, frozenset),
        awaiting_payment_statuses=_dated(rules.awaiting_payment_statuses, frozenset),
        prerequisites=_dated(
            rules.prerequisites, lambda needs: _frozen({key: tuple(needed) for key, needed in needs.items()})
        ),
        role_permissions=_dated(
            rules.role_permissions, lambda roles: _frozen({role: frozenset(may) for role, may in roles.items()})
        ),
    )


def _calendar(section: CalendarSection) -> Calendar:
    return Calendar(
        working_days=_dated(section.working_days, lambda days: frozenset(WEEKDAYS.index(day) for day in days)),
        holidays=federal_holidays() if section.holidays == "us-federal" else _no_holidays(),
        closures=MappingProxyType({closure.day: words(closure.name) for closure in section.closures}),
    )


def _no_holidays() -> Mapping[date, Words]:
    return MappingProxyType({})


def _catalogue(types: Mapping[str, InspectionTypeSection]) -> Mapping[str, InspectionType]:
    return MappingProxyType(
        {key: InspectionType(key, one.code, one.trade, words(one.name)) for key, one in types.items()}
    )


def _cutoff(section: CutoffSection) -> Cutoff:
    return Cutoff(section.time, section.day)


def _half_days(section: HalfDaysSection) -> HalfDays:
    windows = {half_day: Window(one.opens, one.closes) for half_day, one in section.windows.items()}
    return HalfDays(MappingProxyType(windows), frozenset(section.offered_to), section.guaranteed)


def _dated[S, T](versions: list[VersionSection[S]], value: Callable[[S], T]) -> Dated[T]:
    return Dated(tuple(Version(value(one.value), one.effective_from, words(one.reason)) for one in versions))


def _frozen[K, V](mapping: Mapping[K, V]) -> Mapping[K, V]:
    return MappingProxyType(dict(mapping))


def words(section: WordsSection) -> Words:
    return Words(section.en, section.es)
