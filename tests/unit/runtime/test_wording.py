"""Values as people read them."""

from datetime import date, time
from decimal import Decimal

import pytest

from runtime.wording import say_day, say_half_day, say_list, say_money, say_phone, say_time, say_weekday

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "english", "spanish"),
    [
        (date(2026, 12, 8), "Tuesday, December 8", "martes 8 de diciembre"),
        (date(2027, 1, 2), "Saturday, January 2", "sábado 2 de enero"),
        (date(2028, 2, 29), "Tuesday, February 29, 2028", "martes 29 de febrero de 2028"),
    ],
)
def test_days_name_the_weekday_and_a_far_one_its_year(day: date, english: str, spanish: str) -> None:
    assert say_day(day, "en", TODAY) == english
    assert say_day(day, "es", TODAY) == spanish


def test_a_half_day_is_said_as_the_wish_that_it_is() -> None:
    assert say_half_day("am", "en") == "morning if possible"
    assert say_half_day("pm", "es") == "tal vez en la tarde"


def test_times_are_as_on_a_city_notice() -> None:
    assert say_time(time(16), "en") == "4:00 PM"
    assert say_time(time(6), "es") == "6:00 a.m."


def test_money_has_its_commas() -> None:
    assert say_money(Decimal("12378.46"), "en") == "$12,378.46"
    assert say_money(Decimal("12378.46"), "es") == "$12,378.46"


@pytest.mark.parametrize(
    ("words", "english", "spanish"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A and B", "A y B"),
        (["A", "B", "Inspección"], "A, B and Inspección", "A, B e Inspección"),
        (["A", "Hielo"], "A and Hielo", "A y Hielo"),
    ],
)
def test_lists_read_aloud(words: list[str], english: str, spanish: str) -> None:
    assert say_list(words, "en") == english
    assert say_list(words, "es") == spanish


def test_phones_are_as_printed() -> None:
    assert say_phone("+16785550100") == "678-555-0100"


def test_weekdays_start_on_monday() -> None:
    assert say_weekday(0, "en") == "Monday"
    assert say_weekday(6, "es") == "domingo"
