"""What the bot needs of others, as it sees it: a dialogue, a carrier, and whether the chain behind it is whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol

from bot.mail.letter import Letter
from bot.rendering import Said
from bot.sentences import Language

type Slots = Mapping[str, object]


class DialogueDownError(Exception):
    """Rasa did not answer at all, or not in time."""


class TurnFailedError(Exception):
    """Rasa answered, but not with a reply."""


class CarrierError(Exception):
    """The carrier did not take the message, or did not say so.

    CarrierError
    ├── CarrierRefusedError   it answered no, with a code
    ├── CarrierBusyError      it certainly did not take it, and may later
    └── CarrierSilentError    nobody knows
    """


class CarrierRefusedError(CarrierError):
    """The carrier did not take this message as it is. `code` is Twilio's, or the status of its answer."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the carrier refused the message with code {code}")
        self.code = code


class CarrierBusyError(CarrierError):
    """The message was not taken and may be tried again. With `slow_down` everything else should go slower too."""

    def __init__(self, code: int | None = None, *, slow_down: bool = False) -> None:
        super().__init__(f"the carrier is busy, code {code}")
        self.code = code
        self.slow_down = slow_down


class CarrierSilentError(CarrierError):
    """The carrier did not say whether it took the message; sending again could send it twice."""


class MailError(Exception):
    """The mail server did not take the e-mail, or did not say so. The message says why, without naming anybody.

    MailError
    ├── MailRefusedError   it will never take it as it is
    ├── MailBusyError      it certainly did not take it, and may later
    └── MailSilentError    nobody knows
    """

    def __init__(self, reason: str, code: int | None = None) -> None:
        super().__init__(reason)
        self.code = code


class MailRefusedError(MailError):
    """`code` is the server's answer, 5xx."""


class MailBusyError(MailError):
    """`code` is the server's answer, where it gave one."""


class MailSilentError(MailError):
    """It broke off after it had the message. Sent again, the person may have it twice, under one Message-ID."""


class CalendarsDownError(Exception):
    """The back end did not say what is behind a calendar link."""


class MediaRefusedError(Exception):
    """This picture will never be fetched; the message is the reason, for staff."""


class MediaBusyError(Exception):
    """The picture may be fetched later. `gone`: its keeper does not know it, or not yet."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


class CheckedCode(StrEnum):
    """What a code that a person typed came to."""

    APPROVED = "approved"
    PENDING = "pending"
    """It is another one; the right one still counts."""
    EXPIRED = "expired"
    """Whatever is typed, a new one has to be asked for."""


class VerifierError(Exception):
    """The service that sends one-time codes did not send this one. The message says why, without naming anybody.

    VerifierError
    ├── VerifierBusyError      too many
    ├── VerifierRefusedError   it cannot be sent there
    └── VerifierDownError      nothing can be had of it now
    """


class VerifierBusyError(VerifierError): ...


class VerifierRefusedError(VerifierError): ...


class VerifierDownError(VerifierError): ...


@dataclass(frozen=True, slots=True)
class Question:
    """One message for the dialogue, with the state of its conversation."""

    sender: str
    message: str
    slots: Slots
    metadata: Mapping[str, object]
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
    can_be_asked: bool
    """Whether `find` knows what became of replies that were returned in a response."""

    def send(self, phone: str, text: str, report_to: str) -> str:
        """The carrier's id of the message; it reports to the address `report_to`. Raise a `CarrierError`."""
        ...

    def find(self, phone: str, text: str, since: datetime, *, in_response: bool) -> list[str]:
        """The ids of messages with these words to this phone that the carrier has had since then, the newest first.

        `in_response` asks for those that came in a webhook's response, otherwise for those of `send`. Raise a
        `CarrierError`.
        """
        ...


class MailServer(Protocol):
    def send(self, letter: Letter) -> None:
        """Returns once the server has taken it. Raise a `MailError`."""
        ...


class Calendars(Protocol):
    def find(self, token: str) -> bytes | None:
        """The visit behind a link as iCalendar; None for a link that is none. Raise `CalendarsDownError`."""
        ...


class Media(Protocol):
    def fetch(self, address: str) -> bytes:
        """What a message's picture address holds, as it is. Raise `MediaRefusedError` or `MediaBusyError`."""
        ...


class Verifier(Protocol):
    def send(self, to: str, channel: Literal["sms", "email"], language: Language) -> str:
        """The service's id of it. Raise a `VerifierError`."""
        ...

    def check(self, sid: str, code: str) -> "CheckedCode":
        """Raise `VerifierDownError`."""
        ...


class Queue(Protocol):
    """Wakes whoever sends. What it loses is found by the sweep: the rows are the truth."""

    def start(self) -> None: ...

    def wake(self) -> None:
        """Something may be due. Never raises."""
        ...

    def stop(self) -> None: ...


class Chain(Protocol):
    def missing(self) -> dict[str, str]:
        """The parts behind the bot that cannot answer now, each with the reason; empty when all can."""
        ...
