"""Storing what the city says first: once, whoever hands it over how often."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.outbox.notices import Notice
from bot.records.database import Database
from bot.records.tables import CONVERSATIONS, MESSAGES, Direction, State
from bot.records.upsert import insert_or


@dataclass(frozen=True, slots=True)
class Kept:
    """`is_new` is false where this notice was handed over before; then the first one stands."""

    notice: str
    row_id: int
    state: State
    text: str
    is_new: bool


def keep_notice(
    database: Database, notice: Notice, text: str, correlation_id: str, *, now: datetime, city_now: datetime
) -> Kept:
    with database.write() as connection:
        if known := find_notice(connection, notice.notice):
            return known
        row_id = connection.execute(
            insert_or(connection.dialect.name, MESSAGES)
            .values(
                conversation_id=open_conversation(connection, notice.phone, city_now),
                direction=Direction.OUT,
                phone=notice.phone,
                text=text,
                at=city_now,
                stored_at=now,
                correlation_id=correlation_id,
                state=State.QUEUED,
                kind="notice",
                responses=[notice.response],
                purpose=notice.purpose,
                notice=notice.notice,
                about=None if notice.about is None else notice.about.model_dump(mode="json"),
                not_before=notice.not_before,
                expires_at=notice.expires_at,
            )
            .on_conflict_do_nothing(index_elements=["notice"])
            .returning(MESSAGES.c.id)
        ).scalar_one_or_none()
        if row_id is not None:
            return Kept(notice.notice, row_id, State.QUEUED, text, is_new=True)
        known = find_notice(connection, notice.notice)
        assert known is not None  # noqa: S101  (another process stored it between the two statements)
        return known


def find_notice(connection: Connection, notice: str) -> Kept | None:
    """What this notice came to, if it was handed over before: as a text or by e-mail."""
    row = connection.execute(
        select(MESSAGES.c.id, MESSAGES.c.state, MESSAGES.c.text).where(MESSAGES.c.notice == notice)
    ).one_or_none()
    return None if row is None else Kept(notice, row.id, State(row.state), row.text, is_new=False)


def open_conversation(connection: Connection, phone: str, at: datetime, channel: str = "sms") -> int:
    """By text message, the talk in which the person's answer will come."""
    connection.execute(
        insert_or(connection.dialect.name, CONVERSATIONS)
        .values(channel=channel, phone=phone, slots={}, rest="", begun_at=at, changed_at=at)
        .on_conflict_do_nothing(index_elements=["channel", "phone"])
    )
    identity: int = connection.execute(
        select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.channel == channel, CONVERSATIONS.c.phone == phone)
    ).scalar_one()
    return identity
