"""A bot for tests of the use cases: it keeps what it is handed, or answers what the test says."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from backend.services.notices import Notice, Receipt, Reception

TAKEN = Reception(Receipt.TAKEN)
AWAY = Reception(Receipt.AWAY, "ConnectionRefused")


@dataclass
class FakeBotDoor:
    """`says` are its next answers; after those it takes whatever comes. It takes one id once, as the bot does."""

    says: deque[Reception] = field(default_factory=deque)
    taken: dict[str, Notice] = field(default_factory=dict)
    calls: int = 0
    on_call: Callable[[], None] = lambda: None

    def hand_over(self, notice: Notice) -> Reception:
        self.calls += 1
        self.on_call()
        reception = self.says.popleft() if self.says else TAKEN
        if reception.receipt is Receipt.TAKEN:
            self.taken.setdefault(notice.id, notice)
        return reception
