"""A number that is called a permit in words, whatever its shape: "permit 99887766", "permiso número AB-12-345"."""

import re

from actions.understanding.text import clean, fold

_NAMED = re.compile(
    r"\b(?:permit|permiso)s?(?: number| no| num| numero| #)?\W{0,3}(?P<number>[a-z]{0,6}-?\d[\w-]{3,15})\b"
)


def named_permit(text: str) -> str | None:
    """The number as it was written, in capitals; None where no number is called a permit."""
    found = _NAMED.search(fold(clean(text)))
    return found["number"].upper() if found else None
