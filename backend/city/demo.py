"""Reads the demo's records and lays them out around a day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from backend.city.city import City
from backend.city.demo_schema import DemoRecords, InspectionSection, PermitSection, PersonSection, day_of
from backend.city.file import Problem, SourceFile
from backend.domain.calendar import Calendar
from backend.domain.model import Inspection, InspectionStatus, Role
from backend.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`key` is how the demo's file calls them; `phone` is E.164."""

    key: str
    name: str
    phone: str
    role: Role
    language: str
    email: str | None
    aec_record: str | None
    license: str | None
    employer: str | None = None
    """The key of the contractor in whose office they work."""


@dataclass(frozen=True, slots=True)
class DemoFee:
    """An unpaid fee, in dollars."""

    item: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DemoPermit:
    """`people` are keys of persons. Booked inspections have no confirmation number yet: the records give one."""

    number: str
    address: str
    type: str
    status: str
    issued_on: date | None
    people: tuple[str, ...]
    fees: tuple[DemoFee, ...]
    inspections: tuple[Inspection, ...]


@dataclass(frozen=True, slots=True)
class LaidOutRecords:
    people: tuple[DemoPerson, ...]
    permits: tuple[DemoPermit, ...]


def load_demo(path: Path, city: City) -> DemoRecords:
    """Raise `CityFileError`, which names the file and everything wrong in it, unknown types and people included."""
    source = SourceFile.read(path)
    demo = source.matched_to(DemoRecords)
    source.refuse(_problems_in(demo, city))
    return demo


def lay_out(demo: DemoRecords, today: date, policy: Policy) -> LaidOutRecords:
    """The records with their days counted from `today`, working days by the city's calendar."""
    people = (_person(key, one) for key, one in demo.people.items())
    permits = (_permit(number, one, today, policy.calendar) for number, one in demo.permits.items())
    return LaidOutRecords(tuple(people), tuple(permits))


def _person(key: str, one: PersonSection) -> DemoPerson:
    return DemoPerson(
        key, one.name, one.phone, one.role, one.language, one.email, one.aec_record, one.license, one.employer
    )


def _permit(number: str, one: PermitSection, today: date, calendar: Calendar) -> DemoPermit:
    return DemoPermit(
        number=number,
        address=one.address,
        type=one.type,
        status=one.status,
        issued_on=day_of(one.issued, today, calendar) if one.issued else None,
        people=tuple(one.people),
        fees=tuple(DemoFee(fee.item, fee.amount) for fee in one.fees),
        inspections=tuple(_inspection(key, visit, today, calendar) for key, visit in one.inspections.items()),
    )


def _inspection(key: str, one: InspectionSection, today: date, calendar: Calendar) -> Inspection:
    for status, relative in (
        (InspectionStatus.PASSED, one.passed),
        (InspectionStatus.FAILED, one.failed),
        (InspectionStatus.BOOKED, one.booked),
    ):
        if relative:
            return Inspection(key, status, day_of(relative, today, calendar), one.half_day, None, one.note)
    return Inspection(key)


def _problems_in(demo: DemoRecords, city: City) -> Iterator[Problem]:
    yield from _phones(demo)
    yield from _employers(demo)
    for number, permit in demo.permits.items():
        place = ("permits", number)
        if not any(re.fullmatch(shape, number) for shape in city.permit_shapes):
            yield Problem(place, f"{number} has none of the city's permit_shapes")
        for index, person in enumerate(permit.people):
            if person not in demo.people:
                yield Problem((*place, "people", index), f"there is no person {person}")
        for key in permit.inspections:
            if key not in city.policy.inspection_types:
                yield Problem((*place, "inspections", key), f"there is no inspection type {key}")


def _employers(demo: DemoRecords) -> Iterator[Problem]:
    for key, person in demo.people.items():
        employer = demo.people.get(person.employer) if person.employer else None
        if person.employer and (employer is None or employer.role is not Role.CONTRACTOR):
            yield Problem(("people", key, "employer"), f"there is no contractor {person.employer}")


def _phones(demo: DemoRecords) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for key, person in demo.people.items():
        if person.phone in owner:
            yield Problem(("people", key, "phone"), f"{person.phone} belongs to {owner[person.phone]} already")
        owner.setdefault(person.phone, key)
    for index, stranger in enumerate(demo.strangers):
        if stranger.phone in owner:
            yield Problem(("strangers", index, "phone"), f"{stranger.phone} belongs to {owner[stranger.phone]}")
