"""Which senders are answered: numbers of the countries that the city serves, and none that costs who texts them."""

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

_NORTH_AMERICA = 1
_NANP = re.compile(r"[2-9](?!11)[0-8]\d[2-9](?!11)\d{6}")
"""Area code and exchange: neither is a service code (N11), and no area code has a 9 in the middle. Source: NANPA."""
_PAID = frozenset({PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST})


def read_phone(text: str, dialling_codes: frozenset[int]) -> str | None:
    """The number in E.164, or None for what nobody texts from, a paid number, or a country that is not served."""
    try:
        number = phonenumbers.parse(text.strip(), None)
    except phonenumbers.NumberParseException:
        return None
    if number.country_code not in dialling_codes or not _may_be_a_persons(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _may_be_a_persons(number: PhoneNumber) -> bool:
    """In North America by the form of the number: an area code may be younger than our list of them."""
    if not phonenumbers.is_possible_number(number) or phonenumbers.number_type(number) in _PAID:
        return False
    if number.country_code == _NORTH_AMERICA:
        return _NANP.fullmatch(phonenumbers.national_significant_number(number)) is not None
    return phonenumbers.is_valid_number(number)
