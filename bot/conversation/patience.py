"""How long a request waits for its answer: briefly once so many wait that a newcomer might find no thread to store it.

Twilio gives up after 15 seconds, and what it could not hand over is lost (T1). When everything behind the bot hangs,
half of the threads wait to the end; the others stay free to store what comes, whose reply follows by the REST API.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic

_BRIEFLY = 0.5
"""Seconds: many times what a turn takes, so that only who really waits is sent away without words."""


class Patience:
    """`most` requests may wait to the end at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting = 0
        self._lock = Lock()

    @contextmanager
    def until(self, deadline: float) -> Iterator[float]:
        """How many seconds this one may wait. `deadline` is by the monotonic clock."""
        with self._lock:
            self._waiting += 1
            is_crowded = self._waiting > self._most
        try:
            left = deadline - monotonic()
            yield min(left, _BRIEFLY) if is_crowded else left
        finally:
            with self._lock:
                self._waiting -= 1
