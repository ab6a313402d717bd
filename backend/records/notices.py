"""The outbox on the database: notices that wait for the bot, claimed with a lease, settled, never deleted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Row, and_, bindparam, case, exists, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.records import tables
from backend.records.tables import notices
from backend.services.notices import ClaimedNotice, Notice, NoticeKind, Purpose, Receipt, Settled

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_A_BATCH = 200
_LONGEST_REASON = 80

_WAITING = notices.c.state == "waiting"
_DUE = (_WAITING, notices.c.due_at <= bindparam("now"))
_HAS_DUE = select(exists().where(*_DUE))
_NEXT = (
    select(notices)
    .where(*_DUE)
    .order_by(notices.c.purpose, notices.c.made_at, notices.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)))
    .values(claim=bindparam("by"), due_at=bindparam("until"), tries=notices.c.tries + 1)
)
_WITHOUT_CODE = case(
    (notices.c.purpose == Purpose.CODE.value, literal({}, JSON)),
    else_=notices.c.worded_with,
)
_DROP = (
    update(notices)
    .where(*_DUE, notices.c.expires_at <= bindparam("clock"))
    .values(state="dropped", reason="expired", settled_at=bindparam("clock"), worded_with=_WITHOUT_CODE)
    .returning(notices.c.id)
)
_CLAIMED = (notices.c.id == bindparam("of_id"), notices.c.claim == bindparam("by"))
_SETTLE = (
    update(notices)
    .where(*_CLAIMED)
    .values(
        state=bindparam("as_state"),
        reason=bindparam("why"),
        settled_at=bindparam("clock"),
        claim=None,
        worded_with=_WITHOUT_CODE,
    )
)
_PUT_BACK = update(notices).where(*_CLAIMED).values(reason=bindparam("why"), due_at=bindparam("again_at"), claim=None)
_WITH_PREFIX = select(notices.c.id, and_(_WAITING, notices.c.claim.is_(None)).label("waits")).where(
    notices.c.id >= bindparam("prefix"), notices.c.id < bindparam("beyond")
)
_STILL_WAITS = (notices.c.id == bindparam("of_id"), _WAITING, notices.c.claim.is_(None))
_WITHDRAW = (
    update(notices).where(*_STILL_WAITS).values(state="dropped", reason=bindparam("why"), settled_at=bindparam("clock"))
)
_REWORD = (
    update(notices)
    .where(*_STILL_WAITS)
    .values(
        response=bindparam("as_response"),
        worded_with=bindparam("as_worded"),
        about=bindparam("as_about", type_=notices.c.about.type),
        permit_id=bindparam("as_permit"),
    )
)
_STATES = {Receipt.TAKEN: "handed_over", Receipt.REFUSED: "refused"}


class SqlNotices:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notices: Sequence[Notice], *, dropped: str | None = None) -> int:
        # Always in the same order, so that two writers of the same notices cannot wait for each other.
        rows = [_row(notice, dropped) for notice in sorted(notices, key=lambda one: one.id)]
        batches = (rows[first : first + _A_BATCH] for first in range(0, len(rows), _A_BATCH))
        return sum(self._add_batch(batch) for batch in batches)

    def _add_batch(self, rows: Sequence[dict[str, object]]) -> int:
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        added = insert(tables.notices).values(rows).on_conflict_do_nothing().returning(tables.notices.c.id)
        return len(self._connection.execute(added).all())

    def waiting_with(self, prefix: str) -> Mapping[str, bool]:
        beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        rows = self._connection.execute(_WITH_PREFIX, {"prefix": prefix, "beyond": beyond}).all()
        return {row.id: bool(row.waits) for row in rows}

    def withdraw(self, ids: Collection[str], reason: str, clock: datetime) -> None:
        if ids:
            asked = [{"of_id": one, "why": reason, "clock": clock} for one in sorted(ids)]
            self._connection.execute(_WITHDRAW, asked)

    def reword(self, notices: Sequence[Notice]) -> None:
        asked = [
            {
                "of_id": one.id,
                "as_response": one.response,
                "as_worded": dict(one.values),
                "as_about": one.about,
                "as_permit": one.permit_id,
            }
            for one in sorted(notices, key=lambda one: one.id)
        ]
        if asked:
            self._connection.execute(_REWORD, asked)

    def has_due(self, now: datetime) -> bool:
        return bool(self._connection.execute(_HAS_DUE, {"now": now}).scalar_one())

    def drop_expired(self, now: datetime, clock: datetime) -> Sequence[str]:
        return self._connection.execute(_DROP, {"now": now, "clock": clock}).scalars().all()

    def claim(self, most: int, now: datetime, until: datetime, claim: str) -> Sequence[ClaimedNotice]:
        rows = self._connection.execute(_NEXT, {"now": now, "most": most}).all()
        if rows:
            self._connection.execute(_CLAIM, {"ids": [row.id for row in rows], "by": claim, "until": until})
        return [ClaimedNotice(_notice(row), row.tries + 1) for row in rows]

    def settle(self, settled: Sequence[Settled], clock: datetime, claim: str) -> None:
        for one in settled:
            told = {"of_id": one.id, "by": claim, "why": one.reception.reason[:_LONGEST_REASON] or None}
            state = _STATES.get(one.reception.receipt)
            if state is None:
                self._connection.execute(_PUT_BACK, {**told, "again_at": one.due_at or AT_ONCE})
            else:
                self._connection.execute(_SETTLE, {**told, "as_state": state, "clock": clock})


def _row(notice: Notice, dropped: str | None) -> dict[str, object]:
    return {
        "id": notice.id,
        "kind": notice.kind.value,
        "permit_id": notice.permit_id,
        "phone": notice.phone,
        "email": notice.email,
        "language": notice.language,
        "response": notice.response,
        "worded_with": dict(notice.values),
        "choices": list(notice.choices),
        "purpose": notice.purpose.value,
        "about": None if notice.about is None else dict(notice.about),
        "subject": notice.subject,
        "attachment": None if notice.attachment is None else dict(notice.attachment),
        "not_before": notice.not_before,
        "expires_at": notice.expires_at,
        "made_at": notice.made_at,
        "state": "dropped" if dropped else "waiting",
        "reason": dropped,
        "due_at": AT_ONCE,
        "settled_at": notice.made_at if dropped else None,
    }


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        kind=NoticeKind(row.kind),
        language=row.language,
        response=row.response,
        made_at=row.made_at,
        purpose=Purpose(row.purpose),
        phone=row.phone,
        email=row.email,
        values=row.worded_with,
        choices=row.choices,
        about=row.about,
        permit_id=row.permit_id,
        not_before=row.not_before,
        expires_at=row.expires_at,
        subject=row.subject,
        attachment=row.attachment,
    )
