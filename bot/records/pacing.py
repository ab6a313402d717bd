"""The pace of each of our numbers, kept with the messages so that every process that sends keeps to the same one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select, update

from bot.outbox.pace import Bucket, full_bucket
from bot.records.database import Database
from bot.records.tables import PACE
from bot.records.upsert import insert_or


@dataclass(frozen=True, slots=True)
class Pacing:
    """What one of our numbers may send: `most_a_day` in segments, 0 where no cap is known."""

    sender: str
    segments_a_second: float
    most_a_day: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """Where a number stands: its bucket, and the segments that went out on the city's `day`."""

    bucket: Bucket
    day: str
    day_segments: int

    def segments_on(self, day: str) -> int:
        return self.day_segments if self.day == day else 0


def lock_pace(connection: Connection, pacing: Pacing, now: datetime) -> Spent:
    """The state of the number, held until the transaction ends: who claims a message waits for who is claiming one."""
    asked = select(PACE).where(PACE.c.sender == pacing.sender).with_for_update()
    row = connection.execute(asked).one_or_none()
    if row is None:
        fresh = full_bucket(pacing.segments_a_second, now)
        connection.execute(
            insert_or(connection.dialect.name, PACE)
            .values(sender=pacing.sender, segments=fresh.segments, at=now, halvings=0, day="", day_segments=0)
            .on_conflict_do_nothing(index_elements=["sender"])
        )
        row = connection.execute(asked).one()
    return _spent(row)


def save_pace(connection: Connection, pacing: Pacing, spent: Spent) -> None:
    bucket = spent.bucket
    connection.execute(
        update(PACE)
        .where(PACE.c.sender == pacing.sender)
        .values(
            segments=bucket.segments,
            at=bucket.at,
            halvings=bucket.halvings,
            complained_at=bucket.complained_at,
            day=spent.day,
            day_segments=spent.day_segments,
        )
    )


def slow_down(database: Database, pacing: Pacing, now: datetime) -> None:
    with database.write() as connection:
        spent = lock_pace(connection, pacing, now)
        save_pace(connection, pacing, Spent(spent.bucket.slowed(now), spent.day, spent.day_segments))


def find_pace(database: Database, pacing: Pacing) -> Spent | None:
    with database.read() as connection:
        row = connection.execute(select(PACE).where(PACE.c.sender == pacing.sender)).one_or_none()
    return None if row is None else _spent(row)


def _spent(row: Row[tuple[object, ...]]) -> Spent:
    bucket = Bucket(row.segments, row.at, row.halvings, row.complained_at)
    return Spent(bucket, row.day, row.day_segments)
