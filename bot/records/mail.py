"""E-mail in the outbox: rows of `messages` with an address, claimed and settled apart from the texts.

A text whose outcome nobody knows waits until its carrier was asked. A mail server cannot be asked, so an e-mail whose
worker died, or whose server broke off, is queued again: it arrives at least once, under one Message-ID.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection, Row, bindparam, exists, select, update

from bot.mail.letter import Attachment, Letter
from bot.mail.notices import MailNotice, Worded
from bot.outbox.callbacks import Claim
from bot.outbox.purposes import Purpose, earliest
from bot.records.claiming import PLACE, Now, past
from bot.records.database import Database
from bot.records.notices import Kept, find_notice, open_conversation
from bot.records.presence import is_alive
from bot.records.tables import MESSAGES, Direction, State
from bot.records.upsert import insert_or

_log = structlog.get_logger(__name__)
_CHANNEL = "email"
_MOST_SET_ASIDE = 50
"""Rows that one transaction finds to be too late, too early or taken before it lets others have their turn."""


@dataclass(frozen=True, slots=True)
class ClaimedLetter:
    """One try. `tries` counts this one."""

    claim: Claim
    letter: Letter
    purpose: Purpose
    tries: int
    queued_at: datetime
    correlation_id: str


def address_key(address: str) -> str:
    """Stands where other rows have a phone: one for each address, and never a phone number."""
    return "@" + sha256(address.lower().encode()).hexdigest()[:20]


def keep_mail(
    database: Database, notice: MailNotice, worded: Worded, correlation_id: str, *, now: datetime, city_now: datetime
) -> Kept:
    """Once, whoever hands it over how often; a notice's id counts for texts and e-mail alike."""
    key, attachment = address_key(notice.email), notice.attachment
    with database.write() as connection:
        if known := find_notice(connection, notice.notice):
            return known
        row_id = connection.execute(
            insert_or(connection.dialect.name, MESSAGES)
            .values(
                conversation_id=open_conversation(connection, key, city_now, channel=_CHANNEL),
                direction=Direction.OUT,
                phone=key,
                email=notice.email,
                subject=worded.subject,
                text=worded.text,
                attachment={"name": attachment.name, "text": attachment.text} if attachment else None,
                at=city_now,
                stored_at=now,
                correlation_id=correlation_id,
                state=State.QUEUED,
                kind="notice",
                responses=[notice.response],
                purpose=notice.purpose,
                notice=notice.notice,
                not_before=notice.not_before,
                expires_at=notice.expires_at,
            )
            .on_conflict_do_nothing(index_elements=["notice"])
            .returning(_m.id)
        ).scalar_one_or_none()
        if row_id is not None:
            return Kept(notice.notice, row_id, State.QUEUED, worded.text, is_new=True)
        known = find_notice(connection, notice.notice)
        assert known is not None  # noqa: S101  (another process stored it between the two statements)
        return known


def claim_next_letter(
    database: Database, program: str, zone: ZoneInfo, now: Now, lease: timedelta
) -> ClaimedLetter | None:
    """The first by purpose and age, for this process alone until `now` and `lease`; None where none is due."""
    times = {"the_time": now.real, "the_city_time": now.city}
    with database.read() as connection:
        if not connection.scalar(_ANYTHING_DUE, times):
            return None
    with database.write() as connection:
        for _ in range(_MOST_SET_ASIDE):
            row = connection.execute(_NEXT, times).one_or_none()
            if row is None:
                return None
            if _set_aside(connection, row, zone, now):
                continue
            claim = {"the_row": row.id, "held_by": program, "claimed_at": now.real, "lease_until": now.real + lease}
            if taken := connection.execute(_CLAIM, claim).one_or_none():
                return _as_claimed(taken)
    return None


def free_abandoned_letters(database: Database, now: datetime) -> int:
    """What a worker had in hand when it died, or for too long, is to be sent again."""
    with database.read() as connection:
        if not connection.scalar(select(exists().where(_IS_ABANDONED)), {"the_time": now}):
            return 0
    with database.write() as connection:
        freed = update(MESSAGES).where(_IS_ABANDONED).values(state=State.QUEUED, held_by=None, lease_until=None)
        return connection.execute(freed, {"the_time": now}).rowcount


def note_sent(database: Database, claim: Claim, now: datetime) -> None:
    _settle(database, claim, state=State.SENT, sent_at=now, error_code=None, reason=None)


def try_later(database: Database, claim: Claim, retry_at: datetime, reason: str, code: int | None) -> None:
    _settle(database, claim, state=State.QUEUED, retry_at=retry_at, reason=reason[:200], error_code=code)


def give_up(database: Database, claim: Claim, reason: str, code: int | None) -> None:
    """It goes to the list that staff look at."""
    _settle(database, claim, state=State.DEAD, reason=reason[:200], error_code=code)


def _settle(database: Database, claim: Claim, **values: object) -> None:
    """For the very claim that it is about; a worker whose letter was taken from it changes nothing."""
    ours = (_m.id == claim.row_id) & (_m.serial == claim.serial) & (_m.state == State.SENDING)
    with database.write() as connection:
        connection.execute(update(MESSAGES).where(ours).values(held_by=None, lease_until=None, **values))


def _set_aside(connection: Connection, row: Row[tuple[object, ...]], zone: ZoneInfo, now: Now) -> bool:
    """Whether it does not go out now: it has run out, or it is not the hour for it.

    Nobody opts out of e-mail by text message, so the ledger of consent is not asked.
    """
    goes_at = earliest(Purpose(row.purpose), now.city, zone)
    if row.expires_at is not None and row.expires_at <= goes_at:
        values: dict[str, object] = {"state": State.EXPIRED, "reason": "it was no longer useful"}
        _log.warning("dropped_as_too_late", row=row.id, purpose=row.purpose, correlation_id=row.correlation_id)
    elif goes_at > now.city:
        values = {"not_before": goes_at}
        _log.info("waits_for_the_hour", row=row.id, purpose=row.purpose, correlation_id=row.correlation_id)
    else:
        return False
    connection.execute(update(MESSAGES).where(_m.id == row.id, _m.state == State.QUEUED).values(**values))
    return True


def _as_claimed(row: Row[tuple[object, ...]]) -> ClaimedLetter:
    attached = row.attachment
    return ClaimedLetter(
        claim=Claim(row.id, row.serial),
        letter=Letter(
            row_id=row.id,
            notice=row.notice,
            to=row.email,
            subject=row.subject,
            text=row.text,
            written_at=row.stored_at,
            attachment=Attachment(attached["name"], attached["text"]) if attached else None,
        ),
        purpose=Purpose(row.purpose),
        tries=row.attempts,
        queued_at=row.queued_at or row.stored_at,
        correlation_id=row.correlation_id,
    )


# Built once: to build a statement costs more than to run it.
_m = MESSAGES.c
_IS_DUE = (
    (_m.state == State.QUEUED)
    & _m.email.is_not(None)
    & past(_m.retry_at, "the_time")
    & past(_m.not_before, "the_city_time")
)
_IS_ABANDONED = (
    (_m.state == State.SENDING)
    & _m.email.is_not(None)
    & ((_m.lease_until <= bindparam("the_time", type_=_m.lease_until.type)) | ~is_alive(_m.held_by))
)
_ANYTHING_DUE = select(exists().where(_IS_DUE))
_NEXT = select(MESSAGES).where(_IS_DUE).order_by(PLACE, _m.id).limit(1)
_CLAIM = (
    update(MESSAGES)
    .where(_m.id == bindparam("the_row"), _m.state == State.QUEUED)
    .values(state=State.SENDING, attempts=_m.attempts + 1, serial=_m.serial + 1, retry_at=None)
    .returning(MESSAGES)
)
