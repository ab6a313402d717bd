"""Gives out the address under which a booked visit can be put into a calendar; the same one for good."""

from dataclasses import dataclass

from backend.domain.cancelling import booked_day
from backend.domain.model import Asker, Refusal, RefusalCode
from backend.domain.policy import Policy
from backend.domain.standing import not_on_permit, not_your_permit, unknown_permit
from backend.services.auditing import audited
from backend.services.calendar_entries import Invitation
from backend.services.counting_tries import against_asking
from backend.services.entries import CalendarLinked, Caller, Key, Outcome, PermitEntry, Refused
from backend.services.inviting import invite
from backend.services.office import Office, asker_of, new_id, person_of
from backend.services.ports import UnitOfWork
from backend.services.writing_down import refuse

_ACTION = "calendar"


@dataclass(frozen=True, slots=True)
class LinkAsked:
    permit: str
    inspection: str
    caller: Caller
    key: Key
    by_email: bool = False
    """To the address on file as well, and again whenever the visit changes."""


def link_calendar(asked: LinkAsked, office: Office) -> Outcome:
    """The link, or the refusal. For whoever is on the permit, in any role: it shows them what they know already."""
    with office.records.writing() as uow:
        earlier = uow.answers.claim(asked.key, asked.caller.clock)
        if earlier is not None:
            return earlier
        outcome = _link(asked, office, uow)
        uow.answers.keep(asked.key, outcome)
        uow.commit()
        return outcome


def _link(asked: LinkAsked, office: Office, uow: UnitOfWork) -> CalendarLinked | Refused:
    caller = asked.caller
    person = person_of(caller, uow)
    entry = uow.permits.find_for_change(asked.permit, person.id if person else None)
    asked_for = {
        "action": _ACTION,
        "permit": asked.permit,
        "inspection": asked.inspection,
        **({"by": "email"} if asked.by_email else {}),
    }
    asker = asker_of(caller, person, entry)
    too_many = None if asker.on_permit else against_asking(asked.permit, caller, uow, office.policy)
    refusal = too_many or _against(asked, entry, asker, office.policy)
    if refusal is not None or entry is None:
        told = refusal or unknown_permit(asked.permit)
        return refuse(told, None, caller, _ACTION, asked_for, asked.permit, uow)
    email = uow.people.find_email(person.id) if asked.by_email and person else None
    if asked.by_email and email is None:
        return refuse(Refusal(RefusalCode.NO_EMAIL_ON_FILE, {}), None, caller, _ACTION, asked_for, asked.permit, uow)
    language = person.language if person else office.city.languages[0]
    token = uow.calendar_links.token_for(entry.inspection_ids[asked.inspection], language, caller.clock)
    uow.rulings.add(audited(new_id(), caller, _ACTION, asked_for, None, permit=asked.permit, allowed=True))
    linked = uow.calendar_links.find(token)
    if email is not None and linked is not None:
        invite(Invitation(linked, email, entry.id), caller, office, uow)
    return CalendarLinked(token, by_email=email is not None)


def _against(asked: LinkAsked, entry: PermitEntry | None, asker: Asker, policy: Policy) -> Refusal | None:
    if entry is None:
        return unknown_permit(asked.permit)
    permit = entry.permit
    return (
        not_your_permit(permit, asker)
        or not_on_permit(asked.inspection, permit, policy)
        or (
            None
            if booked_day(permit.inspections[asked.inspection])
            else Refusal(RefusalCode.NOTHING_BOOKED, {"type": asked.inspection})
        )
    )
