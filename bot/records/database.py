"""One database behind the bot: SQLite in the state folder, or PostgreSQL in a schema of its own; same code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import BotSettings

MIGRATIONS = Path(__file__).with_name("migrations")
_MIGRATION_LOCK = 0x7065726D  # any number, as long as it is always the same
_BUSY_TIMEOUT_MS = 4000


class StorageDownError(Exception):
    """The database did not take or give what was asked."""


class Database:
    """Short transactions. SQLite has one writer at a time, so its writers queue here rather than poll its lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        is_sqlite = engine.dialect.name == "sqlite"
        # On SQLite a statement that reads needs no transaction: without `_begin` each stands alone.
        self._reader = engine if is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")
        self._turnstile = Lock() if is_sqlite else None

    @property
    def engine(self) -> Engine:
        return self._engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, committed at the end. Raise `StorageDownError` where the database failed."""
        if self._turnstile and not self._turnstile.acquire(timeout=_BUSY_TIMEOUT_MS / 1000):
            raise StorageDownError("the database is busy")
        try:
            with _transaction(self._engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StorageDownError(type(error).__name__) from error
        finally:
            if self._turnstile:
                self._turnstile.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Single statements, each on what is committed by then."""
        try:
            with self._reader.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StorageDownError(type(error).__name__) from error

    def close(self) -> None:
        self._engine.dispose()


def open_database(settings: BotSettings) -> Database:
    connections = settings.bot_threads * 2 + 4
    if settings.database_url:
        return open_postgres(settings.database_url, settings.database_schema, connections=connections)
    return open_sqlite(settings.state_dir / "bot.db", connections=connections)


def prepare_database(settings: BotSettings) -> None:
    """Bring the tables up to date; once, before any worker process starts."""
    database = open_database(settings)
    try:
        migrate(database, settings.database_schema)
    finally:
        database.close()


def open_sqlite(file: Path, *, connections: int = 40) -> Database:
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{file}",
        pool_size=connections,
        max_overflow=connections,
        hide_parameters=True,  # errors reach the log, people's words and numbers must not
        connect_args={
            "check_same_thread": False,
            "isolation_level": "IMMEDIATE",  # should anyone write without `write`, the driver begins for them
        },
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return Database(engine)


def open_postgres(url: str, schema: str, *, connections: int = 40) -> Database:
    """`schema` is made by `migrate`; the search path puts every statement into it."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(
        address,
        pool_size=connections,
        max_overflow=connections,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": f"-csearch_path={schema}", "connect_timeout": 4},
    )
    return Database(engine)


def migrate(database: Database, schema: str = "") -> None:
    """Bring the tables to the newest revision; programs that start at once wait for one another."""
    with _transaction(database.engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    """Committed at the end. On SQLite it has the write lock from its start."""
    # Said here rather than by a listener to the engine's "begin": with any such listener every statement asks for more.
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    cursor = dbapi_connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
