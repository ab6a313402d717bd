"""Misspelt copies: one or two changes, the same each time, and never another number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality.cases import message_cases
from quality.noise import noisy

DRAWS = range(40)


def drafts(text: str, language: str = "en", *permits: str) -> set[str]:
    return {noisy(text, language, permits, draw) for draw in DRAWS}


def numbers(text: str) -> list[str]:
    """Every word with a digit but the 4 that stands for "for"; what stands around it does not count."""
    words = (word.strip("¿¡.,;:!?()\"'…").lower() for word in text.split())
    return [word for word in words if re.search(r"\d", word) and word != "4"]


@pytest.mark.parametrize(
    ("text", "language", "one_of_them"),
    [
        ("monday", "en", "MONDAY"),
        ("monday", "en", "monfay"),
        ("monday", "en", "modnay"),
        ("monday", "en", "monda"),
        ("tomorrow", "en", "tmrw"),
        ("schedule", "en", "skedule"),
        ("are you", "en", "r you"),
        ("are you", "en", "are u"),
        ("for monday", "en", "4 monday"),
        ("the roof", "en", "theroof"),
        ("what's free?", "en", "whats free"),
        ("mañana", "es", "manana"),
        ("quiero", "es", "kiero"),
        ("techo", "es", "texho"),
        ("viernes", "es", "biernes"),
        ("hacer", "es", "aser"),
        ("plaza", "es", "plasa"),
    ],
)
def test_what_may_become_of_a_text(text: str, language: str, one_of_them: str) -> None:
    assert one_of_them in {noisy(text, language, (), draw) for draw in range(200)}


def test_every_copy_differs_where_it_can_and_is_the_same_each_time() -> None:
    text = "can somebody look at the framing on Monday morning?"
    copies = [noisy(text, "en", (), draw) for draw in DRAWS]
    assert text not in copies
    assert len(set(copies)) > len(copies) // 2
    assert copies == [noisy(text, "en", (), draw) for draw in DRAWS]


def test_this_copy_is_the_same_on_every_machine() -> None:
    assert noisy("when is my framing inspection", "en") == "when is my frmaing ibspection"


def test_no_number_is_changed() -> None:
    text = "RNEW26-00010 305 on 12/8 at 9:30, gate 4471."
    assert all(numbers(copy) == numbers(text) for copy in drafts(text, "en", "RNEW26-00010"))


def test_the_letters_of_a_permit_number_stay_where_a_space_parts_them_from_the_rest() -> None:
    copies = drafts("cancel the framing on bres 2026-0142 please", "en", "BRES2026-0142")
    assert all("bres 2026-0142" in copy.lower() for copy in copies)


def test_a_permit_number_that_is_spelt_out_stays() -> None:
    text = "status of r new twenty six dash one zero, please"
    assert drafts(text, "en", "RNEW26-00010") == {text.upper(), text.replace(",", ""), text.upper().replace(",", "")}


def test_for_is_no_digit_beside_a_number() -> None:
    assert not [copy for copy in drafts("for 3 days") if copy.startswith("4")]


@pytest.mark.parametrize("text", ["", " ", "???", "👍", "1", "no", "----"])
def test_what_cannot_change_stays(text: str) -> None:
    assert {copy.lower() for copy in drafts(text)} == {text.strip()}


def test_no_held_out_message_loses_a_number() -> None:
    for case in message_cases():
        for draw in range(3):
            copy = noisy(case.text, case.language, sorted(case.permits or ()), draw)
            assert numbers(copy) == numbers(case.text), copy


@given(st.text(max_size=80), st.sampled_from(["en", "es"]), st.integers(0, 9))
def test_any_text_will_do(text: str, language: str, draw: int) -> None:
    assert noisy(text, language, (), draw) == noisy(text, language, (), draw)
