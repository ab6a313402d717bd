"""Begins to add a permit to a phone: shows, masked, where a code could be sent.

A permit that does not exist, or whose people cannot be reached, is answered in the same way with decoys, which are
always the same for that number; the same is read and written for it. That is honest: the sentence says "if this permit
is ours", and a code that goes nowhere is one that nobody was waiting for. See `backend.domain.contacts`.
"""

from collections.abc import Sequence

from backend.domain.contacts import ContactKind, decoys, masked_contact
from backend.domain.guessing import KEPT_FOR, Tried, Try
from backend.domain.model import Refusal, RefusalCode
from backend.services.auditing import audited
from backend.services.counting_tries import against_trying
from backend.services.entries import Caller, Key, Outcome, Refused
from backend.services.links import ContactOnFile, Link, LinkBegun, LinkContact, ShownContact
from backend.services.office import new_id, person_of
from backend.services.ports import UnitOfWork
from backend.services.proving import Proving, phone_of
from backend.services.writing_down import refuse

_ACTION = "link"
_MOST_CONTACTS = 9
_NO_PERMIT = -1
"""An id that no permit has, so that contacts are looked up for a permit that does not exist, too."""


def begin_link(permit: str, caller: Caller, key: Key, proving: Proving) -> Outcome:
    """The contacts to choose from, or the refusal; for a key seen before, what was answered then."""
    with proving.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        outcome = _begin(permit, caller, proving, uow)
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome


def _begin(permit: str, caller: Caller, proving: Proving, uow: UnitOfWork) -> LinkBegun | Refused:
    phone = phone_of(caller)
    asked_for = {"action": _ACTION, "permit": permit}
    person = person_of(caller, uow)
    entry = uow.permits.find(permit, person.id if person else None)
    if entry and entry.on_permit:
        already = Refusal(RefusalCode.ALREADY_LINKED, {"number": permit})
        return refuse(already, None, caller, _ACTION, asked_for, permit, uow)
    tried = Tried(Try.LINK, caller.clock, phone, permit)
    if refusal := against_trying(tried, uow, proving.policy):
        return refuse(refusal, None, caller, _ACTION, asked_for, permit, uow)
    on_file = uow.people.contacts_on(entry.id if entry else _NO_PERMIT, person.id if person else None)
    contacts = _shown(on_file, proving) or _decoys(permit, proving)
    link = Link(new_id(), permit, phone, caller.clock, contacts)
    uow.links.add(link)
    uow.links.forget_addresses_before(caller.clock - KEPT_FOR)
    uow.rulings.add(audited(link.id, caller, _ACTION, asked_for, None, permit=permit, allowed=True))
    return LinkBegun(link.id, permit, tuple(ShownContact(one.number, one.kind, one.masked) for one in contacts))


def _shown(on_file: Sequence[ContactOnFile], proving: Proving) -> list[LinkContact]:
    """Each address once, in the order of the records; no phone of a country that the city sends nothing to."""
    reachable = {one.address: one for one in on_file if one.kind is ContactKind.EMAIL or proving.serves(one.address)}
    return [
        LinkContact(number, one.kind, masked_contact(one.kind, one.address), one.language, one.address, one.person_id)
        for number, one in enumerate(list(reachable.values())[:_MOST_CONTACTS], start=1)
    ]


def _decoys(permit: str, proving: Proving) -> list[LinkContact]:
    language = proving.office.city.languages[0]
    made = decoys(proving.keyed.digest("decoys", permit))
    return [LinkContact(one.number, one.kind, one.masked, language) for one in made]
