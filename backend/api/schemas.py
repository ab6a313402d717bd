"""What comes in over HTTP and what goes out: read by the views, and shown in the OpenAPI document."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from backend.domain.model import HalfDay, InspectionStatus, RefusalCode, Role
from backend.domain.site_note import MOST_CHARACTERS, cleaned
from backend.services.entries import Action
from backend.services.notices import NoticeWish

type PermitNumber = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./-]*$", max_length=40),
]
type InspectionKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=60)]
type InspectionKeys = Annotated[list[InspectionKey], Field(min_length=1, max_length=100)]
type Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", max_length=64)]


def _clean(given: object) -> object:
    """A note is measured once it is cleaned; one of which nothing is left is no note."""
    return cleaned(given) or None if isinstance(given, str) else given


type SiteNote = Annotated[
    Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)] | None,
    BeforeValidator(_clean),
    Field(description="What the inspector should know of the site; null or nothing but blanks: no note"),
]
type Dollars = Annotated[str, StringConstraints(pattern=r"^\d+\.\d{2}$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Out(BaseModel):
    pass


class CancellationIn(_In):
    permit: PermitNumber
    inspections: InspectionKeys
    ruling: Id | None = None


class BookingIn(CancellationIn):
    day: date
    half_day: HalfDay | None = None
    site_note: SiteNote = Field(default=None, repr=False)


class MoveIn(BookingIn):
    pass


class NoteIn(_In):
    permit: PermitNumber
    inspections: InspectionKeys
    site_note: SiteNote = Field(repr=False)


class RulingIn(_In):
    action: Action
    permit: PermitNumber
    inspections: InspectionKeys
    day: date | None = None
    half_day: HalfDay | None = None
    earliest: date | None = None
    latest: date | None = None
    excluding: Annotated[list[date], Field(max_length=100)] = []


class UndoIn(_In):
    change: Id


class LanguageIn(_In):
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class NoticesIn(_In):
    kind: NoticeWish | Literal["all"]
    wanted: bool


class NoticesOut(_Out):
    notices: dict[NoticeWish, bool]


class LanguageOut(_Out):
    language: str


class OpeningOut(_Out):
    day: date
    half_day: HalfDay | None


PROBLEM_SCHEMA: dict[str, object] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "facts", "openings"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "facts": {"type": "object"},
        "openings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["day", "half_day"],
                "properties": {
                    "day": {"type": "string", "format": "date"},
                    "half_day": {"type": ["string", "null"], "enum": ["am", "pm", None]},
                },
            },
        },
    },
}
"""APIFlask takes the schema of errors in this form only."""


class RefusalOut(_Out):
    code: RefusalCode
    facts: dict[str, object]


class ItemOut(_Out):
    type: str
    allowed: bool
    day: date | None
    half_day: HalfDay | None
    confirmation: str | None
    refusal: RefusalOut | None


class RulingOut(_Out):
    ruling: str
    allowed: bool
    permit: str
    address: str | None
    day: date | None
    half_day: HalfDay | None
    items: list[ItemOut]
    openings: list[OpeningOut]


class VisitOut(_Out):
    type: str
    day: date
    half_day: HalfDay | None


class ChangedOut(VisitOut):
    confirmation: str | None


class ChangeOut(_Out):
    change: str
    permit: str
    address: str
    inspections: list[ChangedOut]
    was: list[VisitOut] | None = None
    undid: Action | None = None


class NoteOut(_Out):
    permit: str
    address: str
    inspections: list[ChangedOut]
    site_note: str | None


class FeeOut(_Out):
    item: str
    amount: Dollars


class InspectionOut(_Out):
    type: str
    code: str | None
    status: InspectionStatus
    date: date | None
    half_day: HalfDay | None
    confirmation: str | None
    note: str
    site_note: str | None = Field(description="For the inspector; masked unless a program asks for itself")


class PermitOut(_Out):
    """For a speaker who is not on the permit: number, status, inactive, fees_due as true or false, and public."""

    number: str
    status: str
    inactive: bool
    fees_due: Dollars | bool
    public: bool | None = None
    address: str | None = None
    type: str | None = None
    inactive_since: date | None = None
    issued_on: date | None = None
    fees: list[FeeOut] | None = None
    inspections: list[InspectionOut] | None = None


class CalendarLinkIn(_In):
    permit: PermitNumber
    inspection: InspectionKey
    by: Literal["email"] | None = None


class CalendarLinkOut(_Out):
    path: str
    by: Literal["email"] | None


class PersonOut(_Out):
    name: str
    role: Role
    language: str


class AccountOut(_Out):
    person: PersonOut | None
    language: str | None
    permits: list[PermitOut]
    notices: dict[NoticeWish, bool] | None = Field(
        description="What this phone wants to be told of; null for a program"
    )


class WordsOut(_Out):
    en: str
    es: str


class OfficeHoursOut(_Out):
    days: str
    opens: str
    closes: str


class PolicyOut(_Out):
    book_cutoff: str
    cancel_cutoff: str
    horizon_workdays: int
    max_inspections_per_request: int
    inactive_after_days: int
    half_days: dict[HalfDay, list[str]]
    half_days_offered_to: list[Role]
    honoured_after_read_back_minutes: int


class HolidayOut(_Out):
    day: date
    name: WordsOut


class InspectionTypeOut(_Out):
    type: str
    code: str
    trade: str
    name: WordsOut


class CityOut(_Out):
    name: str
    timezone: str
    office_phone: str
    office_hours: list[OfficeHoursOut]
    address: str
    languages: list[Literal["en", "es"]]
    policy: PolicyOut
    holidays: list[HolidayOut]
    inspection_types: list[InspectionTypeOut]
    permit_shapes: list[str]


class HealthOut(_Out):
    status: Literal["ok"]
