"""Opens the database. One code for both: only how a connection is set up and how a transaction begins differ."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from backend.settings import BackendSettings

BUSY_SECONDS = 5.0
SCHEMA = "backend"


def make_engine(settings: BackendSettings, *, schema: str = SCHEMA) -> Engine:
    """The engine on the records, with the state folder made where they are a file in it."""
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    return open_engine(settings.records_url, schema=schema, connections=settings.backend_threads + 2)


def open_engine(url: str, *, schema: str = SCHEMA, connections: int = 20) -> Engine:
    """An engine on SQLite or PostgreSQL. Nothing is connected yet.

    `schema` holds our tables on PostgreSQL; SQLite has a file to itself. Raises `sqlalchemy.exc.ArgumentError` for
    anything that is not a database URL.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(url, connections)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(
        parsed,
        hide_parameters=True,  # errors reach the log, names and asks must not
        pool_size=connections,
        max_overflow=4,
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={
            "connect_timeout": 5,
            "options": f"-csearch_path={schema} -clock_timeout={int(BUSY_SECONDS * 1000)} -ctimezone=UTC",
        },
    )


def _open_sqlite(url: str, connections: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=4,
        pool_timeout=BUSY_SECONDS,
        connect_args={
            "timeout": BUSY_SECONDS,
            "check_same_thread": False,
            "cached_statements": 256,
            "isolation_level": "IMMEDIATE",  # should anyone write without `writing`, the driver begins for them
        },
    )
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction in which everything is read as it was when it began."""
    with _beginning(engine, "BEGIN") as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that the caller commits. On SQLite it has the write lock from its start."""
    with _beginning(engine, "BEGIN IMMEDIATE") as connection:
        yield connection


@contextmanager
def _beginning(engine: Engine, how: str) -> Iterator[Connection]:
    # Said here rather than by a listener to the engine's "begin": with any such listener every statement asks for more.
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(how)
        yield connection


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
