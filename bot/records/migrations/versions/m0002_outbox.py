"""What the outbox keeps of each message that goes out, the carrier's reports on them, and the pace of our numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ADDED = ("purpose", "notice", "not_before", "expires_at", "queued_at", "claimed_at", "lease_until", "serial",
          "sent_at", "delivery", "delivery_at", "error_code", "reason")  # fmt: skip


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    for column in (
        sa.Column("purpose", sa.String(10)),
        sa.Column("notice", sa.String(64)),
        sa.Column("not_before", moment),
        sa.Column("expires_at", moment),
        sa.Column("queued_at", moment),
        sa.Column("claimed_at", moment),
        sa.Column("lease_until", moment),
        sa.Column("serial", sa.Integer, nullable=False, server_default="0"),
        sa.Column("sent_at", moment),
        sa.Column("delivery", sa.String(12)),
        sa.Column("delivery_at", moment),
        sa.Column("error_code", sa.Integer),
        sa.Column("reason", sa.String(200)),
    ):
        op.add_column("messages", column)
    op.create_index("uq_messages_notice", "messages", ["notice"], unique=True)
    _create_deliveries(moment)
    _create_pace(moment)
    _end_what_had_no_list()


def _create_deliveries(moment: sa.DateTime) -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("row_id", sa.Integer, sa.ForeignKey("messages.id"), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("error_code", sa.Integer),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("uq_deliveries_row_id", "deliveries", ["row_id", "message_id", "status"], unique=True)
    op.create_index("ix_deliveries_message_id", "deliveries", ["message_id"])


def _create_pace(moment: sa.DateTime) -> None:
    op.create_table(
        "pace",
        sa.Column("sender", sa.String(40), primary_key=True),
        sa.Column("segments", sa.Float, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("halvings", sa.Integer, nullable=False),
        sa.Column("complained_at", moment),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("day_segments", sa.Integer, nullable=False),
    )


def _end_what_had_no_list() -> None:
    """What was refused, or may have been sent before anybody noted when: staff can look at it now."""
    rows = sa.table("messages", sa.column("state"), sa.column("reason"))
    for state, reason in (
        ("refused", "the carrier refused it"),
        ("unknown", "the carrier never said whether it took it"),
        ("sending", "the carrier never said whether it took it"),
    ):
        op.execute(sa.update(rows).where(rows.c.state == state).values(state="dead", reason=reason))


def downgrade() -> None:
    op.drop_table("pace")
    op.drop_table("deliveries")
    op.drop_index("uq_messages_notice", "messages")
    for name in _ADDED:
        op.drop_column("messages", name)
