"""Reading messages back: for a program of ours, and for the sweep that looks for what nobody is at work on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.records.database import Database
from bot.records.presence import is_alive
from bot.records.tables import (
    CONSENT,
    CONVERSATIONS,
    DELIVERIES,
    HELD_PHONES,
    MESSAGES,
    PACE,
    PICTURES,
    PURGES,
    VERIFICATIONS,
    State,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One message of a person's talk with us, in or out, in order of `id`."""

    id: int
    direction: str
    text: str
    at: datetime
    state: str
    in_reply_to: int | None
    message_id: str | None
    late: bool
    responses: list[str] | None
    purpose: str | None
    delivery: str | None
    error_code: int | None


@dataclass(frozen=True, slots=True)
class Stranded:
    """A conversation with waiting messages that no living process holds; `stored_at` is real time."""

    conversation_id: int
    stored_at: datetime
    apologised: bool


def messages_of(database: Database, phone: str, after: int = 0, most: int = 500) -> list[Told]:
    column = MESSAGES.c
    with database.read() as connection:
        rows = connection.execute(
            select(
                column.id, column.direction, column.text, column.at,
                column.state, column.in_reply_to, column.message_id, column.late, column.responses,
                column.purpose, column.delivery, column.error_code,
            )
            .where(column.phone == phone, column.id > after)
            .order_by(column.id)
            .limit(most)
        )  # fmt: skip
        return [Told(**row._mapping) for row in rows]


def find_stranded(database: Database, program: str, now: datetime, most: int = 50) -> list[Stranded]:
    """Also what this process holds itself: it may have failed to store an answer."""
    column = MESSAGES.c
    with database.read() as connection:
        rows = connection.execute(
            select(column.conversation_id, func.min(column.stored_at), func.max(CONVERSATIONS.c.apologised_at))
            .join(CONVERSATIONS, CONVERSATIONS.c.id == column.conversation_id)
            .where(column.state == State.WAITING)
            .where((column.held_by == program) | ~is_alive(column.held_by))
            .group_by(column.conversation_id)
            .order_by(func.min(column.id))
            .limit(most),
            {"the_time": now},
        ).all()
        return [Stranded(row[0], row[1], row[2] is not None) for row in rows]


def forget_everything(database: Database) -> None:
    """For the demo alone."""
    with database.write() as connection:
        for table in (
            DELIVERIES, PICTURES, MESSAGES, CONVERSATIONS, CONSENT, PACE, VERIFICATIONS, HELD_PHONES, PURGES,
        ):  # fmt: skip
            connection.execute(delete(table))
