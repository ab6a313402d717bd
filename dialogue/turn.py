"""One turn: what came with the message, what is learnt on the way, and the tracker, gone when the turn is over.

The channel opens a turn; the memory, the action server's client and the speech find it in a context variable, so turns
that run at the same time never see each other.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker


@dataclass
class Turn:
    """`slots` came with the message; `new_slots` were set by actions that still run; times in milliseconds.

    `failure` says why the turn does not count; it is an `outage` where the same turn may succeed later.
    """

    slots: Mapping[str, Any] = field(default_factory=dict)
    new_slots: dict[str, Any] = field(default_factory=dict)
    tracker: Optional["DialogueStateTracker"] = None
    failure: str | None = None
    outage: bool = False
    timings_ms: dict[str, float] = field(default_factory=lambda: {"nlu": 0.0, "actions": 0.0})

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        started = perf_counter()
        try:
            yield
        finally:
            self.timings_ms[part] = self.timings_ms.get(part, 0.0) + (perf_counter() - started) * 1000


_open_turn: ContextVar[Turn | None] = ContextVar("open_turn", default=None)


@contextmanager
def opened(turn: Turn) -> Iterator[Turn]:
    token = _open_turn.set(turn)
    try:
        yield turn
    finally:
        _open_turn.reset(token)


def open_turn() -> Turn:
    """The turn of the message being answered; a fresh one outside of any (Rasa's own tools)."""
    return _open_turn.get() or Turn()
