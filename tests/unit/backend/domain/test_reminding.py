"""Reminders go in the evening before, from five to eight by the city's clock, also when the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from backend.domain.reminding import Timing, days_to_remind_of, reminders_end, timing_of
from tests.unit.backend.domain.riverbend import ZONE, at, day


@pytest.mark.parametrize(
    ("visits_on", "now", "timing"),
    [
        ("Wednesday, December 2, 2026", "Tuesday, December 1, 2026, 10:00", Timing.TOO_EARLY),
        ("Wednesday, December 2, 2026", "Tuesday, December 1, 2026, 16:59:59", Timing.TOO_EARLY),
        ("Wednesday, December 2, 2026", "Tuesday, December 1, 2026, 17:00", Timing.NOW),
        ("Wednesday, December 2, 2026", "Tuesday, December 1, 2026, 19:59:59", Timing.NOW),
        ("Wednesday, December 2, 2026", "Tuesday, December 1, 2026, 20:00", Timing.TOO_LATE),
        ("Wednesday, December 2, 2026", "Wednesday, December 2, 2026, 00:00", Timing.TOO_LATE),
        ("Wednesday, December 2, 2026", "Wednesday, December 2, 2026, 18:00", Timing.TOO_LATE),
        ("Wednesday, December 2, 2026", "Monday, November 30, 2026, 18:00", Timing.TOO_EARLY),
        # of a Monday, on Sunday evening; of the day after a holiday, on the holiday
        ("Monday, December 7, 2026", "Friday, December 4, 2026, 18:00", Timing.TOO_EARLY),
        ("Monday, December 7, 2026", "Sunday, December 6, 2026, 18:00", Timing.NOW),
        ("Friday, November 27, 2026", "Thursday, November 26, 2026, 17:30", Timing.NOW),
        # the clocks go back at two in the morning of November 1, and forward on March 14
        ("Sunday, November 1, 2026", "Saturday, October 31, 2026, 16:59:59", Timing.TOO_EARLY),
        ("Sunday, November 1, 2026", "Saturday, October 31, 2026, 17:00", Timing.NOW),
        ("Monday, November 2, 2026", "Sunday, November 1, 2026, 16:59:59", Timing.TOO_EARLY),
        ("Monday, November 2, 2026", "Sunday, November 1, 2026, 17:00", Timing.NOW),
        ("Monday, November 2, 2026", "Sunday, November 1, 2026, 20:00", Timing.TOO_LATE),
        ("Monday, March 15, 2027", "Sunday, March 14, 2027, 16:59:59", Timing.TOO_EARLY),
        ("Monday, March 15, 2027", "Sunday, March 14, 2027, 17:00", Timing.NOW),
        ("Monday, March 15, 2027", "Sunday, March 14, 2027, 19:59:59", Timing.NOW),
        ("Friday, January 1, 2027", "Thursday, December 31, 2026, 17:00", Timing.NOW),
    ],
)
def test_a_reminder_is_due_in_the_evening_before(visits_on: str, now: str, timing: Timing) -> None:
    assert timing_of(day(visits_on), at(now), ZONE) is timing


@pytest.mark.parametrize(
    ("in_utc", "timing"),
    [
        (datetime(2026, 11, 1, 20, 59, tzinfo=UTC), Timing.TOO_EARLY),  # 16:59 EDT would be 20:59; it is 15:59 EST
        (datetime(2026, 11, 1, 22, 0, tzinfo=UTC), Timing.NOW),
        (datetime(2026, 11, 2, 1, 0, tzinfo=UTC), Timing.TOO_LATE),
    ],
)
def test_it_counts_what_the_citys_clock_shows_after_the_change(in_utc: datetime, timing: Timing) -> None:
    assert timing_of(day("Monday, November 2, 2026"), in_utc, ZONE) is timing


def test_the_evening_of_another_zone_is_another_evening() -> None:
    five_in_the_east = at("Tuesday, December 1, 2026, 17:00")
    wednesday = day("Wednesday, December 2, 2026")
    assert timing_of(wednesday, five_in_the_east, ZoneInfo("America/Los_Angeles")) is Timing.TOO_EARLY


def test_a_reminder_ends_at_eight() -> None:
    assert reminders_end(day("Monday, March 15, 2027"), ZONE) == at("Sunday, March 14, 2027, 20:00")


def test_today_and_tomorrow_are_looked_at() -> None:
    days = (day("Sunday, November 1, 2026"), day("Monday, November 2, 2026"))
    assert days_to_remind_of(at("Sunday, November 1, 2026, 00:30"), ZONE) == days
    assert days_to_remind_of(at("Sunday, November 1, 2026, 23:59"), ZONE) == days
