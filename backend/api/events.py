"""`POST /v1/events`: the city's permit system tells what happened, and the people on the permit are told."""

from datetime import date

from apiflask import APIBlueprint
from apiflask.exceptions import HTTPError
from flask import Response

from backend.api.callers import caller
from backend.api.desk import desk
from backend.api.event_schemas import (
    EventIn,
    EventOut,
    FeesSettledIn,
    ReasonIn,
    ResultPostedIn,
    VisitCalledOffIn,
    VisitMovedIn,
)
from backend.api.keys import idempotency_key
from backend.api.problems import problem
from backend.api.views import check_types
from backend.api.writes import outcome
from backend.domain.model import Words
from backend.services.entries import VisitResult
from backend.services.events import Event, FeesSettled, ResultPosted, VisitCalledOff, VisitMoved
from backend.services.take_event import take_event

events = APIBlueprint("events", __name__, url_prefix="/v1")


@events.post("/events")
@events.input(EventIn, arg_name="told")
@events.output(EventOut, status_code=201)
@events.doc(
    responses={
        400: "No Idempotency-Key",
        403: "A person cannot speak for the city",
        409: "The records do not have it so",
        503: "The records are locked or away",
    }
)
def take(told: EventIn) -> Response:
    """Take what the city's permit system tells. The office's word stands: no cut-off, no capacity."""
    key = idempotency_key()
    if not caller().is_program:
        return problem(403, "only_for_programs", "Only a program of the city tells what happened")
    return outcome(take_event(_event(told), caller(), key, desk().office))


def _event(told: EventIn) -> Event:
    match told.root:
        case ResultPostedIn() as posted:
            check_types([posted.inspection])
            result = VisitResult(posted.result == "passed", _day_of(posted), posted.note)
            return ResultPosted(posted.permit, posted.inspection, result, posted.word)
        case VisitMovedIn() as moved:
            check_types([moved.inspection])
            _check_to_come(moved.day)
            return VisitMoved(moved.permit, moved.inspection, moved.day, moved.half_day, _words(moved.reason))
        case VisitCalledOffIn() as off:
            check_types([off.inspection])
            return VisitCalledOff(off.permit, off.inspection, _words(off.reason))
        case FeesSettledIn() as settled:
            return FeesSettled(settled.permit, settled.status, settled.issued_on)


def _check_to_come(day: date) -> None:
    """The office's word stands, but nobody is told of a visit on a day that is over."""
    today = desk().office.policy.today(caller().at)
    if day < today:
        problems = {"json": {"day": [f"no visit is moved to a day before today, {today.isoformat()}"]}}
        raise HTTPError(422, "The request is not valid", problems)


def _day_of(posted: ResultPostedIn) -> date:
    today = desk().office.policy.today(caller().at)
    if posted.day is not None and posted.day > today:
        problems = {"json": {"day": [f"no result of a day after today, {today.isoformat()}"]}}
        raise HTTPError(422, "The request is not valid", problems)
    return posted.day or today


def _words(reason: ReasonIn | None) -> Words | None:
    return Words(reason.en, reason.es) if reason else None
