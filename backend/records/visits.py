"""Visits on the database: booked once, then marked, never deleted."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from backend.domain.model import HalfDay
from backend.records.tables import change_visits, changes, inspections, permits, visits
from backend.services.entries import BookedVisit, NewVisit, VisitResult, WrittenVisit

_TAKEN = select(visits.c.id).where(visits.c.confirmation == bindparam("number"))
_BOOK = insert(visits).returning(visits.c.id)
_MARK = update(visits).where(visits.c.id == bindparam("visit_id"), visits.c.status == "booked")
_MARK_CANCELLED = _MARK.values(status="cancelled")
_MARK_MOVED = _MARK.values(status="moved")
_MARK_NOTED = _MARK.values(site_note=bindparam("told"))
_END = _MARK.values(status=bindparam("result"), day=bindparam("on_day"), note=bindparam("remark"))

_BOOKED_ON = (
    select(
        visits.c.id,
        visits.c.day,
        visits.c.half_day,
        inspections.c.type,
        inspections.c.permit_id,
        permits.c.number,
        permits.c.address,
        changes.c.phone,
    )
    .join(inspections, inspections.c.id == visits.c.inspection_id)
    .join(permits, permits.c.id == inspections.c.permit_id)
    .outerjoin(change_visits, change_visits.c.visit_after == visits.c.id)
    .outerjoin(changes, changes.c.id == change_visits.c.change_id)
    .where(visits.c.status == "booked", visits.c.day == bindparam("on_day"))
    .order_by(inspections.c.permit_id, inspections.c.position)
)


class SqlVisits:
    def __init__(self, connection: Connection, draw_confirmation: Callable[[], str]) -> None:
        self._connection = connection
        self._draw_confirmation = draw_confirmation

    def book(self, visit: NewVisit) -> WrittenVisit:
        confirmation = self._unused_confirmation()
        written = self._connection.execute(
            _BOOK,
            {
                "inspection_id": visit.inspection_id,
                "day": visit.day,
                "half_day": visit.half_day,
                "status": "booked",
                "confirmation": confirmation,
                "channel": visit.channel,
                "requested_at": visit.requested_at,
                "site_note": visit.site_note,
            },
        )
        return WrittenVisit(written.scalar_one(), confirmation)

    def cancel(self, visit_id: int) -> None:
        self._mark(_MARK_CANCELLED, visit_id)

    def set_moved(self, visit_id: int) -> None:
        self._mark(_MARK_MOVED, visit_id)

    def set_site_note(self, visit_id: int, site_note: str | None) -> None:
        self._mark(_MARK_NOTED, visit_id, told=site_note)

    def booked_on(self, day: date) -> Sequence[BookedVisit]:
        return [
            BookedVisit(
                id=row.id,
                permit_id=row.permit_id,
                permit=row.number,
                address=row.address,
                type=row.type,
                day=row.day,
                half_day=HalfDay(row.half_day) if row.half_day else None,
                booked_by=row.phone,
            )
            for row in self._connection.execute(_BOOKED_ON, {"on_day": day}).all()
        ]

    def end(self, visit_id: int, result: VisitResult) -> None:
        self._mark(_END, visit_id, result=_status(result), on_day=result.day, remark=result.note)

    def record(self, inspection_id: int, result: VisitResult, channel: str, at: datetime) -> int:
        written = self._connection.execute(
            _BOOK,
            {
                "inspection_id": inspection_id,
                "day": result.day,
                "half_day": None,
                "status": _status(result),
                "note": result.note,
                "channel": channel,
                "requested_at": at,
            },
        )
        return int(written.scalar_one())

    def _mark(self, marking: object, visit_id: int, **more: object) -> None:
        marked = self._connection.execute(marking, {"visit_id": visit_id, **more})  # type: ignore[call-overload]
        if marked.rowcount != 1:
            raise RuntimeError(f"visit {visit_id} is not booked, so it cannot be changed")

    def _unused_confirmation(self) -> str:
        """Two writers may still draw the same unused number at once; the unique constraint then stops the second."""
        while True:
            number = self._draw_confirmation()
            if self._connection.execute(_TAKEN, {"number": number}).first() is None:
                return number


def _status(result: VisitResult) -> str:
    return "passed" if result.passed else "failed"
