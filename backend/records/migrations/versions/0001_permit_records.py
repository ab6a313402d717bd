"""The permit records as they begin: permits and people, visits and loads, changes, the audit, idempotency keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "day_loads",
        sa.Column("trade", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("used >= 0", name="ck_day_loads_used"),
        sa.PrimaryKeyConstraint("trade", "day", name="pk_day_loads"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_idempotency_keys"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("account_record", sa.String(length=40), nullable=True),
        sa.Column("license", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "permits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_permits"),
        sa.UniqueConstraint("number", name="uq_permits_number"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.CheckConstraint("kind in ('book', 'cancel', 'move')", name="ck_changes_kind"),
        sa.ForeignKeyConstraint(["permit_id"], ["permits.id"], name="fk_changes_permit_id"),
        sa.ForeignKeyConstraint(["undoes"], ["changes.id"], name="fk_changes_undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.UniqueConstraint("undoes", name="uq_changes_undoes"),
    )
    op.create_index("ix_changes_permit_id", "changes", ["permit_id"], unique=False)
    op.create_table(
        "fees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["permit_id"], ["permits.id"], name="fk_fees_permit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fees"),
    )
    op.create_index("ix_fees_permit_id", "fees", ["permit_id"], unique=False)
    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["permit_id"], ["permits.id"], name="fk_inspections_permit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inspections"),
        sa.UniqueConstraint("permit_id", "type", name="uq_inspections_permit_id_type"),
    )
    op.create_table(
        "permit_people",
        sa.Column("permit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["permit_id"], ["permits.id"], name="fk_permit_people_permit_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_permit_people_person_id"),
        sa.PrimaryKeyConstraint("permit_id", "person_id", name="pk_permit_people"),
    )
    op.create_index("ix_permit_people_person_id", "permit_people", ["person_id"], unique=False)
    op.create_table(
        "phones",
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_phones_person_id"),
        sa.PrimaryKeyConstraint("phone", name="pk_phones"),
    )
    op.create_table(
        "rulings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.String(length=80), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("what_if", sa.Boolean(), nullable=False),
        sa.Column("permit", sa.String(length=40), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("offered", sa.JSON(), nullable=False),
        sa.Column("change_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name="fk_rulings_change_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rulings"),
    )
    op.create_index("ix_rulings_permit_asked_at", "rulings", ["permit", "asked_at"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half_day", sa.String(length=2), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("confirmation", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("half_day in ('am', 'pm')", name="ck_visits_half_day"),
        sa.CheckConstraint("status in ('booked', 'cancelled', 'moved', 'passed', 'failed')", name="ck_visits_status"),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspections.id"], name="fk_visits_inspection_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.UniqueConstraint("confirmation", name="uq_visits_confirmation"),
    )
    op.create_index("ix_visits_inspection_id", "visits", ["inspection_id"], unique=False)
    op.create_index(
        "one_booked_visit_an_inspection",
        "visits",
        ["inspection_id"],
        unique=True,
        sqlite_where=sa.text("status = 'booked'"),
        postgresql_where=sa.text("status = 'booked'"),
    )
    op.create_table(
        "change_visits",
        sa.Column("change_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("visit_before", sa.Integer(), nullable=True),
        sa.Column("visit_after", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name="fk_change_visits_change_id"),
        sa.ForeignKeyConstraint(["visit_after"], ["visits.id"], name="fk_change_visits_visit_after"),
        sa.ForeignKeyConstraint(["visit_before"], ["visits.id"], name="fk_change_visits_visit_before"),
        sa.PrimaryKeyConstraint("change_id", "position", name="pk_change_visits"),
    )
