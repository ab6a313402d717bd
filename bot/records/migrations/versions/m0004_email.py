"""What goes out by e-mail: the address, the subject and the calendar entry of a row that has no phone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("messages", sa.Column("email", sa.String(254)))
    op.add_column("messages", sa.Column("subject", sa.String(250)))
    op.add_column("messages", sa.Column("attachment", sa.JSON))


def downgrade() -> None:
    for name in ("attachment", "subject", "email"):
        op.drop_column("messages", name)
