"""How full each day is, by trade. A place is taken by one statement that cannot pass the capacity."""

from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.model import Load
from backend.records.tables import day_loads
from backend.services.ports import OvertakenError

_BETWEEN = select(day_loads.c.trade, day_loads.c.day, day_loads.c.used).where(
    day_loads.c.day.between(bindparam("first"), bindparam("last"))
)
_THIS_DAY = (day_loads.c.trade == bindparam("of_trade"), day_loads.c.day == bindparam("on_day"))
_TAKE = (
    update(day_loads)
    .where(*_THIS_DAY, day_loads.c.used + bindparam("places") <= bindparam("capacity"))
    .values(used=day_loads.c.used + bindparam("places"))
)
_FREE = (
    update(day_loads)
    .where(*_THIS_DAY, day_loads.c.used >= bindparam("places"))
    .values(used=day_loads.c.used - bindparam("places"))
)
_OPEN = {
    "sqlite": sqlite.insert(day_loads).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(day_loads).on_conflict_do_nothing(),
}
_ADD = update(day_loads).where(*_THIS_DAY).values(used=day_loads.c.used + bindparam("places"))


def add_places(connection: Connection, trade: str, day: date, places: int) -> None:
    """Count places as taken without looking at the capacity: what is laid out was so decided elsewhere."""
    _open_day(connection, trade, day)
    connection.execute(_ADD, {"of_trade": trade, "on_day": day, "places": places})


class SqlLoads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def between(self, first: date, last: date) -> Load:
        rows = self._connection.execute(_BETWEEN, {"first": first, "last": last}).all()
        return Load(MappingProxyType({(row.trade, row.day): row.used for row in rows}))

    def take(self, trade: str, day: date, places: int, capacity: int) -> None:
        if self._has_taken(trade, day, places, capacity):
            return
        _open_day(self._connection, trade, day)  # the first booking of a day finds no row for it
        if not self._has_taken(trade, day, places, capacity):
            raise OvertakenError(f"{trade} has fewer than {places} places left on {day.isoformat()}")

    def _has_taken(self, trade: str, day: date, places: int, capacity: int) -> bool:
        asked = {"of_trade": trade, "on_day": day, "places": places, "capacity": capacity}
        return self._connection.execute(_TAKE, asked).rowcount == 1

    def free(self, trade: str, day: date, places: int) -> None:
        freed = self._connection.execute(_FREE, {"of_trade": trade, "on_day": day, "places": places})
        if freed.rowcount != 1:
            raise RuntimeError(f"{trade} has fewer than {places} places taken on {day.isoformat()}")


def _open_day(connection: Connection, trade: str, day: date) -> None:
    connection.execute(_OPEN[connection.dialect.name], {"trade": trade, "day": day, "used": 0})
