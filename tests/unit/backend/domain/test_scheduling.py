"""Which days can be asked for, and when: rows that read as dates, around every cut-off."""

from dataclasses import replace
from datetime import UTC, time

import pytest

from backend.domain.dated import always
from backend.domain.model import Booking, HalfDay, Refusal, RefusalCode, Visit
from backend.domain.policy import Cutoff, Policy
from backend.domain.scheduling import decide, openings

from .riverbend import CONTRACTOR, HOMEOWNER, NO_LOAD, POLICY, at, closed_on, day, permit

OK = None
PAST_CUTOFF = RefusalCode.PAST_CUTOFF
PAST_DATE = RefusalCode.PAST_DATE
CLOSED = RefusalCode.NOT_A_WORKING_DAY
BEYOND = RefusalCode.BEYOND_HORIZON

ROWS = [
    # until 3:59:59 PM of the working day before
    ("Tuesday, December 1, 2026, 10:00:00", "Wednesday, December 2, 2026", OK),
    ("Tuesday, December 1, 2026, 15:59:59.999999", "Wednesday, December 2, 2026", OK),
    ("Tuesday, December 1, 2026, 16:00:00", "Wednesday, December 2, 2026", PAST_CUTOFF),
    ("Tuesday, December 1, 2026, 16:00:00", "Thursday, December 3, 2026", OK),
    ("Tuesday, December 1, 2026, 23:59:59", "Thursday, December 3, 2026", OK),
    # never on the same day
    ("Tuesday, December 1, 2026, 00:00:01", "Tuesday, December 1, 2026", PAST_CUTOFF),
    ("Tuesday, December 1, 2026, 10:00:00", "Monday, November 30, 2026", PAST_DATE),
    ("Tuesday, December 1, 2026, 10:00:00", "Sunday, November 29, 2026", PAST_DATE),
    # over a weekend: from Friday 4:00 PM through Monday the first open day is Tuesday
    ("Friday, December 4, 2026, 15:59:59", "Monday, December 7, 2026", OK),
    ("Friday, December 4, 2026, 16:00:00", "Monday, December 7, 2026", PAST_CUTOFF),
    ("Friday, December 4, 2026, 16:00:00", "Tuesday, December 8, 2026", OK),
    ("Saturday, December 5, 2026, 09:00:00", "Monday, December 7, 2026", PAST_CUTOFF),
    ("Sunday, December 6, 2026, 23:59:59", "Monday, December 7, 2026", PAST_CUTOFF),
    ("Sunday, December 6, 2026, 23:59:59", "Tuesday, December 8, 2026", OK),
    ("Monday, December 7, 2026, 15:59:59", "Tuesday, December 8, 2026", OK),
    ("Monday, December 7, 2026, 16:00:00", "Tuesday, December 8, 2026", PAST_CUTOFF),
    ("Tuesday, December 1, 2026, 10:00:00", "Saturday, December 5, 2026", CLOSED),
    ("Tuesday, December 1, 2026, 10:00:00", "Sunday, December 6, 2026", CLOSED),
    # Thanksgiving: the working day before Friday is Wednesday
    ("Wednesday, November 25, 2026, 15:59:59", "Friday, November 27, 2026", OK),
    ("Wednesday, November 25, 2026, 16:00:00", "Friday, November 27, 2026", PAST_CUTOFF),
    ("Thursday, November 26, 2026, 10:00:00", "Friday, November 27, 2026", PAST_CUTOFF),
    ("Tuesday, November 24, 2026, 10:00:00", "Thursday, November 26, 2026", CLOSED),
    # July 4 is a Saturday in 2026 and observed on Friday, a Sunday in 2027 and observed on Monday
    ("Wednesday, July 1, 2026, 10:00:00", "Friday, July 3, 2026", CLOSED),
    ("Thursday, July 2, 2026, 15:59:59", "Monday, July 6, 2026", OK),
    ("Thursday, July 2, 2026, 16:00:00", "Monday, July 6, 2026", PAST_CUTOFF),
    ("Thursday, July 1, 2027, 10:00:00", "Monday, July 5, 2027", CLOSED),
    ("Friday, July 2, 2027, 15:59:59", "Tuesday, July 6, 2027", OK),
    ("Friday, July 2, 2027, 16:00:00", "Tuesday, July 6, 2027", PAST_CUTOFF),
    # the end of a year; January 1, 2028 is a Saturday, observed on the last day of 2027
    ("Thursday, December 31, 2026, 15:59:59", "Monday, January 4, 2027", OK),
    ("Thursday, December 31, 2026, 16:00:00", "Monday, January 4, 2027", PAST_CUTOFF),
    ("Thursday, December 31, 2026, 10:00:00", "Friday, January 1, 2027", CLOSED),
    ("Wednesday, December 29, 2027, 10:00:00", "Friday, December 31, 2027", CLOSED),
    ("Thursday, December 30, 2027, 15:59:59", "Monday, January 3, 2028", OK),
    ("Thursday, December 30, 2027, 16:00:00", "Monday, January 3, 2028", PAST_CUTOFF),
    # clocks change on Sunday, March 8 and Sunday, November 1, 2026: the wall clock decides
    ("Friday, March 6, 2026, 15:59:59", "Monday, March 9, 2026", OK),
    ("Friday, March 6, 2026, 16:00:00", "Monday, March 9, 2026", PAST_CUTOFF),
    ("Monday, March 9, 2026, 15:59:59", "Tuesday, March 10, 2026", OK),
    ("Monday, March 9, 2026, 16:00:00", "Tuesday, March 10, 2026", PAST_CUTOFF),
    ("Friday, October 30, 2026, 15:59:59", "Monday, November 2, 2026", OK),
    ("Friday, October 30, 2026, 16:00:00", "Monday, November 2, 2026", PAST_CUTOFF),
    ("Monday, November 2, 2026, 15:59:59", "Tuesday, November 3, 2026", OK),
    ("Monday, November 2, 2026, 16:00:00", "Tuesday, November 3, 2026", PAST_CUTOFF),
    # the horizon of 15 working days after today
    ("Tuesday, December 1, 2026, 10:00:00", "Tuesday, December 22, 2026", OK),
    ("Tuesday, December 1, 2026, 10:00:00", "Wednesday, December 23, 2026", BEYOND),
    ("Tuesday, December 1, 2026, 23:59:59", "Wednesday, December 23, 2026", BEYOND),
    ("Wednesday, December 2, 2026, 00:00:00", "Wednesday, December 23, 2026", OK),
    ("Saturday, December 5, 2026, 10:00:00", "Monday, December 28, 2026", OK),
    ("Saturday, December 5, 2026, 10:00:00", "Tuesday, December 29, 2026", BEYOND),
    ("Tuesday, December 15, 2026, 10:00:00", "Thursday, January 7, 2027", OK),
    ("Tuesday, December 15, 2026, 10:00:00", "Friday, January 8, 2027", BEYOND),
    ("Tuesday, December 1, 2026, 10:00:00", "Saturday, December 26, 2026", CLOSED),
]


def _code(now: str, asked: str, policy: Policy = POLICY) -> RefusalCode | None:
    visit = Visit("electrical_final", day(asked))
    answer = decide(visit, permit(issued_on=at(now).date()), HOMEOWNER, NO_LOAD, policy, at(now))
    return answer.code if isinstance(answer, Refusal) else None


@pytest.mark.parametrize(("now", "asked", "expected"), ROWS)
def test_the_day_that_is_asked_for(now: str, asked: str, expected: RefusalCode | None) -> None:
    assert _code(now, asked) == expected


@pytest.mark.parametrize(("now", "asked", "expected"), ROWS)
def test_the_same_instant_written_in_another_zone_decides_the_same(
    now: str, asked: str, expected: RefusalCode | None
) -> None:
    visit = Visit("electrical_final", day(asked))
    answer = decide(visit, permit(issued_on=at(now).date()), HOMEOWNER, NO_LOAD, POLICY, at(now).astimezone(UTC))
    assert (answer.code if isinstance(answer, Refusal) else None) == expected


@pytest.mark.parametrize(
    ("now", "asked", "expected"),
    [
        ("Monday, December 7, 2026, 15:59:59", "Wednesday, December 9, 2026", OK),
        ("Monday, December 7, 2026, 16:00:00", "Wednesday, December 9, 2026", PAST_CUTOFF),
        ("Tuesday, December 8, 2026, 09:00:00", "Wednesday, December 9, 2026", PAST_CUTOFF),
        ("Monday, December 7, 2026, 10:00:00", "Tuesday, December 8, 2026", CLOSED),
        ("Tuesday, December 1, 2026, 10:00:00", "Wednesday, December 23, 2026", OK),
        ("Tuesday, December 1, 2026, 10:00:00", "Thursday, December 24, 2026", BEYOND),
    ],
)
def test_a_closure_of_the_city_is_no_working_day(now: str, asked: str, expected: RefusalCode | None) -> None:
    assert _code(now, asked, closed_on("Tuesday, December 8, 2026")) == expected


@pytest.mark.parametrize(
    ("now", "first_open_day"),
    [
        ("Thursday, December 3, 2026, 15:59:59", "Friday, December 4, 2026"),
        ("Friday, December 4, 2026, 15:59:59", "Monday, December 7, 2026"),
        ("Friday, December 4, 2026, 16:00:00", "Tuesday, December 8, 2026"),
        ("Saturday, December 5, 2026, 12:00:00", "Tuesday, December 8, 2026"),
        ("Sunday, December 6, 2026, 12:00:00", "Tuesday, December 8, 2026"),
        ("Monday, December 7, 2026, 15:59:59", "Tuesday, December 8, 2026"),
        ("Monday, December 7, 2026, 16:00:00", "Wednesday, December 9, 2026"),
        ("Thursday, December 24, 2026, 16:00:00", "Tuesday, December 29, 2026"),
    ],
)
def test_the_first_open_day(now: str, first_open_day: str) -> None:
    recent = permit(issued_on=at(now).date())
    offered = openings(("electrical_final",), recent, HOMEOWNER, NO_LOAD, POLICY, at(now))
    assert offered[0].day == day(first_open_day)


@pytest.mark.parametrize(
    ("now", "same_day", "expected"),
    [
        ("Tuesday, December 1, 2026, 05:29:59", True, OK),
        ("Tuesday, December 1, 2026, 05:30:00", True, PAST_CUTOFF),
        ("Tuesday, December 1, 2026, 05:29:59", False, PAST_CUTOFF),
    ],
)
def test_a_city_may_visit_on_the_same_day(now: str, same_day: bool, expected: RefusalCode | None) -> None:
    early = replace(POLICY, book_cutoff=always(Cutoff(time(5, 30), 0)), same_day=always(same_day))
    assert _code(now, "Tuesday, December 1, 2026", early) == expected


def test_a_booking_says_what_when_and_by_the_rules_of_which_moment() -> None:
    now = at("Tuesday, December 1, 2026, 10:00:00")
    visit = Visit("electrical_final", day("Tuesday, December 8, 2026"), HalfDay.AM)
    answer = decide(visit, permit(issued_on=now.date()), HOMEOWNER, NO_LOAD, POLICY, now)
    assert answer == Booking(visit, "electrical", now)


@pytest.mark.parametrize("wish", [None, HalfDay.AM, HalfDay.PM])
def test_only_homeowners_may_wish_for_a_half_day(wish: HalfDay | None) -> None:
    now = at("Tuesday, December 1, 2026, 10:00:00")
    visit = Visit("electrical_final", day("Tuesday, December 8, 2026"), wish)
    owner = decide(visit, permit(issued_on=now.date()), HOMEOWNER, NO_LOAD, POLICY, now)
    trade = decide(visit, permit(issued_on=now.date()), CONTRACTOR, NO_LOAD, POLICY, now)
    assert isinstance(owner, Booking)
    assert isinstance(trade, Booking) == (wish is None)
