"""Forgets whose phone it is, at the wish of whoever has it now: a phone is sold, shared or given another number.

It stays a contact on file where the records have it as one, until the city says otherwise.
"""

from backend.services.auditing import audited
from backend.services.entries import Caller, Key, Outcome
from backend.services.links import PhoneForgotten
from backend.services.office import new_id, person_of
from backend.services.proving import Proving, phone_of

_ACTION = "forget"


def forget_phone(caller: Caller, key: Key, proving: Proving) -> Outcome:
    """Nothing is asked for: it only takes away. For a key seen before, what was answered then."""
    phone = phone_of(caller)
    with proving.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        outcome = PhoneForgotten(was_known=person_of(caller, uow) is not None)
        uow.people.forget(phone)
        asked_for = {"action": _ACTION}
        uow.rulings.add(audited(new_id(), caller, _ACTION, asked_for, None, permit=None, allowed=True))
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome
