"""Replies that were to go out in a webhook's response when their process died: nobody knows whether they did."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update

from bot.records.database import Database
from bot.records.tables import MESSAGES, PROGRAMS, State

_SIGNS_OF_LIFE = timedelta(seconds=5)
"""What a process stored this long before its last sign of life has left the house since."""


def doubt_interrupted(database: Database, program: str, now: datetime, lease: timedelta) -> int:
    """Replies that another process returned at its end become unknown, so that the carrier is asked about them."""
    are_dead = (PROGRAMS.c.alive_until <= now) & (PROGRAMS.c.id != program)
    with database.read() as connection:
        if not connection.scalar(select(exists().where(are_dead))):
            return 0
    with database.write() as connection:
        dead = connection.execute(select(PROGRAMS).where(are_dead)).all()
        doubted = 0
        for one in dead:
            doubted += connection.execute(
                update(MESSAGES)
                .where(MESSAGES.c.state == State.RETURNED, MESSAGES.c.held_by == one.id)
                .where(MESSAGES.c.stored_at >= one.alive_until - lease - _SIGNS_OF_LIFE)
                .values(state=State.UNKNOWN, held_by=None, retry_at=None, claimed_at=MESSAGES.c.stored_at)
            ).rowcount
            connection.execute(delete(PROGRAMS).where(PROGRAMS.c.id == one.id))
    return doubted
