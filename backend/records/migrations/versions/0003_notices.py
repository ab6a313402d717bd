"""What the city says first: notices on their way to the bot, who wants which, and the jobs of each day."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("response", sa.String(length=80), nullable=False),
        sa.Column("worded_with", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("about", sa.JSON(), nullable=True),
        sa.Column("subject", sa.String(length=80), nullable=True),
        sa.Column("attachment", sa.JSON(), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("phone is not null or email is not null", name="ck_notices_addressed"),
        sa.CheckConstraint("purpose in ('code', 'notice', 'reminder')", name="ck_notices_purpose"),
        sa.CheckConstraint("state in ('waiting', 'handed_over', 'refused', 'dropped')", name="ck_notices_state"),
        sa.ForeignKeyConstraint(["permit_id"], ["permits.id"], name="fk_notices_permit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_permit_id", "notices", ["permit_id"], unique=False)
    op.create_index(
        "ix_notices_waiting",
        "notices",
        ["purpose", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "notice_preferences",
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("phone", "kind", name="pk_notice_preferences"),
    )
    op.create_table(
        "jobs",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", "day", name="pk_jobs"),
    )
    op.create_index(
        "ix_visits_booked_day",
        "visits",
        ["day"],
        unique=False,
        sqlite_where=sa.text("status = 'booked'"),
        postgresql_where=sa.text("status = 'booked'"),
    )
    op.create_index("ix_change_visits_visit_after", "change_visits", ["visit_after"], unique=False)
    op.create_index("ix_phones_person_id", "phones", ["person_id"], unique=False)
