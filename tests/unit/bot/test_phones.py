"""Which senders the city answers."""

import pytest

from bot.phones import read_phone


@pytest.mark.parametrize("text", ["+16785550102", " +1 678 555 0102 ", "+1 (678) 555-0102"])
def test_a_number_of_the_country(text: str) -> None:
    assert read_phone(text, frozenset({1})) == "+16785550102"


@pytest.mark.parametrize(
    "text",
    ["", "12345", "6785550102", "+442071838750", "+5215512345678", "anonymous", "+1", "+1abc", "\x00", "+٩" * 40],
)
def test_others_are_not_answered(text: str) -> None:
    assert read_phone(text, frozenset({1})) is None


def test_other_countries_when_the_city_serves_them() -> None:
    assert read_phone("+442071838750", frozenset({1, 44})) == "+442071838750"
