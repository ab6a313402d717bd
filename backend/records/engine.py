"""Opens the database. One code for both: only how a connection is set up and how a write begins differ."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_SECONDS = 5.0
WRITES = "permitline_writes"
"""Execution option of a connection that is going to write: on SQLite its transaction takes the write lock at once."""

SCHEMA = "backend"


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
        pool_size=connections,
        max_overflow=4,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": 256},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions of its own: `_begin_sqlite` does, so that a write locks from its start.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
