"""INSERT … ON CONFLICT, which both databases know and SQLAlchemy spells once for each."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or(dialect: str, table: Table) -> Any:
    """An insert that takes `on_conflict_do_update` and `on_conflict_do_nothing`."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)
