"""The share of public test cases that is read right, or rightly asked about, by language."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from actions.understanding.dates import read_dates

CORPUS = Path(__file__).parents[6] / "shared" / "corpora" / "dates.jsonl"
MOST_WRONG = 0.01

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the public test cases are not beside this repository")


class Row(NamedTuple):
    text: str
    language: str
    today: date
    meant: date
    half_day: str | None
    is_contested: bool


def rows(language: str) -> list[Row]:
    cases = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return [
        Row(
            case["text"],
            case["lang"],
            date.fromisoformat(case["now"][:10]),
            date.fromisoformat(case["date"]),
            case["part"],
            case["contested"],
        )
        for case in cases
        if case["lang"] == language
    ]


def days(row: Row) -> list[date]:
    """The days read; "two weeks later" counts from the day of a visit, which these cases take to be today."""
    reading = read_dates(row.text, row.today, row.language)
    if reading.shift and not reading.days:
        return [row.today + timedelta(days=reading.shift)]
    return [one.day for one in reading.days]


@pytest.mark.parametrize(("language", "floor"), [("en", 0.98), ("es", 0.99)])
def test_uncontested_days_are_read_right(language: str, floor: float) -> None:
    plain = [row for row in rows(language) if not row.is_contested]
    missed = [row for row in plain if days(row) != [row.meant]]
    assert 1 - len(missed) / len(plain) >= floor, missed


@pytest.mark.parametrize("language", ["en", "es"])
def test_contested_days_are_read_right_or_asked_about(language: str) -> None:
    contested = [row for row in rows(language) if row.is_contested]
    missed = [row for row in contested if row.meant not in days(row)]
    assert not missed


@pytest.mark.parametrize("language", ["en", "es"])
def test_hardly_a_day_is_read_wrong(language: str) -> None:
    every = rows(language)
    wrong = [row for row in every if len(days(row)) == 1 and days(row) != [row.meant]]
    assert len(wrong) <= MOST_WRONG * len(every), wrong


@pytest.mark.parametrize("language", ["en", "es"])
def test_half_days_are_read_right(language: str) -> None:
    missed = [row for row in rows(language) if read_dates(row.text, row.today, language).half_day != row.half_day]
    assert not missed
