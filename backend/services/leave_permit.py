"""Takes a person off a permit at their own wish. Nothing is deleted, and a code brings them back."""

from backend.domain.model import Refusal, RefusalCode
from backend.services.auditing import audited
from backend.services.counting_tries import against_asking
from backend.services.entries import Caller, Key, Outcome, Refused
from backend.services.links import PermitLeft
from backend.services.office import new_id, person_of
from backend.services.ports import UnitOfWork
from backend.services.proving import Proving
from backend.services.writing_down import refuse

_ACTION = "unlink"


def leave_permit(permit: str, caller: Caller, key: Key, proving: Proving) -> Outcome:
    """The permit that was left, or the refusal; for a key seen before, what was answered then."""
    with proving.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        outcome = _leave(permit, caller, proving, uow)
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome


def _leave(permit: str, caller: Caller, proving: Proving, uow: UnitOfWork) -> PermitLeft | Refused:
    asked_for = {"action": _ACTION, "permit": permit}
    person = person_of(caller, uow)
    entry = uow.permits.find_for_change(permit, person.id if person else None)
    if person is None or entry is None or not entry.on_permit:
        code = RefusalCode.NOT_YOUR_PERMIT if entry else RefusalCode.UNKNOWN_PERMIT
        refusal = against_asking(permit, caller, uow, proving.policy) or Refusal(code, {"number": permit})
        return refuse(refusal, None, caller, _ACTION, asked_for, permit, uow)
    uow.permits.unlink(entry.id, person.id, caller.clock)
    uow.rulings.add(audited(new_id(), caller, _ACTION, asked_for, None, permit=permit, allowed=True))
    return PermitLeft(entry.permit.number, entry.permit.address)
