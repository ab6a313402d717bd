"""How transactions on the embedded database begin: what a reader sees, and when a writer has the lock."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from backend.records.engine import open_engine, reading, writing

COUNT = text("SELECT count(*) FROM notes")
ADD = text("INSERT INTO notes VALUES ('one')")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{tmp_path / 'records.db'}")
    with writing(made) as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
        connection.commit()
    yield made
    made.dispose()


def test_a_reader_sees_the_records_as_they_were_when_it_first_looked(engine: Engine) -> None:
    with reading(engine) as reader:
        assert reader.scalar(COUNT) == 0
        with writing(engine) as writer:
            writer.execute(ADD)
            writer.commit()
        assert reader.scalar(COUNT) == 0
    with reading(engine) as reader:
        assert reader.scalar(COUNT) == 1


def test_a_writer_has_the_lock_before_its_first_statement(engine: Engine) -> None:
    assert engine.url.database
    with writing(engine), sqlite3.connect(engine.url.database, timeout=0.05, isolation_level=None) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM notes").fetchone() == (0,)


def test_what_was_not_committed_never_happened(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(ADD)
    with reading(engine) as connection:
        assert connection.scalar(COUNT) == 0


def test_a_write_that_fails_half_way_on_a_plain_transaction_leaves_nothing(engine: Engine) -> None:
    def add_and_fail() -> None:
        with engine.begin() as connection:
            connection.execute(ADD)
            connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(OperationalError, match="nowhere"):
        add_and_fail()
    with reading(engine) as connection:
        assert connection.scalar(COUNT) == 0


def test_statements_are_not_slowed_by_listeners(engine: Engine) -> None:
    """One listener to any event of the engine costs every statement about a tenth of its time."""
    assert not engine._has_events
