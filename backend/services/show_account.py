"""Shows who is speaking, and the permits of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.services.choose_notices import by_name
from backend.services.entries import Caller, Person
from backend.services.office import Office, person_of
from backend.services.show_permit import PermitShown, shown


@dataclass(frozen=True, slots=True)
class AccountShown:
    """`language` is the one chosen on this phone, which need not be a person's in the records."""

    person: Person | None
    language: str | None
    permits: Sequence[PermitShown]
    notices: Mapping[str, bool] | None
    """What this phone wants to be told of; None for a program."""


def show_account(caller: Caller, office: Office) -> AccountShown:
    with office.records.reading() as uow:
        person = person_of(caller, uow)
        notices = by_name(uow.recipients.wishes_of(caller.phone)) if caller.phone else None
        if person is None:
            language = uow.people.find_language(caller.phone) if caller.phone else None
            return AccountShown(None, language, (), notices)
        entries = uow.permits.of_person(person.id)
        fees = uow.permits.fees_of([entry.id for entry in entries if entry.permit.fees_due])
    permits = [shown(entry, fees.get(entry.id, ()), office.policy, caller, is_public=False) for entry in entries]
    return AccountShown(person, person.language, permits, notices)
