"""The calls of /v1/records: the public record, for programs of the city alone, page by page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from apiflask import APIBlueprint
from flask import Response

from backend.api.callers import caller
from backend.api.desk import desk
from backend.api.presenting import View
from backend.api.problems import problem
from backend.api.records_schemas import RecordedChangesOut, RecordedNoticesOut, RecordedRulingsOut, RecordsAsked
from backend.api.views import answer
from backend.services.entries import RulingEntry
from backend.services.public_records import ChangedVisit, ChangeTold, NoticeTold, Page

records = APIBlueprint("records", __name__, url_prefix="/v1/records")


@records.before_request
def for_programs_alone() -> Response | None:
    if caller().is_program:
        return None
    return problem(403, "only_for_programs", "This is for programs of the city, not for a person")


@records.get("/rulings")
@records.input(RecordsAsked, location="query", arg_name="asked")
@records.output(RecordedRulingsOut)
@records.doc(responses={403: "Only for programs"})
def rulings(asked: RecordsAsked) -> Response:
    """Every ask and the rule that answered it, in the order in which they were recorded."""
    page = desk().public_records.rulings(asked.wanted)
    return _answer("rulings", page, [_ruling_view(one, desk().office.city.zone) for one in page.entries])


@records.get("/changes")
@records.input(RecordsAsked, location="query", arg_name="asked")
@records.output(RecordedChangesOut)
@records.doc(responses={403: "Only for programs"})
def changes(asked: RecordsAsked) -> Response:
    """Every booking, cancellation and move, with the visits that it ended and began."""
    page = desk().public_records.changes(asked.wanted)
    return _answer("changes", page, [_change_view(one, desk().office.city.zone) for one in page.entries])


@records.get("/notices")
@records.input(RecordsAsked, location="query", arg_name="asked")
@records.output(RecordedNoticesOut)
@records.doc(responses={403: "Only for programs"})
def notices(asked: RecordsAsked) -> Response:
    """What the city said first, with the values that it was worded with."""
    page = desk().public_records.notices(asked.wanted)
    return _answer("notices", page, [_notice_view(one, desk().office.city.zone) for one in page.entries])


def _answer[Of](name: str, page: Page[Of], views: list[View]) -> Response:
    return answer({name: views, "after": str(page.after) if page.after else None})


def _ruling_view(one: RulingEntry, zone: ZoneInfo) -> View:
    return {
        "ruling": one.id,
        "at": _in(zone, one.recorded_at),
        "asked_at": _in(zone, one.asked_at),
        "phone": one.phone,
        "channel": one.channel,
        "message_id": one.message_id,
        "action": one.action,
        "what_if": one.what_if,
        "permit": one.permit,
        "asked": dict(one.asked),
        "allowed": one.allowed,
        "code": one.code,
        "facts": dict(one.facts) if one.facts else None,
        "offered": [dict(opening) for opening in one.offered],
        "change": one.change_id,
    }


def _change_view(one: ChangeTold, zone: ZoneInfo) -> View:
    return {
        "change": one.id,
        "at": _in(zone, one.at),
        "kind": one.kind,
        "permit": one.permit,
        "phone": one.phone,
        "channel": one.channel,
        "undoes": one.undoes,
        "inspections": [_visit_view(visit) for visit in one.visits],
    }


def _visit_view(visit: ChangedVisit) -> View:
    return {
        "type": visit.type,
        "was_day": visit.was_day.isoformat() if visit.was_day else None,
        "was_half_day": visit.was_half_day,
        "day": visit.day.isoformat() if visit.day else None,
        "half_day": visit.half_day,
        "confirmation": visit.confirmation,
    }


def _notice_view(one: NoticeTold, zone: ZoneInfo) -> View:
    return {
        "notice": one.id,
        "at": _in(zone, one.at),
        "kind": one.kind,
        "permit": one.permit,
        "phone": one.phone,
        "email": one.email,
        "language": one.language,
        "response": one.response,
        "values": dict(one.values),
        "purpose": one.purpose,
        "state": one.state,
        "reason": one.reason,
        "settled_at": _in(zone, one.settled_at) if one.settled_at else None,
    }


def _in(zone: ZoneInfo, moment: datetime) -> str:
    return moment.astimezone(zone).isoformat()
