"""A note for the inspector: what a person tells of the site before a visit, the gate's code or a dog."""

from unicodedata import category, normalize

MOST_CHARACTERS = 300
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Control characters, those that only steer the text (a code could hide behind one), and halves of characters."""


def cleaned(note: str) -> str:
    """One line without control characters, in composed letters; empty where nothing is left of it."""
    seen = "".join(letter for letter in " ".join(note.split()) if category(letter) not in _UNSEEN)
    return " ".join(normalize("NFC", seen).split())
