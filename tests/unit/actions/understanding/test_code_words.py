"""What is said while a code is awaited."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from actions.understanding.code_words import (
    asks_again,
    asks_for_another,
    code_in,
    did_not_arrive,
    is_code_like,
    kind_of_contact,
)


@pytest.mark.parametrize(
    "text",
    [
        "482913", "482 913", "482-913", "4 8 2 9 1 3", "48 29 13", "my code is 482913", "code: 482913.", "482913!",
        "el código es 482 913", "it says 482,913", "here it is 482913 thanks", "#482913",
        "four eight two nine one three",
        "cuatro ocho dos nueve uno tres", "Four, eight, two, nine, one, three", "４８２９１３",
    ],
)  # fmt: skip
def test_six_digits_are_the_code(text: str) -> None:
    assert code_in(text) == "482913"


@pytest.mark.parametrize(
    "text",
    [
        "48291", "4829131", "NRE261051", "link RNEW26-00010", "678-555-0102", "call me at 678 555 0102", "12/08/2026",
        "482913 or 111222", "BRES2026-0142", "dec 8", "", "send it again", "electrical final friday", "2026-0142",
    ],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert code_in(text) is None


@given(some.from_regex(r"[0-9]{6}", fullmatch=True), some.sampled_from(["{}", "code {}", "{}.", "es el {}", " {} \n"]))
def test_any_six_digits_are_read_as_they_are(code: str, around: str) -> None:
    assert code_in(around.format(code)) == code


@pytest.mark.parametrize(
    "text",
    ["send it again", "resend", "send me another code", "new code please", "otra vez", "mande otro código", "de nuevo"],
)
def test_again(text: str) -> None:
    assert asks_again(text)


@pytest.mark.parametrize(
    "text", ["I did not get it", "nothing came", "didnt receive the code", "no me llegó", "aún no llega", "no code yet"]
)
def test_not_arrived(text: str) -> None:
    assert did_not_arrive(text)


@pytest.mark.parametrize(
    "text", ["another one", "the other phone", "otro", "el otro correo", "I don't have that phone any more"]
)
def test_another_contact(text: str) -> None:
    assert asks_for_another(text)
    assert not did_not_arrive(text)


def test_the_kind_of_a_contact() -> None:
    assert kind_of_contact("to my e-mail please") == "email"
    assert kind_of_contact("al celular") == "text"
    assert kind_of_contact("email or phone, whatever") is None


def test_a_mistyped_code_looks_like_one() -> None:
    assert is_code_like("48291")
    assert is_code_like("4829 131.")
    assert not is_code_like("1")
    assert not is_code_like("NRE261051")
