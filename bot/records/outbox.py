"""Messages that the carrier has yet to take: claimed before the call, settled after it, never sent blindly again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.conversation.desk import ConsentChange
from bot.records.consent import is_opted_out, note_change
from bot.records.database import Database
from bot.records.presence import give_up_unknown_sends
from bot.records.tables import MESSAGES, State


@dataclass(frozen=True, slots=True)
class Claimed:
    row_id: int
    phone: str
    text: str
    attempts: int
    correlation_id: str


def find_due(database: Database, now: datetime, most: int = 50) -> list[int]:
    with database.read() as connection:
        return list(
            connection.scalars(
                select(MESSAGES.c.id)
                .where(MESSAGES.c.state == State.QUEUED)
                .where(MESSAGES.c.retry_at.is_(None) | (MESSAGES.c.retry_at <= now))
                .order_by(MESSAGES.c.id)
                .limit(most)
            )
        )


def claim(database: Database, row_id: int, program: str) -> Claimed | None:
    """The message, for this process alone; None where it is taken, or the person has opted out by now."""
    with database.write() as connection:
        row = connection.execute(
            update(MESSAGES)
            .where(MESSAGES.c.id == row_id, MESSAGES.c.state == State.QUEUED)
            .values(state=State.SENDING, held_by=program, attempts=MESSAGES.c.attempts + 1)
            .returning(MESSAGES.c.id, MESSAGES.c.phone, MESSAGES.c.text, MESSAGES.c.attempts, MESSAGES.c.correlation_id)
        ).one_or_none()
        if row is None:
            return None
        if is_opted_out(connection, row.phone):
            connection.execute(
                update(MESSAGES).where(MESSAGES.c.id == row_id).values(state=State.SUPPRESSED, held_by=None)
            )
            return None
    return Claimed(row.id, row.phone, row.text, row.attempts, row.correlation_id)


def settle(
    database: Database,
    row_id: int,
    state: State,
    *,
    message_id: str | None = None,
    retry_at: datetime | None = None,
) -> None:
    with database.write() as connection:
        connection.execute(
            update(MESSAGES)
            .where(MESSAGES.c.id == row_id)
            .values(state=state, held_by=None, message_id=message_id, retry_at=retry_at)
        )


def note_carrier_opt_out(database: Database, claimed: Claimed, at: datetime) -> None:
    """The carrier knows of an opt-out that did not reach us."""
    with database.write() as connection:
        note_change(
            connection,
            phone=claimed.phone,
            change=ConsentChange.STOP,
            words="(carrier error 21610)",
            message_id=f"out-{claimed.row_id}",
            at=at,
        )


def tidy(database: Database, now: datetime) -> int:
    with database.write() as connection:
        return give_up_unknown_sends(connection, now)
