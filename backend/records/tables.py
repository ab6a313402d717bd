"""The tables of the permit records. Nothing is ever deleted: a visit is cancelled, a fee is paid."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from backend.records.columns import Dollars, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("language", String(5), nullable=False),
    Column("email", Text),
    Column("account_record", String(40)),
    Column("license", String(40)),
    Column("employer_id", ForeignKey("people.id")),
)

phones = Table(
    "phones",
    metadata,
    Column("phone", String(40), primary_key=True),
    Column("person_id", ForeignKey("people.id"), index=True),
    Column("language", String(5)),
    Column("contact_of", ForeignKey("people.id"), index=True),
)
"""`person_id` is whose phone it is now, by the records or by a code; `contact_of` whose contact the records have it as,
to which codes go: it stays one where the phone has forgotten its person."""

permits = Table(
    "permits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("address", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", String(40), nullable=False),
    Column("issued_on", Date),
)

permit_people = Table(
    "permit_people",
    metadata,
    Column("permit_id", ForeignKey("permits.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True, index=True),
    Column("unlinked_at", Instant),
)
"""`unlinked_at`: since when this person is off the permit, as they asked, even where their employer is on it."""

fees = Table(
    "fees",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("permit_id", ForeignKey("permits.id"), nullable=False, index=True),
    Column("item", Text, nullable=False),
    Column("amount", Dollars, nullable=False),
    Column("paid_at", Instant),
)

inspections = Table(
    "inspections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("permit_id", ForeignKey("permits.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", String(60), nullable=False),
    UniqueConstraint("permit_id", "type"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inspection_id", ForeignKey("inspections.id"), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("half_day", String(2)),
    Column("status", String(10), nullable=False),
    Column("confirmation", String(10), unique=True),
    Column("note", Text, nullable=False, server_default=""),
    Column("channel", String(20), nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("site_note", Text),
    CheckConstraint("status in ('booked', 'cancelled', 'moved', 'passed', 'failed')", name="status"),
    CheckConstraint("half_day in ('am', 'pm')", name="half_day"),
)

one_booked_visit = Index(
    "one_booked_visit_an_inspection",
    visits.c.inspection_id,
    unique=True,
    sqlite_where=text("status = 'booked'"),
    postgresql_where=text("status = 'booked'"),
)

booked_on_a_day = Index(
    "ix_visits_booked_day",
    visits.c.day,
    sqlite_where=text("status = 'booked'"),
    postgresql_where=text("status = 'booked'"),
)

day_loads = Table(
    "day_loads",
    metadata,
    Column("trade", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("used", Integer, nullable=False, server_default="0"),
    CheckConstraint("used >= 0", name="used"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("permit_id", ForeignKey("permits.id"), nullable=False, index=True),
    Column("phone", String(40)),
    Column("channel", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("undoes", ForeignKey("changes.id"), unique=True),
    CheckConstraint("kind in ('book', 'cancel', 'move')", name="kind"),
)

change_visits = Table(
    "change_visits",
    metadata,
    Column("change_id", ForeignKey("changes.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("visit_before", ForeignKey("visits.id")),
    Column("visit_after", ForeignKey("visits.id"), index=True),
)

rulings = Table(
    "rulings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("phone", String(40)),
    Column("channel", String(20), nullable=False),
    Column("message_id", String(80)),
    Column("action", String(20), nullable=False),
    Column("what_if", Boolean, nullable=False),
    Column("permit", String(40)),
    Column("asked", JSON, nullable=False),
    Column("allowed", Boolean, nullable=False),
    Column("code", String(40)),
    Column("facts", JSON),
    Column("offered", JSON, nullable=False),
    Column("change_id", ForeignKey("changes.id")),
    Index("ix_rulings_permit_asked_at", "permit", "asked_at"),
    Index("ix_rulings_recorded_at_id", "recorded_at", "id"),
)

calendar_links = Table(
    "calendar_links",
    metadata,
    Column("token", String(10), primary_key=True),
    Column("inspection_id", ForeignKey("inspections.id"), nullable=False),
    Column("language", String(5), nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("inspection_id", "language"),
)
"""Whoever has the token sees the visit of the inspection that counts, in this language."""

calendar_invitations = Table(
    "calendar_invitations",
    metadata,
    Column("token", ForeignKey("calendar_links.token"), primary_key=True),
    Column("email", String(254), primary_key=True),
    Column("invited_at", Instant, nullable=False),
)
"""Which addresses got the visit as an invitation, and so get it again when it changes."""

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("first_used_at", Instant, nullable=False),
    Column("answer", Text),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("permit_id", ForeignKey("permits.id"), index=True),
    Column("phone", String(40)),
    Column("email", Text),
    Column("language", String(5), nullable=False),
    Column("response", String(80), nullable=False),
    Column("worded_with", JSON, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("purpose", String(10), nullable=False),
    Column("about", JSON(none_as_null=True)),
    Column("subject", String(80)),
    Column("attachment", JSON(none_as_null=True)),
    Column("not_before", Instant),
    Column("expires_at", Instant),
    Column("made_at", Instant, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(80)),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("due_at", Instant, nullable=False),
    Column("claim", String(32)),
    Column("settled_at", Instant),
    CheckConstraint("phone is not null or email is not null", name="addressed"),
    CheckConstraint("purpose in ('code', 'notice', 'reminder')", name="purpose"),
    CheckConstraint("state in ('waiting', 'handed_over', 'refused', 'dropped')", name="state"),
)
"""What the city says first: a row is written with the change that it tells of, and handed to the bot later."""

waiting_notices = Index(
    "ix_notices_waiting",
    notices.c.purpose,  # code, notice, reminder: in the order in which they go
    notices.c.due_at,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)

notice_preferences = Table(
    "notice_preferences",
    metadata,
    Column("phone", String(40), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("wanted", Boolean, nullable=False),
    Column("chosen_at", Instant, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("reached", Integer),
    Column("begun_at", Instant, nullable=False),
    Column("finished_at", Instant),
)
"""What runs once a day of the city. `reached` is the last permit that is done with, so that a restart goes on there."""

links = Table(
    "links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("permit", String(40), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("begun_at", Instant, nullable=False),
)
"""Somebody wants a permit on their phone. Whether there is such a permit is not said, here neither."""

link_contacts = Table(
    "link_contacts",
    metadata,
    Column("link_id", ForeignKey("links.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("masked", String(80), nullable=False),
    Column("address", Text),
    Column("person_id", ForeignKey("people.id")),
    Column("language", String(5), nullable=False),
    CheckConstraint("kind in ('text', 'email')", name="kind"),
)
"""The contacts that were shown, as they stood. A decoy has no address and no person."""

link_codes = Table(
    "link_codes",
    metadata,
    Column("link_id", ForeignKey("links.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("contact", Integer, nullable=False),
    Column("digest", String(64)),
    Column("sent_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("used_at", Instant),
)
"""The codes of a link; the last one counts. `digest` is a keyed hash, and none where somebody else checks the code."""

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("phone", String(40), nullable=False, index=True),
    Column("permit", String(40), nullable=False),
    Column("contact", String(64)),
    CheckConstraint("kind in ('ask', 'link', 'code', 'proof')", name="kind"),
    Index("ix_attempts_kind_at", "kind", "at"),
)
"""What may be guessing, for as long as it counts: the only rows that are ever deleted. `contact` is a keyed hash."""

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("permit", String(40)),
    Column("phone", String(40)),
    Column("reason", Text, nullable=False),
    Column("set_by", String(80), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("released_by", String(80)),
    Column("released_at", Instant),
    CheckConstraint("(permit is null) <> (phone is null)", name="of_one"),
)
"""What is never purged, whatever the schedule, until the hold is released. A permit need not be on file."""

purges = Table(
    "purges",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("by", String(80), nullable=False),
    Column("at", Instant, nullable=False),
    Column("rulings_before", Instant),
    Column("notices_before", Instant),
    Column("rulings", Integer, nullable=False),
    Column("notices", Integer, nullable=False),
)
"""Every purge there was, with how many rulings it removed and how many notices it emptied. Never purged itself."""
