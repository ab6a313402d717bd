"""Who is speaking: employers, contacts on file, permits linked and left, one-time codes, and what was tried."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # In plain SQL, which both databases read alike: SQLite adds a reference only together with its column.
    op.execute(
        "ALTER TABLE people ADD COLUMN employer_id INTEGER CONSTRAINT fk_people_employer_id REFERENCES people (id)"
    )
    op.execute(
        "ALTER TABLE phones ADD COLUMN contact_of INTEGER CONSTRAINT fk_phones_contact_of REFERENCES people (id)"
    )
    op.create_index("ix_phones_contact_of", "phones", ["contact_of"], unique=False)
    op.execute("UPDATE phones SET contact_of = person_id")  # so far every phone of a person came from the records
    op.add_column("permit_people", sa.Column("unlinked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("permit", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
    )
    op.create_table(
        "link_contacts",
        sa.Column("link_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("masked", sa.String(length=80), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.CheckConstraint("kind in ('text', 'email')", name="ck_link_contacts_kind"),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name="fk_link_contacts_link_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_link_contacts_person_id"),
        sa.PrimaryKeyConstraint("link_id", "number", name="pk_link_contacts"),
    )
    op.create_table(
        "link_codes",
        sa.Column("link_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contact", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name="fk_link_codes_link_id"),
        sa.PrimaryKeyConstraint("link_id", "number", name="pk_link_codes"),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("permit", sa.String(length=40), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=True),
        sa.CheckConstraint("kind in ('ask', 'link', 'code', 'proof')", name="ck_attempts_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_kind_at", "attempts", ["kind", "at"], unique=False)
    op.create_index("ix_attempts_phone", "attempts", ["phone"], unique=False)
