"""What a person asks about permits: what is booked, results, what is left to do, status, which permits there are."""

from collections.abc import Callable

from actions.backend_client import Backend
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import InspectionView, PermitView, Problem, PublicPermitView, Refusal
from actions.skills.arranging import refuse_stranger
from actions.skills.schedule import schedule, unknown_permit
from actions.understanding.topics import asks_for_failures
from runtime.wording import say_day, say_list, say_money

_MOST_RESULTS = 6


async def booked(turn: Turn, backend: Backend) -> Reply:
    """Every visit that is booked, the nearest first, or those asked about; one that is not booked yet is offered."""
    if other := await of_somebody_else(turn, backend):
        return other
    if turn.is_stranger:
        return refuse_stranger(turn)
    types = turn.reading.types
    named = turn.reading.permits or turn.reading.near_permits
    visits = [pair for pair in turn.booked() if not named or pair[0].number in named]
    if types:
        visits = [pair for pair in visits if pair[1].type in types]
    if not visits and types and not turn.memory.is_arranging:
        name = say_list([turn.city.name_of(each, turn.language) for each in types], turn.language)
        return (await schedule(turn, backend)).preceded_by(Say("utter_not_booked_yet", {"what": name}))
    if not visits:
        return Reply((Say("utter_nothing_booked"),), turn.memory)
    return Reply(tuple(_visit_line(turn, permit, visit) for permit, visit in visits), turn.memory)


async def results(turn: Turn, backend: Backend) -> Reply:
    """Passed and failed inspections with the inspector's note: the ones asked about, or the latest."""
    if other := await of_somebody_else(turn, backend):
        return other
    if turn.is_stranger:
        return refuse_stranger(turn)
    judged = _inspections(turn, lambda each: each.status in ("passed", "failed"))
    types = _types_said(turn)
    asked = [pair for pair in judged if pair[1].type in types]
    if types and not asked:
        name = say_list([turn.city.name_of(each, turn.language) for each in types], turn.language)
        return Reply((Say("utter_no_result_yet", {"what": name}),), turn.memory)
    if asks_for_failures(turn.reading.text):
        judged = [pair for pair in judged if pair[1].status == "failed"]
    found = sorted(asked or judged, key=lambda pair: str(pair[1].date), reverse=True)
    if not found:
        return Reply((Say("utter_no_results"),), turn.memory)
    lines = tuple(_result_line(turn, permit, visit) for permit, visit in found[:_MOST_RESULTS])
    earlier = len(found) - len(lines)
    more = (Say("utter_earlier_results", {"count": str(earlier)}),) if earlier else ()
    return Reply((*lines, *more), turn.memory)


async def required(turn: Turn, backend: Backend) -> Reply:
    """What is left to do on a permit, and what is booked of it."""
    if other := await of_somebody_else(turn, backend):
        return other
    if turn.is_stranger:
        return refuse_stranger(turn)
    says = tuple(_required_line(turn, permit) for permit in _asked_about(turn) if permit.status != "final")
    return Reply(says or (Say("utter_nothing_left_anywhere"),), turn.memory)


async def status(turn: Turn, backend: Backend) -> Reply:
    """A permit's status, with fees due and inactivity; of somebody else's permit only what is public."""
    if turn.reading.permits:
        views = [await _view(turn, backend, number) for number in turn.reading.permits]
        return Reply(tuple(say for says in views for say in says), turn.memory)
    if unknown := unknown_permit(turn):
        return Reply((Say("utter_refusal_unknown_permit", {"number": unknown}),), turn.memory)
    if turn.is_stranger:
        return Reply((Say("utter_ask_permit_number"),), turn.memory)
    return Reply(tuple(_status_line(turn, permit) for permit in _asked_about(turn)), turn.memory)


async def permits(turn: Turn, _backend: Backend) -> Reply:
    if turn.is_stranger:
        return refuse_stranger(turn)
    return Reply(tuple(_status_line(turn, permit) for permit in turn.account.permits), turn.memory)


def _asked_about(turn: Turn) -> tuple[PermitView, ...]:
    """The permits that the message names, else all of the speaker's."""
    named = turn.reading.permits or turn.reading.near_permits
    return tuple(permit for permit in turn.account.permits if not named or permit.number in named)


async def of_somebody_else(turn: Turn, backend: Backend) -> Reply | None:
    """Only permits that are not the speaker's were named: what anyone may know of them, and why no more."""
    named = turn.reading.permits
    if not named or any(turn.account.find(number) for number in named):
        return None
    views = [await _view(turn, backend, number) for number in named]
    return Reply(tuple(say for says in views for say in says), turn.memory)


def _types_said(turn: Turn) -> tuple[str, ...]:
    unsure = tuple(type_ for candidates in turn.reading.unsure_types for type_ in candidates)
    return turn.reading.types or unsure


def _inspections(turn: Turn, fits: Callable[[InspectionView], bool]) -> list[tuple[PermitView, InspectionView]]:
    return [(permit, each) for permit in _asked_about(turn) for each in permit.inspections if fits(each)]


def _visit_line(turn: Turn, permit: PermitView, visit: InspectionView) -> Say:
    values = _about(permit) | {
        "what": turn.city.name_of(visit.type, turn.language),
        "day": say_day(visit.date, turn.language, turn.today) if visit.date else "",
        "confirmation": visit.confirmation or "",
    }
    return Say(f"utter_visit_{visit.half_day}" if visit.half_day else "utter_visit", values)


def _result_line(turn: Turn, permit: PermitView, visit: InspectionView) -> Say:
    values = _about(permit) | {
        "what": turn.city.name_of(visit.type, turn.language),
        "day": say_day(visit.date, turn.language, turn.today) if visit.date else "",
        "note": visit.note or "",
    }
    return Say(f"utter_result_{visit.status}{'_note' if visit.note else ''}", values)


def _required_line(turn: Turn, permit: PermitView) -> Say:
    left = [turn.city.name_of(each.type, turn.language) for each in permit.left_to_do]
    waiting = [turn.city.name_of(each.type, turn.language) for each in permit.booked]
    values = _about(permit) | {
        "left": say_list(left, turn.language),
        "booked": say_list(waiting, turn.language),
    }
    if left and waiting:
        return Say("utter_required_and_booked", values)
    if left:
        return Say("utter_required", values)
    return Say("utter_all_booked" if waiting else "utter_nothing_left", values)


async def _view(turn: Turn, backend: Backend, number: str) -> tuple[Say, ...]:
    view = turn.account.find(number) or await backend.permit(number)
    if view is None:
        return (Say("utter_refusal_unknown_permit", {"number": number}),)
    if isinstance(view, Problem):
        return (refusal_say(turn, Refusal(code=view.code, facts=view.facts)),)
    if isinstance(view, PublicPermitView):
        return _public_status(view)
    return (_status_line(turn, view),)


def _public_status(view: PublicPermitView) -> tuple[Say, ...]:
    """What anyone may know: no name, no address, no amount."""
    state = view.status.replace(" ", "_") if view.status in ("issued", "final", "awaiting payment") else "other"
    return (
        Say(f"utter_public_{'inactive' if view.inactive else state}", {"permit": view.number}),
        Say("utter_public_fees_due" if view.fees_due else "utter_public_no_fees"),
        Say("utter_public_more", {"permit": view.number}),
    )


def _status_line(turn: Turn, permit: PermitView) -> Say:
    values = _about(permit)
    if permit.fees_due:
        return Say("utter_status_fees_due", values | {"amount": say_money(permit.fees_due, turn.language)})
    if permit.inactive:
        since = permit.inactive_since or turn.today
        days = str(turn.city.policy.inactive_after_days)
        return Say("utter_status_inactive", values | {"day": say_day(since, turn.language, turn.today), "days": days})
    known = permit.status in ("issued", "final")
    return Say(f"utter_status_{permit.status}" if known else "utter_status_other", values)


def _about(permit: PermitView) -> dict[str, str]:
    return {"permit": permit.number, "address": permit.address}


def fees_lines(turn: Turn) -> tuple[Say, ...]:
    """The permits of the speaker's that have fees due."""
    return tuple(_status_line(turn, permit) for permit in _asked_about(turn) if permit.fees_due)
