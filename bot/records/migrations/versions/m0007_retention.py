"""What is under legal hold, when words were purged, and a trace of every purge; the record is read by time."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "held_phones",
        sa.Column("hold", sa.String(32), primary_key=True),
        sa.Column("phone", sa.String(24), primary_key=True),
        sa.Column("set_by", sa.String(80), nullable=False),
        sa.Column("set_at", moment, nullable=False),
    )
    op.create_index("ix_held_phones_phone", "held_phones", ["phone"])
    op.create_table(
        "purges",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("before", moment, nullable=False),
        sa.Column("messages", sa.Integer, nullable=False),
    )
    op.add_column("messages", sa.Column("purged_at", moment))
    op.create_index("ix_messages_at_id", "messages", ["at", "id"])


def downgrade() -> None:
    op.drop_index("ix_messages_at_id", "messages")
    op.drop_column("messages", "purged_at")
    op.drop_table("purges")
    op.drop_table("held_phones")
