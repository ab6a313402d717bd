"""Book an inspection: fill in what the records leave no choice about, ask for the rest, let the rules answer."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.memory import Asked, Memory, Task, Wish
from actions.conversation.refusals import ABOUT_THE_INSPECTION
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn, permits_with
from actions.records import PermitView, Problem
from actions.skills.arranging import ask_which_permit, begin, put, question, refuse_foreign, refuse_stranger
from actions.skills.settling import consult, present, present_problem, settle
from actions.understanding.named_permit import named_permit
from actions.understanding.purposes import wants_the_same

_MOST_CHOICES = 9


async def schedule(turn: Turn, backend: Backend) -> Reply:
    if unknown := unknown_permit(turn):
        return Reply((Say("utter_refusal_unknown_permit", {"number": unknown}),), turn.memory)
    memory = _where_it_can_be(turn, _same_as_before(turn, begin(turn, Task.SCHEDULE)))
    if memory.wish.permit is None:
        if turn.is_stranger:
            return refuse_stranger(turn, memory)
        permits = _candidate_permits(turn, memory)
        if len(permits) != 1:
            return ask_which_permit(turn, memory, permits or turn.account.permits)
        memory = memory.wishing(permit=permits[0].number)
    permit = turn.account.find(memory.wish.permit or "")
    if memory.wish.inspections:
        return await _on_a_day(turn, backend, memory)
    if permit is None:
        return await refuse_foreign(turn, backend, memory)
    return await _which_inspections(turn, backend, memory, permit)


async def _which_inspections(turn: Turn, backend: Backend, memory: Memory, permit: PermitView) -> Reply:
    """No inspection was named for certain: all of a kind, the only one that is left, or a question."""
    if turn.reading.all_of:
        found = _all_of(turn, permit)
        if not found:
            where = {"address": permit.address, "permit": permit.number}
            return Reply((Say("utter_none_of_those", where),), turn.memory)
        return await _on_a_day(turn, backend, memory.wishing(inspections=tuple(found)))
    found = _inspections_left(turn, permit)
    if len(found) != 1:
        return await _ask_which_inspection(turn, backend, memory.wishing(permit=permit.number), found)
    return await _on_a_day(turn, backend, memory.wishing(inspections=tuple(found)))


def _same_as_before(turn: Turn, memory: Memory) -> Memory:
    """ "The same as last time": what was arranged last, else what the latest visit was for, where it was."""
    wish, last = memory.wish, turn.memory.last_change
    again = last is not None and last.kind is Task.CANCEL and last.is_fresh and not turn.reading.names_inspections
    if wish.inspections or not (again or wants_the_same(turn.reading.text)):
        return memory
    if last:
        return memory.wishing(permit=wish.permit or last.permit, inspections=last.inspections)
    visits = [(permit, each) for permit in turn.account.permits for each in permit.inspections if each.date]
    if not visits:
        return memory
    permit, latest = max(visits, key=lambda pair: pair[1].date or turn.today)
    types = tuple(each.type for each in permit.inspections if each.date == latest.date)
    return memory.wishing(permit=wish.permit or permit.number, inspections=types)


def _where_it_can_be(turn: Turn, memory: Memory) -> Memory:
    """An inspection that the permit of before does not have, and another permit has: that one is meant now."""
    wish, reading = memory.wish, turn.reading
    before = turn.account.find(wish.permit or "")
    if before is None or not reading.types or reading.permits or reading.near_permits:
        return memory
    elsewhere = any(permit.find(type_) for permit in turn.account.permits for type_ in reading.types)
    if elsewhere and not any(before.find(type_) for type_ in reading.types):
        return memory.wishing(permit=None)
    return memory


def unknown_permit(turn: Turn) -> str | None:
    """A number that the message calls a permit and that is none of this city's: never another permit in its place."""
    reading = turn.reading
    if reading.permits or reading.near_permits:
        return None
    return named_permit(reading.text) or next(iter(reading.unread_permits), None)


def _candidate_permits(turn: Turn, memory: Memory) -> tuple[PermitView, ...]:
    permits = turn.account.permits
    if turn.reading.near_permits:
        return tuple(permit for permit in permits if permit.number in turn.reading.near_permits)
    if memory.wish.inspections:
        return permits_with(permits, memory.wish.inspections)
    return tuple(permit for permit in permits if _hinted(turn, permit)) or permits


def _all_of(turn: Turn, permit: PermitView) -> list[str]:
    """ "Everything", "all the finals", "all the electrical": what is left to do of it."""
    which = turn.reading.all_of
    if which is None:
        return []
    trades = {each.type: each.trade for each in turn.city.inspection_types}
    left = [each.type for each in permit.left_to_do]
    return [one for one in left if which in ("all", trades.get(one)) or one.endswith(f"_{which}")]


def _inspections_left(turn: Turn, permit: PermitView) -> list[str]:
    """The inspections that may be meant: those the message leaves open, else all that are left to do."""
    left = [each.type for each in permit.left_to_do]
    return _hinted(turn, permit) or left or [each.type for each in permit.inspections][:1]


def _hinted(turn: Turn, permit: PermitView) -> list[str]:
    """What is left to do of what the words half say: a trade without a stage, a stage without a trade."""
    reading = turn.reading
    unsure = [type_ for candidates in reading.unsure_types for type_ in candidates]
    trades = {each.type: each.trade for each in turn.city.inspection_types}
    stages = tuple(f"_{stage}" for stage in reading.stages)
    return [
        each.type
        for each in permit.left_to_do
        if each.type in unsure or trades.get(each.type) in reading.trades or (stages and each.type.endswith(stages))
    ]


async def _ask_which_inspection(turn: Turn, backend: Backend, memory: Memory, types: list[str]) -> Reply:
    """Ask among those that the rules allow; where they allow none of the permit's, there is nothing to ask."""
    most = turn.city.policy.max_inspections_per_request
    open_to: list[str] = []
    for first in range(0, len(types), most):
        batch = replace(memory, wish=Wish(memory.wish.permit, tuple(types[first : first + most])))
        answer = await consult(turn, backend, batch)
        if isinstance(answer, Problem):
            return present_problem(turn, memory, answer)
        codes = {item.refusal.code for item in answer.items if item.refusal}
        if codes and not answer.accepted and not codes & ABOUT_THE_INSPECTION:
            return await present(turn, backend, batch, answer)
        open_to += answer.accepted
    choices = [{"inspections": [type_]} for type_ in (open_to or types)[:_MOST_CHOICES]]
    return put(turn, question(turn, memory, Asked.INSPECTION, choices))


async def _on_a_day(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    dates = turn.reading.dates
    reply = await settle(turn, backend, memory)
    if dates.impossible and not dates.days:
        return reply.preceded_by(Say("utter_impossible_day", {"words": dates.impossible[0]}))
    return reply
