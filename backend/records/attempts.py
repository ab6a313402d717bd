"""What may be guessing, on the database, for as long as it counts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, text

from backend.domain.guessing import Scope, Tried, Try
from backend.records.tables import attempts

_COUNTING = 7_466_002
"""Any number, the same for every process that counts."""

_ADD = insert(attempts)
_LATEST = (
    select(attempts.c.at)
    .where(attempts.c.kind == bindparam("kind"), attempts.c.at > bindparam("since"))
    .order_by(attempts.c.at.desc())
    .limit(bindparam("most"))
)
_LATEST_IN = {
    Scope.PHONE: _LATEST.where(attempts.c.phone == bindparam("value")),
    Scope.PERMIT: _LATEST.where(attempts.c.permit == bindparam("value")),
    Scope.CONTACT: _LATEST.where(attempts.c.contact == bindparam("value")),
    Scope.CITY: _LATEST,
}
_HAS_ASKED = select(
    exists().where(
        attempts.c.kind == Try.ASK.value,
        attempts.c.phone == bindparam("phone"),
        attempts.c.permit == bindparam("permit"),
        attempts.c.at > bindparam("since"),
    )
)
_FORGET = delete(attempts).where(attempts.c.at < bindparam("moment"))


class SqlAttempts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self) -> None:
        """After any lock on a permit, and before any other: so no two can wait for each other."""
        if self._connection.dialect.name != "sqlite":  # there nobody else writes until this transaction ends
            self._connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _COUNTING})

    def add(self, tried: Tried) -> None:
        self._connection.execute(
            _ADD,
            {
                "kind": tried.kind.value,
                "at": tried.at,
                "phone": tried.phone,
                "permit": tried.permit,
                "contact": tried.contact,
            },
        )

    def has_asked(self, phone: str, permit: str, since: datetime) -> bool:
        asked = {"phone": phone, "permit": permit, "since": since}
        return bool(self._connection.execute(_HAS_ASKED, asked).scalar_one())

    def latest(self, kind: Try, scope: Scope, value: str | None, since: datetime, most: int) -> Sequence[datetime]:
        asked = {"kind": kind.value, "since": since, "most": most} | ({} if scope is Scope.CITY else {"value": value})
        return self._connection.execute(_LATEST_IN[scope], asked).scalars().all()

    def forget_before(self, moment: datetime) -> None:
        self._connection.execute(_FORGET, {"moment": moment})
