"""Working days: weekends, observed holidays, closures, and counting over them."""

from dataclasses import replace
from datetime import date

import pytest

from backend.domain.calendar import Closed
from backend.domain.dated import Dated, Version
from backend.domain.model import Words

from .riverbend import calendar, day

CALENDAR = calendar({day("Thursday, December 24, 2026"): Words("Christmas Eve", "Nochebuena")})
NO_WORDS = Words("", "")


@pytest.mark.parametrize(
    ("on", "why", "name"),
    [
        ("Friday, December 4, 2026", None, None),
        ("Saturday, December 5, 2026", Closed.WEEKEND, None),
        ("Sunday, December 6, 2026", Closed.WEEKEND, None),
        ("Thursday, December 24, 2026", Closed.CLOSURE, "Christmas Eve"),
        ("Friday, December 25, 2026", Closed.HOLIDAY, "Christmas Day"),
        ("Thursday, November 26, 2026", Closed.HOLIDAY, "Thanksgiving Day"),
        ("Friday, November 27, 2026", None, None),
        ("Friday, July 3, 2026", Closed.HOLIDAY, "Independence Day (observed)"),
        ("Saturday, July 4, 2026", Closed.HOLIDAY, "Independence Day"),
        ("Monday, July 5, 2027", Closed.HOLIDAY, "Independence Day (observed)"),
        ("Friday, December 31, 2027", Closed.HOLIDAY, "New Year's Day (observed)"),
        ("Monday, January 3, 2028", None, None),
        ("Monday, June 19, 2028", Closed.HOLIDAY, "Juneteenth National Independence Day"),
    ],
)
def test_why_the_city_is_closed(on: str, why: Closed | None, name: str | None) -> None:
    closed = CALENDAR.closed(day(on))
    assert (closed.why if closed else None) == why
    assert (closed.name.en if closed and closed.name else None) == name


@pytest.mark.parametrize(
    ("start", "workdays", "end"),
    [
        ("Friday, December 4, 2026", 1, "Monday, December 7, 2026"),
        ("Saturday, December 5, 2026", 1, "Monday, December 7, 2026"),
        ("Saturday, December 5, 2026", -1, "Friday, December 4, 2026"),
        ("Monday, December 7, 2026", -1, "Friday, December 4, 2026"),
        ("Saturday, December 5, 2026", 0, "Saturday, December 5, 2026"),
        ("Wednesday, December 23, 2026", 1, "Monday, December 28, 2026"),
        ("Thursday, December 31, 2026", 1, "Monday, January 4, 2027"),
        ("Monday, January 4, 2027", -1, "Thursday, December 31, 2026"),
        ("Thursday, July 2, 2026", 1, "Monday, July 6, 2026"),
        ("Thursday, December 30, 2027", 1, "Monday, January 3, 2028"),
        ("Tuesday, December 1, 2026", 15, "Tuesday, December 22, 2026"),
        ("Tuesday, December 15, 2026", 15, "Friday, January 8, 2027"),
    ],
)
def test_counting_in_working_days(start: str, workdays: int, end: str) -> None:
    assert CALENDAR.shift(day(start), workdays) == day(end)


def test_new_working_days_hold_for_the_days_from_which_they_are_in_force() -> None:
    five, four = frozenset(range(5)), frozenset(range(4))
    changing = replace(
        CALENDAR,
        working_days=Dated(
            (Version(five, date(2020, 1, 1), NO_WORDS), Version(four, day("Friday, January 1, 2027"), NO_WORDS))
        ),
    )
    assert changing.is_working_day(day("Friday, December 18, 2026"))
    assert not changing.is_working_day(day("Friday, January 8, 2027"))
    assert changing.next_working_day(day("Thursday, January 7, 2027")) == day("Monday, January 11, 2027")


def test_holidays_between_names_closures_too_in_order() -> None:
    named = CALENDAR.holidays_between(day("Thursday, December 24, 2026"), day("Friday, January 1, 2027"))
    assert [(on.isoformat(), words.es) for on, words in named.items()] == [
        ("2026-12-24", "Nochebuena"),
        ("2026-12-25", "Navidad"),
        ("2027-01-01", "Año Nuevo"),
    ]


def test_a_city_that_never_works_is_an_error_not_an_endless_search() -> None:
    never = replace(CALENDAR, working_days=Dated((Version(frozenset[int](), date.min, NO_WORDS),)))
    with pytest.raises(ValueError, match="no working day"):
        never.next_working_day(day("Tuesday, December 1, 2026"))
