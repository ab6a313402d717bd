"""When the city warns that a permit is about to become inactive: once a month ahead, once a week ahead."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.domain.model import Permit
from backend.domain.policy import Policy, is_reached
from backend.domain.standing import last_activity

THRESHOLDS = (7, 30)
"""Days ahead, the nearest first."""

WARNS_FROM = time(9)


@dataclass(frozen=True, slots=True)
class InactivityWarning:
    """`threshold` is the one that is passed; so many `days` are left until `day`, the first on which it is inactive."""

    threshold: int
    last_activity: date
    day: date
    days: int


def warns_now(now: datetime, zone: ZoneInfo) -> bool:
    """From nine in the morning on, by the city's clock."""
    today = now.astimezone(zone).date()
    return is_reached(datetime.combine(today, WARNS_FROM, tzinfo=zone), now)


def find_warning(permit: Permit, policy: Policy, today: date) -> InactivityWarning | None:
    """None for a permit that is not in force, is inactive already, or has more than a month left."""
    rules = policy.as_of(today)
    last = last_activity(permit)
    if last is None or permit.status not in rules.schedulable_statuses:
        return None
    first_inactive_day = last + timedelta(days=rules.inactive_after_days + 1)
    left = (first_inactive_day - today).days
    threshold = next((days for days in THRESHOLDS if 0 < left <= days), None)
    return None if threshold is None else InactivityWarning(threshold, last, first_inactive_day, left)


def last_activities_to_warn_of(policy: Policy, today: date) -> tuple[date, date]:
    """Only a permit whose last activity was on one of these days, both included, can have a warning."""
    after = timedelta(days=policy.as_of(today).inactive_after_days + 1)
    return today + timedelta(days=1) - after, today + timedelta(days=max(THRESHOLDS)) - after
