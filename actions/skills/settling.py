"""The rules' answer to a wish, presented: what they allow is read back, what they refuse comes with openings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.backend_client import Backend, Request
from actions.conversation.asking import day_choice, nothing_free_in
from actions.conversation.memory import Asked, Errand, Memory, OpenDays, Task
from actions.conversation.refusals import (
    ABOUT_THE_DAY,
    ABOUT_THE_INSPECTION,
    NOT_ON_THIS_PHONE,
    refusal_say,
    say_refusals,
)
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import Problem, Refusal, Ruling
from actions.skills.arranging import offer_link, put, question
from runtime.wording import say_day

RULE_ACTION: dict[Task, Any] = {Task.SCHEDULE: "book", Task.CANCEL: "cancel", Task.MOVE: "move"}
_OVER = ("past_date", "past_cutoff")


async def consult(turn: Turn, backend: Backend, memory: Memory) -> Ruling | Problem:
    """Ask the rules about the memory's wish; nothing is written."""
    wish = memory.wish
    request = Request(
        wish.permit or "",
        wish.inspections,
        wish.day,
        wish.half_day,
        earliest=wish.open_days.earliest,
        latest=wish.open_days.latest,
        excluding=wish.open_days.excluding,
    )
    return await backend.rule(RULE_ACTION[memory.task or Task.SCHEDULE], request)


async def settle(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """Ask the rules about the day that was said, or the days left open, and present their answer."""
    if memory.wish.day is None and len(memory.wish.open_days.among) > 1:
        return await _settle_among(turn, backend, memory)
    answer = await consult(turn, backend, memory)
    if isinstance(answer, Problem):
        return present_problem(turn, memory, answer)
    if memory.wish.day is None and memory.wish.open_days.has_ends and not answer.openings:
        return await _settle_outside(turn, backend, memory)
    return await present(turn, backend, memory, answer)


async def present(turn: Turn, backend: Backend, memory: Memory, ruling: Ruling) -> Reply:
    """The rules' answer: read back what they allow, name what they refuse, offer what they would accept."""
    refusals = say_refusals(turn, ruling.items)
    accepted = ruling.accepted
    if memory.wish.day is None and memory.task is not Task.CANCEL:
        return await _present_openings(turn, backend, memory, ruling, refusals)
    if booked := _booked_on_other_days(memory, ruling):
        moved = replace(memory, task=Task.MOVE, wish=replace(memory.wish, was=booked))
        return (await settle(turn, backend, moved)).preceded_by(*_already_on(turn, booked))
    if accepted and len(accepted) < len(ruling.items):
        return await _present_rest(turn, backend, _refused_later(memory, ruling), accepted, refusals)
    if ruling.allowed:
        wish = memory.wish.on(memory.wish.day, ruling.half_day or memory.wish.half_day)
        read_back = question(turn, replace(memory, wish=wish), Asked.CONFIRM, ruling=ruling.ruling)
        return put(turn, read_back)
    return _present_refused(turn, memory, ruling, refusals)


def _booked_on_other_days(memory: Memory, ruling: Ruling) -> tuple[tuple[str, date], ...]:
    """What is to be booked stands on other days already: whoever names another day wants it moved there."""
    if memory.task is not Task.SCHEDULE or memory.wish.day is None:
        return ()
    booked = []
    for item in ruling.items:
        if item.refusal is None or item.refusal.code != "already_booked":
            return ()
        day = date.fromisoformat(str(item.refusal.facts["day"]))
        if day == memory.wish.day:
            return ()
        booked.append((item.type, day))
    return tuple(booked)


def _already_on(turn: Turn, booked: tuple[tuple[str, date], ...]) -> list[Say]:
    return [
        Say(
            "utter_booked_then",
            {"what": turn.city.name_of(type_, turn.language), "day": say_day(day, turn.language, turn.today)},
        )
        for type_, day in booked
    ]


def present_problem(turn: Turn, memory: Memory, problem: Problem, ruling: str | None = None) -> Reply:
    """A whole request was refused: the reason, and the days that would be accepted, by number."""
    refused = refusal_say(turn, Refusal(code=problem.code, facts=problem.facts))
    if problem.openings and memory.task is not Task.CANCEL:
        choices = [day_choice(each.day, each.half_day) for each in problem.openings]
        offered = question(turn, _on_no_day(memory), Asked.OPENING, choices, ruling)
        return put(turn, offered, refused)
    if problem.code in NOT_ON_THIS_PHONE:
        return offer_link(turn, memory, refused)
    return Reply((refused,), memory.ended())


async def _settle_among(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """Several days were said: any of them would do ("Thursday or Friday"), or one is meant and we must ask."""
    wish = memory.wish
    ruled: list[tuple[Memory, Ruling]] = []
    for day, half_day in wish.open_days.among:
        wished = replace(memory, wish=wish.on(day, half_day or wish.half_day))
        answer = await consult(turn, backend, wished)
        if isinstance(answer, Problem):
            return present_problem(turn, wished, answer)
        ruled.append((wished, answer))
        if wish.open_days.either and answer.accepted:
            break
    allowed = [each for each in ruled if each[1].accepted]
    if len(allowed) <= 1 or wish.open_days.either:
        return await present(turn, backend, *(allowed or _nearest_to_a_yes(ruled))[0])
    return ask_which_day(turn, memory, [(each.wish.day, each.wish.half_day) for each, _ in allowed if each.wish.day])


def ask_which_day(turn: Turn, memory: Memory, days: Sequence[tuple[date, Any]]) -> Reply:
    """The words allow several days: each with its number."""
    choices = [day_choice(day, half_day) for day, half_day in days]
    return put(turn, question(turn, _on_no_day(memory), Asked.DAY, choices))


def _nearest_to_a_yes(ruled: list[tuple[Memory, Ruling]]) -> list[tuple[Memory, Ruling]]:
    """Where no reading is allowed: a day that is still to come was meant rather than one that is over."""
    return sorted(ruled, key=lambda each: any(item.refusal and item.refusal.code in _OVER for item in each[1].items))


async def _settle_outside(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """No day of the span that was wished for is free: the first ones of all, after saying so."""
    span = memory.wish.open_days
    anywhere = replace(memory, wish=replace(memory.wish, open_days=OpenDays(soonest=span.soonest)))
    answer = await consult(turn, backend, anywhere)
    if isinstance(answer, Problem):
        return present_problem(turn, anywhere, answer)
    reply = await present(turn, backend, anywhere, answer)
    if not answer.openings:
        return reply
    return reply.preceded_by(nothing_free_in(turn, span))


async def _present_openings(
    turn: Turn, backend: Backend, memory: Memory, ruling: Ruling, refusals: tuple[Say, ...]
) -> Reply:
    """No day was said: the first days that the rules accept."""
    days = [item for item in ruling.items if item.allowed or (item.refusal and item.refusal.code in ABOUT_THE_DAY)]
    if not days or not ruling.openings:
        return _present_refused(turn, memory, ruling, refusals)
    memory = memory.wishing(inspections=tuple(item.type for item in days))
    if memory.wish.open_days.soonest:
        first = ruling.openings[0]
        memory = replace(memory, wish=memory.wish.on(first.day, first.half_day))
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


def _refused_later(memory: Memory, ruling: Ruling) -> Memory:
    """What another day would mend waits for its openings until the rest is settled."""
    types = tuple(each.type for each in ruling.items if each.refusal and each.refusal.code in ABOUT_THE_DAY)
    if not types or memory.task is None or memory.task is Task.CANCEL:
        return memory
    errand = Errand(memory.task, replace(memory.wish.on(None, memory.wish.half_day), inspections=types))
    return replace(memory, later=(*memory.later, errand))


def _present_refused(turn: Turn, memory: Memory, ruling: Ruling, refusals: tuple[Say, ...]) -> Reply:
    codes = {item.refusal.code for item in ruling.items if item.refusal}
    if codes <= NOT_ON_THIS_PHONE:
        return offer_link(turn, memory, *refusals)
    if ruling.openings and memory.task is not Task.CANCEL and codes & ABOUT_THE_DAY:
        days = tuple(item.type for item in ruling.items if item.refusal and item.refusal.code in ABOUT_THE_DAY)
        choices = [day_choice(each.day, each.half_day) for each in ruling.openings]
        offered = _on_no_day(memory).wishing(inspections=days)
        return put(turn, question(turn, offered, Asked.OPENING, choices, ruling.ruling), *refusals)
    if memory.task is Task.SCHEDULE and codes <= ABOUT_THE_INSPECTION:
        refused = [{"inspections": list(memory.wish.inspections)}]
        return Reply(refusals, question(turn, memory.wishing(inspections=()), Asked.CHANGE, refused))
    return Reply(refusals, memory.ended())


def _on_no_day(memory: Memory) -> Memory:
    return replace(memory, wish=memory.wish.on(None, memory.wish.half_day))
