"""What if? Puts a request before the rules and writes nothing but the audit."""

from dataclasses import dataclass

from backend.domain.model import Load, Request, Ruling
from backend.services.auditing import asked, audited
from backend.services.counting_tries import against_asking
from backend.services.deciding import places_from_now_on, rule_by_the_clock
from backend.services.entries import Action, Caller, PermitEntry, Refused
from backend.services.office import Office, asker_of, new_id, person_of
from backend.services.writing_down import refuse


@dataclass(frozen=True, slots=True)
class RulingGiven:
    """`entry` None: there is no such permit, or the person asking is not on it and may not know more of it."""

    id: str
    action: Action
    request: Request
    ruling: Ruling
    entry: PermitEntry | None


def ask_ruling(action: Action, request: Request, caller: Caller, office: Office) -> RulingGiven | Refused:
    """The rules' answer. Refused: too many permits that are not this person's were asked about."""
    with office.records.reading() as uow:
        person = person_of(caller, uow)
        entry = uow.permits.find(request.permit, person.id if person else None)
        asker = asker_of(caller, person, entry)
        load = Load() if action is Action.CANCEL else places_from_now_on(uow, office.policy, caller.at, caller.clock)
    ruling = rule_by_the_clock(action, request, entry, asker, load, office.policy, caller.at, caller.clock)
    given = RulingGiven(new_id(), action, request, ruling, entry if asker.on_permit else None)
    with office.records.writing() as uow:
        refusal = None if asker.on_permit else against_asking(request.permit, caller, uow, office.policy)
        if refusal:
            told = refuse(refusal, None, caller, action.value, asked(action, request), request.permit, uow)
            uow.commit()
            return told
        uow.rulings.add(
            audited(
                given.id,
                caller,
                action.value,
                asked(action, request),
                ruling.refusal,
                permit=request.permit,
                allowed=ruling.allowed,
                what_if=True,
                openings=ruling.openings,
            )
        )
        uow.commit()
    return given
