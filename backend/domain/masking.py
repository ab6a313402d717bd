"""Masks a note for the inspector: whoever lists or logs it sees that there is a code or a phone number, but not which.

What may be a code is masked, what is evidently none is left: a number behind "unit" or "apto", a time, "2 dogs". So a
house number may be masked for nothing, which costs little: the inspector's own system has the note in full.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from unicodedata import combining, normalize

from backend.domain.words_in_notes import (
    AMBIGUOUS_NUMERALS,
    CALLS,
    COUNTED,
    KEYS,
    NUMBERED,
    NUMERALS,
    PLACES,
    SECRETS,
)

_PART = r"[^\W_]*\d[^\W_]*"
_KEYCAP = "\ufe0f\u20e3"
_TOKEN = re.compile(
    r"(?P<phone>(?<![\w+])(?:\+\d{1,3}[ .-]?)?(?:1[ .-]?)?(?:\(\d{3}\)|\d{3})[ .-]*\d{3}[ .-]*\d{4}(?![\w#*])"
    r"|(?<![\w+])\+\d[\d ().-]{6,16}\d(?![\w#*])"
    r"|(?<![\w+-])\d{3}[.-]\d{4}(?![\w#*-]))"
    rf"|(?P<number>[#*]*{_PART}(?:[-#*./:{_KEYCAP}]+{_PART})*[#*{_KEYCAP}]*)"
    r"|(?P<word>[^\W_]+)"
)

_IN_A_ROW = re.compile(r"[\s,#*–-]*(?:y\s+)?")
_SENTENCE_ENDS = re.compile(r"[.!?;]")
_CLAUSE_ENDS = re.compile(r"[.!?;:,]")
_AT_A_PLACE = re.compile(r"#?[a-z]?\d{1,4}[a-z]?", re.IGNORECASE)
_TIME_OR_ORDINAL = re.compile(
    r"(?:\d{1,2}(?::\d\d)?-)?\d{1,2}(?::\d\d)?(?:am|pm)(?:-\d{1,2}(?::\d\d)?(?:am|pm))?"
    r"|\d{1,3}(?:st|nd|rd|th|er|ro|do|to|ta)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_LETTERS_OF_A_CODE = re.compile(r"\d|(?<![^\W\d_])[^\W\d_]{1,3}(?![^\W\d_])")
"""A word that is glued to its number ("code4471") stays; up to three letters are part of the code."""

_AHEAD = 6
_BEHIND = 4
_FEWEST_DIGITS = 3
"""So many digits in a row are a code wherever they stand."""


class _Kind(Enum):
    PHONE = auto()
    NUMBER = auto()
    NUMERAL = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return _plain(self.text)

    @property
    def digits(self) -> int:
        """How many digits it stands for; at least so many for a number in words."""
        return 1 if self.kind is _Kind.NUMERAL else sum(letter.isdigit() for letter in self.text)

    @property
    def is_numeric(self) -> bool:
        return self.kind in (_Kind.NUMBER, _Kind.NUMERAL)


def masked(note: str) -> str:
    """The note with its codes as `*` and all but the last two digits of its phone numbers; as long as before."""
    tokens = [_token(found) for found in _TOKEN.finditer(note)]
    hidden = _codes(tokens, note)
    letters = list(note)
    for place, token in enumerate(tokens):
        if place in hidden:
            letters[token.start : token.end] = _as_code(token)
        elif token.kind is _Kind.PHONE:
            letters[token.start : token.end] = _as_phone(token.text)
    return "".join(letters)


def _token(found: re.Match[str]) -> _Token:
    kind = _Kind[(found.lastgroup or "word").upper()]
    if kind is _Kind.WORD and _plain(found.group()) in (NUMERALS | AMBIGUOUS_NUMERALS):
        kind = _Kind.NUMERAL
    return _Token(kind, found.group(), found.start(), found.end())


def _plain(word: str) -> str:
    return "".join(letter for letter in normalize("NFD", word.casefold()) if not combining(letter))


def _codes(tokens: Sequence[_Token], note: str) -> set[int]:
    """The places of the tokens that are, or may be, codes."""
    hidden = {place for place, token in enumerate(tokens) if _is_keyed(token) and not _is_harmless(place, tokens, note)}
    for place, token in enumerate(tokens):
        if _names_a_code(token):
            hidden.update(_told_after(place, tokens, note))
            hidden.update(_told_before(place, tokens, note))
    for row in _rows(tokens, note):
        if hidden.intersection(row) or sum(tokens[place].digits for place in row) >= _FEWEST_DIGITS:
            in_words = sum(tokens[place].kind is _Kind.NUMERAL for place in row)
            # "the new one 4471"
            hidden.update(place for place in row if in_words > 1 or tokens[place].word not in AMBIGUOUS_NUMERALS)
    return hidden


def _is_keyed(token: _Token) -> bool:
    """Typed on a keypad with # or *; or with its word glued to it, as "code12"."""
    return token.kind is _Kind.NUMBER and (not {"#", "*"}.isdisjoint(token.text) or _names_a_code(token))


def _names_a_code(token: _Token) -> bool:
    named = SECRETS | KEYS
    return token.word in named or (token.kind is _Kind.NUMBER and token.word.strip("0123456789") in named)


def _told_after(place: int, tokens: Sequence[_Token], note: str) -> Iterator[int]:
    """The numbers that follow the word for a code, over a few words at a time, to the end of the clause."""
    left, told = _AHEAD, False
    for at in range(place + 1, len(tokens)):
        between = note[tokens[at - 1].end : tokens[at].start]
        left -= 1
        if left < 0 or _SENTENCE_ENDS.search(between) or (told and "," in between):
            return
        if _is_phone_for_a_code(place, at, tokens) and not told:
            yield at
        elif _may_stand_alone(tokens[at]) and not _is_harmless(at, tokens, note, may_be_time=told):
            yield at
            left, told = _AHEAD, True


def _told_before(place: int, tokens: Sequence[_Token], note: str) -> Iterator[int]:
    """The numbers before the word for a code, in the same clause: "A1B2 is the gate code"."""
    for at in range(place - 1, max(-1, place - 1 - _BEHIND), -1):
        if _CLAUSE_ENDS.search(note[tokens[at].end : tokens[at + 1].start]):
            return
        if tokens[at].kind is _Kind.NUMBER and not _is_harmless(at, tokens, note):
            yield at


def _may_stand_alone(token: _Token) -> bool:
    return token.kind is _Kind.NUMBER or (token.kind is _Kind.NUMERAL and token.word in NUMERALS)


def _is_phone_for_a_code(place: int, at: int, tokens: Sequence[_Token]) -> bool:
    """ "Code 678-555-0142": a code that looks like a phone number."""
    between = {token.word for token in tokens[place + 1 : at]}
    is_near = at - place <= _FEWEST_DIGITS and tokens[place].word in SECRETS
    return tokens[at].kind is _Kind.PHONE and is_near and between.isdisjoint(CALLS)


def _rows(tokens: Sequence[_Token], note: str) -> Iterator[list[int]]:
    """The numbers that stand side by side: "4 4 0 9", "33, 12, 7", "cuarenta y cuatro"."""
    numeric = [at for at, token in enumerate(tokens) if token.is_numeric and not _is_harmless(at, tokens, note)]
    row = numeric[:1]
    for before, at in pairwise(numeric):
        if not _IN_A_ROW.fullmatch(note[tokens[before].end : tokens[at].start]):
            yield row
            row = []
        row.append(at)
    if row:
        yield row


def _is_harmless(at: int, tokens: Sequence[_Token], note: str, *, may_be_time: bool = True) -> bool:
    """Whether this number is evidently no code."""
    token = tokens[at]
    if _TIME_OR_ORDINAL.fullmatch(token.text) or (may_be_time and _CLOCK.fullmatch(token.text)):
        return True
    return _is_at_a_place(at, tokens, note) or _is_counted(at, tokens, note)


def _is_at_a_place(at: int, tokens: Sequence[_Token], note: str) -> bool:
    before = at - 2 if at > 1 and tokens[at - 1].word in NUMBERED else at - 1
    return (
        before >= 0
        and tokens[before].word in PLACES
        and _AT_A_PLACE.fullmatch(tokens[at].text) is not None
        and not note[tokens[at - 1].end : tokens[at].start].strip(" .")
    )


def _is_counted(at: int, tokens: Sequence[_Token], note: str) -> bool:
    after = at + 1
    return (
        after < len(tokens)
        and (tokens[at].kind is _Kind.NUMERAL or re.fullmatch(r"\d{1,2}", tokens[at].text) is not None)
        and tokens[after].word in COUNTED
        and not note[tokens[at].end : tokens[after].start].strip(" -")
    )


def _as_code(token: _Token) -> str:
    if token.kind is _Kind.NUMERAL:
        return "*" * len(token.text)
    return _LETTERS_OF_A_CODE.sub(lambda found: "*" * len(found.group()), token.text)


def _as_phone(text: str) -> str:
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    return "".join("*" if place in digits[:-2] else letter for place, letter in enumerate(text))
