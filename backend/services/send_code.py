"""Sends a one-time code to a contact of a link; to a decoy nothing goes out, and the answer is the same."""

from dataclasses import replace

from backend.domain.contacts import masked_phone
from backend.domain.guessing import Tried, Try
from backend.domain.model import Refusal, RefusalCode
from backend.domain.proving import LIVES_FOR, is_over
from backend.services.auditing import audited
from backend.services.codes import Prepared, Sending
from backend.services.counting_tries import against_trying
from backend.services.entries import Caller, Key, Outcome, Refused
from backend.services.links import CodeSent, Link, LinkCode, LinkContact
from backend.services.office import new_id
from backend.services.ports import UnitOfWork
from backend.services.proving import Proving, phone_of
from backend.services.writing_down import refuse

_ACTION = "code"
_DECOY = "decoy"


def send_code(link_id: str, contact_number: int, caller: Caller, key: Key, proving: Proving) -> Outcome | None:
    """That a code is on its way, or the refusal; None where this phone has no such link, or that no such contact.

    For a key seen before, what was answered then. Raises `CodesUnavailableError`.
    """
    with proving.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        link = uow.links.find(link_id)
        contact = link.contact(contact_number) if link and link.phone == caller.phone else None
        if link is None or contact is None:
            return None
        outcome = earlier or _send(link, contact, caller, proving, uow)
        if earlier is None:
            uow.answers.keep(key, outcome)
            uow.commit()
    if isinstance(outcome, CodeSent):
        # Also when the request is repeated: the first time may have ended before it was sent.
        proving.codes.send(code_id(link_id, outcome.code_number), contact)
    return outcome


def code_id(link_id: str, number: int) -> str:
    return f"code-{link_id}-{number}"


def _send(link: Link, contact: LinkContact, caller: Caller, proving: Proving, uow: UnitOfWork) -> CodeSent | Refused:
    asked_for = {"action": _ACTION, "link": link.id, "contact": contact.number}
    if is_over(link.begun_at, caller.clock):
        over = Refusal(RefusalCode.CODE_EXPIRED, {"number": link.permit})
        return refuse(over, None, caller, _ACTION, asked_for, link.permit, uow)
    tried = Tried(Try.CODE, caller.clock, phone_of(caller), link.permit, _mark(link, contact, proving))
    if refusal := against_trying(tried, uow, proving.policy):
        return refuse(refusal, None, caller, _ACTION, asked_for, link.permit, uow)
    link = uow.links.find(link.id) or link  # once more: now that nobody else counts, nobody else sends either
    number = link.code.number + 1 if link.code else 1
    code = LinkCode(number, contact.number, caller.clock, caller.clock + LIVES_FOR)
    sending = Sending(
        id=code_id(link.id, number),
        permit=link.permit,
        contact=contact,
        asked_by=masked_phone(link.phone),
        now=code.sent_at,
        expires_at=code.expires_at,
    )
    _write(link.id, code, proving.codes.prepare(sending), contact, uow)
    uow.rulings.add(audited(new_id(), caller, _ACTION, asked_for, None, permit=link.permit, allowed=True))
    return CodeSent(link.id, number, contact.masked, code.expires_at)


def _write(link_id: str, code: LinkCode, prepared: Prepared, contact: LinkContact, uow: UnitOfWork) -> None:
    """A decoy's notice is written too, as one that will not go: else the time it takes would tell which it is."""
    uow.links.add_code(link_id, replace(code, digest=prepared.digest))
    if prepared.notice:
        uow.notices.add([prepared.notice], dropped=_DECOY if contact.is_decoy else None)


def _mark(link: Link, contact: LinkContact, proving: Proving) -> str:
    return proving.keyed.hexdigest("contact", contact.address or f"{link.permit} {contact.number}")
