"""Values as people read them in each language: dates, times, money, lists. Sentences live in `responses/`."""

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency

_LOCALES = {"en": "en_US", "es": "es_US"}
_DAY = {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM"}
_DAY_AND_YEAR = {"en": "EEEE, MMMM d, y", "es": "EEEE d 'de' MMMM 'de' y"}
_HALF_DAYS = {
    "en": {"am": "morning if possible", "pm": "afternoon if possible"},
    "es": {"am": "tal vez en la mañana", "pm": "tal vez en la tarde"},
}
_AND = {"en": "and", "es": "y"}
_SPACES = re.compile(r"[\u00a0\u202f]")
_SOUNDS_LIKE_I = re.compile(r"(?i)h?[ií](?![eéaá])")


def say_day(day: date, language: str, today: date | None = None) -> str:
    """Weekday and date; the year too where it is not the year that a reader would assume from `today`."""
    far = today is not None and abs((day - today).days) > 180
    return format_date(day, (_DAY_AND_YEAR if far else _DAY)[language], locale=_LOCALES[language])


def say_time(moment: time, language: str) -> str:
    return _SPACES.sub(" ", format_time(moment, "h:mm a", locale=_LOCALES[language]))


def say_half_day(half_day: str, language: str) -> str:
    """`am` or `pm` as the wish that it is: the city tries, and does not promise."""
    return _HALF_DAYS[language][half_day]


def say_money(amount: Decimal, language: str) -> str:
    return format_currency(amount, "USD", locale=_LOCALES[language])


def say_list(words: Sequence[str], language: str) -> str:
    """`a, b and c`; in Spanish "y" turns into "e" before the sound of i."""
    if len(words) <= 1:
        return "".join(words)
    conjunction = _AND[language]
    if language == "es" and _SOUNDS_LIKE_I.match(words[-1]):
        conjunction = "e"
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def say_phone(phone: str) -> str:
    """`678-555-0100`: the way a city prints its number."""
    parsed = phonenumbers.parse(phone, "US")
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return re.sub(r"^\((\d+)\) ", r"\1-", national)


def say_weekday(index: int, language: str) -> str:
    """Monday is 0."""
    return str(Locale.parse(_LOCALES[language]).days["format"]["wide"][index])
