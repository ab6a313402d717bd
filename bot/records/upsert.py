"""INSERT … ON CONFLICT, which both databases know and SQLAlchemy spells once for each."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or(connection: Connection, table: Table) -> Any:
    """An insert that takes `on_conflict_do_update` and `on_conflict_do_nothing`."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
