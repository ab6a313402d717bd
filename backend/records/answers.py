"""What was answered to each idempotency key, written in the transaction of the change itself."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.records.tables import idempotency_keys
from backend.services.entries import Key, Outcome
from backend.services.ports import KeyReusedError

_OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)
_CLAIM = {
    "sqlite": sqlite.insert(idempotency_keys).on_conflict_do_nothing().returning(idempotency_keys.c.key),
    "postgresql": postgresql.insert(idempotency_keys).on_conflict_do_nothing().returning(idempotency_keys.c.key),
}
_BY_KEY = select(idempotency_keys.c.fingerprint, idempotency_keys.c.answer).where(
    idempotency_keys.c.key == bindparam("of_key")
)
_KEEP = (
    update(idempotency_keys)
    .where(idempotency_keys.c.key == bindparam("of_key"))
    .values(answer=bindparam("kept_answer"))
)


class SqlAnswers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, key: Key, at: datetime) -> Outcome | None:
        """Wait while another unit of work holds the same key: the second of two gets the first one's answer."""
        claimed = self._connection.execute(
            _CLAIM[self._connection.dialect.name],
            {"key": key.key, "fingerprint": key.fingerprint, "first_used_at": at},
        )
        if claimed.first() is not None:
            return None
        earlier = self._connection.execute(_BY_KEY, {"of_key": key.key}).one()
        if earlier.fingerprint != key.fingerprint:
            raise KeyReusedError(key.key)
        return _OUTCOME.validate_json(earlier.answer)

    def find(self, key: Key) -> Outcome | None:
        earlier = self._connection.execute(_BY_KEY, {"of_key": key.key}).first()
        if earlier is None:
            return None
        if earlier.fingerprint != key.fingerprint:
            raise KeyReusedError(key.key)
        return _OUTCOME.validate_json(earlier.answer)

    def keep(self, key: Key, outcome: Outcome) -> None:
        self._connection.execute(_KEEP, {"of_key": key.key, "kept_answer": _OUTCOME.dump_json(outcome).decode()})
