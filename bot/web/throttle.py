"""How often one address may ask for something public: so many at once, then so many a second. Of one process."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Throttle:
    """Remembers the addresses that asked last; one that was forgotten starts anew. `now` gives seconds."""

    def __init__(self, at_once: int, a_second: float, now: Callable[[], float], most_addresses: int = 10_000) -> None:
        self._at_once = float(at_once)
        self._a_second = a_second
        self._now = now
        self._most_addresses = most_addresses
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str) -> bool:
        """Whether this address may ask once more now; counts it where it may."""
        with self._lock:
            now = self._now()
            left, then = self._left.pop(address, (self._at_once, now))
            left = min(left + max(now - then, 0.0) * self._a_second, self._at_once)
            is_allowed = left >= 1
            self._left[address] = (left - 1 if is_allowed else left, now)
            if len(self._left) > self._most_addresses:
                self._left.popitem(last=False)
            return is_allowed
