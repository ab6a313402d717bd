"""Shows a permit to those who are on it, and to anyone else only what is public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.domain.policy import Policy
from backend.domain.standing import inactive_since
from backend.services.counting_tries import against_asking
from backend.services.entries import Caller, Fee, PermitEntry, Refused
from backend.services.office import Office, asker_of, person_of


@dataclass(frozen=True, slots=True)
class PermitShown:
    entry: PermitEntry
    fees: Sequence[Fee]
    inactive_since: date | None
    is_public: bool
    """Only what anyone may know: no name, no address, no amount."""
    notes_are_masked: bool
    """Notes for the inspector are in full for a program of the city only, which is how the inspector gets them."""


def show_permit(number: str, caller: Caller, office: Office) -> PermitShown | Refused | None:
    """None: there is no such permit. Refused: too many that are not this person's were asked about."""
    with office.records.reading() as uow:
        person = person_of(caller, uow)
        entry = uow.permits.find(number, person.id if person else None)
        fees = uow.permits.fees_of([entry.id]) if entry and entry.permit.fees_due else {}
    is_public = not asker_of(caller, person, entry).on_permit
    if is_public and (refused := _count(number, caller, office)):
        return refused
    if entry is None:
        return None
    return shown(entry, fees.get(entry.id, ()), office.policy, caller, is_public=is_public)


def _count(number: str, caller: Caller, office: Office) -> Refused | None:
    """Before it is said whether there is such a permit."""
    with office.records.writing() as uow:
        if refusal := against_asking(number, caller, uow, office.policy):
            return Refused(refusal.code.value, dict(refusal.facts))
        uow.commit()
    return None


def shown(entry: PermitEntry, fees: Sequence[Fee], policy: Policy, caller: Caller, *, is_public: bool) -> PermitShown:
    inactive = inactive_since(entry.permit, policy, policy.today(caller.at))
    return PermitShown(entry, fees, inactive, is_public, notes_are_masked=not caller.is_program)
