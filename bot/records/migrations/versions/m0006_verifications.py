"""Which verification of Twilio's belongs to which of the back end's."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "verifications",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("sid", sa.String(64), nullable=False),
        sa.Column("approved", sa.String(64)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
