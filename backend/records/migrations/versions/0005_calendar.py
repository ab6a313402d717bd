"""Under which token a visit is shown to calendars, and to which addresses it was sent as an invitation."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("token", sa.String(length=10), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspections.id"], name="fk_calendar_links_inspection_id"),
        sa.PrimaryKeyConstraint("token", name="pk_calendar_links"),
        sa.UniqueConstraint("inspection_id", "language", name="uq_calendar_links_inspection_id_language"),
    )
    op.create_table(
        "calendar_invitations",
        sa.Column("token", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["token"], ["calendar_links.token"], name="fk_calendar_invitations_token"),
        sa.PrimaryKeyConstraint("token", "email", name="pk_calendar_invitations"),
    )
