"""Migrations: they make exactly the tables that the program was written for, and may run at once and again."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from backend.records.engine import open_engine
from backend.records.migrate import current, migrate, newest
from backend.records.tables import metadata
from tests.integration.backend.counter import Counter


def test_the_tables_are_those_of_the_newest_migration(counter: Counter) -> None:
    with counter.backend.engine.connect() as connection:
        assert current(connection) == newest()
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = [one for one in compare_metadata(context, metadata) if "alembic_version" not in str(one)]
    assert differences == []


def test_two_programs_may_migrate_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'backend.db'}"
    engines = [open_engine(url) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(migrate, engines))
    with engines[0].connect() as connection:
        assert current(connection) == newest()


@pytest.mark.postgres
def test_migrating_makes_the_schema_on_postgresql(served: Counter) -> None:
    if served.backend.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has a file, not a schema")
    schema = f"backend_test_{uuid4().hex[:12]}"
    engine = open_engine(served.settings.records_url, schema=schema)
    try:
        migrate(engine, schema=schema)
        migrate(engine, schema=schema)
        with engine.connect() as connection:
            assert current(connection) == newest()
    finally:
        with engine.begin() as connection:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
        engine.dispose()


def test_sqlite_is_set_up_to_lose_nothing(fresh_counter: Counter) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    assert [fresh_counter.rows(f"pragma {name}")[0][0] for name in pragmas] == ["wal", 2, 1, 5000]
