"""The bot's tables. Times are stored in UTC; `received_at` and `at` follow the city's clock, leases the real one."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class State(StrEnum):
    """A message in waits, then is answered (silence counts, when it is meant) or given up.

    A message out is returned in the webhook's response, or goes queued → sending → sent, refused (for good), unknown
    (the carrier never said) or suppressed (the person had opted out by then).
    """

    WAITING = "waiting"
    ANSWERED = "answered"
    GIVEN_UP = "given_up"
    RETURNED = "returned"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"


class UtcTime(TypeDecorator[datetime]):
    """An aware moment; SQLite forgets the zone, so both databases are given UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PROGRAMS = Table(
    "programs",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("alive_until", UtcTime, nullable=False),
)
"""Each running process, for as long as it says so: what a dead one held may be taken up by another."""

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("phone", String(24), nullable=False),
    Column("slots", JSON, nullable=False),
    Column("rest", Text, nullable=False),
    Column("held_by", String(32)),
    Column("apologised_at", UtcTime),
    Column("begun_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("uq_conversations_channel_phone", "channel", "phone", unique=True),
)
"""`apologised_at` is set from the first apology of an incident until a turn succeeds again."""

MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", Integer, ForeignKey("conversations.id"), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("message_id", String(64)),
    Column("phone", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("parameters", JSON),
    Column("pictures", Integer, nullable=False, default=0),
    Column("at", UtcTime, nullable=False),
    Column("stored_at", UtcTime, nullable=False),
    Column("correlation_id", String(32), nullable=False),
    Column("state", String(12), nullable=False),
    Column("held_by", String(32)),
    Column("attempts", Integer, nullable=False, default=0),
    Column("in_reply_to", Integer, ForeignKey("messages.id")),
    Column("kind", String(16), nullable=False, default=""),
    Column("responses", JSON),
    Column("late", Boolean, nullable=False, default=False),
    Column("retry_at", UtcTime),
    Index("uq_messages_message_id", "message_id", unique=True),
    Index("ix_messages_conversation_id_state", "conversation_id", "state"),
    Index("ix_messages_phone_id", "phone", "id"),
    Index("ix_messages_in_reply_to", "in_reply_to"),
    Index("ix_messages_state", "state"),
)
"""In order of arrival by `id`. `message_id` is the carrier's; of ours it is known once the carrier took it.

`responses` are the domain's names of the sentences that a reply was made of: what was said, whatever its wording.
"""

CONSENT = Table(
    "consent",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("phone", String(24), nullable=False),
    Column("change", String(8), nullable=False),
    Column("words", Text, nullable=False),
    Column("message_id", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_consent_phone_id", "phone", "id"),
)
"""Only ever added to: the latest row of a number says whether it wants texts."""
