"""Who waits for which message's answer, and whether it still goes out in the webhook's response or by the carrier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, Lock


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the webhook returns; an empty text is no message. `timings_ms` tell what the turn cost, part by part."""

    text: str
    timings_ms: Mapping[str, float] = field(default_factory=dict)


SILENCE = Outcome("")


class Ticket:
    """One message being waited for, by as many requests as brought it."""

    def __init__(self) -> None:
        self.conversation_id: int | None = None
        self._lock = Lock()
        self._waiting = 0
        self._claimed = False
        self._answered = Event()
        self._outcome = SILENCE

    def join(self) -> None:
        with self._lock:
            self._waiting += 1

    def leave(self) -> bool:
        """One request fewer; whether it was the last."""
        with self._lock:
            self._waiting -= 1
            return self._waiting == 0

    def claim(self) -> bool:
        """Whether somebody still waits, and so the answer goes out in the response; from then on they wait for it."""
        with self._lock:
            self._claimed = self._claimed or self._waiting > 0
            return self._claimed

    def answer(self, outcome: Outcome) -> None:
        """The first answer stands."""
        with self._lock:
            if not self._answered.is_set():
                self._outcome = outcome
                self._answered.set()

    def wait(self, seconds: float, grace: float) -> Outcome | None:
        """The answer, or None when it took too long. An answer that is being stored is worth the `grace`."""
        if self._answered.wait(max(seconds, 0)):
            return self._outcome
        with self._lock:
            if not self._claimed:
                return None
        return self._outcome if self._answered.wait(grace) else None


class Tickets:
    """All that is waited for in this process, by message id."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: dict[str, Ticket] = {}

    def join(self, message_id: str) -> Ticket:
        with self._lock:
            ticket = self._open.setdefault(message_id, Ticket())
            ticket.join()
            return ticket

    def leave(self, message_id: str, ticket: Ticket) -> None:
        with self._lock:
            if ticket.leave() and self._open.get(message_id) is ticket:
                del self._open[message_id]

    def claim(self, message_id: str) -> Ticket | None:
        """The ticket to answer, where somebody still waits."""
        with self._lock:
            ticket = self._open.get(message_id)
        return ticket if ticket is not None and ticket.claim() else None

    def silence(self, conversation_id: int) -> None:
        """Nothing more will come in the response for the messages of this conversation."""
        with self._lock:
            tickets = [ticket for ticket in self._open.values() if ticket.conversation_id == conversation_id]
        for ticket in tickets:
            ticket.answer(SILENCE)
