"""The demo's records: what they hold, laid out around a day, and how nonsense is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from backend.city.city import load_city
from backend.city.demo import DemoPermit, lay_out, load_demo
from backend.city.file import CityFileError
from backend.domain.model import HalfDay, Inspection, InspectionStatus, Role

from .riverbend_files import CITY_FILE, DEMO_FILE, spoilt

CITY = load_city(CITY_FILE)
DEMO = load_demo(DEMO_FILE, CITY)


def _permits(today: date) -> dict[str, DemoPermit]:
    return {permit.number: permit for permit in lay_out(DEMO, today, CITY.policy).permits}


def _one(permit: DemoPermit, inspection_type: str) -> Inspection:
    return next(one for one in permit.inspections if one.type == inspection_type)


def test_the_people() -> None:
    people = {one.key: one for one in lay_out(DEMO, date(2026, 12, 1), CITY.policy).people}
    assert list(people) == ["maria", "james", "quick", "summit", "millrace", "dana", "nora"]
    assert (people["maria"].phone, people["maria"].language) == ("+16785550101", "es")
    assert people["quick"].role is Role.CONTRACTOR
    assert (people["quick"].aec_record, people["quick"].license) == ("AEC10007", "EL-118822")
    assert people["james"].aec_record is None
    assert (people["dana"].role, people["dana"].employer) == (Role.OFFICE_STAFF, "millrace")
    assert (people["nora"].role, people["nora"].employer) == (Role.AGENT, None)


def test_the_stranger_s_phone_stays_out_of_the_records() -> None:
    laid_out = lay_out(DEMO, date(2026, 12, 1), CITY.policy)
    assert [one.phone for one in DEMO.strangers] == ["+16785550199"]
    assert "+16785550199" not in {one.phone for one in laid_out.people}


def test_the_permits_around_a_tuesday() -> None:
    permits = _permits(date(2026, 12, 1))
    assert len(permits) == 9
    assert permits["NRE261051"].issued_on == date(2026, 11, 11)
    assert permits["BRES2026-0142"].people == ("maria", "quick")
    assert _one(permits["CELEC26-00031"], "electrical_rough").day == date(2026, 12, 3)
    assert _one(permits["RPOOL26-00003"], "pool_steel") == Inspection(
        "pool_steel", InspectionStatus.BOOKED, date(2026, 12, 2), HalfDay.AM
    )
    footing = _one(permits["RNEW26-00010"], "footing")
    assert (footing.status, footing.day) == (InspectionStatus.FAILED, date(2026, 11, 25))
    assert footing.note == "Rebar cover under 3 inches on the north side. Fix and call again."


def test_the_unpaid_fees() -> None:
    mechanical = _permits(date(2026, 12, 1))["CMECH26-00007"]
    assert (mechanical.status, mechanical.issued_on) == ("awaiting payment", None)
    assert sum(fee.amount for fee in mechanical.fees) == Decimal("12378.46")


@pytest.mark.parametrize(
    ("today", "next_working_day", "third_working_day"),
    [
        (date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 9)),
        (date(2026, 12, 5), date(2026, 12, 7), date(2026, 12, 9)),
        (date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 6)),
        (date(2026, 7, 2), date(2026, 7, 6), date(2026, 7, 8)),
    ],
)
def test_working_days_are_counted_by_the_city_s_calendar(
    today: date, next_working_day: date, third_working_day: date
) -> None:
    permits = _permits(today)
    assert _one(permits["RPOOL26-00003"], "pool_steel").day == next_working_day
    assert _one(permits["CELEC26-00031"], "fire_alarm").day == third_working_day


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("people: [james]", "people: [jim]", "permits.NRE261051.people[1]: there is no person jim"),
        ("gas_test: {}", "gas_tset: {}", "permits.CMECH26-00007.inspections.gas_tset: there is no inspection type"),
        ("NRE261051:", "?NRE261:", "permits.?NRE261: ?NRE261 has none of the city's permit_shapes"),
        ('"+16785550102"', '"+16785550101"', "people.james.phone: +16785550101 belongs to maria already"),
        ('"+16785550199"', '"+16785550101"', "strangers[1].phone: +16785550101 belongs to maria"),
        ("issued: {days: -20}", "issued: {days: -20, workdays: 1}", "expected either days or workdays"),
        ("issued: {days: -20}", "issued: 2026-01-01", "permits.NRE261051.issued: expected keys and values"),
        (
            "role: homeowner",
            "role: owner",
            "people.maria.role: expected 'homeowner', 'contractor', 'office_staff' or 'agent'",
        ),
        ("employer: millrace", "employer: maria", "people.dana.employer: there is no contractor maria"),
        ("employer: millrace", "employer: nobody", "people.dana.employer: there is no contractor nobody"),
        ("    employer: millrace\n", "", "office_staff, and nobody else, has an employer"),
        ("role: agent", "role: agent\n    employer: quick", "office_staff, and nobody else, has an employer"),
        ('amount: "4126.15"', 'amount: "much"', "fees[1].amount: expected an amount in quotes"),
        ("gas_test: {}", "gas_test: {half_day: am}", "a half_day belongs to a booked inspection"),
        ("gas_test: {}", "gas_test: {note: hello}", "a note belongs to a passed or failed inspection"),
        ("gas_test: {}", "gas_test: {passed: {days: 1}, booked: {days: 1}}", "only one of passed, failed and booked"),
        ("gas_test: {}", "gas_test: {boked: {days: 1}}", "there is no such key; did you mean booked?"),
    ],
)
def test_nonsense_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CityFileError) as refused:
        load_demo(spoilt(DEMO_FILE, tmp_path, (old, new)), CITY)
    assert message in str(refused.value)
    assert "line 0" not in str(refused.value)
