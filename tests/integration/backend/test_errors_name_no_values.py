"""What a database error may say: the statement, never the names and asks that it was given."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.records.engine import writing
from tests.integration.backend.counter import Counter

PRIVATE = "Maria's back gate is 4711"


def test_an_error_of_the_database_names_no_values(counter: Counter) -> None:
    with writing(counter.backend.engine) as connection, pytest.raises(SQLAlchemyError, match="nowhere") as raised:
        connection.execute(text("insert into nowhere values (:words)"), {"words": PRIVATE})
    assert PRIVATE not in str(raised.value)
