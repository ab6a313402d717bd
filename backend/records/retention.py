"""Retention on the database.

Rulings are deleted: nothing points at them. Notices are emptied: their ids keep them from being made twice.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, exists, false, func, insert, null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.records.engine import reading, writing
from backend.records.tables import legal_holds, notices, permits, purges, rulings
from backend.records.unit_of_work import plainly
from backend.services.retention import Hold, Purge, Toll

ROWS_A_BATCH = 200

_settled = ("handed_over", "refused", "dropped")


class SqlRetention:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_hold(self, hold: Hold) -> None:
        with plainly(), writing(self._engine) as connection:
            connection.execute(insert(legal_holds).values(asdict(hold)))
            connection.commit()

    def holds(self) -> Sequence[Hold]:
        query = select(legal_holds).order_by(legal_holds.c.set_at, legal_holds.c.id)
        with plainly(), reading(self._engine) as connection:
            return [Hold(**row._mapping) for row in connection.execute(query)]

    def release(self, hold_id: str, by: str, at: datetime) -> Hold | None:
        released = (
            update(legal_holds)
            .where(legal_holds.c.id == hold_id, legal_holds.c.released_at.is_(None))
            .values(released_by=by, released_at=at)
            .returning(legal_holds)
        )
        with plainly(), writing(self._engine) as connection:
            row = connection.execute(released).one_or_none()
            connection.commit()
        return None if row is None else Hold(**row._mapping)

    def take_toll(self, rulings_before: datetime | None, notices_before: datetime | None) -> Toll:
        of_rulings, of_notices = _old_rulings(rulings_before), _old_notices(notices_before)
        with plainly(), reading(self._engine) as connection:

            def count(table: Any, *wanted: ColumnElement[bool]) -> int:
                return connection.scalar(select(func.count()).select_from(table).where(*wanted)) or 0

            return Toll(
                would=count(rulings, of_rulings, ~_RULING_IS_HELD) + count(notices, of_notices, ~_NOTICE_IS_HELD),
                of=count(rulings) + count(notices, _HAS_WORDS),
                held=count(rulings, of_rulings, _RULING_IS_HELD) + count(notices, of_notices, _NOTICE_IS_HELD),
            )

    def purge_batch(self, purge: Purge) -> int:
        with plainly(), writing(self._engine) as connection:
            old_rulings = select(rulings.c.id).where(_old_rulings(purge.rulings_before), ~_RULING_IS_HELD)
            gone = list(connection.scalars(old_rulings.limit(ROWS_A_BATCH)))
            connection.execute(delete(rulings).where(rulings.c.id.in_(gone)))
            old_notices = select(notices.c.id).where(_old_notices(purge.notices_before), ~_NOTICE_IS_HELD)
            emptied = list(connection.scalars(old_notices.limit(ROWS_A_BATCH)))
            _empty(connection, emptied)
            _note(connection, purge, len(gone), len(emptied))
            connection.commit()
        return len(gone) + len(emptied)


def _old_rulings(before: datetime | None) -> ColumnElement[bool]:
    return false() if before is None else rulings.c.recorded_at < before


def _old_notices(before: datetime | None) -> ColumnElement[bool]:
    """Of those that are done with and have words left."""
    if before is None:
        return false()

    return (notices.c.made_at < before) & notices.c.state.in_(_settled) & _HAS_WORDS


def _empty(connection: Connection, ids: Sequence[str]) -> None:
    connection.execute(
        update(notices)
        .where(notices.c.id.in_(ids))
        .values(phone="", email=None, worded_with={}, choices=[], about=null(), subject=None, attachment=null())
    )


def _note(connection: Connection, purge: Purge, gone: int, emptied: int) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    noted = dialect.insert(purges).values(**asdict(purge), rulings=gone, notices=emptied)
    more = {"rulings": purges.c.rulings + gone, "notices": purges.c.notices + emptied}
    connection.execute(noted.on_conflict_do_update(index_elements=["id"], set_=more))


_HAS_WORDS = func.coalesce(notices.c.phone, "?") != ""
_open = legal_holds.c.released_at.is_(None)
_RULING_IS_HELD = exists().where(
    _open, (legal_holds.c.permit == rulings.c.permit) | (legal_holds.c.phone == rulings.c.phone)
)
_NOTICE_IS_HELD = exists().where(
    _open,
    (legal_holds.c.phone == notices.c.phone)
    | exists().where(permits.c.id == notices.c.permit_id, permits.c.number == legal_holds.c.permit),
)
