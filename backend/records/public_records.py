"""The public record on the database."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, or_, select

from backend.records.engine import reading
from backend.records.tables import change_visits, changes, inspections, notices, permits, rulings, visits
from backend.records.unit_of_work import plainly
from backend.services.entries import RulingEntry
from backend.services.public_records import (
    ROWS_A_PAGE,
    ChangedVisit,
    ChangeTold,
    NoticeTold,
    Page,
    Wanted,
    change_has,
    notice_has,
    ruling_has,
)
from runtime.paging import Place

type _Row = Row[*tuple[Any, ...]]
type _Query = Select[*tuple[Any, ...]]

_RULING = tuple(field.name for field in fields(RulingEntry))
_ended = visits.alias("ended")
_begun = visits.alias("begun")


class SqlPublicRecords:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rulings(self, wanted: Wanted) -> Page[RulingEntry]:
        query = select(*(rulings.c[name] for name in _RULING))
        if wanted.permit is not None:
            query = query.where(rulings.c.permit == wanted.permit)
        with self._reading() as connection:
            rows = _rows(connection, query, rulings.c.recorded_at, rulings.c.id, rulings.c.phone, wanted)
        entries = (RulingEntry(**row._mapping) for row in rows)
        return Page([one for one in entries if ruling_has(wanted.words, one)], _end(rows, "recorded_at"))

    def changes(self, wanted: Wanted) -> Page[ChangeTold]:
        query = select(changes, permits.c.number.label("permit")).join(permits, permits.c.id == changes.c.permit_id)
        if wanted.permit is not None:
            query = query.where(permits.c.number == wanted.permit)
        with self._reading() as connection:
            rows = _rows(connection, query, changes.c.at, changes.c.id, changes.c.phone, wanted)
            changed = _changed(connection, [row.id for row in rows])
        told = (
            ChangeTold(
                row.id, row.at, row.kind, row.permit, row.phone, row.channel, row.undoes, changed.get(row.id, [])
            )
            for row in rows
        )
        return Page([one for one in told if change_has(wanted.words, one)], _end(rows, "at"))

    def notices(self, wanted: Wanted) -> Page[NoticeTold]:
        query = select(notices, permits.c.number.label("permit")).outerjoin(
            permits, permits.c.id == notices.c.permit_id
        )
        if wanted.permit is not None:
            query = query.where(permits.c.number == wanted.permit)
        with self._reading() as connection:
            rows = _rows(connection, query, notices.c.made_at, notices.c.id, notices.c.phone, wanted)
        return Page([one for one in map(_notice, rows) if notice_has(wanted.words, one)], _end(rows, "made_at"))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plainly(), reading(self._engine) as connection:
            yield connection


def _notice(row: _Row) -> NoticeTold:
    return NoticeTold(
        id=row.id,
        at=row.made_at,
        kind=row.kind,
        permit=row.permit,
        phone=row.phone,
        email=row.email,
        language=row.language,
        response=row.response,
        values=row.worded_with,
        purpose=row.purpose,
        state=row.state,
        reason=row.reason,
        settled_at=row.settled_at,
    )


def _end(rows: Sequence[_Row], at: str) -> Place | None:
    return Place(rows[-1]._mapping[at], rows[-1].id) if len(rows) == ROWS_A_PAGE else None


def _rows(
    connection: Connection,
    query: _Query,
    at: ColumnElement[datetime],
    row_id: ColumnElement[str],
    phone: ColumnElement[str | None],
    wanted: Wanted,
) -> Sequence[_Row]:
    if wanted.phone is not None:
        query = query.where(phone == wanted.phone)
    if wanted.since is not None:
        query = query.where(at >= wanted.since)
    if wanted.until is not None:
        query = query.where(at < wanted.until)
    if wanted.after is not None:
        last = wanted.after
        query = query.where(or_(at > last.at, and_(at == last.at, row_id > last.id)))
    return connection.execute(query.order_by(at, row_id).limit(ROWS_A_PAGE)).all()


def _changed(connection: Connection, change_ids: Iterable[str]) -> dict[str, list[ChangedVisit]]:
    query = (
        select(
            change_visits.c.change_id,
            inspections.c.type,
            _ended.c.day.label("was_day"),
            _ended.c.half_day.label("was_half_day"),
            _begun.c.day,
            _begun.c.half_day,
            _begun.c.confirmation,
        )
        .outerjoin(_ended, _ended.c.id == change_visits.c.visit_before)
        .outerjoin(_begun, _begun.c.id == change_visits.c.visit_after)
        .join(inspections, inspections.c.id.in_([_ended.c.inspection_id, _begun.c.inspection_id]))
        .where(change_visits.c.change_id.in_(list(change_ids)))
        .order_by(change_visits.c.change_id, change_visits.c.position)
    )
    found: dict[str, list[ChangedVisit]] = {}
    for row in connection.execute(query):
        change_id, *visit = row
        found.setdefault(change_id, []).append(ChangedVisit(*visit))
    return found
