"""Prepares a text for reading: cleaned of what nobody typed on purpose, folded to plain letters, cut into words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_READ = 1_600
"""Characters that are read. No text message has more; what comes after is kept, not read."""

type Span = tuple[int, int]

_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"'}
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "º": "o", "ª": "a"}
)
_ACCENTS = str.maketrans("áàâäãåéèêëíìîïóòôöõúùûüñç", "aaaaaaeeeeiiiiooooouuuunc")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+|[^\sa-z\d]")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a run of digits or a sign, and where it stands. "don't" is `dont`."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """The text in one way of writing each character, without invisible ones, skin tones or control characters."""
    plain = _CONTROL.sub(" ", text.translate(_TYPOGRAPHY))
    if not plain.isascii():
        plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", plain)).translate(_TYPOGRAPHY)
    return plain.strip()


def fold(text: str) -> str:
    """Small letters without accents, each in the place of the letter that it stands for."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters; the places must stay
        lowered = "".join(letter.lower()[0] for letter in text)
    return lowered if lowered.isascii() else lowered.translate(_ACCENTS)


def words_of(folded: str) -> tuple[Word, ...]:
    """The words of a folded text. A hyphen inside a word only separates: "rough-in" is `rough`, `in`."""
    found = []
    for match in _WORD.finditer(folded):
        start, end = match.span()
        if match[0] == "-" and _joins(folded, start):
            continue
        found.append(Word(match[0].replace("'", "") or "'", start, end))
    return tuple(found)


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in place of the spans, so that what was read once is not read again."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def without_links(text: str) -> str:
    """The text with its web addresses blanked."""
    if "://" not in text and "www." not in text.lower():
        return text
    return blank(text, [match.span() for match in _LINK.finditer(text)])


def _joins(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())
