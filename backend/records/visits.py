"""Visits on the database: booked once, then marked, never deleted."""

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, insert, select, update

from backend.records.tables import visits
from backend.services.entries import NewVisit, WrittenVisit

_TAKEN = select(visits.c.id).where(visits.c.confirmation == bindparam("number"))
_BOOK = insert(visits).returning(visits.c.id)
_MARK = update(visits).where(visits.c.id == bindparam("visit_id"), visits.c.status == "booked")
_MARK_CANCELLED = _MARK.values(status="cancelled")
_MARK_MOVED = _MARK.values(status="moved")


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
            },
        )
        return WrittenVisit(written.scalar_one(), confirmation)

    def cancel(self, visit_id: int) -> None:
        self._mark(_MARK_CANCELLED, visit_id)

    def set_moved(self, visit_id: int) -> None:
        self._mark(_MARK_MOVED, visit_id)

    def _mark(self, marking: object, visit_id: int) -> None:
        if self._connection.execute(marking, {"visit_id": visit_id}).rowcount != 1:  # type: ignore[call-overload]
            raise RuntimeError(f"visit {visit_id} is not booked, so it cannot be cancelled or moved")

    def _unused_confirmation(self) -> str:
        """Two writers may still draw the same unused number at once; the unique constraint then stops the second."""
        while True:
            number = self._draw_confirmation()
            if self._connection.execute(_TAKEN, {"number": number}).first() is None:
                return number
