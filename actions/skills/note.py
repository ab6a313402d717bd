"""A note for the inspector: with the booked visits of one permit, or kept for the booking that is under way."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.asking import say_types
from actions.conversation.memory import Asked, Memory, Question, Task
from actions.conversation.notices import permits_of_notice
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import PermitView, Problem, Refusal
from actions.skills.arranging import put, question, refuse_stranger
from actions.skills.picking import ask_again, picked_in


async def note(turn: Turn, backend: Backend) -> Reply:
    if turn.is_stranger:
        return refuse_stranger(turn)
    if foreign := _of_somebody_else(turn):  # a code for one gate is not told to whoever stands at another
        return Reply((refusal_say(turn, Refusal(code="not_your_permit", facts={"number": foreign})),), turn.memory)
    memory = turn.memory.noting(turn.note, turn.note_permits)
    elsewhere = turn.note_permits and memory.wish.permit not in turn.note_permits
    if memory.is_arranging and memory.task is not Task.CANCEL and not elsewhere:
        return Reply((Say("utter_note_kept"),), memory)
    permits = _meant(turn)
    if not permits:
        return Reply((Say("utter_note_waits"),), memory)
    if len(permits) > 1:
        choices = [{"permit": permit.number} for permit in permits]
        return put(turn, question(turn, memory.aside(), Asked.NOTE, choices))
    return await leave_note(turn, backend, memory, permits[0].number)


def _of_somebody_else(turn: Turn) -> str | None:
    """The permit that the note is for, where only those are named that are not on this phone."""
    named = turn.note_permits or turn.reading.permits
    return named[0] if named and not any(turn.account.find(number) for number in named) else None


async def leave_note(turn: Turn, backend: Backend, memory: Memory, number: str) -> Reply:
    """With every visit of the permit that is booked: the gate is the same for all of them."""
    permit = turn.account.find(number)
    visits = tuple(visit.type for visit in permit.booked) if permit else ()
    if permit is None or not visits or memory.note is None:
        return Reply((Say("utter_note_waits"),), memory)
    answer = await backend.leave_note(number, visits, memory.note, turn.key("note"))
    asked = memory.question if memory.question and memory.question.kind is not Asked.NOTE else None
    memory = replace(memory, note=None, note_for=(), question=asked)
    if isinstance(answer, Problem):
        return Reply((refusal_say(turn, Refusal(code=answer.code, facts=answer.facts)),), memory)
    values = {"what": say_types(turn, visits), "address": permit.address}
    return Reply((Say("utter_note_left", values),), memory)


def _meant(turn: Turn) -> tuple[PermitView, ...]:
    """The permits with visits booked: the one named, the one that the city spoke of, the one of just now, or all."""
    booked = tuple(permit for permit in turn.account.permits if permit.booked)
    named = turn.reading.permits or turn.reading.near_permits or turn.note_permits
    if named:
        return tuple(permit for permit in booked if permit.number in named)
    of_notice = tuple(permit for permit in booked if permit.number in permits_of_notice(turn.memory))
    if of_notice:
        return of_notice
    last = turn.memory.last_change
    of_last = tuple(permit for permit in booked if last and permit.number == last.permit)
    return of_last or booked


async def answer_note(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """Which permit's visits the note is for, by number or by name."""
    named = turn.reading.permits or turn.reading.near_permits
    permits = [str(choice["permit"]) for choice in asked.choices]
    picked = picked_in(turn, asked)
    if picked is None and len(named) == 1 and named[0] in permits:
        picked = permits.index(named[0])
    if picked is None:
        return ask_again(turn, turn.memory)
    if not 0 <= picked < len(permits):
        return put(turn, turn.memory, Say("utter_no_such_choice", {"most": str(len(permits))}))
    return await leave_note(turn, backend, turn.memory, permits[picked])
