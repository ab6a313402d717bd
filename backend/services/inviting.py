"""Sends a visit as an invitation by e-mail, and again whenever it has changed since."""

from backend.calendar.entry import calendar_text
from backend.services.calendar_entries import Invitation
from backend.services.entries import Caller
from backend.services.notice_names import NoticeName
from backend.services.notices import Notice, NoticeKind, mark_of, on_day
from backend.services.office import Office
from backend.services.ports import UnitOfWork

FILE_NAME = "inspection.ics"


def invite(invitation: Invitation, caller: Caller, office: Office, uow: UnitOfWork) -> None:
    """Now, and from now on with every change."""
    uow.calendar_links.invite(invitation.entry.token, invitation.email, caller.clock)
    uow.notices.add([_notice(invitation, caller, office)])


def invite_again(permit: str, caller: Caller, office: Office, uow: UnitOfWork) -> None:
    """Whoever has an entry of this permit gets it as it is after a change; what did not change was sent already."""
    invited = uow.calendar_links.invitations(permit)
    if invited:
        uow.notices.add([_notice(one, caller, office) for one in invited])


def _notice(invitation: Invitation, caller: Caller, office: Office) -> Notice:
    """Its id names address and sequence, so the same state of a visit is sent once."""
    entry = invitation.entry
    known = office.policy.inspection_types.get(entry.type)
    says, subject = (
        (NoticeName.INVITATION_WITHDRAWN, NoticeName.INVITATION_WITHDRAWN_SUBJECT)
        if entry.is_cancelled
        else (NoticeName.INVITATION, NoticeName.INVITATION_SUBJECT)
    )
    text = calendar_text(entry, office.city, caller.clock, invited=invitation.email)
    return Notice(
        id=f"invite-{mark_of(entry.token)}-{entry.sequence}-{mark_of(invitation.email)}",
        kind=NoticeKind.INVITATION,
        language=entry.language,
        response=says.value,
        made_at=caller.clock,
        email=invitation.email,
        values={
            "what": getattr(known.name, entry.language) if known else entry.type,
            "address": entry.address,
            "day": on_day(entry.day, entry.half_day),
        },
        permit_id=invitation.permit_id,
        subject=subject.value,
        attachment={"name": FILE_NAME, "type": "text/calendar", "text": text},
    )
