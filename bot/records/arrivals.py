"""Storing a message as it comes in, once, with what can be answered at once in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, case, insert, literal, select, update

from bot.conversation.desk import AtOnce, ConsentChange, Standing
from bot.incoming import Incoming, clean
from bot.outbox.purposes import Purpose
from bot.records.consent import LATEST_CHANGE, ConsentNote, is_clarified, note_change, note_first_text
from bot.records.database import Database
from bot.records.pictures import note_pictures
from bot.records.presence import is_alive
from bot.records.tables import CONVERSATIONS, MESSAGES, Direction, State
from bot.records.upsert import insert_or
from bot.records.velocity import is_told, is_too_many


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a message. `answer` is final where it is not None, and may be silence."""

    conversation_id: int
    answer: str | None
    held_elsewhere: bool = False
    """Another running process is at work on it."""


class _AlreadyStoredError(Exception):
    """Rolls back what a repeated message would have changed."""


def store_message(
    database: Database,
    message: Incoming,
    *,
    answer_at_once: Callable[[Standing], AtOnce | None],
    invitation: str,
    most: int,
    program: str,
    now: datetime,
) -> Stored:
    """Store and commit. A message id that is known changes nothing and gets what the first one got.

    `invitation` is what the city publishes with its number, so what somebody saw before their first text; `most`
    messages of a phone are answered in a while: velocity.py.
    """
    try:
        with database.write() as connection:
            standing = _standing(connection, message, most, now)
            answer = answer_at_once(standing)
            conversation_id = _open_conversation(connection, message, program if answer is None else None, now)
            if answer is not None and _has_been_said(connection, message, answer, now):
                answer = replace(answer, text="")
            if not standing.is_known and (answer is None or answer.consent is None):
                note_first_text(connection, _consent(message, ConsentChange.IMPLIED, invitation))
            _insert(connection, message, conversation_id, program, now, _state_after(answer))
            if answer is not None:
                _note_answer(connection, message, conversation_id, answer, program, now)
    except _AlreadyStoredError:
        return find_outcome(database, message.message_id, program, now)
    return Stored(conversation_id, None if answer is None else answer.text)


def find_outcome(database: Database, message_id: str, program: str, now: datetime) -> Stored:
    """What a stored message was answered in its response: nothing where the reply went another way."""
    with database.read() as connection:
        row = connection.execute(_OUTCOME, {"the_message_id": message_id, "the_time": now}).one_or_none()
        if row is None:
            return Stored(0, "")
        if row.state == State.WAITING and not row.attempts:
            return Stored(row.conversation_id, None, held_elsewhere=bool(row.alive) and row.held_by != program)
        return Stored(row.conversation_id, _returned_text(connection, row.id))


def is_waiting(database: Database, message_id: str) -> bool:
    with database.read() as connection:
        state = connection.scalar(select(MESSAGES.c.state).where(MESSAGES.c.message_id == message_id))
    return state == State.WAITING


def _returned_text(connection: Connection, row_id: int) -> str:
    latest = connection.execute(
        select(MESSAGES.c.text, MESSAGES.c.state)
        .where(MESSAGES.c.in_reply_to == row_id)
        .order_by(MESSAGES.c.id.desc())
        .limit(1)
    ).one_or_none()
    return latest.text if latest is not None and latest.state == State.RETURNED else ""


def _standing(connection: Connection, message: Incoming, most: int, now: datetime) -> Standing:
    row = connection.execute(_STANDING, {"the_channel": message.channel, "the_phone": message.phone}).one()
    too_many = is_too_many(connection, message.phone, most, now)
    return Standing(
        row.consent == ConsentChange.STOP, row.slots or {}, row.rest or "", too_many, is_known=row.consent is not None
    )


def _has_been_said(connection: Connection, message: Incoming, answer: AtOnce, now: datetime) -> bool:
    """Of a flood it is said once; so it is of a stop, while the clarifying text of the one before is minutes old."""
    if answer.too_many:
        return is_told(connection, message.phone, now)
    return answer.consent is ConsentChange.STOP and is_clarified(connection, message.phone, message.received_at)


def _consent(message: Incoming, change: ConsentChange, shown: str) -> ConsentNote:
    return ConsentNote(
        message.phone, change, clean(message.text), message.message_id, message.received_at,
        shown=shown or None, channel=message.channel,
    )  # fmt: skip


def _state_after(answer: AtOnce | None) -> State:
    if answer is None:
        return State.WAITING
    return State.TOO_MANY if answer.too_many else State.ANSWERED


def _open_conversation(connection: Connection, message: Incoming, hold_for: str | None, now: datetime) -> int:
    """The conversation's id; held for this process where it is free and a turn is to follow."""
    identity: int = connection.execute(
        _opening(connection.dialect.name),
        {
            "channel": message.channel,
            "phone": message.phone,
            "slots": {},
            "rest": "",
            "held_by": hold_for,
            "begun_at": message.received_at,
            "changed_at": message.received_at,
            "the_time": now,
        },
    ).scalar_one()
    return identity


def _insert(
    connection: Connection, message: Incoming, conversation_id: int, program: str, now: datetime, state: State
) -> None:
    inserted = connection.execute(
        _arrival(connection.dialect.name),
        {
            "conversation_id": conversation_id,
            "direction": Direction.IN,
            "message_id": message.message_id,
            "phone": message.phone,
            "text": clean(message.text),
            "parameters": [list(pair) for pair in message.parameters],
            "pictures": message.pictures,
            "files": message.files,
            "at": message.received_at,
            "stored_at": now,
            "correlation_id": message.correlation_id,
            "state": state,
            "held_by": program if state is State.WAITING else None,
            "attempts": 0,
            "kind": "",
            "late": False,
        },
    ).scalar_one_or_none()
    if inserted is None:
        raise _AlreadyStoredError
    note_pictures(connection, inserted, message, now, too_many=state is State.TOO_MANY)


def _note_answer(
    connection: Connection, message: Incoming, conversation_id: int, answer: AtOnce, program: str, now: datetime
) -> None:
    if answer.consent is not None:
        note_change(connection, _consent(message, answer.consent, answer.text))
    connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation_id).values(rest=answer.rest))
    if answer.text:
        of_message = select(MESSAGES.c.id).where(MESSAGES.c.message_id == message.message_id).scalar_subquery()
        connection.execute(
            insert(MESSAGES).values(
                conversation_id=conversation_id,
                direction=Direction.OUT,
                phone=message.phone,
                text=answer.text,
                at=message.received_at,
                stored_at=now,
                correlation_id=message.correlation_id,
                state=State.RETURNED,
                held_by=program,
                purpose=Purpose.REPLY,
                in_reply_to=of_message,
                kind="at_once",
            )
        )


# Built once: to build a statement costs more than to run it.
_PERSON = select(literal(1)).subquery()
_STANDING = select(LATEST_CHANGE.label("consent"), CONVERSATIONS.c.slots, CONVERSATIONS.c.rest).select_from(
    _PERSON.outerjoin(
        CONVERSATIONS,
        (CONVERSATIONS.c.channel == bindparam("the_channel")) & (CONVERSATIONS.c.phone == bindparam("the_phone")),
    )
)
_OUTCOME = select(
    MESSAGES.c.id,
    MESSAGES.c.conversation_id,
    MESSAGES.c.state,
    MESSAGES.c.attempts,
    MESSAGES.c.held_by,
    is_alive(MESSAGES.c.held_by).label("alive"),
).where(MESSAGES.c.message_id == bindparam("the_message_id"))


@lru_cache
def _opening(dialect: str) -> Any:
    """Opens a conversation or finds it; a holder that lives keeps it."""
    opening = insert_or(dialect, CONVERSATIONS)
    held = CONVERSATIONS.c.held_by
    holder = case((opening.excluded.held_by.is_(None), held), (is_alive(held), held), else_=opening.excluded.held_by)
    return opening.on_conflict_do_update(index_elements=["channel", "phone"], set_={"held_by": holder}).returning(
        CONVERSATIONS.c.id
    )


@lru_cache
def _arrival(dialect: str) -> Any:
    arrival = insert_or(dialect, MESSAGES)
    return arrival.on_conflict_do_nothing(index_elements=["message_id"]).returning(MESSAGES.c.id)
