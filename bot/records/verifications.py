"""Which verification of Twilio's belongs to which of ours, and the code that was approved, as a keyed digest."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.records.database import Database
from bot.records.tables import VERIFICATIONS
from bot.records.upsert import insert_or

_v = VERIFICATIONS.c


@dataclass(frozen=True, slots=True)
class Verification:
    """`sid` is Twilio's; `approved` the digest of the code that was right."""

    sid: str
    approved: str | None


def find_verification(database: Database, verification: str) -> Verification | None:
    with database.read() as connection:
        row = connection.execute(select(_v.sid, _v.approved).where(_v.id == verification)).one_or_none()
    return None if row is None else Verification(row.sid, row.approved)


def keep_verification(database: Database, verification: str, sid: str, at: datetime) -> None:
    """Of two that were sent at once Twilio has but one, so either may be kept."""
    with database.write() as connection:
        connection.execute(
            insert_or(connection.dialect.name, VERIFICATIONS)
            .values(id=verification, sid=sid, at=at)
            .on_conflict_do_nothing(index_elements=["id"])
        )


def note_approved(database: Database, verification: str, digest: str) -> None:
    with database.write() as connection:
        connection.execute(update(VERIFICATIONS).where(_v.id == verification).values(approved=digest))
