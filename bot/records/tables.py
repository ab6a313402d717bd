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
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class State(StrEnum):
    """A message in waits, then is answered (silence counts, when it is meant) or given up. One of too many of a phone
    is stored as such, and never waits: bot/records/velocity.py.

    A message out is returned in the webhook's response, or queued. From there it goes to sending, and then to sent,
    back to queued, or to unknown (the carrier never said whether it took it); from unknown, asking the carrier leads to
    sent or queued. It ends sent, suppressed (the person had opted out by then), expired (no longer useful by then),
    dead (for staff to look at) or discarded (by staff).
    """

    WAITING = "waiting"
    ANSWERED = "answered"
    GIVEN_UP = "given_up"
    TOO_MANY = "too_many"
    RETURNED = "returned"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"
    DEAD = "dead"
    DISCARDED = "discarded"


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
    Column("files", Integer, nullable=False, default=0, server_default="0"),
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
    Column("purpose", String(10)),
    Column("notice", String(64)),
    Column("about", JSON(none_as_null=True)),
    Column("not_before", UtcTime),
    Column("expires_at", UtcTime),
    Column("queued_at", UtcTime),
    Column("claimed_at", UtcTime),
    Column("lease_until", UtcTime),
    Column("serial", Integer, nullable=False, default=0, server_default="0"),
    Column("sent_at", UtcTime),
    Column("delivery", String(12)),
    Column("delivery_at", UtcTime),
    Column("error_code", Integer),
    Column("reason", String(200)),
    Column("email", String(254)),
    Column("subject", String(250)),
    Column("attachment", JSON(none_as_null=True)),
    Column("purged_at", UtcTime),
    Index("uq_messages_message_id", "message_id", unique=True),
    Index("ix_messages_conversation_id_state", "conversation_id", "state"),
    Index("ix_messages_phone_id", "phone", "id"),
    Index("ix_messages_at_id", "at", "id"),
    Index("ix_messages_in_reply_to", "in_reply_to"),
    Index("ix_messages_state", "state"),
    Index("uq_messages_notice", "notice", unique=True),
    Index(
        "ix_messages_to_be_answered",
        "conversation_id",
        sqlite_where=text("about IS NOT NULL"),
        postgresql_where=text("about IS NOT NULL"),
    ),
)
"""In order of arrival by `id`. `message_id` is the carrier's; of ours it is known once the carrier took it.

`responses` are the domain's names of the sentences that a reply was made of: what was said, whatever its wording.
Of what goes out: `notice` is the id under which another program handed it over, and `about` what an answer to it may
choose from. `at` of a notice is when it set out last; it, `not_before` and `expires_at` follow the city's clock, the
other times the real one. `attempts` counts the tries since a turn or staff queued it, and `serial` every claim there
ever was. `delivery` is how far the carrier says it came.

A row with `email` goes there rather than to a phone. It stands in a conversation of the channel "email", one for each
address, whose `phone` (and the row's) is no number but `address_key` of the address: bot/records/mail.py.
"""

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("row_id", Integer, ForeignKey("messages.id"), nullable=False),
    Column("message_id", String(64), nullable=False),
    Column("status", String(12), nullable=False),
    Column("error_code", Integer),
    Column("at", UtcTime, nullable=False),
    Index("uq_deliveries_row_id", "row_id", "message_id", "status", unique=True),
    Index("ix_deliveries_message_id", "message_id"),
)
"""Every status that the carrier told of a message of ours, in the order in which they came; a repeated one once.

A message that was sent again has several `message_id`s here.
"""

PACE = Table(
    "pace",
    METADATA,
    Column("sender", String(40), primary_key=True),
    Column("segments", Float, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("halvings", Integer, nullable=False),
    Column("complained_at", UtcTime),
    Column("day", String(10), nullable=False),
    Column("day_segments", Integer, nullable=False),
)
"""How fast each of our numbers may send, shared by every process that sends: bot/outbox/pace.py.

`day_segments` went through the REST API on the city's `day`.
"""

VERIFICATIONS = Table(
    "verifications",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("sid", String(64), nullable=False),
    Column("approved", String(64)),
    Column("at", UtcTime, nullable=False),
)
"""One-time codes that Twilio Verify sent for the back end: `id` is its, `sid` Twilio's."""

CONSENT = Table(
    "consent",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("phone", String(24), nullable=False),
    Column("change", String(8), nullable=False),
    Column("words", Text, nullable=False),
    Column("message_id", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("shown", Text),
    Index("ix_consent_phone_id", "phone", "id"),
)
"""Only ever added to: the latest row of a number says whether it wants texts.

`words` are the person's, `shown` ours that went with it, null where the carrier showed its own; `purpose` is what the
change is about. What these mean: bot/records/consent.py.
"""

PICTURES = Table(
    "pictures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("row_id", Integer, ForeignKey("messages.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("address", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(60)),
    Column("content", LargeBinary),
    Column("content_type", String(20)),
    Column("tries", Integer, nullable=False, default=0),
    Column("retry_at", UtcTime),
    Column("lease_until", UtcTime),
    Column("stored_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    Index("uq_pictures_row_id_place", "row_id", "place", unique=True),
    Index(
        "ix_pictures_waiting", "id", sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")
    ),
)
"""Each picture of a message that came in: waiting to be fetched from `address`, kept, refused or given up.

The content stands here, beside the message that it belongs to: one transaction, one backup, one export (ADR 14).
"""

HELD_PHONES = Table(
    "held_phones",
    METADATA,
    Column("hold", String(32), primary_key=True),
    Column("phone", String(24), primary_key=True),
    Column("set_by", String(80), nullable=False),
    Column("set_at", UtcTime, nullable=False),
    Index("ix_held_phones_phone", "phone"),
)
"""Whose messages are under a legal hold of the back end's, which the command line tells: bot/records/retention.py."""

PURGES = Table(
    "purges",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("by", String(80), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("before", UtcTime, nullable=False),
    Column("messages", Integer, nullable=False),
)
"""Every purge there was, with how many messages it emptied. Never purged itself."""
