"""Moving: leaving the old day by its cut-off, and taking the new one with the old place given back."""

import pytest

from backend.domain.model import (
    STRANGER,
    HalfDay,
    Inspection,
    Load,
    Move,
    Refusal,
    RefusalCode,
    Request,
    Visit,
)
from backend.domain.moving import decide_moving, rule_on_moving, rule_on_moving_back, without_places_of

from .riverbend import CAPACITY, CONTRACTOR, HOMEOWNER, NO_LOAD, POLICY, TRADES, at, booked, day, full, passed, permit

NOW = at("Tuesday, December 1, 2026, 10:00:00")
ISSUED = day("Sunday, November 1, 2026")
THURSDAY, FRIDAY = day("Thursday, December 3, 2026"), day("Friday, December 4, 2026")
MONDAY = day("Monday, December 7, 2026")
BOOKED = permit(booked("electrical_final", THURSDAY, HalfDay.AM), booked("plumbing_final", THURSDAY), issued_on=ISSUED)
THEIR_PLACES = Load({("electrical", THURSDAY): 1, ("plumbing", THURSDAY): 1})


def _move(visit: Visit, load: Load = THEIR_PLACES, now: str = "Tuesday, December 1, 2026, 10:00:00") -> Move | Refusal:
    return decide_moving(visit, BOOKED, HOMEOWNER, load, POLICY, at(now))


def test_a_move_names_what_was_and_what_will_be() -> None:
    answer = _move(Visit("electrical_final", FRIDAY, HalfDay.PM))
    assert isinstance(answer, Move)
    assert (answer.was.day, answer.was.half_day) == (THURSDAY, HalfDay.AM)
    assert (answer.booking.visit.day, answer.booking.visit.half_day) == (FRIDAY, HalfDay.PM)


@pytest.mark.parametrize(
    ("now", "to", "code"),
    [
        ("Wednesday, December 2, 2026, 15:59:59", "Friday, December 4, 2026", None),
        ("Wednesday, December 2, 2026, 17:00:00", "Friday, December 4, 2026", None),
        ("Thursday, December 3, 2026, 05:59:59", "Friday, December 4, 2026", None),
        ("Thursday, December 3, 2026, 06:00:00", "Friday, December 4, 2026", RefusalCode.CANCEL_CUTOFF_PASSED),
        ("Thursday, December 3, 2026, 05:59:59", "Thursday, December 3, 2026", RefusalCode.PAST_CUTOFF),
        ("Tuesday, December 1, 2026, 16:00:00", "Wednesday, December 2, 2026", RefusalCode.PAST_CUTOFF),
        ("Tuesday, December 1, 2026, 10:00:00", "Saturday, December 5, 2026", RefusalCode.NOT_A_WORKING_DAY),
        ("Tuesday, December 1, 2026, 10:00:00", "Wednesday, December 23, 2026", RefusalCode.BEYOND_HORIZON),
    ],
)
def test_both_cut_offs_hold(now: str, to: str, code: RefusalCode | None) -> None:
    answer = _move(Visit("electrical_final", day(to)), now=now)
    assert (answer.code if isinstance(answer, Refusal) else None) == code


def test_where_it_is_already_is_no_move_but_another_half_of_the_day_is() -> None:
    same = _move(Visit("electrical_final", THURSDAY, HalfDay.AM))
    assert isinstance(same, Refusal)
    assert same.code is RefusalCode.ALREADY_BOOKED
    assert isinstance(_move(Visit("electrical_final", THURSDAY, HalfDay.PM)), Move)


def test_on_a_full_day_its_own_place_is_given_back() -> None:
    load = full("electrical", THURSDAY)
    assert isinstance(_move(Visit("electrical_final", THURSDAY, HalfDay.PM), load), Move)


def test_a_place_that_was_never_counted_is_not_given_back() -> None:
    assert without_places_of(["electrical_final"], BOOKED, NO_LOAD, POLICY).on("electrical", THURSDAY) == 0


def test_a_full_day_is_refused_with_openings_that_can_be_moved_to() -> None:
    load = Load({**THEIR_PLACES.taken, **full("electrical", FRIDAY).taken})
    answer = _move(Visit("electrical_final", FRIDAY, HalfDay.AM), load)
    assert isinstance(answer, Refusal)
    assert answer.code is RefusalCode.FULLY_BOOKED
    assert [one.day for one in answer.openings] == [
        day("Wednesday, December 2, 2026"),
        MONDAY,
        day("Tuesday, December 8, 2026"),
    ]
    assert all(
        isinstance(_move(Visit("electrical_final", one.day, one.half_day), load), Move) for one in answer.openings
    )


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (Inspection("electrical_final"), RefusalCode.NOTHING_BOOKED),
        (passed("electrical_final", ISSUED), RefusalCode.ALREADY_PASSED),
    ],
)
def test_only_what_is_booked_can_be_moved(one: Inspection, code: RefusalCode) -> None:
    of = permit(one, issued_on=ISSUED)
    answer = decide_moving(Visit("electrical_final", FRIDAY), of, HOMEOWNER, NO_LOAD, POLICY, NOW)
    assert isinstance(answer, Refusal)
    assert answer.code is code


def test_the_permit_s_reasons_come_first() -> None:
    unpaid = permit(booked("electrical_final", THURSDAY), issued_on=ISSUED, fees_due="5")
    visit = Visit("electrical_final", FRIDAY)
    answers = [
        decide_moving(visit, None, STRANGER, NO_LOAD, POLICY, NOW, number="X1"),
        decide_moving(visit, unpaid, STRANGER, NO_LOAD, POLICY, NOW),
        decide_moving(visit, unpaid, HOMEOWNER, NO_LOAD, POLICY, NOW),
        decide_moving(Visit("gas_test", FRIDAY), BOOKED, HOMEOWNER, NO_LOAD, POLICY, NOW),
    ]
    assert [one.code for one in answers if isinstance(one, Refusal)] == [
        RefusalCode.UNKNOWN_PERMIT,
        RefusalCode.NOT_YOUR_PERMIT,
        RefusalCode.FEES_DUE,
        RefusalCode.TYPE_NOT_ON_PERMIT,
    ]


def test_a_contractor_s_wish_is_refused_and_the_day_itself_offered_first() -> None:
    answer = decide_moving(Visit("electrical_final", MONDAY, HalfDay.AM), BOOKED, CONTRACTOR, NO_LOAD, POLICY, NOW)
    assert isinstance(answer, Refusal)
    assert answer.code is RefusalCode.HALF_DAY_NOT_OFFERED
    assert answer.openings[0].day == MONDAY


def test_several_are_moved_together_or_not_at_all() -> None:
    request = Request(BOOKED.number, ("electrical_final", "plumbing_final"), FRIDAY)
    assert rule_on_moving(request, BOOKED, HOMEOWNER, THEIR_PLACES, POLICY, NOW).allowed
    tight = Load({**THEIR_PLACES.taken, ("plumbing", FRIDAY): CAPACITY["plumbing"]})
    ruling = rule_on_moving(request, BOOKED, HOMEOWNER, tight, POLICY, NOW)
    assert not ruling.allowed
    assert ruling.refusal is not None
    assert ruling.refusal.code is RefusalCode.FULLY_BOOKED
    assert FRIDAY not in {one.day for one in ruling.openings}


def test_without_a_day_the_first_openings_leave_out_the_day_it_is_on() -> None:
    of = permit(booked("electrical_final", THURSDAY), issued_on=ISSUED)
    ruling = rule_on_moving(Request(of.number, ("electrical_final",)), of, HOMEOWNER, THEIR_PLACES, POLICY, NOW)
    assert [item.answer for item in ruling.items] == [None]
    assert [one.day for one in ruling.openings] == [day("Wednesday, December 2, 2026"), FRIDAY, MONDAY]


def test_without_a_day_only_openings_of_the_wished_span_are_offered() -> None:
    of = permit(booked("electrical_final", THURSDAY), issued_on=ISSUED)
    wished = Request(of.number, ("electrical_final",), earliest=FRIDAY, latest=FRIDAY)
    ruling = rule_on_moving(wished, of, HOMEOWNER, THEIR_PLACES, POLICY, NOW)
    assert [one.day for one in ruling.openings] == [FRIDAY]


def test_without_a_day_what_stands_against_leaving_is_said_at_once() -> None:
    of = permit(booked("electrical_final", THURSDAY), issued_on=ISSUED)
    late = at("Thursday, December 3, 2026, 06:00:00")
    ruling = rule_on_moving(Request(of.number, ("electrical_final",)), of, HOMEOWNER, THEIR_PLACES, POLICY, late)
    assert ruling.refusal is not None
    assert ruling.refusal.code is RefusalCode.CANCEL_CUTOFF_PASSED
    assert ruling.openings == ()


def test_too_many_at_once() -> None:
    ruling = rule_on_moving(Request("X1", tuple(TRADES)[:7], FRIDAY), BOOKED, HOMEOWNER, NO_LOAD, POLICY, NOW)
    assert ruling.refusal is not None
    assert ruling.refusal.code is RefusalCode.TOO_MANY_INSPECTIONS


@pytest.mark.parametrize(
    ("moved_at", "undone_at", "code"),
    [
        ("Wednesday, December 2, 2026, 15:55:00", "Wednesday, December 2, 2026, 16:05:00", None),
        ("Wednesday, December 2, 2026, 15:55:00", "Wednesday, December 2, 2026, 16:05:01", RefusalCode.PAST_CUTOFF),
        ("Thursday, December 3, 2026, 05:30:00", "Thursday, December 3, 2026, 05:35:00", None),
    ],
)
def test_a_move_is_taken_back_for_ten_minutes_whatever_the_hour(
    moved_at: str, undone_at: str, code: RefusalCode | None
) -> None:
    moved = permit(booked("electrical_final", FRIDAY), issued_on=ISSUED)
    ruling = rule_on_moving_back(
        [Visit("electrical_final", THURSDAY, HalfDay.AM)],
        at(moved_at),
        moved,
        HOMEOWNER,
        Load({("electrical", FRIDAY): 1}),
        POLICY,
        at(undone_at),
    )
    assert (ruling.refusal.code if ruling.refusal else None) == code
