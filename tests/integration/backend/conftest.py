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
from backend.city.demo import load_demo
from backend.demo import DEMO_FILE
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


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A database's URL, and the schema that is used in it."""
    if request.param == "sqlite":
        return sqlite_in(tmp_path_factory.mktemp("records"))
    return POSTGRES_URL, request.getfixturevalue("postgres_schema")


@pytest.fixture(scope="session")
def served(database: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """One back end a database for the session; `counter` lays its records out afresh for each test."""
    yield from opened(database, tmp_path_factory.mktemp("state"))


@pytest.fixture
def counter(served: Counter) -> Counter:
    served.clock.time = Counter.at_ten(served.backend.office.city.zone)
    served.lay_out()
    return served


@pytest.fixture(scope="session")
def sqlite_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    yield from opened(sqlite_in(tmp_path_factory.mktemp("records")), tmp_path_factory.mktemp("state"))


@pytest.fixture
def sqlite_counter(sqlite_served: Counter) -> Counter:
    """For what no database changes."""
    sqlite_served.clock.time = Counter.at_ten(sqlite_served.backend.office.city.zone)
    sqlite_served.lay_out()
    return sqlite_served


@pytest.fixture
def fresh_counter(tmp_path: Path) -> Iterator[Counter]:
    """For what would spoil the records for the next test."""
    yield from opened(sqlite_in(tmp_path), tmp_path)


def sqlite_in(folder: Path) -> tuple[str, str]:
    return f"sqlite:///{folder / 'backend.db'}", "backend"


def opened(database: tuple[str, str], state_dir: Path) -> Iterator[Counter]:
    url, schema = database
    settings = settings_for(state_dir, url)
    city = load_city(settings.city)
    clock = MovableClock(Counter.at_ten(city.zone))
    backend = make_backend(settings, clock=clock, schema=schema)
    counter = Counter(backend, settings, schema, clock, load_demo(settings.city.with_name(DEMO_FILE), city))
    counter.lay_out()
    yield counter
    backend.close()
