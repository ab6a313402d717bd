"""What the intent model reads of a message: lower case, plain quotes, and one stand-in for every permit number."""

import re
import unicodedata

PERMIT = "permitnum"
"""Stands for any permit number: which permit it is says nothing about what the person wants."""

LONGEST = 600
"""Letters that are read; a wish stands in the first few sentences, and the time for a message stays bounded."""

_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"'})
_NUMBER = re.compile(
    r"\b(?:[a-z]{1,6}[- ]?\d{2,4}[- ]\d{2,6}|[a-z]{2,6}\d{4,9}|\d{2,4}-\d{4,5})\b"  # rnew26-00010, nre221051, 22-0001
)
_LONG_FIGURE = re.compile(r"\d{2,}")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Lower case, one space between words, no curly quotes; accents stay."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_QUOTES).lower()
    return _SPACES.sub(" ", folded).strip()


def masked(text: str) -> str:
    """Plain text with permit numbers as `PERMIT`, and only the length of other figures ("10:30" is "00:00")."""
    return _LONG_FIGURE.sub(lambda figure: "0" * min(len(figure[0]), 4), _NUMBER.sub(PERMIT, text))


def without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
