"""When the city reminds of tomorrow's visits: in the evening before, by the city's clock, and never at night."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from backend.domain.policy import is_reached

OPENS, CLOSES = time(17), time(20)
"""People are home and can still move a visit (T8). The bot keeps to the same hours."""

_DAY = timedelta(days=1)


class Timing(StrEnum):
    TOO_EARLY = "too_early"
    NOW = "now"
    TOO_LATE = "too_late"


def timing_of(visit_day: date, now: datetime, zone: ZoneInfo) -> Timing:
    """Whether people are reminded now of visits on this day."""
    eve = visit_day - _DAY
    if not is_reached(datetime.combine(eve, OPENS, tzinfo=zone), now):
        return Timing.TOO_EARLY
    return Timing.TOO_LATE if is_reached(reminders_end(visit_day, zone), now) else Timing.NOW


def reminders_end(visit_day: date, zone: ZoneInfo) -> datetime:
    """From then on a reminder of this day is no use any more."""
    return datetime.combine(visit_day - _DAY, CLOSES, tzinfo=zone)


def days_to_remind_of(now: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The days of which it may not be settled yet who was reminded: that of today's visits, and tomorrow."""
    today = now.astimezone(zone).date()
    return today, today + _DAY
