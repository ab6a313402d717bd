"""The calls of /v1 by which a person proves who they are: links, codes, proofs, unlinking, forgetting."""

from apiflask import APIBlueprint
from apiflask.exceptions import HTTPError
from flask import Response

from backend.api.callers import SPEAKER, caller
from backend.api.desk import desk
from backend.api.keys import idempotency_key
from backend.api.linking_schemas import (
    CodeIn,
    CodeOut,
    ForgettingIn,
    ForgettingOut,
    LinkIn,
    LinkOut,
    ProofIn,
    ProofOut,
    UnlinkIn,
    UnlinkOut,
)
from backend.api.presenting import View
from backend.api.problems import problem, refused
from backend.api.views import answer
from backend.services.begin_link import begin_link
from backend.services.entries import Caller, Outcome, Refused
from backend.services.forget_phone import forget_phone
from backend.services.leave_permit import leave_permit
from backend.services.links import CodeSent, LinkBegun, PermitLeft, PhoneForgotten, Proved
from backend.services.prove_contact import prove_contact
from backend.services.send_code import send_code

linking = APIBlueprint("linking", __name__, url_prefix="/v1")

_AWAY = "The records are locked or away"
_RESPONSES = {400: "No Idempotency-Key, or no speaker", 409: "The rules do not allow it", 503: _AWAY}
_OF_A_LINK = _RESPONSES | {
    404: "This phone has no such link, or that no such contact",
    503: f"{_AWAY}, or the service that sends and checks codes is",
}


@linking.post("/links")
@linking.input(LinkIn, arg_name="asked")
@linking.output(LinkOut, status_code=201)
@linking.doc(responses=_RESPONSES)
def begin(asked: LinkIn) -> Response:
    """Where a code could be sent that adds a permit to this phone; decoys where there is no such permit."""
    speaker, key = _speaker(), idempotency_key()
    return _outcome(begin_link(asked.permit, speaker, key, desk().proving))


@linking.post("/links/<link>/codes")
@linking.input(CodeIn, arg_name="asked")
@linking.output(CodeOut, status_code=201)
@linking.doc(responses=_OF_A_LINK)
def send(link: str, asked: CodeIn) -> Response:
    """Send a one-time code to a contact of a link."""
    speaker, key = _speaker(), idempotency_key()
    return _outcome(send_code(link, asked.contact, speaker, key, desk().proving))


@linking.post("/links/<link>/proofs")
@linking.input(ProofIn, arg_name="asked")
@linking.output(ProofOut)
@linking.doc(responses=_OF_A_LINK)
def prove(link: str, asked: ProofIn) -> Response:
    """Answer with the code that arrived. The right one makes the permit this phone's."""
    speaker, key = _speaker(), idempotency_key(without=("code",))
    return _outcome(prove_contact(link, asked.code, speaker, key, desk().proving))


@linking.post("/unlinks")
@linking.input(UnlinkIn, arg_name="asked")
@linking.output(UnlinkOut)
@linking.doc(responses=_RESPONSES)
def unlink(asked: UnlinkIn) -> Response:
    """Take the speaker off a permit."""
    speaker, key = _speaker(), idempotency_key()
    return _outcome(leave_permit(asked.permit, speaker, key, desk().proving))


@linking.post("/forgettings")
@linking.input(ForgettingIn, arg_name="asked")
@linking.output(ForgettingOut)
@linking.doc(responses={one: _RESPONSES[one] for one in (400, 503)})
def forget(asked: ForgettingIn) -> Response:
    """Forget whose phone this is."""
    speaker, key = _speaker(), idempotency_key()
    return _outcome(forget_phone(speaker, key, desk().proving))


def _speaker() -> Caller:
    found = caller()
    if found.is_program:
        raise HTTPError(400, f"Only a phone can be linked: {SPEAKER} is missing")
    return found


def _outcome(outcome: Outcome | None) -> Response:
    if outcome is None:
        return problem(404, "unknown_link", "This phone has no such link, or that no such contact")
    if isinstance(outcome, Refused):
        return refused(outcome)
    return answer(_view(outcome), 201 if isinstance(outcome, LinkBegun | CodeSent) else 200)


def _view(outcome: Outcome) -> View:
    match outcome:
        case LinkBegun():
            contacts = [
                {"contact": one.contact, "kind": one.kind.value, "masked": one.masked} for one in outcome.contacts
            ]
            return {"link": outcome.link, "permit": outcome.link_permit, "contacts": contacts}
        case CodeSent():
            expires_at = outcome.expires_at.astimezone(desk().office.policy.zone).isoformat()
            return {"link": outcome.link, "masked": outcome.masked, "expires_at": expires_at}
        case Proved():
            person = {"name": outcome.name, "role": outcome.role.value}
            return {"permit": outcome.proved_permit, "address": outcome.address, "person": person}
        case PermitLeft():
            return {"permit": outcome.left_permit, "address": outcome.address}
        case PhoneForgotten():
            return {"forgotten": outcome.was_known}
    raise TypeError(f"{type(outcome).__name__} is no answer to a link")
