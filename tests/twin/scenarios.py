"""What is to go wrong with the next requests to the API."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Scenario:
    """`stores` says whether the request has done its work when its answer goes wrong."""

    goes: Literal["refused", "slow", "cut", "changed"]
    """An error; an answer after `seconds`; no answer, the connection closed; an answer with `changes` in its JSON."""
    stores: bool = False
    times: int | None = 1
    """How many requests it hits; None: all, until it is cleared."""
    to: str | None = None
    """Only messages to this number."""
    on: Literal["create", "read", "any"] = "create"
    seconds: float = 20.0
    status: int = 429
    code: int = 20429
    retry_after: int | None = None
    written: Literal["twilio", "problem", "html"] = "twilio"
    """A refusal as Twilio writes it, as RFC 9457 has it, or as a proxy on the way writes a page."""
    changes: Mapping[str, object] = field(default_factory=dict)


class Scenarios:
    """The one that was asked for first is used up first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Scenario] = []

    def add(self, scenario: Scenario) -> None:
        with self._lock:
            self._waiting.append(scenario)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def left(self) -> int:
        return len(self._waiting)

    def take(self, *, creates: bool, to: str) -> Scenario | None:
        """The scenario that hits this request, with one of its times taken off."""
        with self._lock:
            for place, scenario in enumerate(self._waiting):
                if _hits(scenario, creates=creates, to=to):
                    self._count_down(place, scenario)
                    return scenario
        return None

    def _count_down(self, place: int, scenario: Scenario) -> None:
        if scenario.times is None:
            return
        if scenario.times > 1:
            self._waiting[place] = replace(scenario, times=scenario.times - 1)
        else:
            del self._waiting[place]


def _hits(scenario: Scenario, *, creates: bool, to: str) -> bool:
    is_meant = scenario.on == "any" or (scenario.on == "create") is creates
    return is_meant and scenario.to in {None, to}
