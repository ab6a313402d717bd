"""Write what was read back, once, and say so with the confirmation number and how to take it back."""

from dataclasses import replace

from actions.backend_client import Backend, Request
from actions.conversation.asking import note_line, say_types
from actions.conversation.memory import Errand, LastChange, Memory, Question, Task
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import Change, ChangedInspection, Problem
from actions.skills.settling import RULE_ACTION, present_problem
from runtime.wording import say_day, say_list


async def carry_out(turn: Turn, backend: Backend, memory: Memory, asked: Question | None) -> Reply:
    """Book, cancel or move; a refusal at the last moment is presented with the days that are still open."""
    wish, task = memory.wish, memory.task or Task.SCHEDULE
    ruling = asked.ruling if asked else None
    request = Request(
        wish.permit or "", wish.inspections, wish.day, wish.half_day, ruling, site_note=memory.note_to(wish.permit)
    )
    answer = await backend.write(RULE_ACTION[task], request, turn.key(task))
    if isinstance(answer, Problem):
        return present_problem(turn, memory, answer)
    types = tuple(each.type for each in answer.inspections)
    done = replace(memory.ended(), last_change=LastChange(answer.change, task, answer.permit, types))
    if task is Task.CANCEL:
        return Reply((*_say_done(turn, task, answer), Say(f"utter_undo_{task}")), done)
    says = (*_say_done(turn, task, answer), *note_line(memory, wish.permit), Say(f"utter_undo_{task}"))
    return Reply(says, _noted(done, wish.permit))


async def carry_out_plan(turn: Turn, backend: Backend) -> Reply:
    """Every errand of the plan in its order. One that is refused at the last moment waits with its openings."""
    says: list[Say] = []
    done: list[LastChange] = []
    refused: list[Errand] = []
    for place, errand in enumerate(turn.memory.plan):
        wish = errand.wish
        note = turn.memory.note_to(wish.permit) if errand.task is not Task.CANCEL else None
        request = Request(wish.permit or "", wish.inspections, wish.day, wish.half_day, errand.ruling, site_note=note)
        answer = await backend.write(RULE_ACTION[errand.task], request, turn.key(f"{errand.task}-{place}"))
        if isinstance(answer, Problem):
            memory = replace(turn.memory.ended(), task=errand.task, wish=wish, later=())
            presented = present_problem(turn, memory, answer, errand.ruling)
            says.append(presented.says[0])
            if question := presented.memory.question:
                refused.append(Errand(errand.task, presented.memory.wish, question=question))
            continue
        types = tuple(each.type for each in answer.inspections)
        done.append(LastChange(answer.change, errand.task, answer.permit, types))
        says += _say_done(turn, errand.task, answer)
    memory = replace(turn.memory.ended(), later=(*refused, *turn.memory.later))
    if not done:
        return Reply(tuple(says), memory)
    last = replace(done[-1], along_with=tuple(each.change for each in done[:-1]))
    noted = [each.permit for each in done if each.kind is not Task.CANCEL and memory.note_to(each.permit)]
    if noted:
        says += note_line(memory, noted[0])
        memory = _noted(memory, noted[0])
    return Reply((*says, Say("utter_undo_plan")), replace(memory, last_change=last))


def _noted(memory: Memory, permit: str | None) -> Memory:
    """Without the note, where it stands with the permit's visits now."""
    return replace(memory, note=None, note_for=()) if memory.note_to(permit) else memory


def _say_done(turn: Turn, task: Task, change: Change) -> tuple[Say, ...]:
    values = change_values(turn, change)
    says = [Say(f"utter_done_{task}", values)]
    if task is not Task.CANCEL:
        if half_day := change.inspections[0].half_day:
            says.append(Say(f"utter_wish_{half_day}"))
        says.append(Say("utter_confirmation", {"numbers": _numbers(turn, change.inspections)}))
    return tuple(says)


def change_values(turn: Turn, change: Change) -> dict[str, str]:
    return {
        "what": say_types(turn, [each.type for each in change.inspections]),
        "address": change.address,
        "permit": change.permit,
        "day": _say_days(turn, change.inspections),
        "was": _say_days(turn, change.was),
    }


def _say_days(turn: Turn, inspections: tuple[ChangedInspection, ...]) -> str:
    days = dict.fromkeys(each.day for each in inspections)
    return say_list([say_day(day, turn.language, turn.today) for day in days], turn.language)


def _numbers(turn: Turn, inspections: tuple[ChangedInspection, ...]) -> str:
    numbers = dict.fromkeys(each.confirmation for each in inspections if each.confirmation)
    if len(numbers) == 1:
        return next(iter(numbers))
    return say_list(
        [f"{each.confirmation} ({turn.city.name_of(each.type, turn.language)})" for each in inspections], turn.language
    )
