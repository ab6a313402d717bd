"""Changes on the database: each booking, cancellation and move, with the visits it ended and began."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from backend.domain.model import HalfDay
from backend.records.tables import change_visits, changes, inspections, permits, visits
from backend.services.entries import Action, ChangeEntry, VisitChange

_ADD = insert(changes)
_ADD_VISIT = insert(change_visits)
_undone = changes.alias("undone")
_BY_ID = (
    select(
        changes,
        permits.c.number.label("permit"),
        select(_undone.c.id).where(_undone.c.undoes == changes.c.id).scalar_subquery().label("undone_by"),
    )
    .join(permits, permits.c.id == changes.c.permit_id)
    .where(changes.c.id == bindparam("change_id"))
)
# The visit that tells what was: the one that the change took away, or, for a booking, the one that it made.
_VISITS = (
    select(
        change_visits.c.visit_before,
        change_visits.c.visit_after,
        visits.c.day,
        visits.c.half_day,
        visits.c.site_note,
        inspections.c.type,
    )
    .join(visits, visits.c.id == func.coalesce(change_visits.c.visit_before, change_visits.c.visit_after))
    .join(inspections, inspections.c.id == visits.c.inspection_id)
    .where(change_visits.c.change_id == bindparam("change_id"))
    .order_by(change_visits.c.position)
)


class SqlChanges:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, change: ChangeEntry) -> None:
        self._connection.execute(
            _ADD,
            {
                "id": change.id,
                "kind": change.kind,
                "permit_id": change.permit_id,
                "phone": change.phone,
                "channel": change.channel,
                "at": change.at,
                "undoes": change.undoes,
            },
        )
        self._connection.execute(
            _ADD_VISIT,
            [
                {
                    "change_id": change.id,
                    "position": position,
                    "visit_before": visit.before,
                    "visit_after": visit.after,
                }
                for position, visit in enumerate(change.visits)
            ],
        )

    def find(self, change_id: str) -> ChangeEntry | None:
        row = self._connection.execute(_BY_ID, {"change_id": change_id}).first()
        if row is None:
            return None
        return ChangeEntry(
            id=row.id,
            kind=Action(row.kind),
            permit_id=row.permit_id,
            permit=row.permit,
            phone=row.phone,
            channel=row.channel,
            at=row.at,
            visits=tuple(
                _visit_change(visit) for visit in self._connection.execute(_VISITS, {"change_id": change_id}).all()
            ),
            undoes=row.undoes,
            is_undone=row.undone_by is not None,
        )


def _visit_change(row: Row[*tuple[Any, ...]]) -> VisitChange:
    day: date = row.day
    return VisitChange(
        type=row.type,
        before=row.visit_before,
        after=row.visit_after,
        day=day,
        half_day=HalfDay(row.half_day) if row.half_day else None,
        site_note=row.site_note,
    )
