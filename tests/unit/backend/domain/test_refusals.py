"""Every refusal of a booking: its facts, and that the most fundamental reason is given first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from backend.domain.dated import always
from backend.domain.model import (
    CITY,
    STRANGER,
    Asker,
    Booking,
    Facts,
    HalfDay,
    Inspection,
    InspectionStatus,
    Load,
    Permission,
    Permit,
    Refusal,
    RefusalCode,
    Role,
    Visit,
)
from backend.domain.policy import Policy
from backend.domain.scheduling import decide
from backend.domain.standing import inactive_since, last_activity

from .riverbend import AGENT, CONTRACTOR, HOMEOWNER, NO_LOAD, POLICY, at, booked, closed_on, day, full, passed, permit

NOW = at("Tuesday, December 1, 2026, 10:00:00")
RECENTLY = day("Sunday, November 1, 2026")
FRIDAY = day("Friday, December 4, 2026")
NOT_BY_AGENTS = replace(POLICY, role_permissions=always({Role.AGENT: frozenset[Permission]()}))
LIST = ("electrical_rough", "framing", "electrical_final")


def _ask(
    to: Permit | None,
    inspection_type: str = "electrical_final",
    on: date = FRIDAY,
    wish: HalfDay | None = None,
    asker: Asker = HOMEOWNER,
    load: Load = NO_LOAD,
    policy: Policy = POLICY,
) -> Booking | Refusal:
    return decide(Visit(inspection_type, on, wish), to, asker, load, policy, NOW, number="NRE261051")


def _refused(answer: Booking | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer
    return answer


@pytest.mark.parametrize(
    ("answer", "code", "facts"),
    [
        (_ask(None), "unknown_permit", {"number": "NRE261051"}),
        (_ask(permit(), asker=STRANGER), "not_your_permit", {"number": "BRES2026-0142"}),
        (
            _ask(permit(), asker=Asker(Role.HOMEOWNER, on_permit=False)),
            "not_your_permit",
            {"number": "BRES2026-0142"},
        ),
        (_ask(permit(status="final")), "permit_finished", {"number": "BRES2026-0142", "status": "final"}),
        (_ask(permit(status="in review")), "permit_not_issued", {"number": "BRES2026-0142", "status": "in review"}),
        (
            _ask(permit(status="in review", fees_due="10.00")),
            "permit_not_issued",
            {"number": "BRES2026-0142", "status": "in review"},
        ),
        (
            _ask(permit(status="awaiting payment", fees_due="12378.46")),
            "fees_due",
            {"number": "BRES2026-0142", "amount": "12378.46"},
        ),
        (
            _ask(permit(status="awaiting payment")),
            "permit_not_issued",
            {"number": "BRES2026-0142", "status": "awaiting payment"},
        ),
        (
            _ask(permit(issued_on=date(2026, 3, 1))),
            "permit_inactive",
            {"number": "BRES2026-0142", "last_activity": "2026-03-01", "days": 180},
        ),
        (
            _ask(permit(issued_on=RECENTLY, fees_due="90")),
            "fees_due",
            {"number": "BRES2026-0142", "amount": "90.00"},
        ),
        (
            _ask(permit(issued_on=RECENTLY), "gas_test"),
            "type_not_on_permit",
            {"type": "gas_test", "on_permit": ["electrical_final", "plumbing_final"]},
        ),
        (
            _ask(permit(issued_on=RECENTLY, open_types=("roof_garden",)), "roof_garden"),
            "type_not_on_permit",
            {"type": "roof_garden", "on_permit": ["roof_garden"]},
        ),
        (
            _ask(permit(issued_on=RECENTLY, open_types=LIST), "framing"),
            "prerequisite_not_passed",
            {"type": "framing", "missing": ["electrical_rough"]},
        ),
        (
            _ask(permit(passed("electrical_final", RECENTLY), issued_on=RECENTLY)),
            "already_passed",
            {"type": "electrical_final", "day": "2026-11-01"},
        ),
        (
            _ask(permit(booked("electrical_final", FRIDAY, HalfDay.AM), issued_on=RECENTLY)),
            "already_booked",
            {"type": "electrical_final", "day": "2026-12-04", "half_day": "am", "confirmation": "R-1001"},
        ),
        (
            _ask(permit(issued_on=RECENTLY), on=day("Monday, November 30, 2026")),
            "past_date",
            {"day": "2026-11-30", "today": "2026-12-01"},
        ),
        (
            _ask(permit(issued_on=RECENTLY), on=day("Saturday, December 5, 2026")),
            "not_a_working_day",
            {"day": "2026-12-05", "closed": "weekend", "name": None},
        ),
        (
            _ask(permit(issued_on=RECENTLY), on=day("Friday, December 25, 2026")),
            "not_a_working_day",
            {"day": "2026-12-25", "closed": "holiday", "name": {"en": "Christmas Day", "es": "Navidad"}},
        ),
        (
            _ask(permit(issued_on=RECENTLY), on=day("Tuesday, December 1, 2026")),
            "past_cutoff",
            {"day": "2026-12-01", "cutoff": "2026-11-30T16:00:00-05:00"},
        ),
        (
            _ask(permit(issued_on=RECENTLY), on=day("Wednesday, December 23, 2026")),
            "beyond_horizon",
            {"day": "2026-12-23", "last_day": "2026-12-22"},
        ),
        (
            _ask(permit(issued_on=RECENTLY), wish=HalfDay.PM, asker=CONTRACTOR),
            "half_day_not_offered",
            {"day": "2026-12-04", "half_day": "pm"},
        ),
        (
            _ask(permit(issued_on=RECENTLY), load=full("electrical", FRIDAY)),
            "fully_booked",
            {"day": "2026-12-04", "trade": "electrical"},
        ),
    ],
)
def test_a_refusal_names_its_reason_and_the_facts(answer: Booking | Refusal, code: str, facts: Facts) -> None:
    assert (_refused(answer).code.value, _refused(answer).facts) == (code, facts)


def test_a_closure_is_named_as_the_city_names_it() -> None:
    answer = decide(
        Visit("electrical_final", FRIDAY),
        permit(issued_on=RECENTLY),
        HOMEOWNER,
        NO_LOAD,
        closed_on("Friday, December 4, 2026"),
        NOW,
    )
    assert _refused(answer).facts == {
        "day": "2026-12-04",
        "closed": "closure",
        "name": {"en": "Snow", "es": "Nieve"},
    }


def test_the_most_fundamental_reason_is_given_first() -> None:
    """Everything is wrong at once; each thing mended brings up the next reason, in the order of the table."""
    yesterday, today = day("Monday, November 30, 2026"), day("Tuesday, December 1, 2026")
    saturday, far_away = day("Saturday, December 5, 2026"), day("Wednesday, December 30, 2026")
    worst = permit(
        booked("framing", FRIDAY),
        status="final",
        issued_on=date(2026, 1, 1),
        fees_due="5",
        open_types=("electrical_rough",),
    )
    in_review = replace(worst, status="in review")
    inactive = replace(worst, status="issued")
    unpaid = replace(inactive, issued_on=RECENTLY)
    paid = replace(unpaid, fees_due=Decimal(0))
    rough_passed = {**paid.inspections, "electrical_rough": passed("electrical_rough", RECENTLY)}
    was_passed = replace(paid, inspections={**rough_passed, "framing": passed("framing", RECENTLY)})
    is_booked = replace(paid, inspections=rough_passed)
    is_open = replace(paid, inspections={**rough_passed, "framing": Inspection("framing")})
    load = full("building", FRIDAY, far_away)
    by_a_contractor = {"wish": HalfDay.AM, "asker": CONTRACTOR, "load": load}
    ladder = [
        _ask(None, "gas_test", yesterday, asker=STRANGER),
        _ask(worst, "gas_test", yesterday, asker=STRANGER),
        _ask(worst, "gas_test", yesterday, asker=AGENT, policy=NOT_BY_AGENTS),
        _ask(worst, "gas_test", yesterday, **by_a_contractor),
        _ask(in_review, "gas_test", yesterday, **by_a_contractor),
        _ask(inactive, "gas_test", yesterday, **by_a_contractor),
        _ask(unpaid, "gas_test", yesterday, **by_a_contractor),
        _ask(paid, "gas_test", yesterday, **by_a_contractor),
        _ask(paid, "framing", yesterday, **by_a_contractor),
        _ask(was_passed, "framing", yesterday, **by_a_contractor),
        _ask(is_booked, "framing", yesterday, **by_a_contractor),
        _ask(is_open, "framing", yesterday, **by_a_contractor),
        _ask(is_open, "framing", saturday, **by_a_contractor),
        _ask(is_open, "framing", today, **by_a_contractor),
        _ask(is_open, "framing", far_away, **by_a_contractor),
        _ask(is_open, "framing", FRIDAY, **by_a_contractor),
        _ask(is_open, "framing", FRIDAY, None, CONTRACTOR, load),
    ]
    codes = [_refused(answer).code for answer in ladder]
    not_for_booking_one = {
        RefusalCode.TOO_MANY_INSPECTIONS,
        RefusalCode.NOTHING_BOOKED,
        RefusalCode.CANCEL_CUTOFF_PASSED,
        RefusalCode.NOTHING_TO_UNDO,
        RefusalCode.ALREADY_LINKED,
        RefusalCode.TOO_MANY_TRIES,
        RefusalCode.WRONG_CODE,
        RefusalCode.CODE_EXPIRED,
        RefusalCode.NO_EMAIL_ON_FILE,
    }
    assert codes == [code for code in RefusalCode if code not in not_for_booking_one]
    assert isinstance(_ask(is_open, "framing", FRIDAY, None, CONTRACTOR), Booking)


@pytest.mark.parametrize(("ago", "inactive"), [(0, False), (179, False), (180, False), (181, True), (400, True)])
def test_day_180_is_still_active(ago: int, inactive: bool) -> None:
    issued = date.fromordinal(NOW.date().toordinal() - ago)
    old = permit(issued_on=issued)
    assert isinstance(_ask(old), Refusal) == inactive
    since = inactive_since(old, POLICY, NOW.date())
    assert since == (date.fromordinal(issued.toordinal() + 181) if inactive else None)


def test_a_passed_inspection_keeps_a_permit_active_and_a_failed_one_does_not() -> None:
    long_ago = date(2026, 1, 1)
    failed = Inspection("electrical_rough", InspectionStatus.FAILED, RECENTLY)
    assert last_activity(permit(passed("electrical_rough", RECENTLY), issued_on=long_ago)) == RECENTLY
    assert last_activity(permit(failed, issued_on=long_ago)) == long_ago
    assert isinstance(_ask(permit(passed("electrical_rough", RECENTLY), issued_on=long_ago)), Booking)


@pytest.mark.parametrize("status", [InspectionStatus.OPEN, InspectionStatus.FAILED, InspectionStatus.CANCELLED])
def test_what_failed_or_was_cancelled_may_be_booked(status: InspectionStatus) -> None:
    again = Inspection("electrical_final", status, RECENTLY)
    assert isinstance(_ask(permit(again, issued_on=RECENTLY)), Booking)


def test_a_prerequisite_counts_only_where_the_permit_has_it_on_its_list() -> None:
    alone = permit(issued_on=RECENTLY, open_types=("framing",))
    assert isinstance(_ask(alone, "framing"), Booking)


def test_a_failed_or_booked_prerequisite_has_not_passed() -> None:
    rough = Inspection("electrical_rough", InspectionStatus.FAILED, RECENTLY)
    failed_and_booked = permit(rough, booked("plumbing_rough", FRIDAY), issued_on=RECENTLY, open_types=("framing",))
    refusal = _refused(_ask(failed_and_booked, "framing"))
    assert refusal.facts["missing"] == ["electrical_rough", "plumbing_rough"]


def test_a_program_of_the_city_may_ask_on_any_permit_and_note_a_wish() -> None:
    assert isinstance(_ask(permit(issued_on=RECENTLY), asker=CITY, wish=HalfDay.AM), Booking)


def test_a_finished_or_unissued_permit_is_not_called_inactive() -> None:
    assert inactive_since(permit(status="final", issued_on=date(2025, 1, 1)), POLICY, NOW.date()) is None
    unissued = replace(permit(status="awaiting payment"), issued_on=None)
    assert inactive_since(unissued, POLICY, NOW.date()) is None
