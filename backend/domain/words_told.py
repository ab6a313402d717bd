"""What a note or a message is made of, as far as a code in it is concerned: numbers, phone numbers, numerals, words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from unicodedata import combining, normalize

from backend.domain.words_in_notes import AMBIGUOUS_NUMERALS, COUNTED, KEYS, NUMBERED, NUMERALS, PLACES, SECRETS

_PART = r"[^\W_]*\d[^\W_]*"
_KEYCAP = "\ufe0f\u20e3"
_TOKEN = re.compile(
    r"(?P<phone>(?<![\w+])(?:\+\d{1,3}[ .-]?)?(?:1[ .-]?)?(?:\(\d{3}\)|\d{3})[ .-]*\d{3}[ .-]*\d{4}(?![\w#*])"
    r"|(?<![\w+])\+\d[\d ().-]{6,16}\d(?![\w#*])"
    r"|(?<![\w+-])\d{3}[.-]\d{4}(?![\w#*-]))"
    rf"|(?P<number>[#*]*{_PART}(?:[-#*./:{_KEYCAP}]+{_PART})*[#*{_KEYCAP}]*)"
    r"|(?P<word>[^\W_]+)"
)
_AT_A_PLACE = re.compile(r"#?[a-z]?\d{1,4}[a-z]?", re.IGNORECASE)
_TIME_OR_ORDINAL = re.compile(
    r"(?:\d{1,2}(?::\d\d)?-)?\d{1,2}(?::\d\d)?(?:am|pm)(?:-\d{1,2}(?::\d\d)?(?:am|pm))?"
    r"|\d{1,3}(?:st|nd|rd|th|er|ro|do|to|ta)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_LETTERS_OF_A_CODE = re.compile(r"\d|(?<![^\W\d_])[^\W\d_]{1,3}(?![^\W\d_])")
"""A word that is glued to its number ("code4471") stays; up to three letters are part of the code."""


class Kind(Enum):
    PHONE = auto()
    NUMBER = auto()
    NUMERAL = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return plain(self.text)

    @property
    def digits(self) -> int:
        """How many digits it stands for; at least so many for a number in words."""
        return 1 if self.kind is Kind.NUMERAL else sum(letter.isdigit() for letter in self.text)

    @property
    def is_numeric(self) -> bool:
        return self.kind in (Kind.NUMBER, Kind.NUMERAL)


def tokens_of(text: str) -> list[Token]:
    return [_token(found) for found in _TOKEN.finditer(text)]


def _token(found: re.Match[str]) -> Token:
    kind = Kind[(found.lastgroup or "word").upper()]
    if kind is Kind.WORD and plain(found.group()) in (NUMERALS | AMBIGUOUS_NUMERALS):
        kind = Kind.NUMERAL
    return Token(kind, found.group(), found.start(), found.end())


def plain(word: str) -> str:
    return "".join(letter for letter in normalize("NFD", word.casefold()) if not combining(letter))


def names_a_code(token: Token) -> bool:
    named = SECRETS | KEYS
    return token.word in named or (token.kind is Kind.NUMBER and token.word.strip("0123456789") in named)


def is_evidently_no_code(at: int, tokens: Sequence[Token], text: str, *, may_be_time: bool = True) -> bool:
    """Whether this number is evidently no code."""
    token = tokens[at]
    if _TIME_OR_ORDINAL.fullmatch(token.text) or (may_be_time and _CLOCK.fullmatch(token.text)):
        return True
    return _is_at_a_place(at, tokens, text) or _is_counted(at, tokens, text)


def _is_at_a_place(at: int, tokens: Sequence[Token], text: str) -> bool:
    before = at - 2 if at > 1 and tokens[at - 1].word in NUMBERED else at - 1
    return (
        before >= 0
        and tokens[before].word in PLACES
        and _AT_A_PLACE.fullmatch(tokens[at].text) is not None
        and not text[tokens[at - 1].end : tokens[at].start].strip(" .")
    )


def _is_counted(at: int, tokens: Sequence[Token], text: str) -> bool:
    after = at + 1
    return (
        after < len(tokens)
        and (tokens[at].kind is Kind.NUMERAL or re.fullmatch(r"\d{1,2}", tokens[at].text) is not None)
        and tokens[after].word in COUNTED
        and not text[tokens[at].end : tokens[after].start].strip(" -")
    )


def as_code(token: Token) -> str:
    if token.kind is Kind.NUMERAL:
        return "*" * len(token.text)
    return _LETTERS_OF_A_CODE.sub(lambda found: "*" * len(found.group()), token.text)
