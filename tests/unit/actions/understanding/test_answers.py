"""Short answers: a yes, a no, a number."""

import pytest

from actions.understanding.reading import read
from tests.unit.actions.understanding.riverbend import MARIA

YES = """yes, Y, yep, ok, OK!, sure, sí, si, dale, va, claro, 👍, 👍🏽, sounds good, book it, that works, correct,
yes please, yes please book it, ok thanks, perfect, sí por favor, está bien, de acuerdo, adelante, resérvela, k,
yes that's right, claro que sí, ok gracias, that one works, yes 1"""
NO = """no, No., nope, nah, no gracias, no thanks, 👎, don't, not that one, that's wrong, no quiero, así no, todavía no,
that's not right, esa no, ninguna"""
CORRECTIONS = ("no, thursday", "no make it thursday", "no the rough one", "No la eléctrica")
NEITHER = """thanks, gracias, ok but what are the fees, no problem, no sé, no entiendo, no hay problema, hello, hola,
si puedo cambiar la fecha, 2, electrical final, no idea, yes thursday, please, no tengo permiso, I have no permit"""


def listed(texts: str) -> list[str]:
    return [text.strip() for text in texts.split(",")]


@pytest.mark.parametrize("text", listed(YES))
def test_a_clear_yes(text: str) -> None:
    assert read(text, MARIA).assent is True


@pytest.mark.parametrize("text", [*listed(NO), *CORRECTIONS])
def test_a_clear_no_perhaps_with_a_correction(text: str) -> None:
    assert read(text, MARIA).assent is False


@pytest.mark.parametrize("text", [*listed(NEITHER), "yes, thursday", "yes but in the afternoon", ""])
def test_neither(text: str) -> None:
    assert read(text, MARIA).assent is None


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2", 2),
        ("#2", 2),
        ("2.", 2),
        ("2)", 2),
        ("the second", 2),
        ("the second one please", 2),
        ("option 2", 2),
        ("number two", 2),
        ("lets do 2", 2),
        ("I'll take the second", 2),
        ("ok 2", 2),
        ("one", 1),
        ("yes 1", 1),
        ("the 2nd one", 2),
        ("2nd", 2),
        ("3rd", 3),
        ("4th", 4),
        ("la segunda", 2),
        ("sí, la 2", 2),
        ("la 1", 1),
        ("el primero por favor", 1),
        ("1ra opción", 1),
        ("quiero la segunda opción", 2),
        ("dos", 2),
        ("last", -1),
        ("the last one", -1),
        ("la última", -1),
        ("12", 12),
    ],
)
def test_the_number_of_a_choice(text: str, choice: int) -> None:
    assert read(text, MARIA).choice == choice


@pytest.mark.parametrize(
    "text",
    [
        *("12/8", "1/2", "9:30", "2 days", "2 inspections", "22", "0", "that one works", "I'm on the second floor"),
        *("permit 3", "299", "el 8 no, el 9", "tuesday the 8th", "december 10", "second street", "the 15th", ""),
    ],
)
def test_numbers_that_are_no_choices(text: str) -> None:
    assert read(text, MARIA).choice is None


@pytest.mark.parametrize("text", ["1 and 3", "1, 3", "1 y 3", "1 & 3", "the first and third"])
def test_several_choices(text: str) -> None:
    reading = read(text, MARIA)
    assert (reading.choices, reading.choice) == ((1, 3), None)
