"""When a message that was not taken is tried again, and when nobody tries any more (T11). Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta

MOST_TRIES = 8
"""Of a message that the carrier refuses for a reason that is not on our list, or never answers about."""
BUSY_FOR_AT_MOST = timedelta(hours=24)
"""A carrier that is busy or cannot be reached is no fault of the message, so time ends it, not a count."""

_LEAST_PAUSE = timedelta(seconds=1)
_FIRST_PAUSE = timedelta(seconds=2)
_LONGEST_PAUSE = timedelta(minutes=10)
_MOST_DOUBLINGS = 16


def longest_pause(tries: int) -> timedelta:
    """4, 8, 16 … seconds after the first, second, third try; ten minutes at most."""
    return min(_FIRST_PAUSE * (1 << min(tries, _MOST_DOUBLINGS)), _LONGEST_PAUSE)


def pause_after(tries: int, chance: Callable[[], float]) -> timedelta:
    """Full jitter: anything up to the longest, so that what failed together does not come back together.

    `chance` gives a number from 0 to 1.
    """
    return _LEAST_PAUSE + (longest_pause(tries) - _LEAST_PAUSE) * chance()


def is_busy_too_long(queued_at: datetime, now: datetime) -> bool:
    return now - queued_at >= BUSY_FOR_AT_MOST
