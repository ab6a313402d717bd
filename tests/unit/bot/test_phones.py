"""Which senders the city answers."""

import phonenumbers
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


@pytest.mark.parametrize(
    "text",
    [
        "+19005551234",  # 900: paid by who calls
        "+12115551234", "+19115551234",  # N11 is a service, no area
        "+16789115551", "+16784115551",  # nor an exchange
        "+16780550102", "+16781550102", "+10785550102", "+11785550102",  # neither begins with 0 or 1
        "+16985550102", "+17995550102",  # no area code has a 9 in the middle
        "+1678555010", "+167855501020",  # a digit short, one too many
    ],
)  # fmt: skip
def test_numbers_that_cost_or_that_nobody_has(text: str) -> None:
    assert read_phone(text, frozenset({1})) is None


@pytest.mark.parametrize("text", ["+18005551212", "+15005550006", "+18095551234", "+12365550123"])
def test_numbers_that_people_do_text_from(text: str) -> None:
    assert read_phone(text, frozenset({1})) == text


def test_an_area_code_younger_than_the_list_of_them_is_answered() -> None:
    assert not phonenumbers.is_valid_number(phonenumbers.parse("+17835550102", None))
    assert read_phone("+17835550102", frozenset({1})) == "+17835550102"


def test_a_paid_number_of_another_country() -> None:
    assert read_phone("+449098790123", frozenset({1, 44})) is None
