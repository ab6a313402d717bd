"""Take back the last booking, cancellation or move, while the rules allow."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.memory import Asked, LastChange, Task, Wish
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import Problem, Refusal
from actions.skills.arranging import question
from actions.skills.carry_out import change_values


async def undo(turn: Turn, backend: Backend) -> Reply:
    last = turn.memory.last_change
    if last is None:
        return Reply((Say("utter_nothing_to_undo"),), turn.memory)
    if last.along_with:
        return await _undo_all(turn, backend, last)
    answer = await backend.undo(last.change, turn.key("undo"))
    if isinstance(answer, Problem):
        return Reply((refusal_say(turn, Refusal(code=answer.code, facts=answer.facts)),), turn.memory)
    memory = replace(turn.memory.ended(), last_change=None)
    if answer.undid == "book":  # "actually, Thursday" may follow
        wish = Wish(answer.permit, tuple(each.type for each in answer.inspections))
        memory = question(turn, replace(memory, task=Task.SCHEDULE, wish=wish), Asked.CHANGE)
    return Reply((Say(f"utter_undid_{answer.undid}", change_values(turn, answer)),), memory)


async def _undo_all(turn: Turn, backend: Backend, last: LastChange) -> Reply:
    """All that one yes did, the last first."""
    says = []
    for place, change in enumerate((last.change, *reversed(last.along_with))):
        answer = await backend.undo(change, turn.key(f"undo-{place}"))
        if isinstance(answer, Problem):
            says.append(refusal_say(turn, Refusal(code=answer.code, facts=answer.facts)))
        else:
            says.append(Say(f"utter_undid_{answer.undid}", change_values(turn, answer)))
    return Reply(tuple(says), replace(turn.memory.ended(), last_change=None))
