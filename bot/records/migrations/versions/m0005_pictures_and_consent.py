"""Pictures that people send, and what the consent ledger says of each change: the channel, for what, what was shown."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_OF_CONSENT = ("channel", "purpose", "shown")


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("messages", sa.Column("files", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("row_id", sa.Integer, sa.ForeignKey("messages.id"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(60)),
        sa.Column("content", sa.LargeBinary),
        sa.Column("content_type", sa.String(20)),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("retry_at", moment),
        sa.Column("lease_until", moment),
        sa.Column("stored_at", moment, nullable=False),
        sa.Column("settled_at", moment),
    )
    op.create_index("uq_pictures_row_id_place", "pictures", ["row_id", "place"], unique=True)
    is_waiting = sa.text("state = 'waiting'")  # few rows are: the sweep looks every few seconds
    op.create_index("ix_pictures_waiting", "pictures", ["id"], sqlite_where=is_waiting, postgresql_where=is_waiting)
    # What was written before says nothing of what was shown; both kinds of change were about everything.
    op.add_column("consent", sa.Column("channel", sa.String(16), nullable=False, server_default="sms"))
    op.add_column("consent", sa.Column("purpose", sa.String(16), nullable=False, server_default="everything"))
    op.add_column("consent", sa.Column("shown", sa.Text))


def downgrade() -> None:
    for name in _OF_CONSENT:
        op.drop_column("consent", name)
    op.drop_table("pictures")
    op.drop_column("messages", "files")
