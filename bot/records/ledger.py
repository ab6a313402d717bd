"""The public record of messages and consent, read page by page in order of time, without holding anything up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from bot.records.database import Database
from bot.records.tables import CONSENT, CONVERSATIONS, MESSAGES, Direction
from runtime.paging import Place
from runtime.searching import Words

ROWS_A_PAGE = 500
"""So many rows are looked at for one page; where words are looked for, fewer may be on it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: all that is given must hold. `since` is included, `until` is not.

    With `message_ids`, `notices` or `naming` (a permit's number): the messages with these ids of the carrier's, of
    these notices, or whose words name it; and what was replied to them, and what they reply to.
    """

    phone: str | None = None
    message_ids: Sequence[str] = ()
    notices: Sequence[str] = ()
    naming: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: Words = field(default_factory=Words)
    after: Place | None = None

    @property
    def is_about_something(self) -> bool:
        return bool(self.message_ids or self.notices or self.naming)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message. `said_before` is what went out last before a message that came in; it tells what that answers."""

    id: int
    direction: str
    channel: str
    phone: str
    text: str
    at: datetime
    state: str
    purpose: str | None
    delivery: str | None
    error_code: int | None
    message_id: str | None
    in_reply_to: int | None
    correlation_id: str
    notice: str | None
    responses: Sequence[str]
    late: bool
    pictures: int
    email: str | None
    subject: str | None
    purged_at: datetime | None
    said_before: str
    answers_a_code: bool
    """What went out last before it brought a one-time code."""


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    id: int
    phone: str
    change: str
    words: str
    message_id: str
    at: datetime
    channel: str
    purpose: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class Page[Of]:
    """`after` is where the next page begins; None at the end."""

    entries: Sequence[Of]
    after: Place | None


def page_of_messages(database: Database, wanted: Wanted) -> Page[Entry]:
    with database.read() as connection:
        rows = connection.execute(_messages(wanted)).all()
        found = [row for row in rows if wanted.words.are_in(row.text)]
        before = {row.said_before for row in found if row.said_before is not None}
        said = {
            row.id: row
            for row in connection.execute(
                select(_m.id, _m.text, _m.purpose).where(_m.id.in_(before)) if before else _NONE
            )
        }
    return Page([_entry(row, said.get(row.said_before)) for row in found], _end(rows))


def page_of_consent(database: Database, wanted: Wanted) -> Page[ConsentEntry]:
    columns = CONSENT.c
    query = select(
        columns.id,
        columns.phone,
        columns.change,
        columns.words,
        columns.message_id,
        columns.at,
        columns.channel,
        columns.purpose,
        columns.shown,
    )
    query = _within(query, columns.at, columns.id, columns.phone, wanted)
    with database.read() as connection:
        rows = connection.execute(query).all()
    found = [row for row in rows if wanted.words.are_in(row.words, row.change)]
    return Page([ConsentEntry(**row._mapping) for row in found], _end(rows))


def _messages(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    earlier = MESSAGES.alias("earlier")
    said_before = (
        select(func.max(earlier.c.id))
        .where(earlier.c.phone == _m.phone, earlier.c.id < _m.id, earlier.c.direction == Direction.OUT)
        .where(_m.direction == Direction.IN)
        .scalar_subquery()
    )
    query = select(
        _m.id, _m.direction, CONVERSATIONS.c.channel, _m.phone, _m.text, _m.at, _m.state, _m.purpose, _m.delivery,
        _m.error_code, _m.message_id, _m.in_reply_to, _m.correlation_id, _m.notice, _m.responses, _m.late, _m.pictures,
        _m.email, _m.subject, _m.purged_at,
        said_before.label("said_before"),
    ).join(CONVERSATIONS, CONVERSATIONS.c.id == _m.conversation_id)  # fmt: skip
    if wanted.is_about_something:
        query = query.where(_in_the_threads(wanted))
    return _within(query, _m.at, _m.id, _m.phone, wanted)


def _in_the_threads(wanted: Wanted) -> ColumnElement[bool]:
    """The messages that are asked for, their replies, and what they reply to."""
    begun = MESSAGES.alias("begun")
    asked_for: list[ColumnElement[bool]] = []
    if wanted.message_ids:
        asked_for.append(begun.c.message_id.in_(wanted.message_ids))
    if wanted.notices:
        asked_for.append(begun.c.notice.in_(wanted.notices))
    if wanted.naming:
        written = func.replace(func.replace(func.lower(begun.c.text), "-", ""), " ", "")
        asked_for.append(written.contains(wanted.naming.lower().replace("-", "").replace(" ", ""), autoescape=True))
    ids = select(begun.c.id).where(or_(*asked_for))
    replied_to = select(begun.c.in_reply_to).where(or_(*asked_for), begun.c.in_reply_to.is_not(None))
    return or_(_m.id.in_(ids), _m.in_reply_to.in_(ids), _m.id.in_(replied_to))


def _within(
    query: Select[*tuple[Any, ...]],
    at: ColumnElement[datetime],
    row_id: ColumnElement[int],
    phone: ColumnElement[str],
    wanted: Wanted,
) -> Select[*tuple[Any, ...]]:
    if wanted.phone is not None:
        query = query.where(phone == wanted.phone)
    if wanted.since is not None:
        query = query.where(at >= wanted.since)
    if wanted.until is not None:
        query = query.where(at < wanted.until)
    if wanted.after is not None:
        last = wanted.after
        query = query.where(or_(at > last.at, and_(at == last.at, row_id > int(last.id))))
    return query.order_by(at, row_id).limit(ROWS_A_PAGE)


def _end(rows: Sequence[Row[*tuple[Any, ...]]]) -> Place | None:
    return Place(rows[-1].at, str(rows[-1].id)) if len(rows) == ROWS_A_PAGE else None


def _entry(row: Row[*tuple[Any, ...]], before: Row[*tuple[Any, ...]] | None) -> Entry:
    values = dict(row._mapping)
    values["responses"] = row.responses or ()
    values["said_before"] = before.text if before else ""
    return Entry(**values, answers_a_code=before is not None and before.purpose == "code")


_m = MESSAGES.c
_NONE = select(_m.id, _m.text, _m.purpose).where(_m.id < 0)
