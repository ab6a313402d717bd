"""Brings the database to the newest migration, and says whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from backend.records.engine import SCHEMA, writing

_FOLDER = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = 7_466_001  # any number, the same for every program that migrates these tables


def migrate(engine: Engine, *, schema: str = SCHEMA) -> None:
    """Apply what is missing, in one transaction. Safe to call from several programs at once."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME})
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        command.upgrade(_config(connection), "head")
        connection.commit()


def newest() -> str | None:
    """The number of the newest migration."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current(connection: Connection) -> str | None:
    """The number of the last migration that was applied; None on an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
