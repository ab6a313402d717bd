"""The audit on the database: one row for every ask, allowed or refused."""

from dataclasses import fields

from sqlalchemy import Connection, bindparam, insert, select

from backend.records.tables import rulings
from backend.services.entries import RulingEntry

_ADD = insert(rulings)
_COLUMNS = tuple(field.name for field in fields(RulingEntry))
_BY_ID = select(rulings).where(rulings.c.id == bindparam("ruling_id"))


class SqlRulings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ruling: RulingEntry) -> None:
        self._connection.execute(_ADD, {name: getattr(ruling, name) for name in _COLUMNS})

    def find(self, ruling_id: str) -> RulingEntry | None:
        row = self._connection.execute(_BY_ID, {"ruling_id": ruling_id}).mappings().first()
        return None if row is None else RulingEntry(**row)
