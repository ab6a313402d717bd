"""One-time codes: six digits to a contact on file, for ten minutes, once, with five tries."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backend.domain.model import Refusal, RefusalCode

DIGITS = 6
LIVES_FOR = timedelta(minutes=10)
MOST_TRIES = 5
LINK_LIVES_FOR = timedelta(hours=1)
"""For so long the contacts that were shown can be chosen from."""


@dataclass(frozen=True, slots=True)
class CodeStanding:
    """Where a code stands when one more answer arrives. `tries` are the answers before it."""

    expires_at: datetime
    tries: int
    is_used: bool


def against_answer(code: CodeStanding | None, permit: str, now: datetime) -> Refusal | None:
    """Why no answer is looked at any more; None where this one may be, which then counts as a try."""
    if code is None or code.is_used or _is_past(code.expires_at, now):
        return Refusal(RefusalCode.CODE_EXPIRED, {"number": permit})
    if code.tries >= MOST_TRIES:
        return Refusal(RefusalCode.CODE_EXPIRED, {"number": permit})
    return None


def wrong_code(tries: int) -> Refusal:
    """After so many tries, the one that was just looked at included."""
    return Refusal(RefusalCode.WRONG_CODE, {"tries_left": max(0, MOST_TRIES - tries)})


def is_over(begun_at: datetime, now: datetime) -> bool:
    """Whether the contacts of a link are to be asked for again."""
    return _is_past(begun_at + LINK_LIVES_FOR, now)


def as_code(given: str) -> str | None:
    """The digits of "123 456", "123-456" or "123456."; None where it can be no code."""
    digits = "".join(letter for letter in given if letter not in " -.\t\u00a0")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else None


def _is_past(moment: datetime, now: datetime) -> bool:
    return now.astimezone(UTC) >= moment.astimezone(UTC)
