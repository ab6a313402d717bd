"""How far the jobs of each day have come, on the database."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.records.tables import jobs
from backend.services.entries import JobRun

_THIS = (jobs.c.name == bindparam("of_name"), jobs.c.day == bindparam("on_day"))
_FIND = select(jobs.c.reached, jobs.c.finished_at).where(*_THIS)
_LOCK = _FIND.with_for_update()
_EARLIER = select(exists().where(jobs.c.name == bindparam("of_name"), jobs.c.day < bindparam("on_day")))
_GO_ON = update(jobs).where(*_THIS).values(reached=bindparam("so_far"), finished_at=bindparam("over_at"))


class SqlJobs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, name: str, day: date) -> JobRun | None:
        row = self._connection.execute(_FIND, {"of_name": name, "on_day": day}).first()
        return None if row is None else JobRun(row.reached, row.finished_at is not None)

    def has_earlier(self, name: str, day: date) -> bool:
        return bool(self._connection.execute(_EARLIER, {"of_name": name, "on_day": day}).scalar_one())

    def begin(self, name: str, day: date, clock: datetime) -> JobRun:
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        begun = insert(jobs).values(name=name, day=day, begun_at=clock).on_conflict_do_nothing()
        self._connection.execute(begun)
        row = self._connection.execute(_LOCK, {"of_name": name, "on_day": day}).one()
        return JobRun(row.reached, row.finished_at is not None)

    def go_on(self, name: str, day: date, run: JobRun, clock: datetime) -> None:
        so_far = {"so_far": run.reached, "over_at": clock if run.is_finished else None}
        self._connection.execute(_GO_ON, {"of_name": name, "on_day": day, **so_far})
