"""What is offered: the nearest days that the rules accept, in order."""

from datetime import date

import pytest

from backend.domain.model import HalfDay, Load, Opening, Refusal, Visit
from backend.domain.scheduling import decide, openings

from .riverbend import CAPACITY, CONTRACTOR, HOMEOWNER, NO_LOAD, POLICY, at, day, full, permit

NOW = at("Tuesday, December 1, 2026, 10:00:00")
ISSUED = day("Sunday, November 1, 2026")
RECENT = permit(issued_on=ISSUED, open_types=("electrical_final", "electrical_service", "plumbing_final"))
FRIDAY, MONDAY = day("Friday, December 4, 2026"), day("Monday, December 7, 2026")


def _days(offered: tuple[Opening, ...]) -> list[str]:
    return [f"{one.day:%a %b} {one.day.day}" for one in offered]


@pytest.mark.parametrize(
    ("near", "offered"),
    [
        (None, ["Wed Dec 2", "Thu Dec 3", "Fri Dec 4"]),
        ("Monday, November 2, 2026", ["Wed Dec 2", "Thu Dec 3", "Fri Dec 4"]),
        ("Tuesday, December 1, 2026", ["Wed Dec 2", "Thu Dec 3", "Fri Dec 4"]),
        ("Saturday, December 5, 2026", ["Thu Dec 3", "Fri Dec 4", "Mon Dec 7"]),
        ("Sunday, December 6, 2026", ["Fri Dec 4", "Mon Dec 7", "Tue Dec 8"]),
        ("Wednesday, December 23, 2026", ["Fri Dec 18", "Mon Dec 21", "Tue Dec 22"]),
        ("Friday, January 29, 2027", ["Fri Dec 18", "Mon Dec 21", "Tue Dec 22"]),
    ],
)
def test_the_nearest_days_in_order(near: str | None, offered: list[str]) -> None:
    found = openings(("electrical_final",), RECENT, HOMEOWNER, NO_LOAD, POLICY, NOW, near=day(near) if near else None)
    assert _days(found) == offered


def test_a_full_day_is_not_offered() -> None:
    load = full("electrical", day("Wednesday, December 2, 2026"), FRIDAY)
    found = openings(("electrical_final",), RECENT, HOMEOWNER, load, POLICY, NOW, near=FRIDAY)
    assert _days(found) == ["Thu Dec 3", "Mon Dec 7", "Tue Dec 8"]


def test_several_of_one_trade_need_a_place_each() -> None:
    one_left = Load({("electrical", FRIDAY): CAPACITY["electrical"] - 1})
    one = openings(("electrical_final",), RECENT, HOMEOWNER, one_left, POLICY, NOW, near=FRIDAY)
    two = openings(("electrical_final", "electrical_service"), RECENT, HOMEOWNER, one_left, POLICY, NOW, near=FRIDAY)
    assert FRIDAY in {opening.day for opening in one}
    assert FRIDAY not in {opening.day for opening in two}


def test_all_the_inspections_named_must_fit() -> None:
    load = full("plumbing", *(date(2026, 12, number) for number in range(1, 10)))
    found = openings(("electrical_final", "plumbing_final"), RECENT, HOMEOWNER, load, POLICY, NOW)
    assert _days(found) == ["Thu Dec 10", "Fri Dec 11", "Mon Dec 14"]


def test_a_refused_wish_begins_with_the_same_day_without_it() -> None:
    tuesday = day("Tuesday, December 8, 2026")
    refusal = decide(Visit("electrical_final", tuesday, HalfDay.AM), RECENT, CONTRACTOR, NO_LOAD, POLICY, NOW)
    assert isinstance(refusal, Refusal)
    assert _days(refusal.openings) == ["Tue Dec 8", "Mon Dec 7", "Wed Dec 9"]
    assert all(opening.half_day is None for opening in refusal.openings)


def test_the_wish_stays_with_the_openings_where_it_is_offered() -> None:
    refusal = decide(
        Visit("electrical_final", MONDAY, HalfDay.AM), RECENT, HOMEOWNER, full("electrical", MONDAY), POLICY, NOW
    )
    assert isinstance(refusal, Refusal)
    assert _days(refusal.openings) == ["Fri Dec 4", "Tue Dec 8", "Wed Dec 9"]
    assert {opening.half_day for opening in refusal.openings} == {HalfDay.AM}


def test_at_the_cut_off_the_next_three_days_are_offered() -> None:
    late = at("Tuesday, December 1, 2026, 16:00:00")
    refusal = decide(
        Visit("electrical_final", day("Wednesday, December 2, 2026")), RECENT, HOMEOWNER, NO_LOAD, POLICY, late
    )
    assert isinstance(refusal, Refusal)
    assert _days(refusal.openings) == ["Thu Dec 3", "Fri Dec 4", "Mon Dec 7"]


def test_nothing_is_offered_for_what_no_day_would_mend() -> None:
    unpaid = permit(issued_on=ISSUED, fees_due="12")
    refusal = decide(Visit("electrical_final", FRIDAY), unpaid, HOMEOWNER, NO_LOAD, POLICY, NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.openings == ()
    assert openings(("electrical_final",), unpaid, HOMEOWNER, NO_LOAD, POLICY, NOW) == ()
