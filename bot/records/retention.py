"""What is past its retention loses its words, its parameters and its number; what is under legal hold never does.

Rows are emptied, not deleted: their ids keep a notice from going out twice and a repeated webhook from being answered
twice, and replies and the carrier's reports point at them. Consent is never purged: it proves who may be texted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, delete, exists, func, insert, null, select, update

from bot.records.database import Database
from bot.records.tables import CONVERSATIONS, HELD_PHONES, MESSAGES, PICTURES, PURGES, Direction, State
from bot.records.upsert import insert_or

ROWS_A_BATCH = 200
"""So many messages are emptied in one transaction, which keeps others waiting for milliseconds only."""

_PURGED = "purged"
_AT_ITS_END = (
    State.ANSWERED, State.GIVEN_UP, State.TOO_MANY, State.RETURNED, State.SENT, State.SUPPRESSED, State.EXPIRED,
    State.DEAD, State.DISCARDED,
)  # fmt: skip
_STILL_TO_GO = (State.QUEUED, State.SENDING, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Purge:
    """`at` is real time; `before` follows the city's clock, as the time of a message does."""

    id: str
    by: str
    at: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class Toll:
    """How many messages a purge would empty, of how many that have words, and how many of the old ones are held."""

    would: int
    of: int
    held: int


def hold_phones(database: Database, holds: Mapping[str, Sequence[str]], by: str, at: datetime) -> None:
    """These holds are all there are now, each with its phones; when a phone was first held is kept."""
    with database.write() as connection:
        known = {(row.hold, row.phone) for row in connection.execute(select(HELD_PHONES))}
        wanted = {(hold, phone) for hold, phones in holds.items() for phone in phones}
        for hold, phone in known - wanted:
            connection.execute(delete(HELD_PHONES).where(HELD_PHONES.c.hold == hold, HELD_PHONES.c.phone == phone))
        for hold, phone in sorted(wanted - known):
            connection.execute(insert(HELD_PHONES).values(hold=hold, phone=phone, set_by=by, set_at=at))


def take_toll(database: Database, before: datetime) -> Toll:
    with database.read() as connection:
        would = connection.scalar(select(func.count()).select_from(MESSAGES).where(_may_go(before), ~_IS_HELD))
        held = connection.scalar(select(func.count()).select_from(MESSAGES).where(_may_go(before), _IS_HELD))
        of = connection.scalar(select(func.count()).select_from(MESSAGES).where(_m.purged_at.is_(None)))
    return Toll(would or 0, of or 0, held or 0)


def purge_batch(database: Database, purge: Purge) -> int:
    """Empty some messages and note it; 0 once there are none left, when conversations of nobody go too."""
    with database.write() as connection:
        some = select(_m.id).where(_may_go(purge.before), ~_IS_HELD).order_by(_m.id).limit(ROWS_A_BATCH)
        ids = list(connection.scalars(some))
        if ids:
            _empty(connection, ids, purge.at)
        else:
            _forget_talks(connection, purge.before)
        _note(connection, purge, len(ids))
    return len(ids)


def _may_go(before: datetime) -> ColumnElement[bool]:
    """What has come to its end, has words left, and whose replies do not wait to be sent."""
    reply = MESSAGES.alias("reply")
    waits = exists().where(reply.c.in_reply_to == _m.id, reply.c.state.in_(_STILL_TO_GO))
    return (_m.at < before) & _m.state.in_(_AT_ITS_END) & _m.purged_at.is_(None) & ~waits


def _empty(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    connection.execute(delete(PICTURES).where(PICTURES.c.row_id.in_(ids)))
    given_up = (_m.state == State.DEAD) & (_m.direction == Direction.OUT)
    connection.execute(
        update(MESSAGES)
        .where(_m.id.in_(ids))
        .values(
            text="", phone="", parameters=null(), about=null(), email=None, subject=None, attachment=null(),
            purged_at=at, conversation_id=_conversation_of_nobody(connection, at),
            state=case((given_up, State.DISCARDED), else_=_m.state),  # nobody can send it again without its words
        )
    )  # fmt: skip


def _conversation_of_nobody(connection: Connection, at: datetime) -> int:
    """Every message stands in a conversation, which has a phone: the emptied ones stand in this one, which has none."""
    connection.execute(
        insert_or(connection.dialect.name, CONVERSATIONS)
        .values(channel=_PURGED, phone="", slots={}, rest="", begun_at=at, changed_at=at)
        .on_conflict_do_nothing(index_elements=["channel", "phone"])
    )
    identity: int = connection.execute(
        select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.channel == _PURGED, CONVERSATIONS.c.phone == "")
    ).scalar_one()
    return identity


def _forget_talks(connection: Connection, before: datetime) -> None:
    """Conversations that have no message any more: what was being talked of, and with whom."""
    talk = CONVERSATIONS.c
    connection.execute(
        delete(CONVERSATIONS).where(
            talk.changed_at < before,
            talk.channel != _PURGED,
            talk.held_by.is_(None),
            ~exists().where(_m.conversation_id == talk.id),
            ~exists().where(HELD_PHONES.c.phone == talk.phone),
        )
    )


def _note(connection: Connection, purge: Purge, messages: int) -> None:
    noted = insert_or(connection.dialect.name, PURGES).values(
        id=purge.id, by=purge.by, at=purge.at, before=purge.before, messages=messages
    )
    more = {"messages": PURGES.c.messages + messages}
    connection.execute(noted.on_conflict_do_update(index_elements=["id"], set_=more))


_m = MESSAGES.c

_IS_HELD = exists().where(HELD_PHONES.c.phone == _m.phone)
