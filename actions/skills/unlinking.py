"""Take a permit off this phone, or have the phone forgotten. Both are read back first; visits stay booked."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.memory import Asked, Memory, Question
from actions.conversation.notices import permits_of_notice
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import Problem, Refusal
from actions.skills.arranging import put, question
from actions.skills.picking import agreed_in, ask_again, picked_in


async def unlink(turn: Turn, _backend: Backend) -> Reply:
    if turn.is_stranger:
        return Reply((Say("utter_unlink_nothing"),), turn.memory)
    named = turn.reading.permits or turn.reading.near_permits
    own = [number for number in named if turn.account.find(number)]
    if named and not own:
        return Reply((Say("utter_unlink_not_here", {"number": named[0]}),), turn.memory)
    numbers = own or _talked_of(turn) or [permit.number for permit in turn.account.permits]
    return _ask(turn, turn.memory.aside(), numbers)


def _talked_of(turn: Turn) -> list[str]:
    """ "That is not my permit": what the city spoke of, what is being arranged, or what was arranged last."""
    if told := [number for number in permits_of_notice(turn.memory) if turn.account.find(number)]:
        return told
    last = turn.memory.last_change
    number = turn.memory.wish.permit or (last.permit if last else None)
    return [number] if number and turn.account.find(number) else []


def _ask(turn: Turn, memory: Memory, numbers: list[str]) -> Reply:
    kind = Asked.UNLINK if len(numbers) == 1 else Asked.PERMIT_TO_UNLINK
    return put(turn, question(turn, memory, kind, [{"permit": number} for number in numbers]))


async def answer_which(turn: Turn, _backend: Backend, asked: Question) -> Reply:
    """Which permit to take off, by its number in the list or by its own."""
    numbers = [str(choice["permit"]) for choice in asked.choices]
    named = [number for number in turn.reading.permits or turn.reading.near_permits if number in numbers]
    picked = picked_in(turn, asked)
    if picked is not None and not 0 <= picked < len(numbers):
        return put(turn, turn.memory, Say("utter_no_such_choice", {"most": str(len(numbers))}))
    if picked is not None:
        return _ask(turn, turn.memory, [numbers[picked]])
    if named:
        return _ask(turn, turn.memory, named)
    if turn.reading.assent is False or turn.intent == "deny":
        return _kept(turn.memory)
    return ask_again(turn, turn.memory)


async def answer_unlink(turn: Turn, backend: Backend, asked: Question) -> Reply:
    agreed = agreed_in(turn, asked)
    if agreed is None:
        return ask_again(turn, question(turn, turn.memory, asked.kind, asked.choices))
    if not agreed:
        return _kept(turn.memory)
    number = str(asked.choices[0]["permit"])
    answer = await backend.unlink(number, turn.key("unlink"))
    if isinstance(answer, Problem):
        refusal = Refusal(code=answer.code, facts={"number": number} | answer.facts)
        return Reply((refusal_say(turn, refusal),), turn.memory.ended())
    values = {"permit": answer.permit, "address": answer.address}
    return Reply((Say("utter_unlinked", values),), _without(turn.memory.ended(), number))


def _without(memory: Memory, number: str) -> Memory:
    """Nothing more is known or waits of a permit that is off this phone."""
    last = memory.last_change if memory.last_change and memory.last_change.permit != number else None
    return replace(memory, last_change=last, later=tuple(each for each in memory.later if each.wish.permit != number))


async def forget(turn: Turn, _backend: Backend) -> Reply:
    if turn.account.person is None:
        return Reply((Say("utter_forget_nothing"),), turn.memory)
    return put(turn, question(turn, turn.memory.aside(), Asked.FORGET))


async def answer_forget(turn: Turn, backend: Backend, asked: Question) -> Reply:
    agreed = agreed_in(turn, asked)
    if agreed is None:
        return ask_again(turn, question(turn, turn.memory, asked.kind, asked.choices))
    if not agreed:
        return _kept(turn.memory)
    await backend.forget(turn.key("forget"))
    return Reply((Say("utter_forgotten"),), Memory(language=turn.memory.language))


def _kept(memory: Memory) -> Reply:
    return Reply((Say("utter_stopped"),), memory.ended())
