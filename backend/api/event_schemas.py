"""What the city's permit system may tell, by the name of the event."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints

from backend.api.schemas import InspectionKey, PermitNumber
from backend.domain.model import HalfDay
from backend.domain.site_note import cleaned


def _clean(given: object) -> object:
    return cleaned(given) if isinstance(given, str) else given


type Line = Annotated[Annotated[str, StringConstraints(max_length=300)], BeforeValidator(_clean)]
type Remark = Annotated[Annotated[str, StringConstraints(max_length=1000)], BeforeValidator(_clean)]
"""Longer ones would not fit into a text message."""


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid")

    permit: PermitNumber


class ReasonIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    en: Annotated[Line, Field(min_length=1)]
    es: Annotated[Line, Field(min_length=1)]


class ResultPostedIn(_Event):
    event: Literal["result_posted"]
    inspection: InspectionKey
    result: Literal["passed", "failed"]
    word: Line | None = Field(default=None, description="The city's own word for the result; kept in the audit")
    day: date | None = Field(default=None, description="Today where it is left out; never later than today")
    note: Remark = Field(default="", repr=False)


class VisitMovedIn(_Event):
    event: Literal["visit_moved"]
    inspection: InspectionKey
    day: date = Field(description="Never earlier than today")
    half_day: HalfDay | None = None
    reason: ReasonIn | None = None


class VisitCalledOffIn(_Event):
    event: Literal["visit_called_off"]
    inspection: InspectionKey
    reason: ReasonIn | None = None


class FeesSettledIn(_Event):
    event: Literal["fees_settled"]
    status: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] | None = None
    issued_on: date | None = None


class EventIn(
    RootModel[
        Annotated[
            ResultPostedIn | VisitMovedIn | VisitCalledOffIn | FeesSettledIn,
            Field(discriminator="event"),
        ]
    ]
):
    pass


class EventOut(BaseModel):
    event: str
    permit: str
    notices: int
