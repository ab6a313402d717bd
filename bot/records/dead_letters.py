"""What was given up, for staff to look at, retry or discard; and where the outbox stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update

from bot.records.database import Database
from bot.records.tables import MESSAGES, Direction, State


class Ruled(StrEnum):
    """What came of staff's word on a dead letter."""

    DONE = "done"
    NOT_DEAD = "not_dead"
    NO_LONGER_USEFUL = "no_longer_useful"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    row_id: int
    phone: str
    purpose: str
    reason: str
    error_code: int | None
    tries: int
    stored_at: datetime
    email: str | None = None
    """Where it was to go, if not to the phone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many messages stand where: the queued by purpose, the others that are not at their end by state."""

    queued: Mapping[str, int]
    held_back: int
    """Of the queued, those that wait for an hour of the day."""
    sending: int
    unknown: int
    dead: int
    oldest_due: datetime | None
    """Real time at which the oldest message that is due was stored."""


def dead_letters(database: Database, most: int = 500) -> list[DeadLetter]:
    with database.read() as connection:
        rows = connection.execute(
            select(MESSAGES).where(_m.state == State.DEAD, _m.direction == Direction.OUT).order_by(_m.id).limit(most)
        )
        return [
            DeadLetter(row.id, row.phone, row.purpose or "reply", row.reason or "", row.error_code, row.attempts,
                       row.stored_at, row.email)
            for row in rows
        ]  # fmt: skip


def retry(database: Database, row_id: int, *, now: datetime, city_now: datetime) -> Ruled:
    """Queue it anew, with as many tries as a new one."""
    with database.write() as connection:
        row = connection.execute(
            select(_m.state, _m.expires_at).where(_m.id == row_id, _m.direction == Direction.OUT).with_for_update()
        ).one_or_none()
        if row is None or row.state != State.DEAD:
            return Ruled.NOT_DEAD
        if row.expires_at is not None and row.expires_at <= city_now:
            return Ruled.NO_LONGER_USEFUL
        connection.execute(
            update(MESSAGES)
            .where(_m.id == row_id)
            .values(
                state=State.QUEUED, attempts=0, queued_at=now, retry_at=None, message_id=None,
                delivery=None, delivery_at=None, error_code=None, reason=None,
            )
        )  # fmt: skip
    return Ruled.DONE


def discard(database: Database, row_id: int) -> Ruled:
    with database.write() as connection:
        discarded = connection.execute(
            update(MESSAGES)
            .where(_m.id == row_id, _m.direction == Direction.OUT, _m.state == State.DEAD)
            .values(state=State.DISCARDED)
        ).rowcount
    return Ruled.DONE if discarded else Ruled.NOT_DEAD


def standing(database: Database, now: datetime, city_now: datetime) -> Standing:
    with database.read() as connection:
        by_state = {
            row.state: row.messages
            for row in connection.execute(
                select(_m.state, func.count().label("messages"))
                .where(_m.direction == Direction.OUT, _m.state.in_([State.SENDING, State.UNKNOWN, State.DEAD]))
                .group_by(_m.state)
            )
        }
        purpose = func.coalesce(_m.purpose, "reply")
        queued = connection.execute(
            select(purpose.label("purpose"), func.count().label("messages"))
            .where(_m.state == State.QUEUED)
            .group_by(purpose)
        ).all()
        early = _m.not_before > city_now
        held_back = connection.scalar(select(func.count()).select_from(MESSAGES).where(_m.state == State.QUEUED, early))
        oldest = connection.scalar(
            select(func.min(_m.stored_at))
            .where(_m.state == State.QUEUED, _m.not_before.is_(None) | ~early)
            .where(_m.retry_at.is_(None) | (_m.retry_at <= now))
        )
    return Standing(
        queued={row.purpose: row.messages for row in queued},
        held_back=held_back or 0,
        sending=by_state.get(State.SENDING, 0),
        unknown=by_state.get(State.UNKNOWN, 0),
        dead=by_state.get(State.DEAD, 0),
        oldest_due=oldest,
    )


_m = MESSAGES.c
