"""The carrier's reports on a message of ours, and what they change: forward only, whatever the order they come in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, exists, select, update

from bot.outbox.callbacks import Claim
from bot.outbox.delivery import Delivery, is_forward
from bot.outbox.errors import OPTED_OUT, RETRIED_ONCE_TAKEN, in_words
from bot.records.database import Database
from bot.records.outbox import Taken, note_carrier_opt_out, note_taken
from bot.records.tables import DELIVERIES, MESSAGES, Direction, State
from bot.records.upsert import insert_or


class Noted(StrEnum):
    """What a report came to."""

    NO_SUCH_MESSAGE = "no_such_message"
    NO_NEWS = "no_news"
    MOVED = "moved"
    SENT_TWICE = "sent_twice"
    TRIED_AGAIN = "tried_again"
    OPTED_OUT = "opted_out"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Report:
    """`message_id` is the carrier's; `error_code` is None where nothing went wrong."""

    claim: Claim
    message_id: str
    delivery: Delivery
    error_code: int | None = None


def note_report(database: Database, report: Report, *, now: datetime, city_now: datetime, retry_at: datetime) -> Noted:
    """`retry_at` is when a message that may still get through is sent once more."""
    with database.write() as connection:
        row = _lock_row(connection, report.claim.row_id)
        if row is None:
            return Noted.NO_SUCH_MESSAGE
        if not _keep(connection, report, now) or _is_over(connection, row, report):
            return Noted.NO_NEWS
        if note_taken(connection, report.claim, report.message_id, now) is Taken.TWICE:
            return Noted.SENT_TWICE
        known = None if row.delivery is None else Delivery(row.delivery)
        if not is_forward(known, report.delivery):
            return Noted.NO_NEWS
        connection.execute(
            update(MESSAGES)
            .where(_m.id == row.id)
            .values(delivery=report.delivery, delivery_at=now, error_code=report.error_code)
        )
        if report.delivery.is_failure:
            return _failed(connection, row, report, city_now, retry_at)
        if report.delivery in {Delivery.DELIVERED, Delivery.READ}:
            connection.execute(update(MESSAGES).where(_m.id == row.id).values(state=State.SENT, reason=None))
        return Noted.MOVED


def _lock_row(connection: Connection, row_id: int) -> Row[tuple[object, ...]] | None:
    asked = select(MESSAGES).where(_m.id == row_id, _m.direction == Direction.OUT).with_for_update()
    return connection.execute(asked).one_or_none()


def _keep(connection: Connection, report: Report, now: datetime) -> bool:
    """Whether it is the first such report."""
    kept = connection.execute(
        insert_or(connection.dialect.name, DELIVERIES)
        .values(
            row_id=report.claim.row_id,
            message_id=report.message_id,
            status=report.delivery,
            error_code=report.error_code,
            at=now,
        )
        .on_conflict_do_nothing(index_elements=["row_id", "message_id", "status"])
        .returning(DELIVERIES.c.id)
    )
    return kept.scalar_one_or_none() is not None


def _is_over(connection: Connection, row: Row[tuple[object, ...]], report: Report) -> bool:
    """Whether this message of the carrier's failed, and the row went on without it."""
    return row.message_id != report.message_id and _has_failed(connection, _d.message_id == report.message_id)


def _failed(
    connection: Connection, row: Row[tuple[object, ...]], report: Report, city_now: datetime, retry_at: datetime
) -> Noted:
    code = report.error_code
    if code == OPTED_OUT:
        connection.execute(update(MESSAGES).where(_m.id == row.id).values(state=State.SUPPRESSED))
        note_carrier_opt_out(connection, row.phone, row.id, city_now)
        return Noted.OPTED_OUT
    tried_before = _has_failed(connection, (_d.row_id == row.id) & (_d.message_id != report.message_id))
    if code in RETRIED_ONCE_TAKEN and not tried_before:
        connection.execute(
            update(MESSAGES)
            .where(_m.id == row.id)
            .values(state=State.QUEUED, message_id=None, delivery=None, delivery_at=None, retry_at=retry_at)
        )
        return Noted.TRIED_AGAIN
    reason = "it did not arrive" if code is None else in_words(code)
    connection.execute(update(MESSAGES).where(_m.id == row.id).values(state=State.DEAD, reason=reason[:200]))
    return Noted.GIVEN_UP


def _has_failed(connection: Connection, which: object) -> bool:
    failures = [delivery for delivery in Delivery if delivery.is_failure]
    return bool(connection.scalar(select(exists().where(which, _d.status.in_(failures)))))  # type: ignore[arg-type]


_m, _d = MESSAGES.c, DELIVERIES.c
