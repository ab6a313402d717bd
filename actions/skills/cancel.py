"""Call off a booked inspection: find which is meant, let the rules answer, read it back."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.memory import Task
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.records import Problem
from actions.skills.arranging import begin
from actions.skills.settling import consult, present, present_problem
from actions.skills.visits import are_one_request, ask_which_visit, meant_visits, narrowed, nothing_booked, with_visits


async def cancel(turn: Turn, backend: Backend) -> Reply:
    memory = begin(turn, Task.CANCEL)
    memory = replace(memory, wish=memory.wish.on(None, None))
    visits = narrowed(turn, memory, meant_visits(turn, memory))
    if not visits:
        named_foreign = memory.wish.permit and turn.account.find(memory.wish.permit) is None
        if not (named_foreign and memory.wish.inspections):
            return nothing_booked(turn, memory)
    elif not are_one_request(turn, memory, visits):
        return ask_which_visit(turn, memory, visits)
    else:
        memory = with_visits(memory, visits)
    answer = await consult(turn, backend, memory)
    if isinstance(answer, Problem):
        return present_problem(turn, memory, answer)
    if visits and visits[0][1].date:
        memory = memory.wishing(day=visits[0][1].date)
    return await present(turn, backend, memory, answer)
