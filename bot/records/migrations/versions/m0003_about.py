"""What a notice's numbers mean, kept with the message so that the answer to it can be understood."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("messages", sa.Column("about", sa.JSON))
    has_it = sa.text("about IS NOT NULL")  # few rows have: every turn looks here, and mostly finds nothing at once
    op.create_index(
        "ix_messages_to_be_answered", "messages", ["conversation_id"], sqlite_where=has_it, postgresql_where=has_it
    )


def downgrade() -> None:
    op.drop_index("ix_messages_to_be_answered", "messages")
    op.drop_column("messages", "about")
