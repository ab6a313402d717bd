"""What English messages mean, as sentences and the days that they wish; it is Tuesday, December 1, 2026."""

from datetime import date

import pytest

from actions.understanding.dates import read_dates

TUESDAY = date(2026, 12, 1)


def wished(text: str, today: date = TUESDAY) -> str:
    """The readings in short: "Tue Dec 8 2026 am | Wed …"."""
    days = read_dates(text, today, "en").days
    return " | ".join(f"{one.day:%a %b} {one.day.day} {one.day.year} {one.half_day or ''}".rstrip() for one in days)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("electrical final NRE261051 next tue am", "Tue Dec 8 2026 am"),
        ("framing tomorrow afternoon please", "Wed Dec 2 2026 pm"),
        ("tmrw", "Wed Dec 2 2026"),
        ("2moro first thing", "Wed Dec 2 2026 am"),
        ("tonight", "Tue Dec 1 2026 pm"),
        ("this morning", "Tue Dec 1 2026 am"),
        ("day after tomorrow", "Thu Dec 3 2026"),
        ("a week from tomorrow", "Wed Dec 9 2026"),
        ("two weeks from friday", "Fri Dec 18 2026"),
        ("in 3 days", "Fri Dec 4 2026"),
        ("in four business days", "Mon Dec 7 2026"),
        ("next business day", "Wed Dec 2 2026"),
        ("a fortnight", "Tue Dec 15 2026"),
        ("monday week", "Mon Dec 14 2026"),
        ("three fridays from now", "Fri Dec 18 2026"),
        ("thurs", "Thu Dec 3 2026"),
        ("weds pm", "Wed Dec 2 2026 pm"),
        ("sat am", "Sat Dec 5 2026 am"),
        ("this friday", "Fri Dec 4 2026"),
        ("tuesday of next week", "Tue Dec 8 2026"),
        ("let's do it next week, maybe on Thursday?", "Thu Dec 10 2026"),
        ("tuesday the week of dec 14", "Tue Dec 15 2026"),
        ("the 9th", "Wed Dec 9 2026"),
        ("on the second", "Wed Dec 2 2026"),
        ("the twenty-third", "Wed Dec 23 2026"),
        ("dec 9", "Wed Dec 9 2026"),
        ("9 december", "Wed Dec 9 2026"),
        ("Dec 9th, 2026 at 10am", "Wed Dec 9 2026 am"),
        ("dec9", "Wed Dec 9 2026"),
        ("12/9", "Wed Dec 9 2026"),
        ("12-9-26", "Wed Dec 9 2026"),
        ("12.9", "Wed Dec 9 2026"),
        ("12 / 9", "Wed Dec 9 2026"),
        ("2026-12-09", "Wed Dec 9 2026"),
        ("5/6", "Thu May 6 2027"),
        ("15/2", "Mon Feb 15 2027"),
        ("the last friday of the month", "Fri Dec 25 2026"),
        ("first monday in january", "Mon Jan 4 2027"),
        ("end of the month", "Thu Dec 31 2026"),
        ("monday the 7th", "Mon Dec 7 2026"),
        ("Tuesday, December 8", "Tue Dec 8 2026"),
        ("next tuesday (12/8)", "Tue Dec 8 2026"),
        ("two days before christmas", "Wed Dec 23 2026"),
        ("day after thanksgiving", "Fri Nov 26 2027"),
        ("new year's eve", "Thu Dec 31 2026"),
        ("november 30", "Tue Nov 30 2027"),
        ("S BLD200000 70112/10", "Thu Dec 10 2026"),
    ],
)
def test_one_day_is_meant(text: str, expected: str) -> None:
    assert wished(text) == expected
    assert not read_dates(text, TUESDAY, "en").either


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("next thursday", "Thu Dec 3 2026 | Thu Dec 10 2026"),
        ("tuesday morning", "Tue Dec 1 2026 am | Tue Dec 8 2026 am"),
        ("friday after next", "Fri Dec 11 2026 | Fri Dec 18 2026"),
        ("monday the 8th", "Tue Dec 8 2026 | Mon Dec 7 2026"),
        ("tuesday dec 9", "Wed Dec 9 2026 | Tue Dec 8 2026"),
    ],
)
def test_several_readings_are_asked_about(text: str, expected: str) -> None:
    assert wished(text) == expected
    assert not read_dates(text, TUESDAY, "en").either


@pytest.mark.parametrize(
    ("said_on", "text", "expected"),
    [
        (date(2026, 12, 1), "next tuesday", "Tue Dec 8 2026"),
        (date(2026, 12, 4), "next tuesday", "Tue Dec 8 2026"),
        (date(2026, 12, 5), "next tuesday", "Tue Dec 8 2026"),
        (date(2026, 12, 6), "next tuesday", "Tue Dec 8 2026"),
        (date(2026, 12, 7), "next tuesday", "Tue Dec 8 2026 | Tue Dec 15 2026"),
        (date(2026, 12, 6), "tuesday of next week", "Tue Dec 8 2026 | Tue Dec 15 2026"),
        (date(2027, 1, 1), "tomorrow", "Sat Jan 2 2027"),
        (date(2026, 12, 31), "jan 1", "Fri Jan 1 2027"),
        (date(2026, 12, 31), "the 31st", "Thu Dec 31 2026"),
        (date(2027, 2, 1), "the 30th", "Tue Mar 30 2027"),
        (date(2027, 6, 1), "feb 29", "Tue Feb 29 2028"),
        (date(2026, 11, 25), "thanksgiving", "Thu Nov 26 2026"),
    ],
)
def test_the_day_it_is_said_on_matters(said_on: date, text: str, expected: str) -> None:
    assert wished(text, said_on) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", "Mon Nov 30 2026"),
        ("last friday", "Fri Nov 27 2026"),
        ("12/1/2025", "Mon Dec 1 2025"),
        ("2 weeks ago", "Tue Nov 17 2026"),
    ],
)
def test_days_said_to_be_past_are_past(text: str, expected: str) -> None:
    assert wished(text) == expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("wendsday", 2),
        ("wensday", 2),
        ("thrusday", 3),
        ("thurday", 3),
        ("firday", 4),
        ("satuday", 5),
        ("mondey", 0),
    ],
)
def test_misspelled_weekdays(text: str, meant: int) -> None:
    assert {one.day.weekday() for one in read_dates(text, TUESDAY).days} == {meant}


def test_misspelled_month() -> None:
    assert wished("febuary 3") == "Wed Feb 3 2027"


def test_working_days_are_those_of_the_city() -> None:
    closed = date(2026, 12, 3)
    reading = read_dates(
        "in two business days", TUESDAY, is_working_day=lambda day: day.weekday() < 5 and day != closed
    )
    assert [one.day for one in reading.days] == [date(2026, 12, 4)]
