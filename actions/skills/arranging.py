"""What scheduling, cancelling and moving begin with: the wish taken in, and the questions on what it lacks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.backend_client import Backend
from actions.conversation.asking import ask
from actions.conversation.memory import Asked, Memory, Question, Task
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import merged
from actions.records import PermitView, Problem, Refusal


def begin(turn: Turn, task: Task) -> Memory:
    """The memory with this task under way and the message's values taken in; another task's values are dropped."""
    memory = turn.memory if turn.memory.task is task else turn.memory.ended()
    memory = replace(memory, task=task, question=None, failures=0)
    memory = memory.noting(turn.note, turn.note_permits)
    return replace(memory, wish=merged(memory.wish, turn.reading, turn.city, cancelling=task is Task.CANCEL))


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


def refuse_stranger(turn: Turn, memory: Memory | None = None) -> Reply:
    """A phone that is on no permit can arrange nothing; say how a permit is added. What was asked for waits."""
    if turn.memory.is_linking and memory is None:
        return Reply((Say("utter_stranger"),), turn.memory)
    wished = memory or turn.memory.ended()
    return put(turn, question(turn, wished, Asked.PERMIT_TO_LINK), Say("utter_stranger"))


def offer_link(turn: Turn, memory: Memory, *refusals: Say) -> Reply:
    """The permit is not on this phone: say so and offer to add it. What was asked for waits under the question."""
    return put(turn, question(turn, memory, Asked.OFFER_LINK, [{"permit": memory.wish.permit}]), *refusals)


async def refuse_foreign(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """Not this person's permit, and no inspection was said: the rules rule on inspections, so they are not asked."""
    number = memory.wish.permit or ""
    view = await backend.permit(number)
    if isinstance(view, Problem):
        return Reply((refusal_say(turn, Refusal(code=view.code, facts=view.facts)),), memory.ended())
    code = "not_your_permit" if view else "unknown_permit"
    return offer_link(turn, memory, refusal_say(turn, Refusal(code=code, facts={"number": number})))
