"""What a person's words look like before anyone reads them: no controls, no hidden characters in front, no command."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from bot.rendering import NEVER_SENT

_SLASHES = "/⁄∕⧸"
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by category that look like nothing: Hangul fillers and the empty Braille cell."""
_HIDDEN = frozenset({"Cf", "Co", "Mn", "Me", "Zl", "Zp"})

LONGEST = 1600
"""Characters of a message that are read. Ten segments of a long text; carriers join no more."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as it came in. `received_at` is aware, by the city's clock; `parameters` are the carrier's own."""

    message_id: str
    channel: str
    phone: str
    text: str
    received_at: datetime
    parameters: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    """Where its pictures can be fetched."""
    files: int = 0
    """How many of what came with it were said to be something else than pictures, and are not kept."""
    correlation_id: str = ""
    answered_by_carrier: bool = False
    """The carrier has replied to an opt-out word itself."""

    @property
    def pictures(self) -> int:
        return len(self.addresses)


def clean(text: str) -> str:
    """Drop control characters and broken halves of characters; keep line breaks, emoji and right-to-left text."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return NEVER_SENT.sub("", kept).strip()


def for_the_dialogue(text: str) -> str:
    """The words for Rasa, where a leading "/" would run an intent and set slots: it is dropped, hidden or not."""
    place = 0
    while place < len(text) and _is_no_beginning(text[place]):
        place += 1
    return text[place:]


def _is_no_beginning(letter: str) -> bool:
    """A slash in any width, white space, or something that nobody sees (format, private use, combining)."""
    shown = unicodedata.normalize("NFKC", letter).strip()
    return not shown or shown[0] in _SLASHES or letter in _BLANK_LETTERS or unicodedata.category(letter) in _HIDDEN
