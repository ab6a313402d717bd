"""People, their phones and their other contacts on the database."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, literal, null, or_, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.contacts import ContactKind
from backend.domain.model import Role
from backend.records.tables import people, permit_people, phones
from backend.services.entries import Person
from backend.services.links import ContactOnFile

_BY_PHONE = (
    select(people.c.id, people.c.name, people.c.role, people.c.language, phones.c.language.label("chosen"))
    .join(phones, phones.c.person_id == people.c.id)
    .where(phones.c.phone == bindparam("phone"))
)
_EMAIL = select(people.c.email).where(people.c.id == bindparam("person_id"))
_LANGUAGE = select(phones.c.language).where(phones.c.phone == bindparam("phone"))
_ON_PERMIT = (
    select(people)
    .join(permit_people, permit_people.c.person_id == people.c.id)
    .where(
        permit_people.c.permit_id == bindparam("permit_id"),
        or_(permit_people.c.unlinked_at.is_(None), permit_people.c.person_id == bindparam("asker_id")),
    )
    .cte("on_permit")
)
_CONTACTS = union_all(
    select(
        _ON_PERMIT.c.id,
        literal(1).label("place"),
        phones.c.phone.label("address"),
        func.coalesce(phones.c.language, _ON_PERMIT.c.language).label("language"),
    ).join(phones, phones.c.contact_of == _ON_PERMIT.c.id),
    select(_ON_PERMIT.c.id, literal(2), _ON_PERMIT.c.email, _ON_PERMIT.c.language).where(
        _ON_PERMIT.c.email.is_not(None)
    ),
).order_by("id", "place", "address")
_KINDS = {1: ContactKind.TEXT, 2: ContactKind.EMAIL}
_NOBODY = -1
"""An id that no person has."""

_FORGET = update(phones).where(phones.c.phone == bindparam("of_phone")).values(person_id=null())


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_by_phone(self, phone: str) -> Person | None:
        row = self._connection.execute(_BY_PHONE, {"phone": phone}).first()
        return None if row is None else Person(row.id, row.name, Role(row.role), row.chosen or row.language)

    def find_language(self, phone: str) -> str | None:
        return self._connection.execute(_LANGUAGE, {"phone": phone}).scalar()

    def find_email(self, person_id: int) -> str | None:
        return self._connection.execute(_EMAIL, {"person_id": person_id}).scalar()

    def choose_language(self, phone: str, language: str) -> None:
        self._set(phone, "language", language)

    def contacts_on(self, permit_id: int, asker_id: int | None) -> Sequence[ContactOnFile]:
        asked_for = {"permit_id": permit_id, "asker_id": _NOBODY if asker_id is None else asker_id}
        rows = self._connection.execute(_CONTACTS, asked_for).all()
        return [ContactOnFile(row.id, _KINDS[row.place], row.address, row.language) for row in rows]

    def bind(self, phone: str, person_id: int) -> None:
        self._set(phone, "person_id", person_id)

    def forget(self, phone: str) -> None:
        self._connection.execute(_FORGET, {"of_phone": phone})

    def _set(self, phone: str, column: str, value: object) -> None:
        # Both databases know this statement, each under its own name.
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        known = insert(phones).values({"phone": phone, column: value})
        self._connection.execute(
            known.on_conflict_do_update(index_elements=["phone"], set_={column: known.excluded[column]})
        )
