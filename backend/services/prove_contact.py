"""Takes the code that a person answers with. The right one binds: the phone to the person, or the permit to them.

A try is counted and committed before it is looked at, so that twenty at once count as twenty, and no crash gives one
for nothing. What looks at it may be a service of others, so that happens outside of every transaction.
"""

from dataclasses import replace

from backend.domain.guessing import Tried, Try
from backend.domain.model import Refusal, RefusalCode
from backend.domain.proving import against_answer, as_code, wrong_code
from backend.services.auditing import audited
from backend.services.codes import Verdict
from backend.services.counting_tries import against_trying
from backend.services.entries import Caller, Key, Outcome, Person, Refused
from backend.services.links import Link, LinkCode, LinkContact, Proved
from backend.services.office import new_id, person_of
from backend.services.ports import UnitOfWork
from backend.services.proving import Proving, phone_of
from backend.services.send_code import code_id
from backend.services.writing_down import refuse

_ACTION = "proof"


def prove_contact(link_id: str, given: str, caller: Caller, key: Key, proving: Proving) -> Outcome | None:
    """Whose phone it is now, or the refusal; None where this phone has no such link.

    For a key seen before, what was answered then. Raises `CodesUnavailableError`.
    """
    with proving.records.writing() as uow:
        if earlier := uow.answers.find(key):
            return earlier
        link = uow.links.find(link_id)
        if link is None or link.phone != caller.phone:
            return None
        counted = _count(link, caller, proving, uow)
        if isinstance(counted, Refused):
            if earlier := uow.answers.claim(key, caller.clock):  # the same request at once, a moment before
                return earlier
            uow.answers.keep(key, counted)
        uow.commit()
    if isinstance(counted, Refused):
        return counted
    verdict = _look_at(link, counted, given, proving)
    with proving.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        outcome = _conclude(link, counted, verdict, caller, uow)
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome


def _count(link: Link, caller: Caller, proving: Proving, uow: UnitOfWork) -> LinkCode | Refused:
    """The code with this try counted, or why no try is taken."""
    uow.attempts.hold()
    latest = uow.links.find(link.id)
    code = latest.code if latest else None
    if code and not against_answer(replace(code, tries=0).standing, link.permit, caller.at):
        tries = uow.links.count_try(link.id, code.number)
        code = replace(code, tries=tries - 1)
    refusal = against_answer(code.standing if code else None, link.permit, caller.at) or against_trying(
        Tried(Try.PROOF, caller.clock, phone_of(caller), link.permit), uow, proving.policy
    )
    if refusal or code is None:
        refusal = refusal or Refusal(RefusalCode.CODE_EXPIRED, {"number": link.permit})
        return _refuse(refusal, link, caller, uow)
    return replace(code, tries=code.tries + 1)


def _look_at(link: Link, code: LinkCode, given: str, proving: Proving) -> Verdict:
    contact, digits = link.contact(code.contact), as_code(given)
    if contact is None or digits is None:
        return Verdict.WRONG
    verdict = proving.codes.check(code_id(link.id, code.number), code.digest, contact, digits)
    return Verdict.WRONG if contact.is_decoy else verdict


def _conclude(link: Link, code: LinkCode, verdict: Verdict, caller: Caller, uow: UnitOfWork) -> Proved | Refused:
    if verdict is Verdict.WRONG:
        return _refuse(wrong_code(code.tries), link, caller, uow)
    contact = link.contact(code.contact)
    entry = uow.permits.find_for_change(link.permit)
    is_theirs = contact is not None and entry is not None and _is_contact_on(entry.id, contact, caller, uow)
    if verdict is Verdict.EXPIRED or not is_theirs or not uow.links.use_code(link.id, code.number, caller.clock):
        return _refuse(Refusal(RefusalCode.CODE_EXPIRED, {"number": link.permit}), link, caller, uow)
    if contact is None or entry is None:
        raise RuntimeError("a contact was proved on a permit that is not there")
    person = _bind(contact, entry.id, caller, uow)
    uow.rulings.add(audited(new_id(), caller, _ACTION, _asked(link), None, permit=link.permit, allowed=True))
    return Proved(entry.permit.number, entry.permit.address, person.name, person.role)


def _is_contact_on(permit_id: int, contact: LinkContact, caller: Caller, uow: UnitOfWork) -> bool:
    """Whether it is still a contact of that permit's: people come and go since the link began."""
    asker = person_of(caller, uow)
    on_file = uow.people.contacts_on(permit_id, asker.id if asker else None)
    return contact.person_id in {one.person_id for one in on_file}


def _bind(contact: LinkContact, permit_id: int, caller: Caller, uow: UnitOfWork) -> Person:
    """A phone that is nobody's becomes that of the person reached; one that has a person gets them on the permit."""
    person = person_of(caller, uow)
    if person is None:
        if contact.person_id is None:
            raise RuntimeError("a decoy was proved")
        uow.people.bind(phone_of(caller), contact.person_id)
        person = person_of(caller, uow)
    else:
        uow.permits.link(permit_id, person.id)
    if person is None:
        raise RuntimeError("the phone was bound, yet has no person")
    return person


def _refuse(refusal: Refusal, link: Link, caller: Caller, uow: UnitOfWork) -> Refused:
    return refuse(refusal, None, caller, _ACTION, _asked(link), link.permit, uow)


def _asked(link: Link) -> dict[str, object]:
    return {"action": _ACTION, "link": link.id}
