"""What scheduling, cancelling and moving share: finding the permit, asking the rules, presenting their answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.backend_client import Backend, Request
from actions.conversation.asking import ask, day_choice
from actions.conversation.memory import Asked, Memory, Question, Task
from actions.conversation.refusals import ABOUT_THE_DAY, ABOUT_THE_INSPECTION, refusal_say, say_refusals
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import merged
from actions.records import PermitView, Problem, Refusal, Ruling

RULE_ACTION: dict[Task, Any] = {Task.SCHEDULE: "book", Task.CANCEL: "cancel", Task.MOVE: "move"}


def begin(turn: Turn, task: Task) -> Memory:
    """The memory with this task under way and the message's values taken in; another task's values are dropped."""
    memory = turn.memory if turn.memory.task is task else turn.memory.ended()
    memory = replace(memory, task=task, question=None, failures=0)
    return replace(memory, wish=merged(memory.wish, turn.reading, turn.city))


def question(
    turn: Turn,
    memory: Memory,
    kind: Asked,
    choices: Sequence[dict[str, Any]] = (),
    ruling: str | None = None,
) -> Memory:
    return replace(memory, question=Question(kind, turn.received_at, tuple(choices), ruling))


def put(turn: Turn, memory: Memory, *before: Say) -> Reply:
    """Ask the memory's open question, after the sentences given."""
    return Reply((*before, *ask(turn, memory)), memory)


def ask_which_permit(turn: Turn, memory: Memory, permits: Sequence[PermitView]) -> Reply:
    kind = Asked.PERMIT if memory.wish.inspections else Asked.MISSING
    return put(turn, question(turn, memory, kind, [{"permit": permit.number} for permit in permits]))


def refuse_stranger(turn: Turn) -> Reply:
    """A phone that is in no permit's records can arrange nothing; say what to do instead."""
    return Reply((Say("utter_stranger"),), turn.memory.ended())


async def refuse_foreign(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """Not this person's permit, and no inspection was said: the rules rule on inspections, so they are not asked."""
    number = memory.wish.permit or ""
    code = "not_your_permit" if await backend.permit(number) else "unknown_permit"
    return Reply((refusal_say(turn, Refusal(code=code, facts={"number": number})),), memory.ended())


async def consult(turn: Turn, backend: Backend, memory: Memory) -> Ruling | Problem:
    """Ask the rules about the memory's wish; nothing is written."""
    wish = memory.wish
    request = Request(wish.permit or "", wish.inspections, wish.day, wish.half_day)
    return await backend.rule(RULE_ACTION[memory.task or Task.SCHEDULE], request)


def present_problem(turn: Turn, memory: Memory, problem: Problem, ruling: str | None = None) -> Reply:
    """A whole request was refused: the reason, and the days that would be accepted, by number."""
    refused = refusal_say(turn, Refusal(code=problem.code, facts=problem.facts))
    if problem.openings and memory.task is not Task.CANCEL:
        choices = [day_choice(each.day, each.half_day) for each in problem.openings]
        offered = question(turn, memory.wishing(day=None), Asked.OPENING, choices, ruling)
        return put(turn, offered, refused)
    return Reply((refused,), memory.ended())


async def present(turn: Turn, backend: Backend, memory: Memory, ruling: Ruling) -> Reply:
    """The rules' answer: read back what they allow, name what they refuse, offer what they would accept."""
    refusals = say_refusals(turn, ruling.items)
    accepted = ruling.accepted
    if memory.wish.day is None and memory.task is not Task.CANCEL:
        return await _present_openings(turn, backend, memory, ruling, refusals)
    if accepted and len(accepted) < len(ruling.items):
        return await _present_rest(turn, backend, memory, accepted, refusals)
    if ruling.allowed:
        wish = replace(memory.wish, half_day=ruling.half_day or memory.wish.half_day)
        read_back = question(turn, replace(memory, wish=wish), Asked.CONFIRM, ruling=ruling.ruling)
        return put(turn, read_back)
    return _present_refused(turn, memory, ruling, refusals)


async def settle(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """Ask the rules and present their answer."""
    answer = await consult(turn, backend, memory)
    if isinstance(answer, Problem):
        return present_problem(turn, memory, answer)
    return await present(turn, backend, memory, answer)


async def _present_openings(
    turn: Turn, backend: Backend, memory: Memory, ruling: Ruling, refusals: tuple[Say, ...]
) -> Reply:
    """No day was said: the first days that the rules accept."""
    days = [item for item in ruling.items if item.allowed or (item.refusal and item.refusal.code in ABOUT_THE_DAY)]
    if not days or not ruling.openings:
        return _present_refused(turn, memory, ruling, refusals)
    memory = memory.wishing(inspections=tuple(item.type for item in days))
    if turn.reading.dates.any_day:
        first = ruling.openings[0]
        memory = memory.wishing(day=first.day, half_day=first.half_day)
        answer = await consult(turn, backend, memory)
        if isinstance(answer, Problem):
            return present_problem(turn, memory, answer)
        return (await present(turn, backend, memory, answer)).preceded_by(*refusals)
    choices = [day_choice(each.day, each.half_day) for each in ruling.openings]
    return put(turn, question(turn, memory, Asked.OPENING, choices, ruling.ruling), *refusals)


async def _present_rest(
    turn: Turn, backend: Backend, memory: Memory, accepted: tuple[str, ...], refusals: tuple[Say, ...]
) -> Reply:
    """Some are refused: say which, and go on with the others."""
    memory = memory.wishing(inspections=accepted)
    answer = await consult(turn, backend, memory)
    if isinstance(answer, Problem):
        return present_problem(turn, memory, answer).preceded_by(*refusals)
    return (await present(turn, backend, memory, answer)).preceded_by(*refusals)


def _present_refused(turn: Turn, memory: Memory, ruling: Ruling, refusals: tuple[Say, ...]) -> Reply:
    codes = {item.refusal.code for item in ruling.items if item.refusal}
    if ruling.openings and memory.task is not Task.CANCEL and codes & ABOUT_THE_DAY:
        days = tuple(item.type for item in ruling.items if item.refusal and item.refusal.code in ABOUT_THE_DAY)
        memory = memory.wishing(day=None, inspections=days)
        choices = [day_choice(each.day, each.half_day) for each in ruling.openings]
        return put(turn, question(turn, memory, Asked.OPENING, choices, ruling.ruling), *refusals)
    if memory.task is Task.SCHEDULE and codes <= ABOUT_THE_INSPECTION:
        return Reply(refusals, question(turn, memory.wishing(inspections=()), Asked.CHANGE))
    return Reply(refusals, memory.ended())
