"""An inspection's visit as somebody's calendar shows it."""

from dataclasses import dataclass, field
from datetime import date
from secrets import choice

from backend.domain.model import HalfDay

_LETTERS = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
TOKEN_LENGTH = 10


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """The visit that counts now: the one that is booked or was held, or the last one, cancelled.

    `sequence` rises with every booking, move and cancellation of the inspection, and never falls.
    """

    token: str = field(repr=False)
    language: str
    permit: str
    address: str
    type: str
    day: date
    half_day: HalfDay | None
    is_cancelled: bool
    confirmation: str | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """An address that was sent the entry, and gets it again when that changes."""

    entry: CalendarEntry
    email: str = field(repr=False)
    permit_id: int


def draw_token() -> str:
    """Whoever has it sees the entry: 56 letters that nobody mistakes for one another, ten times, are 58 bits."""
    return "".join(choice(_LETTERS) for _ in range(TOKEN_LENGTH))
