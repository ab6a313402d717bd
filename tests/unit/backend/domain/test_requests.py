"""A request for several inspections: all or nothing, each decided with the places of the ones before it."""

from backend.domain.model import (
    STRANGER,
    Booking,
    HalfDay,
    Load,
    Opening,
    Permit,
    Refusal,
    RefusalCode,
    Request,
    Ruling,
)
from backend.domain.scheduling import rule_on_booking

from .riverbend import CAPACITY, CONTRACTOR, HOMEOWNER, NO_LOAD, POLICY, TRADES, at, day, full, passed, permit

NOW = at("Tuesday, December 1, 2026, 10:00:00")
ISSUED = day("Sunday, November 1, 2026")
THURSDAY, FRIDAY = day("Thursday, December 3, 2026"), day("Friday, December 4, 2026")
RECENT = permit(issued_on=ISSUED, open_types=tuple(TRADES))


def _codes(ruling: Ruling) -> list[RefusalCode | None]:
    return [item.answer.code if isinstance(item.answer, Refusal) else None for item in ruling.items]


def _rule(*types: str, load: Load = NO_LOAD, on: Permit | None = RECENT) -> Ruling:
    return rule_on_booking(Request("BRES2026-0142", types, THURSDAY), on, HOMEOWNER, load, POLICY, NOW)


def test_two_inspections_on_one_day() -> None:
    ruling = _rule("electrical_final", "plumbing_final")
    assert ruling.allowed
    assert [type(item.answer) for item in ruling.items] == [Booking, Booking]
    assert (ruling.refusal, ruling.openings) == (None, ())


def test_one_refused_is_all_refused_and_each_item_has_its_own_reason() -> None:
    ruling = _rule("framing", "electrical_final")
    assert not ruling.allowed
    assert _codes(ruling) == [RefusalCode.PREREQUISITE_NOT_PASSED, None]


def test_the_second_of_a_trade_finds_the_place_taken_by_the_first() -> None:
    ruling = _rule(
        "electrical_final", "electrical_service", load=Load({("electrical", THURSDAY): CAPACITY["electrical"] - 1})
    )
    assert _codes(ruling) == [None, RefusalCode.FULLY_BOOKED]
    assert [opening.day for opening in ruling.openings] == [
        day("Wednesday, December 2, 2026"),
        FRIDAY,
        day("Monday, December 7, 2026"),
    ]
    second = ruling.items[1].answer
    assert isinstance(second, Refusal)
    assert second.openings == ruling.openings


def test_six_are_accepted_and_seven_are_too_many() -> None:
    six = ("electrical_final", "plumbing_final", "mechanical_final", "fire_alarm", "gas_test", "electrical_rough")
    assert _rule(*six).allowed
    ruling = _rule(*six, "plumbing_rough")
    assert set(_codes(ruling)) == {RefusalCode.TOO_MANY_INSPECTIONS}
    assert ruling.refusal is not None
    assert ruling.refusal.facts == {"asked": 7, "most": 6}


def test_the_same_type_named_twice_is_one_inspection() -> None:
    ruling = _rule("electrical_final", "electrical_final")
    assert ruling.allowed
    assert [item.type for item in ruling.items] == ["electrical_final"]


def test_an_unknown_permit_comes_before_too_many_and_too_many_before_whose_permit_it_is() -> None:
    seven = tuple(TRADES)[:7]
    assert set(_codes(_rule(*seven, on=None))) == {RefusalCode.UNKNOWN_PERMIT}
    ruling = rule_on_booking(Request("BRES2026-0142", seven, THURSDAY), RECENT, STRANGER, NO_LOAD, POLICY, NOW)
    assert set(_codes(ruling)) == {RefusalCode.TOO_MANY_INSPECTIONS}


def test_the_refusal_of_the_whole_is_its_most_fundamental() -> None:
    partly = permit(passed("electrical_final", ISSUED), issued_on=ISSUED, open_types=("plumbing_final",))
    ruling = _rule("plumbing_final", "electrical_final", on=partly, load=full("plumbing", THURSDAY))
    assert _codes(ruling) == [RefusalCode.FULLY_BOOKED, RefusalCode.ALREADY_PASSED]
    assert ruling.refusal is not None
    assert ruling.refusal.code is RefusalCode.ALREADY_PASSED


def test_without_a_day_the_first_three_are_offered_and_nothing_is_booked() -> None:
    request = Request("BRES2026-0142", ("electrical_final",), None, HalfDay.PM)
    ruling = rule_on_booking(request, RECENT, HOMEOWNER, NO_LOAD, POLICY, NOW)
    assert [item.answer for item in ruling.items] == [None]
    assert not ruling.allowed
    assert ruling.refusal is None
    assert ruling.openings == tuple(
        Opening(day(text), HalfDay.PM)
        for text in ("Wednesday, December 2, 2026", "Thursday, December 3, 2026", "Friday, December 4, 2026")
    )


def test_without_a_day_only_openings_of_the_wished_span_are_offered() -> None:
    monday, tuesday = day("Monday, December 7, 2026"), day("Tuesday, December 8, 2026")
    request = Request("BRES2026-0142", ("electrical_final",), earliest=day("Sunday, December 6, 2026"), latest=tuesday)
    ruling = rule_on_booking(request, RECENT, HOMEOWNER, NO_LOAD, POLICY, NOW)
    assert [opening.day for opening in ruling.openings] == [monday, tuesday]


def test_without_a_day_none_that_is_ruled_out_is_offered() -> None:
    ruled_out = frozenset({day("Wednesday, December 2, 2026")})
    ruling = rule_on_booking(
        Request("BRES2026-0142", ("electrical_final",), excluding=ruled_out), RECENT, HOMEOWNER, NO_LOAD, POLICY, NOW
    )
    assert ruling.openings[0].day == THURSDAY


def test_a_span_beyond_the_horizon_has_no_openings() -> None:
    request = Request("BRES2026-0142", ("electrical_final",), earliest=day("Monday, January 4, 2027"))
    assert rule_on_booking(request, RECENT, HOMEOWNER, NO_LOAD, POLICY, NOW).openings == ()


def test_beside_a_named_day_a_span_counts_for_nothing() -> None:
    full_day = full("electrical", THURSDAY)
    near = Request("BRES2026-0142", ("electrical_final",), THURSDAY, latest=day("Tuesday, December 1, 2026"))
    assert len(rule_on_booking(near, RECENT, HOMEOWNER, full_day, POLICY, NOW).openings) == 3


def test_without_a_day_a_contractor_s_wish_is_left_out() -> None:
    request = Request("BRES2026-0142", ("electrical_final",), None, HalfDay.PM)
    ruling = rule_on_booking(request, RECENT, CONTRACTOR, NO_LOAD, POLICY, NOW)
    assert {opening.half_day for opening in ruling.openings} == {None}
    assert len(ruling.openings) == 3


def test_without_a_day_what_no_day_would_mend_is_said_at_once() -> None:
    request = Request("BRES2026-0142", ("framing",), None)
    ruling = rule_on_booking(request, RECENT, HOMEOWNER, NO_LOAD, POLICY, NOW)
    assert _codes(ruling) == [RefusalCode.PREREQUISITE_NOT_PASSED]
    assert ruling.openings == ()


def test_no_inspections_at_all_is_nothing_to_allow() -> None:
    assert not _rule().allowed
