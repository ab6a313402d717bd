"""What became of a claimed message. Each change is for the very claim that it is about, so late news harms nobody.

A claim that was given up because its lease ran out may still be settled by its worker, if nobody claimed the row since.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, exists, func, select, update

from bot.conversation.desk import ConsentChange
from bot.outbox.callbacks import Claim
from bot.records.consent import ConsentNote, note_change
from bot.records.database import Database
from bot.records.tables import DELIVERIES, MESSAGES, State

_OPEN = (State.SENDING, State.UNKNOWN)


class Taken(StrEnum):
    """What a message of the carrier's means for our row."""

    NEWS = "news"
    KNOWN = "known"
    TWICE = "twice"
    """The carrier has another message of this row too: the person may get it twice."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A try that nobody has heard of since; `in_response` where the webhook's response should have carried it."""

    claim: Claim
    phone: str
    text: str
    tries: int
    claimed_at: datetime
    queued_at: datetime
    correlation_id: str
    in_response: bool


def note_taken(connection: Connection, claim: Claim, message_id: str, now: datetime) -> Taken:
    """The carrier has it under `message_id`: said by itself, in a report, or when asked."""
    row = connection.execute(
        select(_m.state, _m.serial, _m.message_id).where(_m.id == claim.row_id).with_for_update()
    ).one()
    if row.message_id is not None:
        return Taken.KNOWN if row.message_id == message_id else Taken.TWICE
    if row.state == State.SENDING and row.serial != claim.serial:
        return Taken.TWICE  # an earlier claim's, while the row is on its way again
    connection.execute(
        update(MESSAGES)
        .where(_m.id == claim.row_id)
        .values(state=State.SENT, message_id=message_id, sent_at=now, error_code=None, reason=None, **_LET_GO)
    )
    return Taken.NEWS


def put_back(
    database: Database,
    claim: Claim,
    *,
    retry_at: datetime | None = None,
    code: int | None = None,
    reason: str | None = None,
    uncounted: bool = False,
) -> None:
    """To be tried again; `uncounted` where this was no try."""
    counted = {"attempts": _m.attempts - 1} if uncounted else {}
    values = {**_LET_GO, "retry_at": retry_at, "error_code": code, "reason": reason, **counted}
    _settle(database, claim, state=State.QUEUED, **values)


def note_unknown(database: Database, claim: Claim, ask_at: datetime) -> None:
    _settle(database, claim, state=State.UNKNOWN, **{**_LET_GO, "retry_at": ask_at})


def bury(database: Database, claim: Claim, reason: str, code: int | None = None) -> None:
    """It goes to the list that staff look at."""
    _settle(database, claim, state=State.DEAD, error_code=code, reason=reason[:200], **_LET_GO)


def suppress(database: Database, claim: Claim, phone: str, code: int, at: datetime) -> None:
    """The carrier knows of an opt-out that did not reach us: it is ours too from now on."""
    with database.write() as connection:
        connection.execute(
            update(MESSAGES).where(_is_open(claim)).values(state=State.SUPPRESSED, error_code=code, **_LET_GO)
        )
        note_carrier_opt_out(connection, phone, claim.row_id, at)


def note_carrier_opt_out(connection: Connection, phone: str, row_id: int, at: datetime) -> None:
    note_change(
        connection, ConsentNote(phone, ConsentChange.STOP, "(carrier error 21610)", message_id=f"out-{row_id}", at=at)
    )


def ask_again(database: Database, claim: Claim, ask_at: datetime) -> None:
    """The carrier was asked and could not say, or it is too early for its silence to count."""
    _settle(database, claim, retry_at=ask_at)


def give_up_leases(database: Database, now: datetime) -> int:
    """A worker that died, or hangs, between asking the carrier and noting its answer: nobody knows what came of it."""
    is_over = (_m.state == State.SENDING) & _m.email.is_(None) & (_m.lease_until.is_(None) | (_m.lease_until <= now))
    with database.read() as connection:
        if not connection.scalar(select(exists().where(is_over))):
            return 0
    with database.write() as connection:
        return connection.execute(
            update(MESSAGES)
            .where(is_over)
            .values(state=State.UNKNOWN, claimed_at=func.coalesce(_m.claimed_at, _m.stored_at), **_LET_GO)
        ).rowcount


def find_unknown(database: Database, now: datetime, most: int = 20) -> list[Unknown]:
    with database.read() as connection:
        rows = connection.execute(
            select(MESSAGES)
            .where(_m.state == State.UNKNOWN, _m.retry_at.is_(None) | (_m.retry_at <= now))
            .order_by(_m.id)
            .limit(most)
        ).all()
        return [
            Unknown(
                claim=Claim(row.id, row.serial),
                phone=row.phone,
                text=row.text,
                tries=row.attempts,
                claimed_at=row.claimed_at,
                queued_at=row.queued_at or row.stored_at,
                correlation_id=row.correlation_id,
                in_response=row.serial == 0,
            )
            for row in rows
        ]


def count_alike(database: Database, unknown: Unknown, since: datetime) -> int:
    """How often these words went to this person in responses since then, this one included."""
    with database.read() as connection:
        count = connection.scalar(
            select(func.count())
            .select_from(MESSAGES)
            .where(_m.phone == unknown.phone, _m.text == unknown.text, _m.stored_at >= since)
            .where((_m.state == State.RETURNED) | (_m.id == unknown.claim.row_id))
        )
    return count or 0


def ids_that_are_ours(database: Database, message_ids: list[str]) -> set[str]:
    """Of these messages of the carrier's, those that are known to belong to a row."""
    with database.read() as connection:
        known = connection.scalars(select(_m.message_id).where(_m.message_id.in_(message_ids)))
        reported = connection.scalars(select(DELIVERIES.c.message_id).where(DELIVERIES.c.message_id.in_(message_ids)))
        return {one for one in [*known, *reported] if one is not None}


def _settle(database: Database, claim: Claim, **values: object) -> None:
    with database.write() as connection:
        connection.execute(update(MESSAGES).where(_is_open(claim)).values(**values))


def _is_open(claim: Claim) -> ColumnElement[bool]:
    return (_m.id == claim.row_id) & (_m.serial == claim.serial) & _m.state.in_(_OPEN)


_m = MESSAGES.c
_LET_GO: dict[str, object] = {"held_by": None, "lease_until": None, "retry_at": None}
