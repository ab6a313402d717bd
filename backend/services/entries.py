"""What the records hold besides the permit itself: people, who is asking, rulings and changes, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from backend.domain.model import Facts, HalfDay, Opening, Permit, Role
from backend.services.links import CodeSent, LinkBegun, PermitLeft, PhoneForgotten, Proved


class Action(StrEnum):
    BOOK = "book"
    CANCEL = "cancel"
    MOVE = "move"


PROGRAM_CHANNEL = "api"


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    role: Role
    language: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by which channel, as of when. `phone` None is a program of the city.

    `at` is the time at which the rules apply (when the message arrived); `clock` is what the clock shows.
    """

    at: datetime
    clock: datetime
    channel: str = PROGRAM_CHANNEL
    phone: str | None = None
    message_id: str | None = None

    @property
    def is_program(self) -> bool:
        return self.phone is None


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key, and the fingerprint of the request that it came with."""

    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Fee:
    item: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PermitEntry:
    """A permit as the rules see it, and the keys by which the records know its parts."""

    id: int
    permit: Permit
    on_permit: bool = False
    inspection_ids: Mapping[str, int] = field(default_factory=dict)
    booked_visit_ids: Mapping[str, int] = field(default_factory=dict)
    """By inspection type; only those that are booked."""


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to write down."""

    inspection_id: int
    day: date
    half_day: HalfDay | None
    channel: str
    requested_at: datetime
    site_note: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What an inspector found on a visit."""

    passed: bool
    day: date
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class WrittenVisit:
    id: int
    confirmation: str


@dataclass(frozen=True, slots=True)
class BookedVisit:
    """A visit that is booked, with what a reminder of it needs. `booked_by` None: by no phone."""

    id: int
    permit_id: int
    permit: str
    address: str
    type: str
    day: date
    half_day: HalfDay | None
    booked_by: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class JobRun:
    """How far a job of one day of the city has come. `reached` is the last permit that it is done with."""

    reached: int | None = None
    is_finished: bool = False


@dataclass(frozen=True, slots=True)
class RulingEntry:
    """One row of the audit: what was asked, and which rule answered. `what_if` wrote nothing else.

    `offered` are the openings that the answer carried: each as its ISO day and half-day.
    """

    id: str
    asked_at: datetime
    recorded_at: datetime
    phone: str | None
    channel: str
    message_id: str | None
    action: str
    what_if: bool
    permit: str | None
    asked: Facts
    allowed: bool
    code: str | None = None
    facts: Facts | None = None
    offered: Sequence[Facts] = ()
    change_id: str | None = None


@dataclass(frozen=True, slots=True)
class VisitChange:
    """One inspection in a change. A booking has no visit before it, a cancellation none after it."""

    type: str
    before: int | None
    after: int | None
    day: date
    half_day: HalfDay | None
    site_note: str | None = field(default=None, repr=False)
    """Day, half-day and note are those of the visit that the change took away; of the visit that it made where it took
    none away."""


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One booking, cancellation or move, with what it takes to undo it."""

    id: str
    kind: Action
    permit_id: int
    permit: str
    phone: str | None
    channel: str
    at: datetime
    visits: tuple[VisitChange, ...]
    undoes: str | None = None
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class ChangedInspection:
    type: str
    day: date
    half_day: HalfDay | None
    confirmation: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What was written: for a cancellation, the visits as they stood."""

    change: str
    kind: Action
    permit: str
    address: str
    inspections: tuple[ChangedInspection, ...]
    was: tuple[ChangedInspection, ...] = ()
    undid: Action | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A business "no" to a change: nothing was written but the audit."""

    code: str
    facts: Facts
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: str


@dataclass(frozen=True, slots=True)
class NoteLeft:
    """The visits that a note for the inspector was set on, and the note as it may be shown; None once removed."""

    permit: str
    address: str
    inspections: tuple[ChangedInspection, ...]
    masked_note: str | None


@dataclass(frozen=True, slots=True)
class NoticesChosen:
    """What a phone wants to be told of by now, by the name of the wish."""

    notices: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class EventTaken:
    """What the permit system told of is written down, and so many people are going to be told."""

    event: str
    permit: str
    told: int


@dataclass(frozen=True, slots=True)
class CalendarLinked:
    """`token` opens the visit to whoever has it."""

    token: str = field(repr=False)
    by_email: bool = False
    """Whether it goes to the address on file too."""


type Outcome = (
    Changed
    | Refused
    | LanguageChosen
    | NoteLeft
    | NoticesChosen
    | EventTaken
    | CalendarLinked
    | LinkBegun
    | CodeSent
    | Proved
    | PermitLeft
    | PhoneForgotten
)
"""What a write answers; kept with its idempotency key."""
