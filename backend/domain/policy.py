"""The city's rules as values: each with its history and its reasons, and all that hold on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.domain.calendar import Calendar
from backend.domain.dated import Dated
from backend.domain.model import HalfDay, Permission, Role, Words


@dataclass(frozen=True, slots=True)
class InspectionType:
    key: str
    code: str
    trade: str
    name: Words


@dataclass(frozen=True, slots=True)
class Cutoff:
    """From this time of the city's wall clock on it is too late; 0 working days before is the inspection's day."""

    time: time
    workdays_before: int


@dataclass(frozen=True, slots=True)
class Window:
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class HalfDays:
    windows: Mapping[HalfDay, Window]
    offered_to: frozenset[Role]
    guaranteed: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a request made on one day."""

    book_cutoff: Cutoff
    same_day: bool
    cancel_cutoff: Cutoff
    honoured_after_read_back: timedelta
    horizon_workdays: int
    half_days: HalfDays
    max_inspections_per_request: int
    inactive_after_days: int
    capacity_per_day: Mapping[str, int]
    """By trade."""
    schedulable_statuses: frozenset[str]
    finished_statuses: frozenset[str]
    awaiting_payment_statuses: frozenset[str]
    prerequisites: Mapping[str, tuple[str, ...]]
    """By inspection type: what must have passed, where the permit has it on its list."""
    role_permissions: Mapping[Role, frozenset[Permission]]
    """A role that is not named may do nothing."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Every rule with its versions. The day on which a request is made decides which version holds for it."""

    zone: ZoneInfo
    calendar: Calendar
    inspection_types: Mapping[str, InspectionType]
    book_cutoff: Dated[Cutoff]
    same_day: Dated[bool]
    cancel_cutoff: Dated[Cutoff]
    honoured_after_read_back: Dated[timedelta]
    horizon_workdays: Dated[int]
    half_days: Dated[HalfDays]
    max_inspections_per_request: Dated[int]
    inactive_after_days: Dated[int]
    capacity_per_day: Dated[Mapping[str, int]]
    schedulable_statuses: Dated[frozenset[str]]
    finished_statuses: Dated[frozenset[str]]
    awaiting_payment_statuses: Dated[frozenset[str]]
    prerequisites: Dated[Mapping[str, tuple[str, ...]]]
    role_permissions: Dated[Mapping[Role, frozenset[Permission]]]

    def as_of(self, day: date) -> Rules:
        """The rules for a request made on this day."""
        return Rules(
            book_cutoff=self.book_cutoff.on(day),
            same_day=self.same_day.on(day),
            cancel_cutoff=self.cancel_cutoff.on(day),
            honoured_after_read_back=self.honoured_after_read_back.on(day),
            horizon_workdays=self.horizon_workdays.on(day),
            half_days=self.half_days.on(day),
            max_inspections_per_request=self.max_inspections_per_request.on(day),
            inactive_after_days=self.inactive_after_days.on(day),
            capacity_per_day=self.capacity_per_day.on(day),
            schedulable_statuses=self.schedulable_statuses.on(day),
            finished_statuses=self.finished_statuses.on(day),
            awaiting_payment_statuses=self.awaiting_payment_statuses.on(day),
            prerequisites=self.prerequisites.on(day),
            role_permissions=self.role_permissions.on(day),
        )

    def today(self, now: datetime) -> date:
        """The date on the city's wall."""
        return now.astimezone(self.zone).date()

    def rules_at(self, now: datetime) -> Rules:
        return self.as_of(self.today(now))

    def trade_of(self, inspection_type: str) -> str:
        return self.inspection_types[inspection_type].trade

    def cutoff_for(self, day: date, cutoff: Cutoff) -> datetime:
        """The instant from which it is too late for an inspection on this day, in the city's zone."""
        last_day = self.calendar.shift(day, -cutoff.workdays_before)
        return datetime.combine(last_day, cutoff.time, tzinfo=self.zone)

    def last_day(self, now: datetime) -> date:
        """The last day that can be asked for."""
        return self.calendar.shift(self.today(now), self.rules_at(now).horizon_workdays)


def is_reached(moment: datetime, now: datetime) -> bool:
    """Compared as instants: Python compares times of one zone by the wall clock, which repeats an hour in autumn."""
    return now.astimezone(UTC) >= moment.astimezone(UTC)


def decided_at(ruled_at: datetime, answered_at: datetime, policy: Policy) -> datetime:
    """The time as of which the rules apply to a yes: that of the read-back while it is honoured, else that of the yes.

    Places on a day are not kept by a read-back: they are always counted as of now.
    """
    waited = answered_at.astimezone(UTC) - ruled_at.astimezone(UTC)
    honoured = policy.rules_at(ruled_at).honoured_after_read_back
    return ruled_at if timedelta(0) <= waited <= honoured else answered_at


def as_it_stood_at(day: date, changed_at: datetime, undone_at: datetime, policy: Policy) -> datetime:
    """The time as of which the rules apply to giving a visit back to the day that it was lawfully booked for.

    For as long as a read-back is honoured, a mistake is taken back whatever the hour: the day counts as it did when it
    could last be asked for. After that the rules are those of the present.
    """
    as_of = decided_at(changed_at, undone_at, policy)
    if as_of != changed_at:
        return as_of
    cutoff = policy.cutoff_for(day, policy.rules_at(changed_at).book_cutoff)
    return min(as_of, cutoff - timedelta(microseconds=1))
