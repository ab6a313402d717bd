"""Calendar links on the database: a token for each inspection and language, and the visit that it shows."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.model import HalfDay
from backend.records.tables import calendar_links, inspections, permits, visits
from backend.services.calendar_entries import CalendarEntry, draw_token

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
_BY_TOKEN = (
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
    .where(_links.token == bindparam("of_token"))
)


class SqlCalendarLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def token_for(self, inspection_id: int, language: str, at: datetime) -> str:
        asked = {"of_inspection": inspection_id, "in_language": language}
        known: str | None = self._connection.execute(_TOKEN, asked).scalar()
        if known is not None:
            return known
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        values = {"token": draw_token(), "inspection_id": inspection_id, "language": language, "made_at": at}
        self._connection.execute(
            insert(calendar_links).values(values).on_conflict_do_nothing(index_elements=["inspection_id", "language"])
        )
        drawn: str = self._connection.execute(_TOKEN, asked).scalar_one()
        return drawn

    def find(self, token: str) -> CalendarEntry | None:
        row = self._connection.execute(_BY_TOKEN, {"of_token": token}).first()
        if row is None:
            return None
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
