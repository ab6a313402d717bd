"""Which numbers of a message are evidently no codes: permits, days, times, addresses, money, confirmation numbers."""

import re
from collections.abc import Sequence

from backend.domain.words_in_messages import (
    AT_A_TIME,
    AT_AN_ADDRESS,
    CODES,
    CONFIRMATIONS,
    JOINING,
    LOCKS,
    MONEY,
    MONTHS,
    ON_THE_WAY,
    PERMITS,
    STREETS,
    WEEKDAYS,
)
from backend.domain.words_told import Kind, Token, is_evidently_no_code

_PERMIT = re.compile(r"[A-Za-z]{2,8}\d{2,4}-?\d{3,6}|[A-Za-z]{2,8}-\d{2,4}-\d{3,6}|\d{2}(?:\d\d)?-\d{4,6}")
_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/(?:\d\d)?\d\d)?|\d{4}-\d\d-\d\d|\d{1,2}-\d{1,2}-20\d\d")
_DOLLARS = re.compile(r"\d[\d,]*\.\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_HOUSE = re.compile(r"\d{1,5}[A-Za-z]?")
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_STATE = re.compile(r"[A-Z]{2}")
_A_FEW = 4


def is_readable(at: int, tokens: Sequence[Token], text: str, *, behind_a_code: bool = False) -> bool:
    """`behind_a_code`: it stands right behind the word for one, so that neither a day nor a house is meant."""
    token = tokens[at]
    if is_of_a_permit(at, tokens) or _DATE.fullmatch(token.text) or _is_named(at, tokens, CONFIRMATIONS):
        return True
    if is_evidently_no_code(at, tokens, text) or _is_money(at, tokens, text) or _is_on_a_day(at, tokens):
        return True
    if behind_a_code:
        return _is_on_a_street(at, tokens) and at > 0 and tokens[at - 1].word in AT_AN_ADDRESS
    return _is_at_a_time(at, tokens) or _is_at_an_address(at, tokens)


def is_of_a_permit(at: int, tokens: Sequence[Token]) -> bool:
    return _PERMIT.fullmatch(tokens[at].text) is not None or _is_named(at, tokens, PERMITS)


def _is_named(at: int, tokens: Sequence[Token], names: frozenset[str]) -> bool:
    """Whether one of these names stands before it, with nothing but "is", "number" or "ending in" between."""
    for before in range(at - 1, max(-1, at - 1 - _A_FEW), -1):
        if tokens[before].word in names:
            return True
        if tokens[before].word not in ON_THE_WAY:
            return False
    return False


def _is_money(at: int, tokens: Sequence[Token], text: str) -> bool:
    token = tokens[at]
    return (
        text[: token.start].rstrip().endswith("$")
        or _DOLLARS.fullmatch(token.text) is not None
        or _word(at + 1, tokens) in MONEY
    )


def _is_on_a_day(at: int, tokens: Sequence[Token]) -> bool:
    """ "Dec 8", "8 de diciembre", "martes 8", and the year of such a day."""
    if _YEAR.fullmatch(tokens[at].text):
        return any(_word(near, tokens) in MONTHS for near in range(at - 4, at))
    if not _DAY.fullmatch(tokens[at].text):
        return False
    after = _word(at + 2, tokens) if _word(at + 1, tokens) in {"de", "of"} else _word(at + 1, tokens)
    return _word(at - 1, tokens) in MONTHS | WEEKDAYS or after in MONTHS


def _is_at_a_time(at: int, tokens: Sequence[Token]) -> bool:
    return _DAY.fullmatch(tokens[at].text) is not None and _word(at - 1, tokens) in AT_A_TIME


def _is_at_an_address(at: int, tokens: Sequence[Token]) -> bool:
    token = tokens[at]
    if _ZIP.fullmatch(token.text) and (_word(at - 1, tokens) in {"zip", "postal"} or _is_state(at - 1, tokens)):
        return True
    if _is_on_a_street(at, tokens):
        return True
    is_placed = _HOUSE.fullmatch(token.text) is not None and _word(at - 1, tokens) in AT_AN_ADDRESS
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        is_placed
        and following is not None
        and following.kind is Kind.WORD
        and following.text[0].isupper()
        and following.word not in JOINING | LOCKS | CODES
    )


def _is_on_a_street(at: int, tokens: Sequence[Token]) -> bool:
    """A house number before a street, or behind "calle"."""
    if _HOUSE.fullmatch(tokens[at].text) is None:
        return False
    if any(_word(near, tokens) in {"calle", "avenida", "camino"} for near in range(at - 4, at)):
        return True
    for near in range(at + 1, at + 1 + _A_FEW):
        word = _word(near, tokens)
        if not word or word in JOINING or word in LOCKS or word in CODES:
            return False
        if word in STREETS:
            return near > at + 1 or word not in {"way", "place", "court"}
    return False


def _is_state(at: int, tokens: Sequence[Token]) -> bool:
    return at >= 0 and _STATE.fullmatch(tokens[at].text) is not None


def _word(at: int, tokens: Sequence[Token]) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""
