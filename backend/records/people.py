"""People and phones on the database."""

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.domain.model import Role
from backend.records.tables import people, phones
from backend.services.entries import Person

_BY_PHONE = (
    select(people.c.id, people.c.name, people.c.role, people.c.language, phones.c.language.label("chosen"))
    .join(phones, phones.c.person_id == people.c.id)
    .where(phones.c.phone == bindparam("phone"))
)
_LANGUAGE = select(phones.c.language).where(phones.c.phone == bindparam("phone"))


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_by_phone(self, phone: str) -> Person | None:
        row = self._connection.execute(_BY_PHONE, {"phone": phone}).first()
        return None if row is None else Person(row.id, row.name, Role(row.role), row.chosen or row.language)

    def find_language(self, phone: str) -> str | None:
        return self._connection.execute(_LANGUAGE, {"phone": phone}).scalar()

    def choose_language(self, phone: str, language: str) -> None:
        # Both databases know this statement, each under its own name.
        insert = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
        chosen = insert(phones).values(phone=phone, language=language)
        self._connection.execute(
            chosen.on_conflict_do_update(index_elements=["phone"], set_={"language": chosen.excluded.language})
        )
