"""What Spanish messages mean, as sentences and the days that they wish; it is Tuesday, December 1, 2026."""

from datetime import date

import pytest

from actions.understanding.dates import read_dates

TUESDAY = date(2026, 12, 1)


def wished(text: str, language: str | None = "es") -> str:
    days = read_dates(text, TUESDAY, language).days
    return " | ".join(f"{one.day:%a %b} {one.day.day} {one.day.year} {one.half_day or ''}".rstrip() for one in days)


@pytest.mark.parametrize("language", ["es", None])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("necesito la eléctrica final y la de plomería para el jueves", "Thu Dec 3 2026"),
        ("pa mañana", "Wed Dec 2 2026"),
        ("mañana por la mañana", "Wed Dec 2 2026 am"),
        ("mañana en la tarde", "Wed Dec 2 2026 pm"),
        ("manana a primera hora", "Wed Dec 2 2026 am"),
        ("pasado mañana", "Thu Dec 3 2026"),
        ("hoy en la tarde", "Tue Dec 1 2026 pm"),
        ("esta tarde", "Tue Dec 1 2026 pm"),
        ("de mañana en ocho", "Wed Dec 9 2026"),
        ("en ocho días", "Tue Dec 8 2026"),
        ("en quince dias", "Tue Dec 15 2026"),
        ("en una semana", "Tue Dec 8 2026"),
        ("dentro de tres días hábiles", "Fri Dec 4 2026"),
        ("el próximo día hábil", "Wed Dec 2 2026"),
        ("el jueves por la tarde", "Thu Dec 3 2026 pm"),
        ("este viernes", "Fri Dec 4 2026"),
        ("el lunes que viene", "Mon Dec 7 2026"),
        ("el jueves de la próxima semana", "Thu Dec 10 2026"),
        ("la semana que viene, el jueves", "Thu Dec 10 2026"),
        ("el nueve de diciembre", "Wed Dec 9 2026"),
        ("el veintiuno", "Mon Dec 21 2026"),
        ("para el dos", "Wed Dec 2 2026"),
        ("el 9 por la mañana", "Wed Dec 9 2026 am"),
        ("treinta y uno de diciembre", "Thu Dec 31 2026"),
        ("martes 8 de diciembre", "Tue Dec 8 2026"),
        ("mar 8 dic", "Tue Dec 8 2026"),
        ("el 15 del mes que viene", "Fri Jan 15 2027"),
        ("primer lunes de enero", "Mon Jan 4 2027"),
        ("último viernes del mes", "Fri Dec 25 2026"),
        ("el 17 del 12", "Thu Dec 17 2026"),
        ("nochebuena", "Thu Dec 24 2026"),
        ("el lunes a las 9", "Mon Dec 7 2026 am"),
        ("a las 3 de la tarde el lunes", "Mon Dec 7 2026 pm"),
        ("el viernes pasado", "Fri Nov 27 2026"),
        ("hace tres días", "Sat Nov 28 2026"),
        ("savado", "Sat Dec 5 2026"),
        ("miercoles", "Wed Dec 2 2026"),
        ("biernes", "Fri Dec 4 2026"),
    ],
)
def test_one_day_is_meant(text: str, expected: str, language: str | None) -> None:
    assert wished(text, language) == expected


@pytest.mark.parametrize(
    "text", ["el próximo jueves", "el jueves que viene", "el jueves próximo", "el otro jueves", "el jueves siguiente"]
)
def test_the_next_thursday_is_this_weeks_or_the_next(text: str) -> None:
    assert wished(text) == "Thu Dec 3 2026 | Thu Dec 10 2026"


def test_a_numeric_date_has_two_orders_in_spanish_and_one_in_english() -> None:
    assert wished("5/6") == wished("el 5/6", None) == "Sat Jun 5 2027 | Thu May 6 2027"
    assert wished("5/6", None) == wished("5/6", "en") == "Thu May 6 2027"
    assert wished("15/2") == "Mon Feb 15 2027"
    assert wished("viernes 4/12") == "Fri Dec 4 2026"


@pytest.mark.parametrize("text", ["la mañana", "en la mañana", "por la mañana", "por las mañanas", "temprano"])
def test_la_manana_is_the_morning_and_not_tomorrow(text: str) -> None:
    reading = read_dates(text, TUESDAY, "es")
    assert (reading.days, reading.half_day) == ((), "am")


@pytest.mark.parametrize("text", ["la semana que viene", "la próxima semana", "el fin de semana", "el mes que viene"])
def test_a_week_or_a_month_is_no_day(text: str) -> None:
    assert read_dates(text, TUESDAY, "es").days == ()


def test_both_languages_in_one_message() -> None:
    assert wished("necesito electrical final mañana in the morning", None) == "Wed Dec 2 2026 am"
    assert wished("framing el jueves pm", "en") == "Thu Dec 3 2026 pm"
