"""Calendar links on the database: a token for each inspection and language, and the visit that it shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.model import HalfDay
from backend.records.tables import calendar_invitations, calendar_links, inspections, permits, visits
from backend.services.calendar_entries import CalendarEntry, Invitation, draw_token

_links = calendar_links.c
_every, _latest = visits.alias("every_visit").c, visits.alias("latest")
_TOKEN = select(_links.token).where(
    _links.inspection_id == bindparam("of_inspection"), _links.language == bindparam("in_language")
)
_LATEST_ID = (
    select(func.max(_every.id))
    .where(_every.inspection_id == inspections.c.id, _every.status != "moved")
    .scalar_subquery()
)
# Each booking and each move makes a visit, each cancellation marks one: so their number only grows.
_CHANGES = (
    select(func.count() + func.count().filter(_every.status == "cancelled"))
    .where(_every.inspection_id == inspections.c.id)
    .scalar_subquery()
)
_ENTRY = (
    select(
        _links.token,
        _links.language,
        permits.c.number,
        permits.c.address,
        inspections.c.type,
        _latest.c.day,
        _latest.c.half_day,
        _latest.c.status,
        _latest.c.confirmation,
        _CHANGES.label("changes"),
    )
    .join(inspections, inspections.c.id == _links.inspection_id)
    .join(permits, permits.c.id == inspections.c.permit_id)
    .join(_latest, _latest.c.id == _LATEST_ID)
)
_BY_TOKEN = _ENTRY.where(_links.token == bindparam("of_token"))
_INVITED = (
    _ENTRY.add_columns(calendar_invitations.c.email, permits.c.id.label("permit_id"))
    .join(calendar_invitations, calendar_invitations.c.token == _links.token)
    .where(permits.c.number == bindparam("of_permit"))
    .order_by(_links.token, calendar_invitations.c.email)
)


class SqlCalendarLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def token_for(self, inspection_id: int, language: str, at: datetime) -> str:
        asked = {"of_inspection": inspection_id, "in_language": language}
        known: str | None = self._connection.execute(_TOKEN, asked).scalar()
        if known is not None:
            return known
        values = {"token": draw_token(), "inspection_id": inspection_id, "language": language, "made_at": at}
        self._connection.execute(
            self._insert(calendar_links)
            .values(values)
            .on_conflict_do_nothing(index_elements=["inspection_id", "language"])
        )
        drawn: str = self._connection.execute(_TOKEN, asked).scalar_one()
        return drawn

    def find(self, token: str) -> CalendarEntry | None:
        row = self._connection.execute(_BY_TOKEN, {"of_token": token}).first()
        return None if row is None else _entry(row)

    def invite(self, token: str, email: str, at: datetime) -> None:
        values = {"token": token, "email": email, "invited_at": at}
        self._connection.execute(self._insert(calendar_invitations).values(values).on_conflict_do_nothing())

    def invitations(self, permit: str) -> Sequence[Invitation]:
        rows = self._connection.execute(_INVITED, {"of_permit": permit}).all()
        return [Invitation(_entry(row), row.email, row.permit_id) for row in rows]

    def _insert(self, table: Table) -> Any:
        return (sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert)(table)


def _entry(row: Row[*tuple[Any, ...]]) -> CalendarEntry:
    return CalendarEntry(
        token=row.token,
        language=row.language,
        permit=row.number,
        address=row.address,
        type=row.type,
        day=row.day,
        half_day=HalfDay(row.half_day) if row.half_day else None,
        is_cancelled=row.status == "cancelled",
        confirmation=row.confirmation,
        sequence=row.changes - 1,
    )
