"""What booking, cancelling and moving share: read, let the rules decide, write it down or refuse it."""

from dataclasses import dataclass, field
from datetime import datetime

from backend.domain.model import Load, Request
from backend.domain.policy import Policy, decided_at
from backend.services.again import again_when_overtaken
from backend.services.auditing import asked, was_read_back
from backend.services.counting_tries import against_asking
from backend.services.deciding import places_from_now_on, rule_by_the_clock
from backend.services.entries import Action, Caller, Changed, Key, Outcome, Refused
from backend.services.inviting import invite_again
from backend.services.office import Office, asker_of, person_of
from backend.services.ports import UnitOfWork
from backend.services.telling import Telling, tell_of_change
from backend.services.writing_down import refuse, write_down


@dataclass(frozen=True, slots=True)
class Wish:
    """One request to write. `ruling` is the id of the ruling that was read back, if any.

    `site_note` is kept with every visit that is booked; without one, a visit that is moved keeps its own.
    """

    request: Request
    caller: Caller
    key: Key
    ruling: str | None = None
    site_note: str | None = field(default=None, repr=False)


@again_when_overtaken
def change_inspections(action: Action, wish: Wish, office: Office) -> Outcome:
    """What was written, or the refusal; for a key seen before, what was answered then."""
    with office.records.writing() as uow:
        earlier = uow.answers.claim(wish.key, wish.caller.clock)
        if earlier is not None:
            return earlier
        outcome = _decide_and_write(action, wish, office.policy, uow)
        if isinstance(outcome, Changed):
            invite_again(outcome.permit, wish.caller, office, uow)
        uow.answers.keep(wish.key, outcome)
        uow.commit()
        return outcome


def _decide_and_write(action: Action, wish: Wish, policy: Policy, uow: UnitOfWork) -> Changed | Refused:
    """All or nothing. The rules apply as of the read-back while it is honoured; places are counted as of now."""
    request, caller = wish.request, wish.caller
    person = person_of(caller, uow)
    entry = uow.permits.find_for_change(request.permit, person.id if person else None)
    as_of = _as_of(action, wish, policy, uow)
    load = Load() if action is Action.CANCEL else places_from_now_on(uow, policy, as_of, caller.clock)
    asker = asker_of(caller, person, entry)
    if not asker.on_permit and (too_many := against_asking(request.permit, caller, uow, policy)):
        return refuse(too_many, None, caller, action.value, asked(action, request), request.permit, uow)
    ruling = rule_by_the_clock(action, request, entry, asker, load, policy, as_of, caller.clock)
    asked_for = asked(action, request, wish.site_note)
    if ruling.refusal is not None:
        return refuse(ruling.refusal, ruling, caller, action.value, asked_for, request.permit, uow)
    if entry is None:
        raise RuntimeError("the rules allowed something on a permit that is not there")
    capacity = policy.rules_at(as_of).capacity_per_day
    notes = dict.fromkeys(request.types, wish.site_note)
    changed = write_down(action, ruling, entry, caller, capacity, uow, asked_for=asked_for, notes=notes)
    if caller.is_program:  # the office's doing, so the people do not know of it yet
        tell_of_change(changed, Telling(entry, policy, caller, uow))
    return changed


def _as_of(action: Action, wish: Wish, policy: Policy, uow: UnitOfWork) -> datetime:
    ruling = uow.rulings.find(wish.ruling) if wish.ruling else None
    if ruling is None or not was_read_back(ruling, wish.caller, action, wish.request):
        return wish.caller.at
    return decided_at(ruling.asked_at, wish.caller.at, policy)
