"""Links on the database: who asked for a permit, the contacts that were shown, the codes that were sent."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from backend.domain.contacts import ContactKind
from backend.records.tables import link_codes, link_contacts, links
from backend.services.links import Link, LinkCode, LinkContact

_ADD = insert(links)
_ADD_CONTACT = insert(link_contacts)
_ADD_CODE = insert(link_codes)
_BY_ID = select(links).where(links.c.id == bindparam("link_id"))
_CONTACTS = (
    select(link_contacts).where(link_contacts.c.link_id == bindparam("link_id")).order_by(link_contacts.c.number)
)
_LAST_CODE = (
    select(link_codes).where(link_codes.c.link_id == bindparam("link_id")).order_by(link_codes.c.number.desc()).limit(1)
)
_THIS_CODE = (link_codes.c.link_id == bindparam("of_link"), link_codes.c.number == bindparam("of_number"))
_COUNT = update(link_codes).where(*_THIS_CODE).values(tries=link_codes.c.tries + 1).returning(link_codes.c.tries)
_USE = update(link_codes).where(*_THIS_CODE, link_codes.c.used_at.is_(None)).values(used_at=bindparam("at"))
_FORGET_ADDRESSES = (
    update(link_contacts)
    .where(link_contacts.c.address.is_not(None))
    .where(link_contacts.c.link_id.in_(select(links.c.id).where(links.c.begun_at < bindparam("moment"))))
    .values(address=None)
)
_OF_A_CONTACT = tuple(field.name for field in fields(LinkContact))
_OF_A_CODE = tuple(field.name for field in fields(LinkCode))


class SqlLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: Link) -> None:
        self._connection.execute(
            _ADD, {"id": link.id, "permit": link.permit, "phone": link.phone, "begun_at": link.begun_at}
        )
        rows = [{"link_id": link.id} | {name: getattr(one, name) for name in _OF_A_CONTACT} for one in link.contacts]
        if rows:
            self._connection.execute(_ADD_CONTACT, rows)

    def find(self, link_id: str) -> Link | None:
        row = self._connection.execute(_BY_ID, {"link_id": link_id}).first()
        if row is None:
            return None
        contacts = self._connection.execute(_CONTACTS, {"link_id": link_id}).mappings().all()
        code = self._connection.execute(_LAST_CODE, {"link_id": link_id}).mappings().first()
        return Link(
            id=row.id,
            permit=row.permit,
            phone=row.phone,
            begun_at=row.begun_at,
            contacts=[
                LinkContact(**{name: one[name] for name in _OF_A_CONTACT} | {"kind": ContactKind(one["kind"])})
                for one in contacts
            ],
            code=LinkCode(**{name: code[name] for name in _OF_A_CODE}) if code else None,
        )

    def add_code(self, link_id: str, code: LinkCode) -> None:
        self._connection.execute(_ADD_CODE, {"link_id": link_id} | {name: getattr(code, name) for name in _OF_A_CODE})

    def count_try(self, link_id: str, code: int) -> int:
        tries: int = self._connection.execute(_COUNT, {"of_link": link_id, "of_number": code}).scalar_one()
        return tries

    def use_code(self, link_id: str, code: int, at: datetime) -> bool:
        used = self._connection.execute(_USE, {"of_link": link_id, "of_number": code, "at": at})
        return used.rowcount == 1

    def forget_addresses_before(self, moment: datetime) -> None:
        self._connection.execute(_FORGET_ADDRESSES, {"moment": moment})
