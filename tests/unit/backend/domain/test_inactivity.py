"""A permit is warned of a month and a week before it becomes inactive: 180 days after its last activity, and one."""

import pytest

from backend.domain.inactivity import find_warning, last_activities_to_warn_of, warns_now
from backend.domain.model import Permit
from backend.domain.standing import inactive_since
from tests.unit.backend.domain.riverbend import POLICY, ZONE, at, booked, day, passed, permit

ISSUED = day("Thursday, January 1, 2026")


def warned(of: Permit, today: str) -> tuple[int, int, str] | None:
    found = find_warning(of, POLICY, day(today))
    return None if found is None else (found.threshold, found.days, f"{found.day:%A, %B} {found.day.day}")


@pytest.mark.parametrize(
    ("today", "warning"),
    [
        ("Sunday, May 31, 2026", None),  # 31 days left
        ("Monday, June 1, 2026", (30, 30, "Wednesday, July 1")),
        ("Tuesday, June 23, 2026", (30, 8, "Wednesday, July 1")),
        ("Wednesday, June 24, 2026", (7, 7, "Wednesday, July 1")),
        ("Tuesday, June 30, 2026", (7, 1, "Wednesday, July 1")),
        ("Wednesday, July 1, 2026", None),  # it is
    ],
)
def test_a_permit_issued_on_new_years_day(today: str, warning: tuple[int, int, str] | None) -> None:
    assert warned(permit(issued_on=ISSUED), today) == warning


def test_the_day_named_is_the_first_on_which_it_is_inactive() -> None:
    found = find_warning(permit(issued_on=ISSUED), POLICY, day("Wednesday, June 24, 2026"))
    assert found is not None
    assert inactive_since(permit(issued_on=ISSUED), POLICY, found.day) == found.day


def test_a_pass_starts_the_count_anew_and_a_booking_does_not() -> None:
    today = "Wednesday, June 24, 2026"
    on = day("Monday, March 2, 2026")
    assert warned(permit(passed("framing", on), issued_on=ISSUED), today) is None
    assert warned(permit(booked("framing", day("Thursday, June 25, 2026")), issued_on=ISSUED), today) is not None


@pytest.mark.parametrize("status", ["final", "awaiting payment", "in review"])
def test_only_a_permit_in_force_is_warned_of(status: str) -> None:
    assert warned(permit(issued_on=ISSUED, status=status), "Wednesday, June 24, 2026") is None


def test_only_last_activities_of_some_days_can_have_a_warning() -> None:
    today = day("Wednesday, June 24, 2026")
    first, last = last_activities_to_warn_of(POLICY, today)
    assert find_warning(permit(issued_on=first), POLICY, today)
    assert find_warning(permit(issued_on=last), POLICY, today)
    assert find_warning(permit(issued_on=first.replace(day=first.day - 1)), POLICY, today) is None
    assert find_warning(permit(issued_on=last.replace(day=last.day + 1)), POLICY, today) is None


@pytest.mark.parametrize(
    ("now", "is_time"),
    [
        ("Sunday, November 1, 2026, 08:59:59", False),
        ("Sunday, November 1, 2026, 09:00", True),
        ("Sunday, March 14, 2027, 08:59:59", False),
        ("Sunday, March 14, 2027, 09:00", True),
        ("Monday, March 15, 2027, 23:59", True),
        ("Tuesday, March 16, 2027, 00:00", False),
    ],
)
def test_from_nine_in_the_morning(now: str, is_time: bool) -> None:
    assert warns_now(at(now), ZONE) is is_time
