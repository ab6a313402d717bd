"""Wipes one-time codes from the messages that brought them, once they are over: what is left says that one was sent.

A message keeps its words for as long as it may still go out, since a carrier's report can ask for another try.
"""

import re
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from bot.outbox.purposes import Purpose
from bot.records.database import Database
from bot.records.tables import MESSAGES, Direction, State

_CODE = re.compile(r"(?<!\w)\d{6}(?!\w)")
_WIPED = "******"
_STORED_LATE = 1000
"""A row of another process may be seen after rows that have higher ids, by not nearly so many."""


class SpentCodes:
    """Remembers where the first code stands that is not wiped, so that each look is at what came since."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._from = 0

    def wipe(self, city_now: datetime) -> int:
        """Give how many."""
        with self._database.read() as connection:
            newest = connection.scalar(_NEWEST) or 0
            rows = connection.execute(_CODES, {"first": self._from}).all()
        in_clear = {row.id: row for row in rows if row.expires_at is not None and _CODE.search(row.text)}
        spent = [one for one, row in in_clear.items() if row.expires_at <= city_now and row.state in _AT_ITS_END]
        wiped = {one for one in spent if self._wipe_one(one, in_clear[one].text)}
        self._from = min(in_clear.keys() - wiped, default=newest - _STORED_LATE)
        return len(wiped)

    def _wipe_one(self, row_id: int, text: str) -> bool:
        """Whether it was still as it was read."""
        asked = {"the_row": row_id, "was": text, "wiped": _CODE.sub(_WIPED, text)}
        with self._database.write() as connection:
            return connection.execute(_WIPE, asked).rowcount == 1


_AT_ITS_END = frozenset({State.SENT, State.SUPPRESSED, State.EXPIRED, State.DEAD, State.DISCARDED})
"""What is dead is over too: staff cannot send again what has run out."""
_m = MESSAGES.c
_NEWEST = select(func.max(_m.id))
_CODES = (
    select(_m.id, _m.text, _m.state, _m.expires_at)
    .where(_m.id >= bindparam("first"), _m.direction == Direction.OUT, _m.purpose == Purpose.CODE)
    .order_by(_m.id)
)
_WIPE = (
    update(MESSAGES)
    .where(_m.id == bindparam("the_row"), _m.text == bindparam("was"), _m.state.in_(_AT_ITS_END))
    .values(text=bindparam("wiped"))
)
