"""What the calls of /v1/records take and give."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from backend.api.schemas import PermitNumber
from backend.domain.model import HalfDay
from backend.services.public_records import Wanted
from runtime.paging import Place
from runtime.searching import Words


def _is_a_place(text: str) -> str:
    Place.read(text)
    return text


class RecordsAsked(BaseModel):
    """Which rows: all that is given must hold. `since` is included, `until` is not; `after` is where a page ended."""

    model_config = ConfigDict(extra="forbid")

    permit: PermitNumber | None = None
    phone: Annotated[str, Field(pattern=r"^\+[1-9]\d{7,14}$")] | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    words: Annotated[str, Field(max_length=200)] = ""
    after: Annotated[str, AfterValidator(_is_a_place)] | None = None

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            permit=self.permit,
            phone=self.phone,
            since=self.since,
            until=self.until,
            words=Words.read(self.words),
            after=Place.read(self.after) if self.after else None,
        )


class RecordedRulingOut(BaseModel):
    ruling: str
    at: datetime
    asked_at: datetime
    phone: str | None
    channel: str
    message_id: str | None
    action: str
    what_if: bool
    permit: str | None
    asked: dict[str, object]
    allowed: bool
    code: str | None
    facts: dict[str, object] | None
    offered: list[dict[str, object]]
    change: str | None


class RecordedRulingsOut(BaseModel):
    rulings: list[RecordedRulingOut]
    after: str | None


class RecordedVisitOut(BaseModel):
    type: str
    was_day: date | None
    was_half_day: HalfDay | None
    day: date | None
    half_day: HalfDay | None
    confirmation: str | None


class RecordedChangeOut(BaseModel):
    change: str
    at: datetime
    kind: str
    permit: str
    phone: str | None
    channel: str
    undoes: str | None
    inspections: list[RecordedVisitOut]


class RecordedChangesOut(BaseModel):
    changes: list[RecordedChangeOut]
    after: str | None


class RecordedNoticeOut(BaseModel):
    notice: str
    at: datetime
    kind: str
    permit: str | None
    phone: str | None
    email: str | None
    language: str
    response: str
    values: dict[str, object]
    purpose: str
    state: str
    reason: str | None
    settled_at: datetime | None


class RecordedNoticesOut(BaseModel):
    notices: list[RecordedNoticeOut]
    after: str | None
