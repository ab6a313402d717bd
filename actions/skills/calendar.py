"""A booked visit for the person's own calendar: a link that stays right when the visit is moved."""

from collections.abc import Sequence
from typing import Any

from actions.backend_client import Backend
from actions.conversation.memory import Asked, Memory, Question, Task
from actions.conversation.notices import permits_of_notice
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import InspectionView, PermitView, Problem, Refusal
from actions.skills.arranging import put, question, refuse_stranger
from actions.skills.permits import of_somebody_else
from actions.skills.picking import ask_again, picked_in
from actions.understanding.agreement import takes_all
from actions.understanding.code_words import kind_of_contact
from runtime.wording import say_day

type Visits = Sequence[tuple[PermitView, InspectionView]]
_MOST_AT_ONCE = 4
_NO_EMAIL = "no_email_on_file"


async def calendar(turn: Turn, backend: Backend) -> Reply:
    if turn.is_stranger:
        return refuse_stranger(turn)
    if other := await of_somebody_else(turn, backend):
        return other
    booked = turn.booked()
    if not booked:
        return Reply((Say("utter_nothing_booked"),), turn.memory)
    meant = _meant(turn, booked)
    if not meant:
        return _ask_which(turn, booked).preceded_by(Say("utter_no_such_visit"))
    if len(meant) > 1 and not _wants_all(turn, meant):
        return _ask_which(turn, meant)
    return await _give(turn, backend, turn.memory, meant)


async def answer_calendar(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """Which visit, by its number or in words."""
    memory = turn.memory.ended()
    offered = [pair for pair in turn.booked() if _choice(pair) in [_visit_of(each) for each in asked.choices]]
    picked = picked_in(turn, asked)
    if picked is not None and not 0 <= picked < len(asked.choices):
        return put(turn, turn.memory, Say("utter_no_such_choice", {"most": str(len(asked.choices))}))
    if picked is not None:
        taken = [pair for pair in offered if _choice(pair) == _visit_of(asked.choices[picked])]
        return await _give(turn, backend, memory, taken)
    if takes_all(turn.reading.text) or turn.reading.all_of:
        return await _give(turn, backend, memory, offered)
    if turn.reading.assent is False or turn.intent == "deny":
        return Reply((Say("utter_stopped"),), memory)
    meant = _meant(turn, offered)
    if len(meant) == 1:
        return await _give(turn, backend, memory, meant)
    return ask_again(turn, turn.memory)


def _meant(turn: Turn, visits: Visits) -> Visits:
    """The visits that fit what is said; where nothing is said of them, what the city told of or was arranged last."""
    reading, last = turn.reading, turn.memory.last_change
    permits, days = reading.permits or reading.near_permits, {each.day for each in reading.dates.days}
    unsure = {candidate for candidates in reading.unsure_types for candidate in candidates}
    types = set(reading.types) or unsure
    found = [
        (permit, visit)
        for permit, visit in visits
        if (not permits or permit.number in permits)
        and (not days or visit.date in days)
        and (not types or visit.type in types)
        and (not reading.stages or types or visit.type.endswith(tuple(f"_{stage}" for stage in reading.stages)))
    ]
    says_which = permits or days or types or reading.stages or reading.all_of
    if says_which:
        return found
    if told := [pair for pair in found if pair[0].number in permits_of_notice(turn.memory)]:
        return told
    if last is None or last.kind is Task.CANCEL:
        return found
    fresh = [pair for pair in found if pair[0].number == last.permit and pair[1].type in last.inspections]
    return fresh or found


def _wants_all(turn: Turn, meant: Visits) -> bool:
    """Whether all of them were meant, and they are few enough for one text."""
    text, last = turn.reading.text, turn.memory.last_change
    named = {visit.type for _, visit in meant} <= set(turn.reading.types)
    arranged = last is not None and {visit.type for _, visit in meant} == set(last.inspections)
    says_all = turn.reading.all_of is not None or any(word in text.lower().split() for word in _ALL)
    return len(meant) <= _MOST_AT_ONCE and (named or arranged or says_all)


_ALL = frozenset({"both", "all", "todas", "todos", "ambas", "ambos"})


def _ask_which(turn: Turn, visits: Visits) -> Reply:
    choices = [_choice(pair) | {"day": str(pair[1].date)} for pair in visits[:9]]
    return put(turn, question(turn, turn.memory.aside(), Asked.CALENDAR, choices))


def _choice(pair: tuple[PermitView, InspectionView]) -> dict[str, Any]:
    return {"permit": pair[0].number, "inspections": [pair[1].type]}


def _visit_of(choice: dict[str, Any]) -> dict[str, Any]:
    return {"permit": choice["permit"], "inspections": choice["inspections"]}


async def _give(turn: Turn, backend: Backend, memory: Memory, visits: Visits) -> Reply:
    """One line for each visit; what was called off meanwhile has none. Without an e-mail on file it comes by text."""
    by_email = kind_of_contact(turn.reading.text) == "email"
    says: list[Say] = []
    for permit, visit in visits[:_MOST_AT_ONCE]:
        key = turn.key(f"calendar-{permit.number}-{visit.type}")
        answer = await backend.calendar_link(permit.number, visit.type, key, by_email=by_email)
        if isinstance(answer, Problem) and answer.code == _NO_EMAIL:
            says = says or [_refused(answer, turn, visit.type)]
            by_email = False
            answer = await backend.calendar_link(permit.number, visit.type, f"{key}-by-text")
        if isinstance(answer, Problem):
            says.append(_refused(answer, turn, visit.type))
            continue
        values = {
            "what": turn.city.name_of(visit.type, turn.language),
            "day": say_day(visit.date, turn.language, turn.today) if visit.date else "",
            "link": turn.public_url + answer.path,
        }
        says.append(Say("utter_calendar_mailed" if by_email else "utter_calendar_link", values))
    return Reply(tuple(says) or (Say("utter_nothing_booked"),), memory)


def _refused(problem: Problem, turn: Turn, type_: str) -> Say:
    return refusal_say(turn, Refusal(code=problem.code, facts=problem.facts), type_)
