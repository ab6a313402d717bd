"""Cancelling until 5:59:59 AM of the day, and giving a cancelled visit back."""

from dataclasses import replace

import pytest

from backend.domain.cancelling import decide_cancelling, rule_on_cancelling, rule_on_restoring
from backend.domain.model import (
    CITY,
    STRANGER,
    Booking,
    Cancellation,
    HalfDay,
    Inspection,
    InspectionStatus,
    Permit,
    Refusal,
    RefusalCode,
    Request,
    Visit,
)

from .riverbend import HOMEOWNER, NO_LOAD, POLICY, TRADES, at, booked, day, full, passed, permit

NOW = at("Tuesday, December 1, 2026, 10:00:00")
ISSUED = day("Sunday, November 1, 2026")
FRIDAY = day("Friday, December 4, 2026")


@pytest.mark.parametrize(
    ("visit", "now", "allowed"),
    [
        ("Friday, December 4, 2026", "Tuesday, December 1, 2026, 10:00:00", True),
        ("Friday, December 4, 2026", "Thursday, December 3, 2026, 23:59:59", True),
        ("Friday, December 4, 2026", "Friday, December 4, 2026, 05:59:59.999999", True),
        ("Friday, December 4, 2026", "Friday, December 4, 2026, 06:00:00", False),
        ("Friday, December 4, 2026", "Friday, December 4, 2026, 15:00:00", False),
        ("Friday, December 4, 2026", "Saturday, December 5, 2026, 05:00:00", False),
        ("Monday, March 9, 2026", "Monday, March 9, 2026, 05:59:59", True),
        ("Monday, March 9, 2026", "Monday, March 9, 2026, 06:00:00", False),
        ("Sunday, March 8, 2026", "Sunday, March 8, 2026, 05:59:59", True),
        ("Sunday, March 8, 2026", "Sunday, March 8, 2026, 06:00:00", False),
        ("Monday, November 2, 2026", "Monday, November 2, 2026, 05:59:59", True),
        ("Monday, November 2, 2026", "Monday, November 2, 2026, 06:00:00", False),
        ("Sunday, November 1, 2026", "Sunday, November 1, 2026, 05:59:59", True),
        ("Sunday, November 1, 2026", "Sunday, November 1, 2026, 06:00:00", False),
        ("Monday, January 4, 2027", "Thursday, December 31, 2026, 23:59:59", True),
    ],
)
def test_until_six_in_the_morning_of_the_day(visit: str, now: str, allowed: bool) -> None:
    of = permit(booked("electrical_final", day(visit)), issued_on=ISSUED)
    answer = decide_cancelling("electrical_final", of, HOMEOWNER, POLICY, at(now))
    assert isinstance(answer, Cancellation) == allowed
    assert allowed or (isinstance(answer, Refusal) and answer.code is RefusalCode.CANCEL_CUTOFF_PASSED)


def test_the_cut_off_is_named_with_the_offset_of_its_day() -> None:
    of = permit(booked("electrical_final", day("Monday, March 9, 2026")), issued_on=ISSUED)
    answer = decide_cancelling("electrical_final", of, HOMEOWNER, POLICY, at("Monday, March 9, 2026, 07:00:00"))
    assert isinstance(answer, Refusal)
    assert answer.facts == {"type": "electrical_final", "day": "2026-03-09", "cutoff": "2026-03-09T06:00:00-04:00"}


@pytest.mark.parametrize(
    "one",
    [
        Inspection("electrical_final"),
        passed("electrical_final", ISSUED),
        Inspection("electrical_final", InspectionStatus.CANCELLED, FRIDAY),
        Inspection("electrical_final", InspectionStatus.FAILED, ISSUED),
    ],
)
def test_only_what_is_booked_can_be_cancelled(one: Inspection) -> None:
    answer = decide_cancelling("electrical_final", permit(one, issued_on=ISSUED), HOMEOWNER, POLICY, NOW)
    assert answer == Refusal(RefusalCode.NOTHING_BOOKED, {"type": "electrical_final"})


def test_who_asks_and_what_is_on_the_permit_come_first() -> None:
    of = permit(booked("electrical_final", FRIDAY), issued_on=ISSUED)
    strange = decide_cancelling("electrical_final", of, STRANGER, POLICY, NOW)
    absent = decide_cancelling("gas_test", of, HOMEOWNER, POLICY, NOW)
    unknown = decide_cancelling("gas_test", None, HOMEOWNER, POLICY, NOW, number="X1")
    assert [one.code for one in (strange, absent, unknown) if isinstance(one, Refusal)] == [
        RefusalCode.NOT_YOUR_PERMIT,
        RefusalCode.TYPE_NOT_ON_PERMIT,
        RefusalCode.UNKNOWN_PERMIT,
    ]
    assert isinstance(decide_cancelling("electrical_final", of, CITY, POLICY, NOW), Cancellation)


def test_fees_or_a_finished_permit_do_not_keep_anyone_from_cancelling() -> None:
    of = permit(booked("electrical_final", FRIDAY), issued_on=ISSUED, status="final", fees_due="12")
    answer = decide_cancelling("electrical_final", of, HOMEOWNER, POLICY, NOW)
    assert answer == Cancellation(of.inspections["electrical_final"], "electrical", NOW)


def test_a_request_is_cancelled_together_or_not_at_all() -> None:
    of = permit(booked("electrical_final", FRIDAY), issued_on=ISSUED)
    request = Request(of.number, ("electrical_final", "plumbing_final"))
    ruling = rule_on_cancelling(request, of, HOMEOWNER, POLICY, NOW)
    assert not ruling.allowed
    assert ruling.refusal == Refusal(RefusalCode.NOTHING_BOOKED, {"type": "plumbing_final"})
    assert rule_on_cancelling(replace(request, types=("electrical_final",)), of, HOMEOWNER, POLICY, NOW).allowed


def test_too_many_at_once_and_an_unknown_permit() -> None:
    seven = tuple(TRADES)[:7]
    of = permit(*(booked(one, FRIDAY) for one in seven), issued_on=ISSUED)
    many = rule_on_cancelling(Request(of.number, seven), of, HOMEOWNER, POLICY, NOW)
    unknown = rule_on_cancelling(Request("X1", seven), None, HOMEOWNER, POLICY, NOW)
    assert many.refusal is not None
    assert many.refusal.code is RefusalCode.TOO_MANY_INSPECTIONS
    assert unknown.refusal == Refusal(RefusalCode.UNKNOWN_PERMIT, {"number": "X1"})


def _cancelled() -> Permit:
    return permit(Inspection("electrical_final", InspectionStatus.CANCELLED, FRIDAY), issued_on=ISSUED)


@pytest.mark.parametrize(
    ("cancelled_at", "undone_at", "code"),
    [
        ("Tuesday, December 1, 2026, 10:00:00", "Tuesday, December 1, 2026, 10:05:00", None),
        ("Tuesday, December 1, 2026, 10:00:00", "Thursday, December 3, 2026, 15:59:59", None),
        ("Thursday, December 3, 2026, 15:55:00", "Thursday, December 3, 2026, 16:05:00", None),
        ("Thursday, December 3, 2026, 15:55:00", "Thursday, December 3, 2026, 16:05:01", RefusalCode.PAST_CUTOFF),
        ("Thursday, December 3, 2026, 16:00:00", "Thursday, December 3, 2026, 16:10:00", None),
        ("Thursday, December 3, 2026, 16:00:00", "Thursday, December 3, 2026, 16:10:01", RefusalCode.PAST_CUTOFF),
        ("Friday, December 4, 2026, 05:59:00", "Friday, December 4, 2026, 06:01:00", None),
    ],
)
def test_a_cancelled_visit_comes_back_for_ten_minutes_whatever_the_hour(
    cancelled_at: str, undone_at: str, code: RefusalCode | None
) -> None:
    visits = [Visit("electrical_final", FRIDAY, HalfDay.AM)]
    ruling = rule_on_restoring(visits, at(cancelled_at), _cancelled(), HOMEOWNER, NO_LOAD, POLICY, at(undone_at))
    assert (ruling.refusal.code if ruling.refusal else None) == code
    answer = ruling.items[0].answer
    assert code or (isinstance(answer, Booking) and answer.visit == visits[0])


def test_a_cancelled_visit_keeps_no_place() -> None:
    visits = [Visit("electrical_final", FRIDAY)]
    ruling = rule_on_restoring(visits, NOW, _cancelled(), HOMEOWNER, full("electrical", FRIDAY), POLICY, NOW)
    assert ruling.refusal is not None
    assert ruling.refusal.code is RefusalCode.FULLY_BOOKED
