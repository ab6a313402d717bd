"""Several things at once: each is put before the rules by its own skill, what is allowed is read back together.

What the rules refuse, or what still lacks something, is named at once and taken up again when the rest is settled
(`Memory.later`). One yes carries out the whole plan, in the order in which it was asked for.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.asking import ask
from actions.conversation.memory import LINKING, Asked, Errand, Memory, Task
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import nothing_more
from actions.skills.arranging import put, question
from actions.skills.cancel import cancel
from actions.skills.move import move
from actions.skills.schedule import schedule
from actions.understanding.errands import Errand as Said
from actions.understanding.purposes import adds_something

ARRANGE: Mapping[Task, Callable[[Turn, Backend], Awaitable[Reply]]] = {
    Task.SCHEDULE: schedule,
    Task.CANCEL: cancel,
    Task.MOVE: move,
}


async def several(turn: Turn, backend: Backend, otherwise: Task) -> Reply:
    """The errands of one message. `otherwise` is what is meant where a clause names no deed."""
    replies = [await _arrange(turn, backend, errand, otherwise) for errand in turn.errands]
    places = {reply.memory.wish.permit for reply in replies if reply.memory.wish.permit}
    for index, errand in enumerate(turn.errands):
        if len(places) == 1 and _asks_where(replies[index], *places):  # one job is meant, unless another is named
            there = replace(errand, reading=replace(errand.reading, permits=tuple(map(str, places))))
            replies[index] = await _arrange(turn, backend, there, otherwise)
    if _goes_on_with_what_is_read_back(turn):
        replies.insert(0, Reply((), replace(turn.memory, later=())))
    return together(turn, replies, turn.memory.ended().noting(turn.note, turn.note_permits))


def _goes_on_with_what_is_read_back(turn: Turn) -> bool:
    """ "Yes, and the footing Monday and the slab Tuesday" to a read-back: that one stays in the plan."""
    asked, text = turn.memory.question, turn.reading.text
    is_open = asked is not None and asked.kind is Asked.CONFIRM and turn.memory.task is not None
    return is_open and not turn.memory.plan and adds_something(text)


async def _arrange(turn: Turn, backend: Backend, errand: Said, otherwise: Task) -> Reply:
    fresh = Memory(language=turn.memory.language, last_change=turn.memory.last_change)
    alone = replace(turn, reading=errand.reading, errands=(), note=None, memory=fresh)
    return await ARRANGE[Task(errand.deed or otherwise)](alone, backend)


def _asks_where(reply: Reply, permit: str | None) -> bool:
    asked = reply.memory.question
    return (
        asked is not None
        and asked.kind in (Asked.PERMIT, Asked.MISSING)
        and any(choice["permit"] == permit for choice in asked.choices)
    )


def together(turn: Turn, replies: Sequence[Reply], memory: Memory) -> Reply:
    """One reply of several: refusals first, then what can be read back; the rest waits, before what waited already."""
    ready = _without_repeats([reply for reply in replies if is_ready(reply)])
    waiting = [reply for reply in replies if _lacks_something(reply)]
    says = _once_each([say for reply in replies for say in without_question(turn, reply)])
    behind = waiting if ready else waiting[1:]
    of_replies = (each for reply in replies for each in reply.memory.later)
    later = (*of_replies, *map(errand_of, behind), *memory.later)
    if len(ready) > 1:
        plan = replace(memory, plan=tuple(map(errand_of, ready)), later=later)
        return put(turn, question(turn, plan, Asked.PLAN), *says)
    if first := (ready or waiting)[:1]:
        alone = replace(first[0].memory, later=later, note=memory.note, note_for=memory.note_for)
        return Reply((*says, *ask(turn, alone)), alone)
    return Reply(says, replace(memory, later=later))


def _without_repeats(ready: list[Reply]) -> list[Reply]:
    """Of two errands about the same visit the later one is meant: "move the final and cancel the final"."""

    def visits(reply: Reply) -> set[tuple[str | None, str]]:
        return {(reply.memory.wish.permit, type_) for type_ in reply.memory.wish.inspections}

    following = [ready[place + 1 :] for place in range(len(ready))]
    return [
        reply
        for reply, rest in zip(ready, following, strict=True)
        if not any(visits(reply) & visits(later) for later in rest)
    ]


def _lacks_something(reply: Reply) -> bool:
    """Whether an answer would get it on. To ask what should be changed about a refusal only invites."""
    asked = reply.memory.question
    return asked is not None and asked.kind not in (Asked.CONFIRM, Asked.CHANGE)


def is_ready(reply: Reply) -> bool:
    asked = reply.memory.question
    return asked is not None and asked.kind is Asked.CONFIRM


def errand_of(reply: Reply) -> Errand:
    memory = reply.memory
    asked = memory.question
    waits = asked if asked and asked.kind not in {Asked.CONFIRM, *LINKING} else None
    return Errand(memory.task or Task.SCHEDULE, memory.wish, asked.ruling if asked else None, waits)


def without_question(turn: Turn, reply: Reply) -> list[Say]:
    put_again = ask(turn, reply.memory)
    return [say for say in reply.says if say not in put_again]


def _once_each(says: Sequence[Say]) -> tuple[Say, ...]:
    return tuple(say for index, say in enumerate(says) if say not in says[:index])


async def go_on_with_the_next(turn: Turn, backend: Backend, reply: Reply) -> Reply:
    """When what was arranged is over, what waits comes up: its question as it was, or the rules' answer of now."""
    while reply.memory.later and not reply.memory.is_arranging and not reply.memory.notice:
        following, *rest = reply.memory.later
        if _is_done(following, turn, reply):
            reply = replace(reply, memory=replace(reply.memory, later=tuple(rest)))
            continue
        memory = replace(reply.memory, later=tuple(rest), task=following.task, wish=following.wish)
        if following.question:
            asked = replace(following.question, asked_at=turn.received_at, follows=True)
            reply = Reply((*reply.says, *ask(turn, replace(memory, question=asked))), replace(memory, question=asked))
        else:
            alone = replace(turn, memory=memory, reading=nothing_more(turn.reading), errands=())
            following_reply = await ARRANGE[following.task](alone, backend)
            reply = _following(following_reply).preceded_by(*reply.says)
    return reply


def _is_done(waiting: Errand, turn: Turn, reply: Reply) -> bool:
    """Whether what waits was done just now under another name: "don't cancel it, move it to Friday"."""
    last = reply.memory.last_change
    if last is None or last == turn.memory.last_change or last.kind is not waiting.task:
        return False
    return last.permit == waiting.wish.permit and bool(set(last.inspections) & set(waiting.wish.inspections))


def _following(reply: Reply) -> Reply:
    asked = reply.memory.question
    return replace(reply, memory=replace(reply.memory, question=replace(asked, follows=True))) if asked else reply


async def read_plan_back_again(turn: Turn, backend: Backend) -> Reply:
    """After a long silence, or when a visit was changed by others: the rules are asked anew about each errand."""
    replies = []
    for errand in turn.memory.plan:
        memory = replace(turn.memory.ended(), task=errand.task, wish=errand.wish, later=())
        alone = replace(turn, memory=memory, reading=nothing_more(turn.reading), errands=())
        replies.append(await ARRANGE[errand.task](alone, backend))
    return together(turn, replies, turn.memory.ended())
