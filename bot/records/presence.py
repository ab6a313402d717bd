"""Which processes are running, and so which holds on a message or a conversation still count."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, select

from bot.records.database import Database
from bot.records.tables import PROGRAMS
from bot.records.upsert import insert_or

_FORGET_AFTER = timedelta(days=1)


def is_alive(holder: ColumnElement[str | None]) -> ColumnElement[bool]:
    """Whether the process in this column still runs at the parameter `the_time`; false for none.

    The subquery stands alone: one that refers to the row would not do so in ON CONFLICT … SET, which has no FROM.
    """
    then = bindparam("the_time", type_=PROGRAMS.c.alive_until.type)
    return func.coalesce(holder, "").in_(select(PROGRAMS.c.id).where(PROGRAMS.c.alive_until > then))


def say_alive(database: Database, program: str, now: datetime, lease: timedelta) -> None:
    values = {"id": program, "alive_until": now + lease}
    with database.write() as connection:
        connection.execute(
            insert_or(connection.dialect.name, PROGRAMS)
            .values(values)
            .on_conflict_do_update(index_elements=["id"], set_={"alive_until": values["alive_until"]})
        )


def say_goodbye(database: Database, program: str, now: datetime) -> None:
    """What this process holds is free at once; long-gone processes are forgotten."""
    with database.write() as connection:
        connection.execute(
            delete(PROGRAMS).where((PROGRAMS.c.id == program) | (PROGRAMS.c.alive_until < now - _FORGET_AFTER))
        )
