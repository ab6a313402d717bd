"""The calls of /v1 that write: bookings, cancellations, moves, undos, notes, and the language of a phone."""

from apiflask import APIBlueprint
from apiflask.exceptions import HTTPError
from flask import Response

from backend.api.callers import SPEAKER, caller
from backend.api.desk import desk
from backend.api.keys import idempotency_key
from backend.api.presenting import change_view, event_view, note_view
from backend.api.problems import refused
from backend.api.schemas import (
    BookingIn,
    CalendarLinkIn,
    CalendarLinkOut,
    CancellationIn,
    ChangeOut,
    LanguageIn,
    LanguageOut,
    MoveIn,
    NoteIn,
    NoteOut,
    NoticesIn,
    NoticesOut,
    UndoIn,
)
from backend.api.views import answer, check_types
from backend.domain.model import Request
from backend.services.book_inspections import book_inspections
from backend.services.cancel_inspections import cancel_inspections
from backend.services.change_inspections import Wish
from backend.services.choose_language import choose_language
from backend.services.choose_notices import choose_notices
from backend.services.entries import (
    CalendarLinked,
    Changed,
    EventTaken,
    LanguageChosen,
    NoteLeft,
    NoticesChosen,
    Outcome,
    Refused,
)
from backend.services.leave_note import Noting, leave_note
from backend.services.link_calendar import LinkAsked, link_calendar
from backend.services.move_inspections import move_inspections
from backend.services.notices import NoticeWish
from backend.services.undo_change import undo_change

writes = APIBlueprint("writes", __name__, url_prefix="/v1")

_RESPONSES = {400: "No Idempotency-Key", 409: "The rules do not allow it", 503: "The records are locked or away"}


@writes.post("/bookings")
@writes.input(BookingIn, arg_name="asked")
@writes.output(ChangeOut, status_code=201)
@writes.doc(responses=_RESPONSES)
def book(asked: BookingIn) -> Response:
    """Book inspections: all of them, or none."""
    request = Request(asked.permit, check_types(asked.inspections), asked.day, asked.half_day)
    return outcome(book_inspections(_wish(request, asked, asked.site_note), desk().office))


@writes.post("/cancellations")
@writes.input(CancellationIn, arg_name="asked")
@writes.output(ChangeOut, status_code=201)
@writes.doc(responses=_RESPONSES)
def cancel(asked: CancellationIn) -> Response:
    """Cancel booked inspections: all of them, or none."""
    request = Request(asked.permit, check_types(asked.inspections))
    return outcome(cancel_inspections(_wish(request, asked), desk().office))


@writes.post("/moves")
@writes.input(MoveIn, arg_name="asked")
@writes.output(ChangeOut, status_code=201)
@writes.doc(responses=_RESPONSES)
def move(asked: MoveIn) -> Response:
    """Move booked inspections to another day: all of them, or none."""
    request = Request(asked.permit, check_types(asked.inspections), asked.day, asked.half_day)
    return outcome(move_inspections(_wish(request, asked, asked.site_note), desk().office))


@writes.post("/undos")
@writes.input(UndoIn, arg_name="asked")
@writes.output(ChangeOut, status_code=201)
@writes.doc(responses=_RESPONSES)
def undo(asked: UndoIn) -> Response:
    """Take back one booking, cancellation or move of this speaker."""
    return outcome(undo_change(asked.change, caller(), idempotency_key(), desk().office))


@writes.put("/notes")
@writes.input(NoteIn, arg_name="asked")
@writes.output(NoteOut)
@writes.doc(responses=_RESPONSES)
def note(asked: NoteIn) -> Response:
    """Leave a note for the inspector on booked visits, or remove it: on all of them, or on none."""
    request = Request(asked.permit, check_types(asked.inspections))
    return outcome(leave_note(Noting(request, caller(), idempotency_key(), asked.site_note), desk().office))


@writes.post("/calendar-links")
@writes.input(CalendarLinkIn, arg_name="asked")
@writes.output(CalendarLinkOut, status_code=201)
@writes.doc(responses=_RESPONSES)
def calendar_link(asked: CalendarLinkIn) -> Response:
    """Where a booked visit can be fetched for a calendar, on the bot's public address; always the same for a visit."""
    check_types([asked.inspection])
    return outcome(
        link_calendar(
            LinkAsked(asked.permit, asked.inspection, caller(), idempotency_key(), asked.by == "email"), desk().office
        )
    )


@writes.put("/account/language")
@writes.input(LanguageIn, arg_name="asked")
@writes.output(LanguageOut)
@writes.doc(responses={400: "No Idempotency-Key, or no speaker", 503: _RESPONSES[503]})
def language(asked: LanguageIn) -> Response:
    """Remember the language for this phone."""
    spoken = desk().office.city.languages
    if asked.language not in spoken:
        problems = {"json": {"language": [f"the city speaks {', '.join(spoken)}"]}}
        raise HTTPError(422, "The request is not valid", problems)
    key = idempotency_key()
    if caller().is_program:
        raise HTTPError(400, f"Only a phone has a language: {SPEAKER} is missing")
    return outcome(choose_language(asked.language, caller(), key, desk().office))


@writes.put("/account/notices")
@writes.input(NoticesIn, arg_name="asked")
@writes.output(NoticesOut)
@writes.doc(responses={400: "No Idempotency-Key, or no speaker", 503: _RESPONSES[503]})
def notices(asked: NoticesIn) -> Response:
    """Choose what this phone is told of."""
    key = idempotency_key()
    if caller().is_program:
        raise HTTPError(400, f"Only a phone has wishes: {SPEAKER} is missing")
    wishes = list(NoticeWish) if asked.kind == "all" else [asked.kind]
    return outcome(choose_notices(wishes, asked.wanted, caller(), key, desk().office))


def _wish(request: Request, asked: CancellationIn, site_note: str | None = None) -> Wish:
    return Wish(request, caller(), idempotency_key(), asked.ruling, site_note)


def outcome(written: Outcome) -> Response:
    """What a write answers, over HTTP."""
    match written:
        case Changed():
            return answer(change_view(written), 201)
        case Refused():
            return refused(written)
        case LanguageChosen(chosen):
            return answer({"language": chosen})
        case CalendarLinked(token, by_email):
            return answer({"path": f"/c/{token}", "by": "email" if by_email else None}, 201)
        case NoteLeft():
            return answer(note_view(written))
        case NoticesChosen(chosen):
            return answer({"notices": dict(chosen)})
        case EventTaken():
            return answer(event_view(written), 201)
    raise TypeError(f"{type(written).__name__} is no answer to these calls")
