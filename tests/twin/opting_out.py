"""The carrier's own opt-out list, and the words by which a phone gets onto it and off it."""

from dataclasses import dataclass
from enum import StrEnum

from tests.twin.account import OptOuts

_WORDS = {
    "STOP": {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"},
    "START": {"START", "YES", "UNSTOP"},
    "HELP": {"HELP", "INFO"},
}


class Said(StrEnum):
    STOP = "STOP"
    START = "START"
    HELP = "HELP"


_REPLIES = {
    Said.STOP: (
        "You have successfully been unsubscribed. You will not receive any more messages from this number. "
        "Reply START to resubscribe."
    ),
    Said.START: (
        "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
        "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
    ),
    Said.HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


@dataclass(frozen=True, slots=True)
class Handled:
    """What the carrier made of a text: nothing, where `said` is None."""

    said: Said | None = None
    reply: str = ""


class OptOutList:
    def __init__(self, handling: OptOuts) -> None:
        self.handling = handling
        self._out: set[str] = set()

    def has(self, phone: str) -> bool:
        return phone in self._out

    def put(self, phone: str, *, out: bool) -> None:
        (self._out.add if out else self._out.discard)(phone)

    def clear(self) -> None:
        self._out.clear()

    def read(self, phone: str, body: str) -> Handled:
        """A word counts only where it is the whole message. Who is on the list and says HELP hears nothing."""
        said = next((Said(name) for name, words in _WORDS.items() if body.strip().upper() in words), None)
        was_out = self.has(phone)
        if self.handling is OptOuts.OFF or said is None:
            return Handled()
        if said is Said.START and not was_out:
            return Handled()  # "yes" is an everyday word for everybody else
        if said is not Said.HELP:
            self.put(phone, out=said is Said.STOP)
        is_told = not was_out or said is Said.START
        return Handled(said, _REPLIES[said] if is_told else "")
