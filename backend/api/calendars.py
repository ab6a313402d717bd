"""The call of /v1 that shows a visit as a calendar does; for the program that serves it to the public."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from backend.api.callers import caller
from backend.api.desk import desk
from backend.api.problems import problem
from backend.calendar.entry import calendar_text
from backend.services.show_calendar import show_calendar

calendars = APIBlueprint("calendars", __name__, url_prefix="/v1")

_CALENDAR = "text/calendar"
_RESPONSES: dict[int | str, dict[str, str | dict[str, dict[str, Any]]]] = {
    200: {"description": "The visit as iCalendar", "content": {_CALENDAR: {"schema": {"type": "string"}}}},
    403: {"description": "Only for programs"},
    404: {"description": "There is no such link"},
}


@calendars.get("/calendars/<token>")
@calendars.doc(responses=_RESPONSES)
def calendar(token: str) -> Response:
    """The visit behind a link, as it stands now; for the program that serves it to the public."""
    if not caller().is_program:
        return problem(403, "only_for_programs", "This is for programs of the city, not for a person")
    office = desk().office
    entry = show_calendar(token, office) if token.isascii() and token.isalnum() else None
    if entry is None:
        return problem(404, "unknown_calendar", "There is no such link")
    return Response(calendar_text(entry, office.city, caller().clock), content_type=f"{_CALENDAR}; charset=utf-8")
