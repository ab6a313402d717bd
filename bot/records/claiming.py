"""Which message goes out next: claimed by one worker for a while, within hours, pace and the person's consent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import ColumnElement, Connection, Row, bindparam, case, exists, or_, select, update

from bot.outbox.callbacks import Claim
from bot.outbox.purposes import Purpose, earliest
from bot.records.consent import is_opted_out
from bot.records.database import Database
from bot.records.pacing import Pacing, Spent, lock_pace, save_pace
from bot.records.tables import MESSAGES, Direction, State
from bot.segments import cost

_log = structlog.get_logger(__name__)
_MOST_SET_ASIDE = 50
"""Messages that one transaction finds to be too late, too early or unwanted before it lets others have their turn."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which messages are claimed: how fast, by which clock's hours, for how long.

    `talk_pause` is how long after a person wrote the city does not speak first: whoever is in the middle of a booking
    answers within that time, and a notice in between would take the number that was meant for our question.
    """

    pacing: Pacing
    zone: ZoneInfo
    lease: timedelta
    talk_pause: timedelta


@dataclass(frozen=True, slots=True)
class Now:
    """`real` is for leases and pauses, `city` for what people are told: hours, days, what has run out."""

    real: datetime
    city: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """One try. `tries` counts this one; `queued_at` is when the message was queued by a turn or by staff."""

    claim: Claim
    phone: str
    text: str
    purpose: Purpose
    tries: int
    queued_at: datetime
    lease_until: datetime
    correlation_id: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Something is due, and the pace allows it in so many seconds."""

    seconds: float


def is_anything_due(database: Database, now: Now) -> bool:
    with database.read() as connection:
        return bool(connection.scalar(_ANYTHING_DUE, {"the_time": now.real, "the_city_time": now.city}))


def claim_next(database: Database, program: str, terms: Terms, now: Now) -> Claimed | Wait | None:
    """The first message by purpose and age, for this process alone until its lease is over; None where none is due."""
    pacing = terms.pacing
    with database.write() as connection:
        spent = lock_pace(connection, pacing, now.real)
        today = now.city.astimezone(terms.zone).date().isoformat()
        is_capped = 0 < pacing.most_a_day <= spent.segments_on(today)
        for _ in range(_MOST_SET_ASIDE):
            row = _find_next(connection, now, is_capped=is_capped)
            if row is None:
                return None
            if not _set_aside(connection, row, terms, now):
                today_s = Spent(spent.bucket, today, spent.segments_on(today))
                return _claim(connection, row, program, terms, today_s, now)
    return Wait(0)


def _find_next(connection: Connection, now: Now, *, is_capped: bool) -> Row[tuple[object, ...]] | None:
    due = _NEXT_UNDER_THE_CAP if is_capped else _NEXT
    return connection.execute(due, {"the_time": now.real, "the_city_time": now.city}).one_or_none()


def _set_aside(connection: Connection, row: Row[tuple[object, ...]], terms: Terms, now: Now) -> bool:
    """Whether it does not go out now: it has run out, the person wants no texts, or it is not the hour for it."""
    purpose = Purpose(row.purpose or Purpose.REPLY)
    goes_at = earliest(purpose, now.city, terms.zone)
    too_late = _is_over(row, goes_at)
    if too_late:
        _move(connection, row, state=State.EXPIRED, held_by=None, reason="it was no longer useful")
        _log.warning("dropped_as_too_late", row=row.id, purpose=purpose, correlation_id=row.correlation_id)
    elif is_opted_out(connection, row.phone):
        _move(connection, row, state=State.SUPPRESSED, held_by=None)
        _log.info("not_sent_to_who_opted_out", row=row.id, purpose=purpose, correlation_id=row.correlation_id)
    elif goes_at > now.city:
        _move(connection, row, not_before=goes_at)
        _log.info("waits_for_the_hour", row=row.id, purpose=purpose, correlation_id=row.correlation_id)
    elif pause := _pause_of_the_talk(connection, row, purpose, terms, now):
        _move(connection, row, retry_at=now.real + pause)
        _log.info("waits_for_a_pause", row=row.id, purpose=purpose, correlation_id=row.correlation_id)
    else:
        return False
    return True


def _is_over(row: Row[tuple[object, ...]], moment: datetime) -> bool:
    return row.expires_at is not None and row.expires_at <= moment


def _pause_of_the_talk(
    connection: Connection, row: Row[tuple[object, ...]], purpose: Purpose, terms: Terms, now: Now
) -> timedelta | None:
    """How long what the city says first has to wait; None where it can go, or could not go any more later."""
    if not purpose.is_ours:
        return None
    wrote_at = connection.scalar(_WROTE_AT, {"the_phone": row.phone, "the_conversation": row.conversation_id})
    pause = terms.talk_pause - (now.real - wrote_at) if wrote_at is not None else timedelta(0)
    if pause <= timedelta(0) or _is_over(row, earliest(purpose, now.city + pause, terms.zone)):
        return None
    return pause


def _move(connection: Connection, row: Row[tuple[object, ...]], **values: object) -> None:
    connection.execute(update(MESSAGES).where(_m.id == row.id, _m.state == State.QUEUED).values(**values))


def _claim(
    connection: Connection, row: Row[tuple[object, ...]], program: str, terms: Terms, spent: Spent, now: Now
) -> Claimed | Wait:
    pacing = terms.pacing
    segments = cost(row.text).segments
    bucket = spent.bucket.filled(pacing.segments_a_second, now.real)
    if wait := bucket.wait_for(segments, pacing.segments_a_second):
        return Wait(wait)
    taken = connection.execute(
        _CLAIM,
        {
            "the_row": row.id,
            "held_by": program,
            "claimed_at": now.real,
            "lease_until": now.real + terms.lease,
            "the_city_time": now.city,
        },
    ).one_or_none()
    if taken is None:
        return Wait(0)
    day_segments = spent.day_segments + segments
    save_pace(connection, pacing, Spent(bucket.without(segments), spent.day, day_segments))
    if spent.day_segments < pacing.most_a_day <= day_segments:
        _log.warning("daily_cap_reached", segments=day_segments, most=pacing.most_a_day, day=spent.day)
    return Claimed(
        claim=Claim(taken.id, taken.serial),
        phone=taken.phone,
        text=taken.text,
        purpose=Purpose(taken.purpose or Purpose.REPLY),
        tries=taken.attempts,
        queued_at=taken.queued_at or taken.stored_at,
        lease_until=now.real + terms.lease,
        correlation_id=taken.correlation_id,
    )


# Built once: to build a statement costs more than to run it.
_m, _other = MESSAGES.c, MESSAGES.alias("other").c
PLACE = case({purpose: place for place, purpose in enumerate(Purpose)}, value=_m.purpose, else_=1)


def past(moment: ColumnElement[datetime | None], name: str) -> ColumnElement[bool]:
    """Whether the moment of this column, if there is one, is over at the parameter `name`."""
    return or_(moment.is_(None), moment <= bindparam(name, type_=_m.retry_at.type))


_IS_DUE = (
    (_m.state == State.QUEUED)
    & _m.email.is_(None)  # bot/records/mail.py sends those
    & past(_m.retry_at, "the_time")
    & past(_m.not_before, "the_city_time")
    # One at a time to one person, so that two do not overtake each other on their way.
    & ~exists().where(_other.conversation_id == _m.conversation_id, _other.state == State.SENDING)
)
_ANYTHING_DUE = select(exists().where(_IS_DUE))
_NEXT = select(MESSAGES).where(_IS_DUE).order_by(PLACE, _m.id).limit(1)
_NEXT_UNDER_THE_CAP = _NEXT.where(
    or_(_m.purpose.is_(None), _m.purpose.not_in([purpose for purpose in Purpose if purpose.is_ours]))
)
_WROTE_AT = (
    select(_m.stored_at)
    .where(_m.phone == bindparam("the_phone"), _m.conversation_id == bindparam("the_conversation"))
    .where(_m.direction == Direction.IN)
    .order_by(_m.id.desc())
    .limit(1)
)
_CLAIM = (
    update(MESSAGES)
    .where(_m.id == bindparam("the_row"), _m.state == State.QUEUED)
    .values(
        state=State.SENDING,
        attempts=_m.attempts + 1,
        serial=_m.serial + 1,
        retry_at=None,
        at=case((_m.notice.is_not(None), bindparam("the_city_time", type_=_m.at.type)), else_=_m.at),
    )
    .returning(MESSAGES)
)
