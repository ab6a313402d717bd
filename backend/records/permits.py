"""Permits on the database: one statement reads a permit, or all permits of a person, with every visit that counts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.model import HalfDay, Inspection, InspectionStatus, Permit, Role
from backend.records.tables import fees, inspections, people, permit_people, permits, visits
from backend.services.entries import Fee, PermitEntry

_FEES_DUE = (
    select(func.coalesce(func.sum(fees.c.amount), 0, type_=fees.c.amount.type))
    .where(fees.c.permit_id == permits.c.id, fees.c.paid_at.is_(None))
    .scalar_subquery()
)
_THEIR = permit_people.c.person_id == bindparam("person_id")
_left = permit_people.alias("left_by_them")
# Whoever works in the office of someone on the permit is on it too, unless they left it themselves.
_EMPLOYERS = (
    permit_people.c.unlinked_at.is_(None),
    permit_people.c.person_id
    == select(people.c.employer_id)
    .where(people.c.id == bindparam("person_id"), people.c.role == Role.OFFICE_STAFF.value)
    .scalar_subquery(),
    ~exists().where(_left.c.permit_id == permit_people.c.permit_id, _left.c.person_id == bindparam("person_id")),
)
_IS_LINKED = or_(and_(_THEIR, permit_people.c.unlinked_at.is_(None)), and_(*_EMPLOYERS))
_ON_PERMIT = exists().where(permit_people.c.permit_id == permits.c.id, _IS_LINKED)
_ALL: Select[Any] = (
    select(
        permits.c.id,
        permits.c.number,
        permits.c.address,
        permits.c.type,
        permits.c.status,
        permits.c.issued_on,
        _FEES_DUE.label("fees_due"),
        _ON_PERMIT.label("on_permit"),
        inspections.c.id.label("inspection_id"),
        inspections.c.type.label("inspection_type"),
        visits.c.id.label("visit_id"),
        visits.c.day,
        visits.c.half_day,
        visits.c.status.label("visit_status"),
        visits.c.confirmation,
        visits.c.note,
        visits.c.site_note,
    )
    .outerjoin_from(permits, inspections, inspections.c.permit_id == permits.c.id)
    # A visit that was moved stands for nothing any more: the one it was moved to does.
    .outerjoin(visits, and_(visits.c.inspection_id == inspections.c.id, visits.c.status != "moved"))
    .order_by(permits.c.id, inspections.c.position, visits.c.id)
)
_BY_NUMBER = _ALL.where(permits.c.number == bindparam("number"))
_OF_PERSON = _ALL.where(permits.c.id.in_(select(permit_people.c.permit_id).where(_IS_LINKED)))
_LOCK = select(permits.c.id).where(permits.c.number == bindparam("number")).with_for_update()
_FEES = (
    select(fees.c.permit_id, fees.c.item, fees.c.amount)
    .where(fees.c.permit_id.in_(bindparam("permit_ids", expanding=True)), fees.c.paid_at.is_(None))
    .order_by(fees.c.id)
)

_THESE = _ALL.where(permits.c.id.in_(bindparam("permit_ids", expanding=True)))
_PASSED_THEN = exists().where(
    inspections.c.permit_id == permits.c.id,
    visits.c.inspection_id == inspections.c.id,
    visits.c.status == "passed",
    visits.c.day.between(bindparam("first"), bindparam("last")),
)
_LAST_ACTIVE = (
    select(permits.c.id)
    .where(
        permits.c.id > bindparam("after"),
        permits.c.status.in_(bindparam("statuses", expanding=True)),
        or_(permits.c.issued_on.between(bindparam("first"), bindparam("last")), _PASSED_THEN),
    )
    .order_by(permits.c.id)
    .limit(bindparam("most"))
)
_SETTLE_FEES = (
    update(fees)
    .where(fees.c.permit_id == bindparam("of_permit"), fees.c.paid_at.is_(None))
    .values(paid_at=bindparam("at"))
)
_SET_STATUS = (
    update(permits)
    .where(permits.c.id == bindparam("of_permit"))
    .values(
        status=bindparam("as_status"),
        issued_on=func.coalesce(bindparam("as_issued", type_=permits.c.issued_on.type), permits.c.issued_on),
    )
)


class SqlPermits:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, number: str, person_id: int | None = None) -> PermitEntry | None:
        rows = self._connection.execute(_BY_NUMBER, {"number": number, "person_id": person_id}).all()
        return _entry(rows) if rows else None

    def find_for_change(self, number: str, person_id: int | None = None) -> PermitEntry | None:
        if self._connection.dialect.name != "sqlite":  # there nobody else writes until this transaction ends
            self._connection.execute(_LOCK, {"number": number})
        return self.find(number, person_id)

    def of_person(self, person_id: int) -> Sequence[PermitEntry]:
        rows = self._connection.execute(_OF_PERSON, {"person_id": person_id}).all()
        return [_entry(list(group)) for _, group in groupby(rows, key=attrgetter("id"))]

    def last_active_between(
        self, first: date, last: date, statuses: Collection[str], after: int | None, most: int
    ) -> Sequence[PermitEntry]:
        asked = {"first": first, "last": last, "statuses": sorted(statuses), "after": after or 0, "most": most}
        ids = self._connection.execute(_LAST_ACTIVE, asked).scalars().all()
        if not ids:
            return []
        rows = self._connection.execute(_THESE, {"permit_ids": ids, "person_id": None}).all()
        return [_entry(list(group)) for _, group in groupby(rows, key=attrgetter("id"))]

    def settle_fees(self, permit_id: int, at: datetime) -> None:
        self._connection.execute(_SETTLE_FEES, {"of_permit": permit_id, "at": at})

    def set_status(self, permit_id: int, status: str, issued_on: date | None) -> None:
        self._connection.execute(_SET_STATUS, {"of_permit": permit_id, "as_status": status, "as_issued": issued_on})

    def link(self, permit_id: int, person_id: int) -> None:
        self._set_left(permit_id, person_id, None)

    def unlink(self, permit_id: int, person_id: int, at: datetime) -> None:
        self._set_left(permit_id, person_id, at)

    def _set_left(self, permit_id: int, person_id: int, at: datetime | None) -> None:
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        row = insert(permit_people).values(permit_id=permit_id, person_id=person_id, unlinked_at=at)
        self._connection.execute(
            row.on_conflict_do_update(
                index_elements=["permit_id", "person_id"], set_={"unlinked_at": row.excluded.unlinked_at}
            )
        )

    def fees_of(self, permit_ids: Collection[int]) -> Mapping[int, tuple[Fee, ...]]:
        if not permit_ids:
            return {}
        rows = self._connection.execute(_FEES, {"permit_ids": list(permit_ids)}).all()
        return {
            permit_id: tuple(Fee(row.item, row.amount) for row in group)
            for permit_id, group in groupby(
                sorted(rows, key=attrgetter("permit_id")),
                key=attrgetter("permit_id"),
            )
        }


def _entry(rows: Sequence[Row[Any]]) -> PermitEntry:
    first = rows[0]
    listed = [row for row in rows if row.inspection_id is not None]
    by_type = {kind: list(group) for kind, group in groupby(listed, key=attrgetter("inspection_type"))}
    return PermitEntry(
        id=first.id,
        permit=Permit(
            number=first.number,
            address=first.address,
            type=first.type,
            status=first.status,
            issued_on=first.issued_on,
            fees_due=first.fees_due,
            inspections=MappingProxyType({kind: _inspection(kind, visits) for kind, visits in by_type.items()}),
        ),
        on_permit=bool(first.on_permit),
        inspection_ids={kind: visits[0].inspection_id for kind, visits in by_type.items()},
        booked_visit_ids={row.inspection_type: row.visit_id for row in listed if row.visit_status == "booked"},
    )


def _inspection(kind: str, made: Sequence[Row[Any]]) -> Inspection:
    """An inspection stands as booked, else at its last result, else as cancelled, else open."""
    latest_first = sorted((row for row in made if row.visit_id is not None), key=_weight, reverse=True)
    if not latest_first:
        return Inspection(kind)
    row = latest_first[0]
    return Inspection(
        type=kind,
        status=InspectionStatus(row.visit_status),
        day=row.day,
        half_day=HalfDay(row.half_day) if row.half_day else None,
        confirmation=row.confirmation,
        note=row.note,
        site_note=row.site_note if row.visit_status == "booked" else None,
    )


_WEIGHT = {"booked": 2, "passed": 1, "failed": 1, "cancelled": 0}


def _weight(row: Row[Any]) -> tuple[int, int]:
    return _WEIGHT[row.visit_status], row.visit_id
