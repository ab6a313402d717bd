"""What the bot needs of others, as it sees it: a dialogue, a carrier, and whether the chain behind it is whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.rendering import Said

type Slots = Mapping[str, object]


class DialogueDownError(Exception):
    """Rasa did not answer at all, or not in time."""


class TurnFailedError(Exception):
    """Rasa answered, but not with a reply."""


class CarrierRefusedError(Exception):
    """The carrier will never take this message. `opted_out` where its reason is an opt-out (error 21610)."""

    def __init__(self, code: int, *, opted_out: bool = False) -> None:
        super().__init__(f"the carrier refused the message with code {code}")
        self.code = code
        self.opted_out = opted_out


class CarrierBusyError(Exception):
    """The carrier did not take the message now; it certainly was not sent, so it may be tried again."""


class CarrierSilentError(Exception):
    """The carrier did not say whether it took the message; sending again could send it twice."""


@dataclass(frozen=True, slots=True)
class Question:
    """One message for the dialogue, with the state of its conversation."""

    sender: str
    message: str
    slots: Slots
    metadata: Mapping[str, str]
    correlation_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    messages: tuple[Said, ...]
    slots: Slots
    timings_ms: Mapping[str, float] = field(default_factory=dict)


class Dialogue(Protocol):
    def ask(self, question: Question) -> Answer:
        """Raise `DialogueDownError` or `TurnFailedError`; an answer without words is a failed turn."""
        ...


class Carrier(Protocol):
    def send(self, phone: str, text: str) -> str:
        """The carrier's id of the message. Raise one of the carrier errors above."""
        ...


class Chain(Protocol):
    def missing(self) -> dict[str, str]:
        """The parts behind the bot that cannot answer now, each with the reason; empty when all can."""
        ...
