"""The pictures of messages: one is claimed for a while, fetched, and settled once, together with what is said of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Update, bindparam, func, insert, or_, select, update

from bot.incoming import Incoming
from bot.outbox.purposes import Purpose
from bot.ports import Slots
from bot.records.database import Database
from bot.records.tables import CONVERSATIONS, MESSAGES, PICTURES, Direction, State
from bot.records.upsert import insert_or


class PictureState(StrEnum):
    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Claimed:
    """One try, counted by `tries`; `text` and `slots` are of the message that it came with."""

    picture_id: int
    row_id: int
    conversation_id: int
    address: str
    phone: str
    text: str
    slots: Slots
    tries: int
    stored_at: datetime
    correlation_id: str


@dataclass(frozen=True, slots=True)
class Settled:
    """How it ended; `reason` is for staff."""

    state: PictureState
    reason: str = ""
    content: bytes | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Sorry:
    """What the sender of a picture that is not kept is told; `at` is the city's time."""

    text: str
    purpose: Purpose
    at: datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """As staff see it; the content is asked for apart."""

    id: int
    row_id: int
    state: str
    reason: str | None
    content_type: str | None
    size: int | None


def note_pictures(connection: Connection, row_id: int, message: Incoming, now: datetime, *, too_many: bool) -> None:
    """With the message that they came with, in its transaction; those of a flood are not fetched."""
    if message.addresses:
        state, reason = (PictureState.REFUSED, "too_many") if too_many else (PictureState.WAITING, None)
        connection.execute(
            insert(PICTURES),
            [
                {"row_id": row_id, "place": place, "address": address, "state": state, "reason": reason, "tries": 0,
                 "stored_at": now}
                for place, address in enumerate(message.addresses)
            ],
        )  # fmt: skip


def claim_next(database: Database, now: datetime, lease: timedelta) -> Claimed | None:
    with database.read() as connection:
        due = connection.scalar(_DUE, {"the_time": now})
    if due is None:
        return None
    with database.write() as connection:
        taken = connection.execute(
            _CLAIM, {"the_picture": due, "the_time": now, "lease_until": now + lease}
        ).one_or_none()
        return None if taken is None else _claimed(connection, taken.id, taken.tries)


def _claimed(connection: Connection, picture_id: int, tries: int) -> Claimed:
    row = connection.execute(_WITH_ITS_MESSAGE, {"the_picture": picture_id}).one()
    return Claimed(
        picture_id, row.row_id, row.conversation_id, row.address, row.phone, row.text, row.slots, tries,
        row.stored_at, row.correlation_id,
    )  # fmt: skip


def put_back(database: Database, claimed: Claimed, retry_at: datetime, reason: str) -> None:
    with database.write() as connection:
        connection.execute(_of(claimed).values(lease_until=None, retry_at=retry_at, reason=reason[:60]))


def settle(database: Database, claimed: Claimed, settled: Settled, sorry: Sorry | None, now: datetime) -> bool:
    """Whether this try counts: not where its lease ran out and another one was made."""
    with database.write() as connection:
        counts = connection.execute(
            _of(claimed).values(
                state=settled.state, reason=settled.reason[:60] or None, content=settled.content,
                content_type=settled.content_type, lease_until=None, retry_at=None, settled_at=now,
            )
        ).rowcount  # fmt: skip
        if counts and sorry is not None:
            _say_sorry(connection, claimed, sorry, now)
    return bool(counts)


def _say_sorry(connection: Connection, claimed: Claimed, sorry: Sorry, now: datetime) -> None:
    """Once a message, however many of its pictures are not kept."""
    connection.execute(
        insert_or(connection.dialect.name, MESSAGES)
        .values(
            conversation_id=claimed.conversation_id, direction=Direction.OUT, phone=claimed.phone, text=sorry.text,
            at=sorry.at, stored_at=now, correlation_id=claimed.correlation_id, state=State.QUEUED, kind="picture",
            purpose=sorry.purpose, notice=f"picture-{claimed.row_id}",
        )
        .on_conflict_do_nothing(index_elements=["notice"])
    )  # fmt: skip


def count_kept(database: Database, phone: str, since: datetime) -> int:
    with database.read() as connection:
        return int(connection.scalar(_KEPT_OF_PHONE, {"the_phone": phone, "since": since}) or 0)


def pictures_of(database: Database, phone: str) -> dict[int, list[Picture]]:
    """By the row of the message that they came with."""
    found: dict[int, list[Picture]] = {}
    with database.read() as connection:
        for row in connection.execute(_OF_PHONE, {"the_phone": phone}):
            found.setdefault(row.row_id, []).append(Picture(**row._mapping))
    return found


def find_content(database: Database, picture_id: int) -> tuple[bytes, str] | None:
    """A kept picture and its type."""
    with database.read() as connection:
        row = connection.execute(
            select(_p.content, _p.content_type).where(_p.id == picture_id, _p.state == PictureState.KEPT)
        ).one_or_none()
    return None if row is None else (row.content, row.content_type)


# Built once: to build a statement costs more than to run it.
_p = PICTURES.c
_IS_DUE = (
    (_p.state == PictureState.WAITING)
    & or_(_p.retry_at.is_(None), _p.retry_at <= bindparam("the_time", type_=_p.retry_at.type))
    & or_(_p.lease_until.is_(None), _p.lease_until <= bindparam("the_time", type_=_p.lease_until.type))
)
_DUE = select(_p.id).where(_IS_DUE).order_by(_p.id).limit(1)
_CLAIM = (
    update(PICTURES)
    .where(_p.id == bindparam("the_picture"), _IS_DUE)
    .values(tries=_p.tries + 1, lease_until=bindparam("lease_until", type_=_p.lease_until.type))
    .returning(_p.id, _p.tries)
)
_WITH_ITS_MESSAGE = (
    select(
        _p.row_id, _p.address, _p.stored_at, MESSAGES.c.conversation_id, MESSAGES.c.phone, MESSAGES.c.text,
        MESSAGES.c.correlation_id, CONVERSATIONS.c.slots,
    )
    .join(MESSAGES, MESSAGES.c.id == _p.row_id)
    .join(CONVERSATIONS, CONVERSATIONS.c.id == MESSAGES.c.conversation_id)
    .where(_p.id == bindparam("the_picture"))
)  # fmt: skip
_OF_PHONE = (
    select(_p.id, _p.row_id, _p.state, _p.reason, _p.content_type, func.length(_p.content).label("size"))
    .join(MESSAGES, MESSAGES.c.id == _p.row_id)
    .where(MESSAGES.c.phone == bindparam("the_phone"))
    .order_by(_p.id)
)
_KEPT_OF_PHONE = (
    select(func.count())
    .select_from(PICTURES)
    .join(MESSAGES, MESSAGES.c.id == _p.row_id)
    .where(MESSAGES.c.phone == bindparam("the_phone"), _p.state == PictureState.KEPT, _p.stored_at > bindparam("since"))
)


def _of(claimed: Claimed) -> Update:
    return update(PICTURES).where(
        _p.id == claimed.picture_id, _p.state == PictureState.WAITING, _p.tries == claimed.tries
    )
