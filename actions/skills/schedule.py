"""Book an inspection: fill in what the records leave no choice about, ask for the rest, let the rules answer."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.asking import day_choice
from actions.conversation.memory import Asked, Memory, Task
from actions.conversation.refusals import ABOUT_THE_INSPECTION
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn, permits_with
from actions.conversation.wishes import half_day_of
from actions.records import PermitView, Problem, Ruling
from actions.skills.arranging import (
    ask_which_permit,
    begin,
    consult,
    present,
    present_problem,
    put,
    question,
    refuse_foreign,
    refuse_stranger,
    settle,
)
from actions.understanding.agreement import cancels_and_books, offers_alternatives
from actions.understanding.named_permit import named_permit

_MOST_CHOICES = 9
_OVER = ("past_date", "past_cutoff")


async def schedule(turn: Turn, backend: Backend) -> Reply:
    if is_several_requests(turn):
        return several_requests(turn)
    if unknown := unknown_permit(turn):
        return Reply((Say("utter_refusal_unknown_permit", {"number": unknown}),), turn.memory)
    memory = begin(turn, Task.SCHEDULE)
    if memory.wish.permit is None:
        if turn.is_stranger:
            return refuse_stranger(turn)
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


def is_several_requests(turn: Turn) -> bool:
    """A day for each inspection, two permits, or cancelling and booking at once: that takes a message each."""
    reading = turn.reading
    days = {each.day for each in reading.dates.days}
    own_days = len(reading.types) > 1 and reading.dates.either and len(days) > 1
    return (
        (own_days and not offers_alternatives(reading.text))
        or len(reading.permits) > 1
        or cancels_and_books(reading.text)
    )


def unknown_permit(turn: Turn) -> str | None:
    """A number that the message calls a permit and that is none of this city's: never another permit in its place."""
    reading = turn.reading
    return None if reading.permits or reading.near_permits else named_permit(reading.text)


def several_requests(turn: Turn) -> Reply:
    """Nothing of it is begun, so that nothing is dropped unsaid."""
    return Reply((Say("utter_one_at_a_time"),), turn.memory)


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
        batch = memory.wishing(inspections=tuple(types[first : first + most]), day=None)
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
    if dates.impossible and not dates.days:
        reply = await settle(turn, backend, memory.wishing(day=None))
        return reply.preceded_by(Say("utter_impossible_day", {"words": dates.impossible[0]}))
    if len(dates.days) > 1:
        return await _of_several_days(turn, backend, memory)
    return await settle(turn, backend, memory)


async def _of_several_days(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """The words name several days: any of them would do ("Thursday or Friday"), or one is meant and we must ask."""
    dates = turn.reading.dates
    ruled: list[tuple[Memory, Ruling]] = []
    for day in dates.days:
        wished = memory.wishing(day=day.day, half_day=half_day_of(day.half_day) or memory.wish.half_day)
        answer = await consult(turn, backend, wished)
        if isinstance(answer, Problem):
            return present_problem(turn, wished, answer)
        ruled.append((wished, answer))
        if dates.either and answer.accepted:
            break
    allowed = [each for each in ruled if each[1].accepted]
    if len(allowed) <= 1 or dates.either:
        return await present(turn, backend, *(allowed or _nearest_to_a_yes(ruled))[0])
    choices = [day_choice(wished.wish.day, wished.wish.half_day) for wished, _ in allowed if wished.wish.day]
    return put(turn, question(turn, replace(memory, wish=replace(memory.wish, day=None)), Asked.DAY, choices))


def _nearest_to_a_yes(ruled: list[tuple[Memory, Ruling]]) -> list[tuple[Memory, Ruling]]:
    """Where no reading is allowed: a day that is still to come was meant rather than one that is over."""
    return sorted(ruled, key=lambda each: any(item.refusal and item.refusal.code in _OVER for item in each[1].items))
