"""What Rasa said in one turn, as one text message: joined, in cheap characters, never over what a carrier takes."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_CHARACTERS = 1600
"""Twilio refuses a longer body (error 21617)."""

_CHEAPER = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
        "•": "-", "·": "-", "\u200b": "", "\ufeff": "", "\u00ad": "", "\t": " ",
    }
)  # fmt: skip
NEVER_SENT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls but for the line break, and broken halves of characters: the categories Cc and Cs."""

_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Button:
    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Said:
    """One of Rasa's messages. `response` is its name in the domain."""

    text: str
    buttons: tuple[Button, ...] = ()
    response: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """`rest` is what did not fit, kept until the person asks for it."""

    text: str
    rest: str = ""


def join_messages(messages: Sequence[Said]) -> str:
    """One text of all that was said, each choice on a line of its own."""
    blocks = [block for message in messages if (block := _block(message))]
    return normalise("\n".join(blocks))


def normalise(text: str) -> str:
    """Characters that GSM-7 has, where that changes no word; no controls, which neither XML nor a carrier takes."""
    cheaper = unicodedata.normalize("NFC", text).translate(_CHEAPER).replace("\r\n", "\n")
    return NEVER_SENT.sub("", cheaper)


def fit(text: str, how_to_get_the_rest: str) -> Rendered:
    """Cut a text that is too long at the end of a sentence, and say how to get what follows."""
    if len(text) <= MOST_CHARACTERS:
        return Rendered(text)
    room = MOST_CHARACTERS - len(how_to_get_the_rest) - 1
    cut = _last_sentence_end(text, room) or text.rfind(" ", 0, room)
    cut = cut if cut > 0 else room
    return Rendered(f"{text[:cut].rstrip()}\n{how_to_get_the_rest}", text[cut:].lstrip())


def _last_sentence_end(text: str, room: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, room)]
    return ends[-1] if ends else 0


def _block(message: Said) -> str:
    choices = [f"{_number(button, place)} {button.title}" for place, button in enumerate(message.buttons, start=1)]
    return "\n".join(part for part in [message.text.strip(), *choices] if part)


def _number(button: Button, place: int) -> str:
    payload = button.payload.strip()
    return payload if payload.isdigit() and len(payload) <= 2 else str(place)
