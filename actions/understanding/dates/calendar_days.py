"""Arithmetic on days: the weekdays that words like "next" may mean, days of months, and working days."""

import calendar
from collections.abc import Callable, Sequence
from datetime import MAXYEAR, date, timedelta

from dateutil.relativedelta import relativedelta, weekday

type IsWorkingDay = Callable[[date], bool]

_SATURDAY = 5
_FURTHEST_COUNT = 500
"""Nobody books further ahead than this many days, weeks or months; larger counts are no dates."""


def monday_to_friday(day: date) -> bool:
    return day.weekday() < _SATURDAY


def coming(weekday_number: int, today: date) -> date:
    """The first such weekday, today included."""
    return today + timedelta(days=(weekday_number - today.weekday()) % 7)


def after(weekday_number: int, day: date) -> date:
    return coming(weekday_number, day + timedelta(days=1))


def before(weekday_number: int, day: date) -> date:
    return day - timedelta(days=(day.weekday() - weekday_number - 1) % 7 + 1)


def bare_weekday(weekday_number: int, today: date) -> tuple[date, ...]:
    """The coming one; on that weekday itself, today or in a week."""
    first = coming(weekday_number, today)
    return (first, first + timedelta(weeks=1)) if first == today else (first,)


def next_weekday(weekday_number: int, today: date) -> tuple[date, ...]:
    """What "next Thursday" may be: one day if the coming one is in another week already, else two."""
    first = after(weekday_number, today)
    another_week = monday_of(first) > monday_of(today) or today.weekday() >= _SATURDAY
    return (first,) if another_week else (first, first + timedelta(weeks=1))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_from(today: date, weeks: int) -> tuple[date, date]:
    """Monday to Sunday of the week so many weeks on; this week's days that are over are left out."""
    monday = monday_of(today) + timedelta(weeks=weeks)
    sunday = monday + timedelta(days=6)
    return (max(monday, today), sunday) if sunday >= today else (monday, sunday)


def in_week(weekday_number: int, weeks: int, today: date) -> tuple[date, ...]:
    """That weekday in the week so many weeks on. On a Sunday people differ on whether the new week has begun."""
    day = monday_of(today) + timedelta(weeks=weeks, days=weekday_number)
    begins_on_sunday = weeks > 0 and today.weekday() > _SATURDAY and weekday_number <= _SATURDAY
    return (day, day + timedelta(weeks=1)) if begins_on_sunday else (day,)


def count_on(start: date, count: int, unit: str) -> date | None:
    """So many days, weeks, fortnights or months on (or back, when negative); None beyond all reason."""
    if abs(count) > _FURTHEST_COUNT:
        return None
    if unit == "month":
        return start + relativedelta(months=count)
    return start + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def count_working_days(start: date, count: int, is_working_day: IsWorkingDay) -> date | None:
    """The nth working day after the start (before it, when negative); None when a year has too few."""
    if count == 0 or abs(count) > _FURTHEST_COUNT:
        return None
    step = timedelta(days=1 if count > 0 else -1)
    day, left = start, abs(count)
    for _ in range(7 * abs(count) + 60):
        day += step
        left -= is_working_day(day)
        if left == 0:
            return day
    return None


def month_start(today: date, months: int = 0) -> date:
    return today.replace(day=1) + relativedelta(months=months)


def day_in_month(first: date, day_number: int) -> date | None:
    """The day of that month, or None where the month is too short."""
    length = calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=day_number) if 1 <= day_number <= length else None


def nth_weekday_in_month(first: date, weekday_number: int, nth: int) -> date | None:
    """The nth such weekday of a month (the last when -1), or None when it has no fifth."""
    start = first if nth > 0 else first + relativedelta(day=31)
    found = start + relativedelta(weekday=weekday(weekday_number, nth))
    return found if found.month == first.month else None


def nth_working_day_in_month(first: date, nth: int, is_working_day: IsWorkingDay) -> date | None:
    edge = first - timedelta(days=1) if nth > 0 else first + relativedelta(months=1)
    found = count_working_days(edge, nth, is_working_day)
    return found if found and (found.year, found.month) == (first.year, first.month) else None


def next_day_number(day_number: int, today: date, weekday_number: int | None = None) -> date | None:
    """The next day with this number ("the 9th"), and with this weekday when one is named ("Monday the 7th")."""
    for months in range(60):
        day = day_in_month(month_start(today, months), day_number)
        if day and day >= today and (weekday_number is None or day.weekday() == weekday_number):
            return day
    return None


def day_of_year(month: int, day_number: int, year: int | None, today: date) -> date | None:
    """A month and a day in the year given, else its next occurrence; None for a day that does not exist."""
    if not 1 <= month <= 12:
        return None
    if year is not None:
        return day_in_month(date(year, month, 1), day_number) if 0 < year < MAXYEAR else None
    day = day_in_month(date(today.year, month, 1), day_number)
    if day is None or day < today:
        later = day_in_month(date(today.year + 1, month, 1), day_number)
        return later if day is not None or (later and later - today < timedelta(days=366)) else None
    return day


def nearest_weekday(weekday_number: int, day: date) -> date:
    return min((before(weekday_number, day), coming(weekday_number, day)), key=lambda other: abs(other - day))


def common_days(some: Sequence[date], others: Sequence[date]) -> tuple[date, ...]:
    return tuple(day for day in some if day in others)
