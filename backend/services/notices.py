"""What the city says first: a notice for one phone (or address), and what the bot answered when it was handed over.

A notice is a row written in the transaction of the change that it tells of. Its words are the bot's: it holds the name
of a sentence and typed values. Its id is a natural one, so that nothing is said twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from backend.domain.model import HalfDay, Role

_LONG_ENOUGH = 16

type Value = str | int | Mapping[str, object]
"""A string, a whole number, or one of the typed values below, which the bot words in the notice's language."""


class NoticeKind(StrEnum):
    """What a notice tells of; the actions read an answer to it by this name."""

    REMINDER = "reminder"
    RESULT = "result"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    INACTIVITY = "inactivity"
    READY = "ready"
    CODE = "code"
    INVITATION = "invitation"


class Purpose(StrEnum):
    """What goes first, and within which hours: the bot keeps both. In alphabetical order, which is theirs."""

    CODE = "code"
    NOTICE = "notice"
    REMINDER = "reminder"


class NoticeWish(StrEnum):
    """What a person may choose to be told of, by phone. All of it, until they say otherwise."""

    REMINDERS = "reminders"
    RESULTS = "results"
    CHANGES = "changes"
    INACTIVITY = "inactivity"
    FEES = "fees"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A phone on a permit. `wanted` is whether it wishes for the kind of notice that was asked about."""

    phone: str = field(repr=False)
    language: str
    role: Role
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """`phone` or `email` says where it goes; `subject` (a response name) and `attachment` are for e-mail.

    `about` says what a bare number in the answer means. `expires_at` is by the city's clock: useless from then on.
    """

    id: str
    kind: NoticeKind
    language: str
    response: str
    made_at: datetime
    purpose: Purpose = Purpose.NOTICE
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    values: Mapping[str, Value] = field(default_factory=dict, repr=False)
    choices: Sequence[Value] = ()
    about: Mapping[str, object] | None = None
    permit_id: int | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    subject: str | None = None
    attachment: Mapping[str, object] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ClaimedNotice:
    """A notice that one courier has to itself for a while. `tries` counts this one."""

    notice: Notice
    tries: int


class Receipt(StrEnum):
    TAKEN = "taken"
    REFUSED = "refused"
    """The bot will never take it: a mistake of ours, or a phone that the city does not serve."""
    LATER = "later"
    """Not this one, not now."""
    AWAY = "away"
    """Nothing can be handed over now."""


@dataclass(frozen=True, slots=True)
class Reception:
    """What the bot answered; `reason` names no person and no words of a message."""

    receipt: Receipt
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a claimed notice. `due_at` is when it is tried again, where it is."""

    id: str
    reception: Reception
    due_at: datetime | None = None


def on_day(day: date, half_day: HalfDay | None = None) -> Value:
    return {"day": day.isoformat(), "half_day": half_day.value if half_day else None}


def money(amount: Decimal) -> Value:
    return {"money": f"{amount:.2f}"}


def listed(words: Sequence[str]) -> Value:
    return words[0] if len(words) == 1 else {"list": list(words)}


def mark_of(address: str) -> str:
    """What tells phones apart in ids, and names none: so long that no two phones of a city have the same."""
    return sha256(address.encode()).hexdigest()[:_LONG_ENOUGH]


def without_mark(notice_id: str) -> str:
    """An id for the log: there are too few phone numbers for a hash of one to hide it (S5)."""
    return notice_id.rpartition("-")[0] or notice_id


def about(kind: NoticeKind, *choices: Mapping[str, object]) -> Mapping[str, object] | None:
    """None where there is nothing to choose from: no number answers such a notice."""
    return {"kind": kind.value, "choices": list(choices)} if choices else None


def choice(
    do: str,
    permit: str | None,
    inspections: Sequence[str] = (),
    day: date | None = None,
    half_day: HalfDay | None = None,
) -> Mapping[str, object]:
    """What a bare number asks for: keep, move or cancel what is booked, or schedule."""
    return {
        "do": do,
        "permit": permit,
        "inspections": list(inspections),
        "day": day.isoformat() if day else None,
        "half_day": half_day.value if half_day else None,
    }
