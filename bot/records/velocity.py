"""How many messages of one phone came lately: past the limit they are kept and get no turn, so no reply each (S9).

Real time counts, not the city's clock. Every message counts that was stored, and so only what was signed by the
carrier; those past the limit count too, so that it takes a pause to be answered again.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, select

from bot.conversation.desk import WINDOW
from bot.records.tables import MESSAGES, Direction, State


def is_too_many(connection: Connection, phone: str, most: int, now: datetime) -> bool:
    """Whether one more would be over `most` within the window; never where `most` is 0."""
    if not most:
        return False
    first_of_them = connection.scalar(_NTH_NEWEST, {"the_phone": phone, "others": most - 1})
    return first_of_them is not None and first_of_them > now - WINDOW


def is_told(connection: Connection, phone: str, now: datetime) -> bool:
    """Whether this flood has had its one answer: it began with another message."""
    return bool(connection.scalar(_TOLD, {"the_phone": phone, "since": now - WINDOW}))


# Built once: to build a statement costs more than to run it.
_came = MESSAGES.c
_NTH_NEWEST = (
    select(_came.stored_at)
    .where(_came.phone == bindparam("the_phone"), _came.direction == Direction.IN)
    .order_by(_came.id.desc())
    .limit(1)
    .offset(bindparam("others"))
)
_TOLD = select(
    exists().where(
        _came.phone == bindparam("the_phone"), _came.state == State.TOO_MANY, _came.stored_at > bindparam("since")
    )
)
