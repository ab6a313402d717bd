"""What a file of demo records may say: people, and permits with days relative to today."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.city.file import Section
from backend.city.schema import Phone, Text
from backend.domain.calendar import Calendar
from backend.domain.model import HalfDay, Role


class RelativeDay(Section):
    """So many calendar days, or working days of the city, from today; negative in the past."""

    days: int | None = None
    workdays: int | None = None

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        if (self.days is None) == (self.workdays is None):
            raise ValueError("expected either days or workdays")
        return self


class PersonSection(Section):
    name: Text
    phone: Phone
    role: Role
    language: Literal["en", "es"]
    email: Text | None = None
    aec_record: Text | None = None
    license: Text | None = None
    employer: Text | None = None

    @model_validator(mode="after")
    def _works_for_someone(self) -> Self:
        if (self.role is Role.OFFICE_STAFF) != (self.employer is not None):
            raise ValueError("office_staff, and nobody else, has an employer")
        return self


class StrangerSection(Section):
    """A phone to try the demo with that is not in the records, and stays out of them."""

    phone: Phone
    note: Text


class FeeSection(Section):
    item: Text
    amount: Annotated[Decimal, Field(gt=0, decimal_places=2)]


class InspectionSection(Section):
    """At most one of passed, failed, booked; none of them is an inspection not asked for yet."""

    passed: RelativeDay | None = None
    failed: RelativeDay | None = None
    booked: RelativeDay | None = None
    half_day: HalfDay | None = None
    note: str = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if sum(day is not None for day in (self.passed, self.failed, self.booked)) > 1:
            raise ValueError("expected only one of passed, failed and booked")
        if self.half_day and not self.booked:
            raise ValueError("a half_day belongs to a booked inspection")
        if self.note and not (self.passed or self.failed):
            raise ValueError("a note belongs to a passed or failed inspection")
        return self


class PermitSection(Section):
    address: Text
    type: Text
    status: Text
    issued: RelativeDay | None = None
    people: list[Text]
    fees: tuple[FeeSection, ...] = ()
    inspections: Annotated[dict[Text, InspectionSection], Field(min_length=1)]


class DemoRecords(Section):
    people: dict[Text, PersonSection]
    strangers: tuple[StrangerSection, ...] = ()
    permits: dict[Text, PermitSection]


def day_of(relative: RelativeDay, today: date, calendar: Calendar) -> date:
    if relative.workdays is not None:
        return calendar.shift(today, relative.workdays)
    return date.fromordinal(today.toordinal() + (relative.days or 0))
