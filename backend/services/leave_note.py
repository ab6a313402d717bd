"""Leaves a note for the inspector on booked visits of a permit, or removes it: on all of them, or on none."""

from dataclasses import dataclass, field

from backend.domain.masking import masked
from backend.domain.model import Request
from backend.domain.noting import rule_on_noting
from backend.domain.policy import Policy
from backend.services.auditing import audited
from backend.services.counting_tries import against_asking
from backend.services.entries import Caller, ChangedInspection, Key, NoteLeft, Outcome, PermitEntry, Refused
from backend.services.office import Office, asker_of, new_id, person_of
from backend.services.ports import UnitOfWork
from backend.services.writing_down import as_it_stood, refuse

_ACTION = "note"


@dataclass(frozen=True, slots=True)
class Noting:
    """A note in full for the visits that the request names; None removes theirs."""

    request: Request
    caller: Caller
    key: Key
    site_note: str | None = field(repr=False)

    @property
    def masked_note(self) -> str | None:
        return masked(self.site_note) if self.site_note else None


def leave_note(noting: Noting, office: Office) -> Outcome:
    """The visits that have the note now, or the refusal; for a key seen before, what was answered then."""
    with office.records.writing() as uow:
        earlier = uow.answers.claim(noting.key, noting.caller.clock)
        if earlier is not None:
            return earlier
        outcome = _decide_and_write(noting, office.policy, uow)
        uow.answers.keep(noting.key, outcome)
        uow.commit()
        return outcome


def _decide_and_write(noting: Noting, policy: Policy, uow: UnitOfWork) -> NoteLeft | Refused:
    request, caller = noting.request, noting.caller
    person = person_of(caller, uow)
    entry = uow.permits.find_for_change(request.permit, person.id if person else None)
    asker = asker_of(caller, person, entry)
    too_many = None if asker.on_permit else against_asking(request.permit, caller, uow, policy)
    asked_for = {
        "action": _ACTION,
        "permit": request.permit,
        "inspections": list(request.types),
        "site_note": noting.masked_note,
    }
    if too_many:
        return refuse(too_many, None, caller, _ACTION, asked_for, request.permit, uow)
    ruling = rule_on_noting(request, entry.permit if entry else None, asker, policy, caller.at)
    if ruling.refusal is not None:
        return refuse(ruling.refusal, ruling, caller, _ACTION, asked_for, request.permit, uow)
    if entry is None:
        raise RuntimeError("the rules allowed a note on a permit that is not there")
    noted = tuple(_note(item.type, entry, noting.site_note, uow) for item in ruling.items)
    uow.rulings.add(audited(new_id(), caller, _ACTION, asked_for, None, permit=request.permit, allowed=True))
    return NoteLeft(entry.permit.number, entry.permit.address, noted, noting.masked_note)


def _note(inspection_type: str, entry: PermitEntry, site_note: str | None, uow: UnitOfWork) -> ChangedInspection:
    uow.visits.set_site_note(entry.booked_visit_ids[inspection_type], site_note)
    return as_it_stood(entry.permit.inspections[inspection_type])
