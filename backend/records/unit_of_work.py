"""The unit of work on a database: one connection, one transaction, one commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from backend.records.answers import SqlAnswers
from backend.records.attempts import SqlAttempts
from backend.records.calendar_links import SqlCalendarLinks
from backend.records.changes import SqlChanges
from backend.records.confirmation import draw_confirmation
from backend.records.engine import BUSY_SECONDS, reading, writing
from backend.records.jobs import SqlJobs
from backend.records.links import SqlLinks
from backend.records.loads import SqlLoads
from backend.records.notices import SqlNotices
from backend.records.people import SqlPeople
from backend.records.permits import SqlPermits
from backend.records.recipients import SqlRecipients
from backend.records.rulings import SqlRulings
from backend.records.visits import SqlVisits
from backend.services.ports import OvertakenError, RecordsUnavailableError

_AWAY = (OperationalError, InterfaceError, PoolTimeoutError)
_HIT_IN_A_RACE = frozenset(
    {
        # as PostgreSQL names them
        "one_booked_visit_an_inspection",
        "uq_visits_confirmation",
        "uq_changes_undoes",
        # as SQLite does
        "UNIQUE constraint failed: visits.inspection_id",
        "UNIQUE constraint failed: visits.confirmation",
        "UNIQUE constraint failed: changes.undoes",
    }
)
"""What two who write at once can run into. Whatever else a constraint stops was wrong from the start."""


class BrokenConstraintError(Exception):
    """A mistake of ours that a constraint stopped. Names the constraint, never the values."""


class SqlUnitOfWork:
    def __init__(self, connection: Connection, draw: Callable[[], str] = draw_confirmation) -> None:
        self._connection = connection
        self.people = SqlPeople(connection)
        self.permits = SqlPermits(connection)
        self.visits = SqlVisits(connection, draw)
        self.loads = SqlLoads(connection)
        self.rulings = SqlRulings(connection)
        self.changes = SqlChanges(connection)
        self.answers = SqlAnswers(connection)
        self.notices = SqlNotices(connection)
        self.jobs = SqlJobs(connection)
        self.recipients = SqlRecipients(connection)
        self.calendar_links = SqlCalendarLinks(connection)
        self.links = SqlLinks(connection)
        self.attempts = SqlAttempts(connection)

    def commit(self) -> None:
        self._connection.commit()


class SqlRecords:
    """The records on one database. Raises `RecordsUnavailableError` where it is locked or away."""

    def __init__(self, engine: Engine, draw: Callable[[], str] = draw_confirmation) -> None:
        self._engine = engine
        self._draw = draw
        # SQLite lets one write at a time. Its own waiting sleeps and looks again; ours wakes as soon as it is our turn.
        self._turn = Lock() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[SqlUnitOfWork]:
        with plainly(), reading(self._engine) as connection:
            yield SqlUnitOfWork(connection, self._draw)

    @contextmanager
    def writing(self) -> Iterator[SqlUnitOfWork]:
        with plainly(), self._my_turn(), writing(self._engine) as connection:
            yield SqlUnitOfWork(connection, self._draw)

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise RecordsUnavailableError("too many writes are waiting")
        try:
            yield
        finally:
            self._turn.release()


@contextmanager
def plainly() -> Iterator[None]:
    """Say an outage in the words of the ports."""
    try:
        yield
    except _AWAY as error:
        raise RecordsUnavailableError(type(error).__name__) from error
    except IntegrityError as error:
        constraint = _constraint_of(error)
        if constraint in _HIT_IN_A_RACE:
            # Someone else wrote the same between our reading and our writing; asking again reads what they wrote.
            raise OvertakenError(constraint) from None
        # Not chained: the driver's own words quote the row. Where it happened is kept.
        raise BrokenConstraintError(constraint).with_traceback(error.__traceback__) from None


def _constraint_of(error: IntegrityError) -> str:
    """PostgreSQL says the name, or for a missing value only the kind; SQLite says table and column."""
    told = getattr(error.orig, "diag", None)
    if told is None:
        return str(error.orig)
    return told.constraint_name or f"{told.sqlstate} {told.table_name}.{told.column_name}"
