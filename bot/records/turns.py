"""The waiting messages of a conversation, one at a time: which is next, and what its turn leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, case, exists, func, insert, select, update

from bot.conversation.desk import ConsentChange
from bot.outbox.purposes import Purpose
from bot.ports import Slots
from bot.records.consent import LATEST_CHANGE, end_talk
from bot.records.database import Database
from bot.records.presence import is_alive
from bot.records.tables import CONVERSATIONS, MESSAGES, Direction, State


class Kind(StrEnum):
    REPLY = "reply"
    APOLOGY = "apology"
    GAVE_UP = "gave_up"


class LostHoldError(Exception):
    """Another process took this message up, because this one seemed dead; its turn counts, ours does not."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest message of a conversation that has no answer yet, and the state it meets.

    `at` is its arrival by the city's clock, `stored_at` by the real one.
    """

    row_id: int
    conversation_id: int
    message_id: str
    channel: str
    phone: str
    text: str
    pictures: int
    files: int
    at: datetime
    stored_at: datetime
    correlation_id: str
    attempts: int
    slots: Slots
    notice: Mapping[str, Any] | None
    """What the city said last before it, where that can be answered: `{"notice", "response", "at", **about}`."""
    apologised: bool
    held_by: str | None
    talk_held_by: str | None
    held_elsewhere: bool
    """Another living process holds the message or the conversation."""
    is_ours: bool
    """This process holds both."""
    more_behind: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is said to the person. `returned` in the webhook's response, else it is queued for the carrier."""

    text: str
    kind: Kind
    at: datetime
    returned: bool
    late: bool = False
    responses: tuple[str, ...] = ()


def find_next(database: Database, conversation_id: int, program: str, now: datetime) -> Waiting | None:
    with database.read() as connection:
        row = connection.execute(_NEXT, {"the_conversation": conversation_id, "the_time": now}).one_or_none()
    if row is None:
        return None
    return Waiting(
        row_id=row.id,
        conversation_id=conversation_id,
        message_id=row.message_id,
        channel=row.channel,
        phone=row.phone,
        text=row.text,
        pictures=row.pictures,
        files=row.files,
        at=row.at,
        stored_at=row.stored_at,
        correlation_id=row.correlation_id,
        attempts=row.attempts,
        slots=row.slots,
        notice=_notice(row),
        apologised=row.apologised_at is not None,
        held_by=row.held_by,
        talk_held_by=row.talk_held_by,
        held_elsewhere=_by_another(row.held_by, program, alive=row.holder_alive)
        or _by_another(row.talk_held_by, program, alive=row.talk_holder_alive),
        is_ours=row.held_by == program and row.talk_held_by == program,
        more_behind=bool(row.more_behind),
    )


def _notice(row: Any) -> Mapping[str, Any] | None:
    if row.about is None:
        return None
    return {"notice": row.notice, "response": row.responses[0], "at": row.said_at.isoformat(), **row.about}


def _by_another(holder: str | None, program: str, *, alive: bool) -> bool:
    return holder is not None and holder != program and bool(alive)


def take_up(database: Database, waiting: Waiting, program: str) -> bool:
    """Hold a conversation and its next message for this process, if they are still as they were read."""
    with database.write() as connection:
        took = connection.execute(
            update(CONVERSATIONS)
            .where(CONVERSATIONS.c.id == waiting.conversation_id)
            .where(CONVERSATIONS.c.held_by.is_not_distinct_from(waiting.talk_held_by))
            .values(held_by=program)
        ).rowcount
        if took:
            connection.execute(
                update(MESSAGES)
                .where(MESSAGES.c.id == waiting.row_id, MESSAGES.c.state == State.WAITING)
                .where(MESSAGES.c.held_by.is_not_distinct_from(waiting.held_by))
                .values(held_by=program)
            )
    return bool(took)


def let_go(database: Database, waiting: Waiting, program: str) -> None:
    """The next message is another living process's: it must have the conversation."""
    with database.write() as connection:
        connection.execute(
            update(CONVERSATIONS)
            .where(CONVERSATIONS.c.id == waiting.conversation_id, CONVERSATIONS.c.held_by == program)
            .values(held_by=None)
        )


def has_own_waiting(database: Database, conversation_id: int, program: str) -> bool:
    with database.read() as connection:
        found = connection.scalar(
            select(
                exists().where(
                    MESSAGES.c.conversation_id == conversation_id,
                    MESSAGES.c.state == State.WAITING,
                    MESSAGES.c.held_by == program,
                )
            )
        )
    return bool(found)


def finish_turn(
    database: Database,
    waiting: Waiting,
    program: str,
    outgoing: Outgoing,
    now: datetime,
    *,
    slots: Slots,
    rest: str = "",
) -> State:
    """Reply and new state in one transaction; gives the reply's state. Raise `LostHoldError`."""
    state = State.GIVEN_UP if outgoing.kind is Kind.GAVE_UP else State.ANSWERED
    with database.write() as connection:
        _release(connection, waiting, program, slots=dict(slots), rest=rest, apologised_at=None)
        done = connection.execute(
            _ANSWERED, {"the_row": waiting.row_id, "state": state, "held_by": None, "late": outgoing.late}
        ).rowcount
        if not done:
            raise LostHoldError
        said = _say(connection, waiting, program, outgoing, now)
        if said is State.SUPPRESSED:
            end_talk(connection, waiting.phone)
        return said


def postpone(
    database: Database, waiting: Waiting, program: str, apology: Outgoing | None, now: datetime
) -> State | None:
    """The chain is down: the message waits for the sweep, and the old state stays. Raise `LostHoldError`."""
    with database.write() as connection:
        marks = {} if apology is None else {"apologised_at": apology.at}
        _release(connection, waiting, program, **marks)
        connection.execute(
            update(MESSAGES).where(MESSAGES.c.id == waiting.row_id).values(attempts=MESSAGES.c.attempts + 1)
        )
        connection.execute(
            update(MESSAGES)
            .where(MESSAGES.c.conversation_id == waiting.conversation_id)
            .where(MESSAGES.c.state == State.WAITING, MESSAGES.c.held_by == program)
            .values(held_by=None)
        )
        return None if apology is None else _say(connection, waiting, program, apology, now)


def _release(connection: Connection, waiting: Waiting, program: str, **values: object) -> None:
    keys = {"the_conversation": waiting.conversation_id, "the_program": program}
    released = connection.execute(_RELEASE, {**keys, "held_by": None, "changed_at": waiting.at, **values}).rowcount
    if not released:
        raise LostHoldError


def _say(connection: Connection, waiting: Waiting, program: str, outgoing: Outgoing, now: datetime) -> State:
    state = connection.execute(
        _SAY,
        {
            "conversation_id": waiting.conversation_id,
            "direction": Direction.OUT,
            "phone": waiting.phone,
            "text": outgoing.text,
            "at": outgoing.at,
            "stored_at": now,
            "correlation_id": waiting.correlation_id,
            "intended": State.RETURNED if outgoing.returned else State.QUEUED,
            "in_reply_to": waiting.row_id,
            "kind": outgoing.kind,
            "late": outgoing.late,
            "responses": list(outgoing.responses),
            "the_phone": waiting.phone,
            "purpose": Purpose.REPLY,
            "held_by": program if outgoing.returned else None,  # so that what dies with it can be told: interrupted.py
        },
    ).scalar_one()
    return State(state)


# Built once: to build a statement costs more than to run it.
_message, _talk, _behind = MESSAGES.c, CONVERSATIONS.c, MESSAGES.alias("behind").c
_notice_rows = MESSAGES.alias("notices")
_notices, _sent, _replied = _notice_rows.c, MESSAGES.alias("sent").c, MESSAGES.alias("replied").c
# The claim is the moment at which a notice went: it stays the same, however late the carrier says that it has it.
_LATEST_NOTICE = (
    select(_sent.id)
    .where(
        _sent.conversation_id == _message.conversation_id,
        _sent.about.is_not(None),
        _sent.state.in_((State.SENDING, State.UNKNOWN, State.SENT)),
        _sent.claimed_at <= _message.stored_at,
    )
    .order_by(_sent.claimed_at.desc(), _sent.id.desc())
    .limit(1)
    .correlate(MESSAGES)
    .scalar_subquery()
)
_IS_UNHEARD = ~exists().where(  # a turn that came after it has it in its slots already
    _replied.phone == _notices.phone,
    _replied.id > _notices.id,
    _replied.conversation_id == _notices.conversation_id,
    _replied.kind == Kind.REPLY,
    _replied.in_reply_to < _message.id,
    func.coalesce(_replied.claimed_at, _replied.stored_at) > _notices.claimed_at,
)
_NEXT = (
    select(
        _message.id, _message.message_id, _message.phone, _message.text, _message.pictures, _message.files, _message.at,
        _message.stored_at, _message.correlation_id, _message.attempts, _message.held_by,
        _notices.notice, _notices.responses, _notices.about, _notices.at.label("said_at"),
        _talk.channel, _talk.slots, _talk.apologised_at, _talk.held_by.label("talk_held_by"),
        is_alive(_message.held_by).label("holder_alive"),
        is_alive(_talk.held_by).label("talk_holder_alive"),
        exists().where(
            _behind.conversation_id == _message.conversation_id,
            _behind.state == State.WAITING,
            _behind.id > _message.id,
        ).label("more_behind"),
    )
    .join(CONVERSATIONS, _talk.id == _message.conversation_id)
    .outerjoin(_notice_rows, (_notices.id == _LATEST_NOTICE) & _IS_UNHEARD)
    .where(_message.conversation_id == bindparam("the_conversation"), _message.state == State.WAITING)
    .order_by(_message.id)
    .limit(1)
)  # fmt: skip
_RELEASE = update(CONVERSATIONS).where(
    _talk.id == bindparam("the_conversation"), _talk.held_by == bindparam("the_program")
)
_ANSWERED = update(MESSAGES).where(_message.id == bindparam("the_row"), _message.state == State.WAITING)
# Nothing is said to somebody who opted out, which the insert itself looks up.
_SAY = (
    insert(MESSAGES)
    .values(
        state=case(
            (LATEST_CHANGE == ConsentChange.STOP, State.SUPPRESSED),
            else_=bindparam("intended", type_=_message.state.type),
        )
    )
    .returning(_message.state)
)
