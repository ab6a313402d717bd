"""What every use case works with: the records, and the city with its policy. And who asks, as the rules see it."""

from dataclasses import dataclass
from secrets import token_hex

from backend.city.city import City
from backend.domain.model import CITY, STRANGER, Asker
from backend.domain.policy import Policy
from backend.services.entries import Caller, PermitEntry, Person
from backend.services.ports import Records, UnitOfWork


@dataclass(frozen=True, slots=True)
class Office:
    records: Records
    city: City

    @property
    def policy(self) -> Policy:
        return self.city.policy


def new_id() -> str:
    """The id of a ruling or a change; nobody can guess another one's."""
    return token_hex(12)


def person_of(caller: Caller, uow: UnitOfWork) -> Person | None:
    """Whose phone it is; None for a program, and for a phone that is not in the records."""
    return None if caller.phone is None else uow.people.find_by_phone(caller.phone)


def asker_of(caller: Caller, person: Person | None, entry: PermitEntry | None) -> Asker:
    """What the rules need to know of who asks."""
    if caller.is_program:
        return CITY
    if person is None:
        return STRANGER
    return Asker(person.role, on_permit=entry is not None and entry.on_permit)
