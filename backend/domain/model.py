"""What the rules speak of: permits, inspections, people, requests, and the two answers, a booking or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

type Facts = Mapping[str, object]
"""What a sentence about a refusal needs: JSON values only, days as ISO dates, money as decimal strings."""


@dataclass(frozen=True, slots=True)
class Words:
    """A name or a reason in each language of the city, as the city file gives it."""

    en: str
    es: str


class HalfDay(StrEnum):
    AM = "am"
    PM = "pm"


class Role(StrEnum):
    HOMEOWNER = "homeowner"
    CONTRACTOR = "contractor"
    OFFICE_STAFF = "office_staff"
    """Works for a contractor, and acts on the contractor's permits."""
    AGENT = "agent"
    """Arranges visits for somebody else: an expediter, a property manager."""


class Permission(StrEnum):
    """What a role may be let do on a permit that a person is on."""

    BOOK = "book"
    CANCEL = "cancel"
    MOVE = "move"
    NOTE = "note"


class InspectionStatus(StrEnum):
    OPEN = "open"
    BOOKED = "booked"
    PASSED = "passed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RefusalCode(StrEnum):
    """Every business "no", in the order in which the rules are checked; last those about proving who is speaking."""

    UNKNOWN_PERMIT = "unknown_permit"
    TOO_MANY_INSPECTIONS = "too_many_inspections"
    NOT_YOUR_PERMIT = "not_your_permit"
    ROLE_MAY_NOT = "role_may_not"
    PERMIT_FINISHED = "permit_finished"
    PERMIT_NOT_ISSUED = "permit_not_issued"
    PERMIT_INACTIVE = "permit_inactive"
    FEES_DUE = "fees_due"
    TYPE_NOT_ON_PERMIT = "type_not_on_permit"
    PREREQUISITE_NOT_PASSED = "prerequisite_not_passed"
    ALREADY_PASSED = "already_passed"
    ALREADY_BOOKED = "already_booked"
    NOTHING_BOOKED = "nothing_booked"
    CANCEL_CUTOFF_PASSED = "cancel_cutoff_passed"
    PAST_DATE = "past_date"
    NOT_A_WORKING_DAY = "not_a_working_day"
    PAST_CUTOFF = "past_cutoff"
    BEYOND_HORIZON = "beyond_horizon"
    HALF_DAY_NOT_OFFERED = "half_day_not_offered"
    FULLY_BOOKED = "fully_booked"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ALREADY_LINKED = "already_linked"
    TOO_MANY_TRIES = "too_many_tries"
    WRONG_CODE = "wrong_code"
    CODE_EXPIRED = "code_expired"
    NO_EMAIL_ON_FILE = "no_email_on_file"


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection on a permit's list, as its latest visit left it."""

    type: str
    status: InspectionStatus = InspectionStatus.OPEN
    day: date | None = None
    half_day: HalfDay | None = None
    confirmation: str | None = None
    note: str = ""
    """The inspector's own remark on the visit."""
    site_note: str | None = field(default=None, repr=False)
    """What a person told the inspector of the site, in full, while the visit is booked. No error message quotes it."""


@dataclass(frozen=True, slots=True)
class Permit:
    number: str
    address: str
    type: str
    status: str
    issued_on: date | None
    fees_due: Decimal
    inspections: Mapping[str, Inspection]
    """By inspection type, in the order of the permit's list."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection wished for on one day. `half_day` is a wish, never a promise."""

    type: str
    day: date
    half_day: HalfDay | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. Nobody who is not on the permit may ask, so a mistake in building this fails closed.

    A program of the city may ask for anything on any permit: it is `CITY`. A phone without a person is `STRANGER`.
    """

    role: Role | None
    on_permit: bool


CITY = Asker(role=None, on_permit=True)
STRANGER = Asker(role=None, on_permit=False)


@dataclass(frozen=True, slots=True)
class Load:
    """Places already taken, by trade and day."""

    taken: Mapping[tuple[str, date], int] = field(default_factory=lambda: MappingProxyType({}))

    def on(self, trade: str, day: date) -> int:
        return self.taken.get((trade, day), 0)

    def plus(self, trade: str, day: date, places: int = 1) -> "Load":
        return Load(MappingProxyType({**self.taken, (trade, day): max(0, self.on(trade, day) + places)}))


@dataclass(frozen=True, slots=True)
class Opening:
    """A day that the rules would accept."""

    day: date
    half_day: HalfDay | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A business "no": a value, not an exception."""

    code: RefusalCode
    facts: Facts
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Booking:
    """A yes: this visit may be written."""

    visit: Visit
    trade: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A yes: this booked inspection may be cancelled."""

    was: Inspection
    trade: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """A yes: this booked inspection may be moved to the booking's day. It keeps one place, on the new day."""

    was: Inspection
    booking: Booking


type Answer = Booking | Cancellation | Move | Refusal


@dataclass(frozen=True, slots=True)
class Request:
    """One request of one person for one or several inspections of a permit, all on one day.

    `day` None asks which days there are; a cancellation has no day.
    """

    permit: str
    types: tuple[str, ...]
    day: date | None = None
    half_day: HalfDay | None = None
    earliest: date | None = None
    """Without a day: no opening before this one is wanted ("next week", "after the 10th")."""
    latest: date | None = None
    """Without a day: no opening after this one is wanted ("next week", "before Friday")."""

    excluding: frozenset[date] = frozenset()
    """Without a day: these days are not wanted ("any day but Monday")."""

    def wants(self, day: date) -> bool:
        """Whether an opening is wanted on this day. Beside a named day any is: the nearest to it are offered."""
        if self.day is not None:
            return True
        return (self.earliest or day) <= day <= (self.latest or day) and day not in self.excluding


@dataclass(frozen=True, slots=True)
class Item:
    """The answer for one inspection. `answer` None: nothing stands against it, but no day was named."""

    type: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer to a request, all or nothing. `openings` would be accepted for all of its inspections."""

    items: tuple[Item, ...]
    openings: tuple[Opening, ...] = ()

    @property
    def allowed(self) -> bool:
        return bool(self.items) and all(
            item.answer is not None and not isinstance(item.answer, Refusal) for item in self.items
        )

    @property
    def refusal(self) -> Refusal | None:
        """The most fundamental refusal among the items, in the order in which the rules are checked."""
        order = list(RefusalCode)
        refusals = [item.answer for item in self.items if isinstance(item.answer, Refusal)]
        return min(refusals, key=lambda refusal: order.index(refusal.code), default=None)
