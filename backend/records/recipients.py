"""Who is told of a permit on the database: every phone of its people, and what each of them wants to be told of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, bindparam, exists, func, select, true, union
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.model import Role
from backend.records.tables import notice_preferences, people, permit_people, phones
from backend.services.notices import NoticeWish, Recipient

_WANTED = (
    select(notice_preferences.c.wanted)
    .where(notice_preferences.c.phone == phones.c.phone, notice_preferences.c.kind == bindparam("wish"))
    .scalar_subquery()
)
_TOLD = (
    permit_people.c.permit_id,
    phones.c.phone,
    func.coalesce(phones.c.language, people.c.language).label("language"),
    people.c.role,
    func.coalesce(_WANTED, true()).label("wanted"),
)
_THESE = permit_people.c.permit_id.in_(bindparam("permit_ids", expanding=True))
_own = permit_people.alias("own")
_TOOK_THEMSELVES_OFF = exists().where(
    _own.c.permit_id == permit_people.c.permit_id, _own.c.person_id == people.c.id, _own.c.unlinked_at.is_not(None)
)
_ON_PERMITS = union(
    select(*_TOLD)
    .join(people, people.c.id == permit_people.c.person_id)
    .join(phones, phones.c.person_id == people.c.id)
    .where(_THESE, permit_people.c.unlinked_at.is_(None)),
    # Those who work for a contractor act on its permits, and are told what it is told.
    select(*_TOLD)
    .join(people, people.c.employer_id == permit_people.c.person_id)
    .join(phones, phones.c.person_id == people.c.id)
    .where(_THESE, permit_people.c.unlinked_at.is_(None), ~_TOOK_THEMSELVES_OFF),
).order_by("permit_id", "phone")
_WISHES = select(notice_preferences.c.kind, notice_preferences.c.wanted).where(
    notice_preferences.c.phone == bindparam("of_phone")
)


class SqlRecipients:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on_permits(self, permit_ids: Collection[int], wish: NoticeWish) -> Mapping[int, Sequence[Recipient]]:
        if not permit_ids:
            return {}
        rows = self._connection.execute(_ON_PERMITS, {"permit_ids": list(permit_ids), "wish": wish.value}).all()
        return {
            permit_id: [Recipient(row.phone, row.language, Role(row.role), bool(row.wanted)) for row in group]
            for permit_id, group in groupby(rows, key=attrgetter("permit_id"))
        }

    def wishes_of(self, phone: str) -> Mapping[NoticeWish, bool]:
        rows = self._connection.execute(_WISHES, {"of_phone": phone}).all()
        chosen = {row.kind: bool(row.wanted) for row in rows}
        return {wish: chosen.get(wish.value, True) for wish in NoticeWish}

    def choose(self, phone: str, wishes: Collection[NoticeWish], wanted: bool, at: datetime) -> None:
        # Both databases know this statement, each under its own name.
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        rows = [{"phone": phone, "kind": wish.value, "wanted": wanted, "chosen_at": at} for wish in sorted(wishes)]
        chosen = insert(notice_preferences).values(rows)
        self._connection.execute(
            chosen.on_conflict_do_update(
                index_elements=["phone", "kind"],
                set_={"wanted": chosen.excluded.wanted, "chosen_at": chosen.excluded.chosen_at},
            )
        )
