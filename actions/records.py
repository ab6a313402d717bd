"""What the back end says about people, permits and rulings, as the actions see it. Shapes: docs/architecture.md."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

type HalfDay = Literal["am", "pm"]
type CalendarDay = date
"""`date` under another name, for the records that have a field of that name."""
type Names = dict[str, str]


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class InspectionView(Record):
    """One inspection on a permit, as its latest visit left it."""

    type: str
    code: str
    status: Literal["open", "booked", "passed", "failed", "cancelled"]
    date: CalendarDay | None = None
    half_day: HalfDay | None = None
    confirmation: str | None = None
    note: str | None = None

    @property
    def is_left_to_do(self) -> bool:
        return self.status in ("open", "failed", "cancelled")


class PermitView(Record):
    number: str
    address: str
    type: str
    status: str
    inactive: bool
    inactive_since: date | None = None
    issued_on: date | None
    fees_due: Decimal
    inspections: tuple[InspectionView, ...]

    @property
    def booked(self) -> tuple[InspectionView, ...]:
        return tuple(each for each in self.inspections if each.status == "booked")

    @property
    def left_to_do(self) -> tuple[InspectionView, ...]:
        return tuple(each for each in self.inspections if each.is_left_to_do)

    def find(self, type_: str) -> InspectionView | None:
        return next((each for each in self.inspections if each.type == type_), None)


class PublicPermitView(Record):
    """What anyone may know of a permit: no name, no address, no amount."""

    number: str
    status: str
    inactive: bool
    fees_due: bool


class Person(Record):
    name: str
    role: str
    language: str


class LinkedPerson(Record):
    name: str
    role: str


class Account(Record):
    """The speaker and the permits of theirs. `person` None: a phone that is not in the records."""

    person: Person | None
    permits: tuple[PermitView, ...]
    notices: dict[str, bool] = {}
    """The kinds of text that the city sends by itself, and whether this phone wants them; what is not named is on."""

    def find(self, number: str) -> PermitView | None:
        return next((permit for permit in self.permits if permit.number == number), None)


class Refusal(Record):
    code: str
    facts: dict[str, object]


class Opening(Record):
    day: date
    half_day: HalfDay | None = None


class RulingItem(Record):
    type: str
    allowed: bool
    day: date | None = None
    half_day: HalfDay | None = None
    confirmation: str | None = None
    refusal: Refusal | None = None


class Ruling(Record):
    """The rules' answer to a what-if."""

    ruling: str
    allowed: bool
    permit: str
    address: str | None = None
    day: date | None = None
    half_day: HalfDay | None = None
    items: tuple[RulingItem, ...]
    openings: tuple[Opening, ...]

    @property
    def accepted(self) -> tuple[str, ...]:
        return tuple(item.type for item in self.items if item.allowed)


class ChangedInspection(Record):
    type: str
    day: date
    half_day: HalfDay | None = None
    confirmation: str | None = None


class Change(Record):
    """Something that was written."""

    change: str
    permit: str
    address: str
    inspections: tuple[ChangedInspection, ...]
    was: tuple[ChangedInspection, ...] = ()
    undid: Literal["book", "cancel", "move"] | None = None


class Problem(Record):
    """A refused write: the most fundamental reason, and the days that would be accepted."""

    code: str
    facts: dict[str, object] = {}
    openings: tuple[Opening, ...] = ()


class Contact(Record):
    """Where a code may go, as far as whoever asks may see it."""

    contact: int
    kind: Literal["text", "email"]
    masked: str


class Link(Record):
    """A permit that somebody wants on their phone, and the contacts that can prove it."""

    link: str
    permit: str
    contacts: tuple[Contact, ...]


class SentCode(Record):
    link: str
    masked: str
    expires_at: datetime


class Linked(Record):
    permit: str
    address: str
    person: LinkedPerson


class Unlinked(Record):
    permit: str
    address: str


class ChosenNotices(Record):
    notices: dict[str, bool]


class CalendarLink(Record):
    """Where a visit's calendar file is, below the bot's public address."""

    path: str


class OfficeHours(Record):
    days: str
    opens: time
    closes: time


class InspectionType(Record):
    type: str
    code: str
    trade: str
    name: Names


class CityPolicy(Record):
    book_cutoff: time
    cancel_cutoff: time
    horizon_workdays: int
    max_inspections_per_request: int
    inactive_after_days: int
    half_days: dict[HalfDay, tuple[time, time]]


class Holiday(Record):
    day: date
    name: Names


class City(Record):
    """What may be said publicly of the city, its policy and its catalogue."""

    name: str
    timezone: str
    office_phone: str
    office_hours: tuple[OfficeHours, ...]
    address: str
    policy: CityPolicy
    holidays: tuple[Holiday, ...]
    inspection_types: tuple[InspectionType, ...]
    permit_shapes: tuple[str, ...]

    def name_of(self, type_: str, language: str) -> str:
        """An inspection's name in a language; the key itself where the catalogue lacks it."""
        for each in self.inspection_types:
            if each.type == type_:
                return each.name[language]
        return type_


class NoticeChoice(Record):
    """What a number of a notice stands for. What is left out, the person is asked for."""

    do: Literal["keep", "move", "cancel", "schedule"]
    permit: str | None = None
    inspections: tuple[str, ...] = ()
    day: date | None = None
    half_day: HalfDay | None = None


class SentNotice(Record):
    """What the city said last, before the message and after our last reply. `at` is when it went out."""

    notice: str
    response: str
    at: datetime
    kind: str
    choices: tuple[NoticeChoice, ...]


class Metadata(Record):
    """What the bot sends with a message. `speaker` is sealed: only the back end can open it."""

    speaker: str
    received_at: datetime
    channel: str
    message_id: str
    correlation_id: str | None = None
    notice: SentNotice | None = None
