"""Messages, conversations, consent, and the programs that are running."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "programs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("alive_until", moment, nullable=False),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("phone", sa.String(24), nullable=False),
        sa.Column("slots", sa.JSON, nullable=False),
        sa.Column("rest", sa.Text, nullable=False),
        sa.Column("held_by", sa.String(32)),
        sa.Column("apologised_at", moment),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
    )
    op.create_index("uq_conversations_channel_phone", "conversations", ["channel", "phone"], unique=True)
    _create_messages(moment)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("phone", sa.String(24), nullable=False),
        sa.Column("change", sa.String(8), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("ix_consent_phone_id", "consent", ["phone", "id"])


def _create_messages(moment: sa.DateTime) -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.Integer, sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("direction", sa.String(3), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("phone", sa.String(24), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("parameters", sa.JSON),
        sa.Column("pictures", sa.Integer, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("stored_at", moment, nullable=False),
        sa.Column("correlation_id", sa.String(32), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("held_by", sa.String(32)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("in_reply_to", sa.Integer, sa.ForeignKey("messages.id")),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("responses", sa.JSON()),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("retry_at", moment),
    )
    op.create_index("uq_messages_message_id", "messages", ["message_id"], unique=True)
    op.create_index("ix_messages_conversation_id_state", "messages", ["conversation_id", "state"])
    op.create_index("ix_messages_phone_id", "messages", ["phone", "id"])
    op.create_index("ix_messages_in_reply_to", "messages", ["in_reply_to"])
    op.create_index("ix_messages_state", "messages", ["state"])


def downgrade() -> None:
    for table in ("consent", "messages", "conversations", "programs"):
        op.drop_table(table)
