"""The city file: what Riverbend's says, how nonsense is refused, and a change of rule written down ahead."""

from datetime import date, time, timedelta
from pathlib import Path
from re import fullmatch

import pytest

from backend.city.city import load_city
from backend.city.file import CityFileError
from backend.domain.model import HalfDay, Role, Words
from backend.domain.policy import Cutoff, InspectionType, Window

from .riverbend_files import CITY_FILE, line_of, spoilt

RIVERBEND = load_city(CITY_FILE)
RULES = RIVERBEND.policy.as_of(date(2026, 12, 1))
HORIZON = "es: El calendario de los inspectores se lleva con tres semanas de anticipación."
CUTOFF = "es: Las rutas de los inspectores para el siguiente día hábil se preparan a las 4 PM."
"""The last lines of two rules, below which a later version is put."""
LATER = '\n    - from: 2027-03-01\n      value: {}\n      reason: {{en: "Asked for.", es: "Pedido."}}\n'


def test_the_facts_that_may_be_told_to_anyone() -> None:
    assert (RIVERBEND.name, str(RIVERBEND.zone)) == ("City of Riverbend", "America/New_York")
    assert (RIVERBEND.office_phone, RIVERBEND.address) == ("+16785550100", "41 Mill Street, Riverbend")
    assert [(one.days, one.opens, one.closes) for one in RIVERBEND.office_hours] == [("mon-fri", time(8), time(16, 30))]
    assert RIVERBEND.languages == ("en", "es")
    assert RIVERBEND.payment_posted_within_workdays == 1


def test_the_rules() -> None:
    assert RULES.book_cutoff == Cutoff(time(16), workdays_before=1)
    assert RULES.same_day is False
    assert RULES.cancel_cutoff == Cutoff(time(6), workdays_before=0)
    assert RULES.honoured_after_read_back == timedelta(minutes=10)
    assert (RULES.horizon_workdays, RULES.max_inspections_per_request, RULES.inactive_after_days) == (15, 6, 180)
    assert RULES.capacity_per_day == {
        "building": 12,
        "electrical": 8,
        "plumbing": 8,
        "mechanical": 6,
        "fire": 4,
        "site": 4,
    }
    assert RULES.half_days.windows == {
        HalfDay.AM: Window(time(8), time(12)),
        HalfDay.PM: Window(time(12), time(16, 30)),
    }
    assert RULES.half_days.offered_to == {Role.HOMEOWNER}
    assert RULES.schedulable_statuses == {"issued"}
    assert "final" in RULES.finished_statuses
    assert RULES.awaiting_payment_statuses == {"awaiting payment"}
    assert RULES.prerequisites["building_final"] == (
        "electrical_final",
        "plumbing_final",
        "mechanical_final",
        "fire_final",
    )


def test_the_catalogue() -> None:
    types = RIVERBEND.policy.inspection_types
    assert len(types) == 32
    assert types["electrical_final"] == InspectionType(
        "electrical_final", "299", "electrical", Words("Electrical Final", "Eléctrica final")
    )
    assert types["plumbing_rough"].name.en == "Plumbing Rough-in (Top-out)"


@pytest.mark.parametrize(
    "number",
    [
        "BRES2026-0142",
        "NRE261051",
        "RNEW26-00010",
        "CELEC26-00031",
        "CMECH26-00007",
        "RROOF25-00318",
        "RPOOL26-00003",
        "CBLD25-00090",
        "RNEW23-00010",
        "BRES2018-0000",
        "BP13-01542",
        "B25-00001",
    ],
)
def test_numbers_of_the_city_s_shapes(number: str) -> None:
    known = any(fullmatch(shape, number) for shape in RIVERBEND.permit_shapes)
    assert known == (number != "B25-00001")


@pytest.mark.parametrize("rule", list(RIVERBEND.policy.__slots__)[3:])
def test_every_rule_says_since_when_and_why_in_both_languages(rule: str) -> None:
    for version in getattr(RIVERBEND.policy, rule).versions:
        assert version.effective_from <= date(2026, 1, 1)
        assert version.reason.en
        assert version.reason.es
        assert version.reason.en != version.reason.es


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("horizon_workdays: ", "horizon: ", "rules.horizon", "there is no such key; did you mean horizon_workdays?"),
        ("horizon_workdays:", "horizn_workdays:", "rules.horizn_workdays", "did you mean horizon_workdays?"),
        ("  name: City of", "  mayor: x\n  name: City of", "city.mayor", "known here are name, timezone, office_phone"),
        ("timezone: America/New_York", "timezone: Riverbend", "city.timezone", "expected a time zone such as"),
        ('"+16785550100"', '"555-0100"', "city.office_phone", "pattern"),
        ("languages: [en, es]", "languages: [en, fr]", "city.languages[2]", "expected 'en' or 'es'"),
        ('opens: "08:00", closes: "16:30"}\n  address', 'opens: "08:00", closes: "07:00"}\n  address',
         "city.office_hours[1].closes", "a later time than opens"),
        ('time: "16:00"', 'time: "4 PM"', "rules.book_cutoff[1].value.time", 'from "00:00" to "23:59"'),
        ('time: "06:00"', 'time: "24:00"', "rules.cancel_cutoff[1].value.time", 'from "00:00" to "23:59"'),
        ("day: the working day before}", "day: the day before}", "rules.book_cutoff[1].value.day",
         "the working day before, or (for example) 2 working days before"),
        ("value: 15", "value: fifteen", "rules.horizon_workdays[1].value", "expected a whole number"),
        ("value: 15", "value: 0", "rules.horizon_workdays[1].value", "greater than or equal to 1"),
        ("value: false", "value: sometimes", "rules.same_day[1].value", "expected true or false"),
        ("value: false", "value: true", "rules.same_day[1].value", "expected false, as the book_cutoff"),
        ("guaranteed: false", "guaranteed: true", "rules.half_days[1].value.guaranteed", "expected False"),
        ("offered_to: [homeowner]", "offered_to: [neighbour]", "rules.half_days[1].value.offered_to[1]",
         "expected 'homeowner', 'contractor', 'office_staff' or 'agent'"),
        ('am: {opens: "08:00"', 'noon: {opens: "08:00"', "rules.half_days[1].value.windows.noon",
         "expected 'am' or 'pm'"),
        ('am: {opens: "08:00", closes: "12:00"}', 'am: {opens: "13:00", closes: "12:00"}',
         "rules.half_days[1].value.windows.am.closes", "a later time than opens"),
        ("fire: 4", "fir: 4", "rules.capacity_per_day[1].value.fir", "no inspection type has the trade fir"),
        ("        fire: 4\n", "", "rules.capacity_per_day[1].value", "no capacity for the trade fire"),
        ("fire: 4", "fire: -1", "rules.capacity_per_day[1].value.fire", "greater than or equal to 0"),
        ("drywall: [insulation]", "drywall: [insulatoin]", "rules.prerequisites[1].value.drywall[1]",
         "there is no inspection type insulatoin"),
        ("drywall: [insulation]", "dry_wall: [insulation]", "rules.prerequisites[1].value.dry_wall",
         "there is no inspection type dry_wall"),
        ("framing: [electrical_rough,", "framing: [drywall,", "rules.prerequisites[1].value.",
         "these wait for one another"),
        ('code: "599"', 'code: "501"', "inspection_types.fire_final.code", "code 501 belongs to fire_sprinkler"),
        ('code: "599"', "code: 599", "inspection_types.fire_final.code", "in quotes where it looks like a number"),
        ("value: [issued]", "value: [issued, final]", "rules.finished_statuses[1].value", '"final" is among'),
        ("agent: [book, move, note]", "agent: [book, mvoe, note]", "rules.role_permissions[1].value.agent[2]",
         "expected 'book', 'cancel', 'move' or 'note'"),
        ("agent: [book, move, note]", "agent: [book, move, book]", "rules.role_permissions[1].value.agent",
         "book is listed twice"),
        ("agent: [book, move, note]", "expediter: [book]", "rules.role_permissions[1].value.expediter",
         "expected 'homeowner', 'contractor', 'office_staff' or 'agent'"),
        ("        agent: [book, move, note]\n", "", "rules.role_permissions[1].value",
         "it does not say what the role agent may do; [] is nothing"),
        ("holidays: us-federal", "holidays: us-fedral", "calendar.holidays", "expected 'us-federal' or 'none'"),
        ("value: [mon, tue", "value: [monday, tue", "calendar.working_days[1].value[1]", "expected 'mon', 'tue'"),
        ("example: NRE261051", "example: NRE2610", "permit_shapes[2].example", "does not match"),
        (r"regex: 'NRE\d{6}'", r"regex: 'NRE(\d{6}'", "permit_shapes[2].regex", "expected a regular expression"),
        ("from: 2020-01-01", "from: new year", "calendar.working_days[1].from", "a date such as 2026-12-24"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_its_key_and_its_line(
    old: str, new: str, key: str, message: str, tmp_path: Path
) -> None:
    file = spoilt(CITY_FILE, tmp_path, (old, new))
    with pytest.raises(CityFileError) as refused:
        load_city(file)
    told = [line for line in str(refused.value).splitlines() if key in line and message in line]
    assert told, str(refused.value)
    assert str(file) in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "line_with"),
    [
        ("value: 15", "value: fifteen", "value: fifteen"),
        ("fire: 4", "fir: 4", "fir: 4"),
        ('code: "599"', 'code: "501"', "fire_final: {"),
        ("inactive_after_days:", "inactiv_after_days:", "inactiv_after_days:"),
    ],
)
def test_the_line_is_the_one_to_look_at(old: str, new: str, line_with: str, tmp_path: Path) -> None:
    file = spoilt(CITY_FILE, tmp_path, (old, new))
    with pytest.raises(CityFileError, match=f"line {line_of(file, line_with)},"):
        load_city(file)


def test_everything_wrong_is_named_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = spoilt(CITY_FILE, tmp_path, ("value: 180", "value: many"), ("timezone: America", "timezone: Mars"))
    with pytest.raises(CityFileError) as refused:
        load_city(file)
    lines = str(refused.value).splitlines()[1:]
    assert [line.split(", ")[1].split(":")[0] for line in lines] == [
        "city.timezone",
        "rules.inactive_after_days[1].value",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "expected keys and values"),
        ("- 1", "expected keys and values"),
        ("a: [1", "is not YAML, line 1"),
        ("a: 1\na: 2", 'line 2: found duplicate key "a"'),
        ("a: \x07", "is not YAML"),
    ],
)
def test_what_is_no_city_file_at_all(content: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "city.yml"
    file.write_text(content)
    with pytest.raises(CityFileError) as refused:
        load_city(file)
    assert message in str(refused.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(CityFileError, match="cannot be read"):
        load_city(tmp_path / "city.yml")
    (tmp_path / "city.yml").write_bytes(b"city: \xff\xfe")
    with pytest.raises(CityFileError, match="not written in UTF-8"):
        load_city(tmp_path / "city.yml")


def test_a_change_can_be_written_down_before_it_holds(tmp_path: Path) -> None:
    policy = load_city(spoilt(CITY_FILE, tmp_path, (HORIZON, HORIZON + LATER.format(20)))).policy
    assert policy.as_of(date(2027, 2, 28)).horizon_workdays == 15
    assert policy.as_of(date(2027, 3, 1)).horizon_workdays == 20
    assert policy.horizon_workdays.version_on(date(2027, 3, 1)).reason == Words("Asked for.", "Pedido.")


def test_a_version_above_an_older_one_is_refused(tmp_path: Path) -> None:
    older = LATER.format(20).replace("2027-03-01", "2019-03-01")
    with pytest.raises(CityFileError, match=r"rules\.horizon_workdays\[2\]\.from: expected a later day"):
        load_city(spoilt(CITY_FILE, tmp_path, (HORIZON, HORIZON + older)))


def test_a_city_that_visits_on_the_same_day(tmp_path: Path) -> None:
    file = spoilt(
        CITY_FILE,
        tmp_path,
        ('time: "16:00", day: the working day before', 'time: "05:30", day: the inspection day'),
        ("value: false", "value: true"),
    )
    assert load_city(file).policy.as_of(date(2026, 12, 1)).book_cutoff == Cutoff(time(5, 30), 0)


def test_same_day_must_agree_with_each_cut_off_that_holds_with_it(tmp_path: Path) -> None:
    early = LATER.format('{time: "05:30", day: the inspection day}')
    with pytest.raises(CityFileError, match=r"rules\.same_day.*as the book_cutoff from 2027-03-01 says"):
        load_city(spoilt(CITY_FILE, tmp_path, (CUTOFF, CUTOFF + early)))


def test_a_closure_twice_is_refused(tmp_path: Path) -> None:
    day = "{day: 2026-12-24, name: {en: Christmas Eve, es: Nochebuena}}"
    once = load_city(spoilt(CITY_FILE, tmp_path, ("closures: []", f"closures: [{day}]")))
    assert once.policy.calendar.closures == {date(2026, 12, 24): Words("Christmas Eve", "Nochebuena")}
    with pytest.raises(CityFileError, match=r"calendar\.closures\[2\]\.day: 2026-12-24 is listed twice"):
        load_city(spoilt(CITY_FILE, tmp_path, ("closures: []", f"closures: [{day}, {day}]")))


def test_a_city_without_federal_holidays(tmp_path: Path) -> None:
    city = load_city(spoilt(CITY_FILE, tmp_path, ("holidays: us-federal", "holidays: none")))
    assert city.policy.calendar.is_working_day(date(2026, 12, 25))
