"""Which senders are answered: valid numbers of the countries that the city serves."""

import phonenumbers


def read_phone(text: str, dialling_codes: frozenset[int]) -> str | None:
    """The number in E.164, or None for what is no number, a short code, or a country that is not served."""
    try:
        number = phonenumbers.parse(text.strip(), None)
    except phonenumbers.NumberParseException:
        return None
    if number.country_code not in dialling_codes or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
