"""The back end on SQLite and on PostgreSQL, with the demo city laid out around December 1, 2026, at ten."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, text

from backend.bootstrap import make_backend
from backend.city.city import load_city
from tests.integration.backend.counter import Counter, MovableClock, settings_for

POSTGRES_URL = os.environ.get("PERMITLINE_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")


def why_no_postgres() -> str | None:
    try:
        psycopg.connect(POSTGRES_URL.replace("+psycopg", ""), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return f"PostgreSQL cannot be reached: {str(error).splitlines()[0]}"
    return None


@pytest.fixture(scope="session")
def postgres_schema() -> Iterator[str]:
    """A schema of this run's own, dropped when it ends. Without a server: skipped, but a failure in CI."""
    reason = why_no_postgres()
    if reason and os.environ.get("CI_REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    schema = f"backend_test_{uuid4().hex[:12]}"
    yield schema
    engine = create_engine(POSTGRES_URL)
    with engine.begin() as connection:
        connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """A database's URL, and the schema that is used in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'backend.db'}", "backend"
    return POSTGRES_URL, request.getfixturevalue("postgres_schema")


def open_counter(database: tuple[str, str], tmp_path: Path) -> Iterator[Counter]:
    url, schema = database
    settings = settings_for(tmp_path, url)
    clock = MovableClock(Counter.at_ten(load_city(settings.city).zone))
    backend = make_backend(settings, clock=clock, schema=schema)
    counter = Counter(backend, settings, schema, clock)
    counter.lay_out()
    yield counter
    backend.close()


@pytest.fixture
def counter(database: tuple[str, str], tmp_path: Path) -> Iterator[Counter]:
    yield from open_counter(database, tmp_path)


@pytest.fixture
def sqlite_counter(tmp_path: Path) -> Iterator[Counter]:
    """For what no database changes."""
    yield from open_counter((f"sqlite:///{tmp_path / 'backend.db'}", "backend"), tmp_path)
