"""Whatever is sent, the reader answers with days, soon."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.understanding.dates import DateReading, english, read_dates, spanish
from actions.understanding.dates.grammar import known_meanings
from actions.understanding.dates.meanings import MEANINGS
from actions.understanding.dates.named_days import NAMED_IN_ENGLISH, NAMED_IN_SPANISH, NAMES

SOME_DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
WORDS = sorted(
    {word for language in (english, spanish) for words in language.WORDS.values() for word in words}
    | {word for language in (english, spanish) for phrase, _ in language.PHRASES for word in phrase.split()}
    | {"12/9", "8-12", "2026-12-09", "13/45", "9th", "9am", "3:30pm", "31", "0", "99", "00/00", "0/5", "2099", ",", "."}
)


def check(text: str, today: date) -> DateReading:
    reading = read_dates(text, today)
    assert all(type(one.day) is date for one in reading.days)
    assert all(one.half_day in (None, "am", "pm") for one in reading.days)
    assert all(type(day) is date for day in reading.rejected)
    assert all(0 <= start < end <= len(text) for start, end in reading.spans)
    assert not reading.either or len(reading.days) > 1
    assert reading.period is None or today <= reading.period[0] <= reading.period[1]
    bounds = (reading.since, reading.until, reading.period)
    assert not reading.days or bounds == (None, None, None)
    assert not reading.any_day or (reading.since, reading.until, reading.period) == (None, None, None)
    assert not {one.day for one in reading.days} & set(reading.rejected)
    return reading


@given(st.text(), SOME_DAYS)
def test_any_text_at_all(text: str, today: date) -> None:
    check(text, today)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), SOME_DAYS)
def test_any_heap_of_the_words_of_days(text: str, today: date) -> None:
    check(text, today)


@given(SOME_DAYS, st.integers(0, 365))
def test_a_day_written_out_with_its_year_is_that_day(today: date, ahead: int) -> None:
    day = date.fromordinal(today.toordinal() + ahead)
    if day.year < 2100:
        for text in (f"{day:%A, %B} {day.day}, {day.year}", day.isoformat(), f"{day.month}/{day.day}/{day.year}"):
            assert [one.day for one in check(text, today).days] == [day]


@pytest.mark.parametrize(
    "text", ["tuesday ", "not tue or ", "1 day after ", "1-", "a-1.", "sat am or ", "-", "the 9 of "]
)
def test_a_very_long_message_is_read_quickly(text: str) -> None:
    message = (text * 10_000)[:10_000]
    began = time.perf_counter()
    check(message, date(2026, 12, 1))
    assert time.perf_counter() - began < 5  # it takes a tenth of a second; a backtracking pattern would take hours


def test_every_phrase_has_a_meaning_and_every_named_day_a_date() -> None:
    assert set(known_meanings()) <= set(MEANINGS)
    assert {name for _, name in (*NAMED_IN_ENGLISH, *NAMED_IN_SPANISH)} <= set(NAMES)
