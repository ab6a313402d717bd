"""Move a booked inspection to another day: which visit, which day, the rules' answer, read back."""

from dataclasses import replace
from datetime import timedelta

from actions.backend_client import Backend
from actions.conversation.asking import say_types
from actions.conversation.memory import Memory, Task
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.skills.arranging import begin
from actions.skills.settling import ask_which_day, settle
from actions.skills.visits import (
    Visits,
    are_one_request,
    ask_which_visit,
    meant_visits,
    narrowed,
    nothing_booked,
    with_visits,
)
from actions.understanding.purposes import names_a_goal
from runtime.wording import say_day


async def move(turn: Turn, backend: Backend) -> Reply:
    memory = begin(turn, Task.MOVE)
    visits = narrowed(turn, memory, meant_visits(turn, memory))
    if not visits:
        return nothing_booked(turn, memory)
    said = memory.wish
    if not are_one_request(turn, memory, visits):
        return ask_which_visit(turn, _to_another_day(memory, visits), visits)
    memory = with_visits(_to_another_day(memory, visits), visits)
    open_days = memory.wish.open_days
    if open_days.among and not open_days.either:
        return ask_which_day(turn, memory, [(day, half or memory.wish.half_day) for day, half in open_days.among])
    reply = await settle(turn, backend, memory)
    if said.day and memory.wish.day is None and names_a_goal(turn.reading.text):
        return reply.preceded_by(_already_then(turn, visits))
    if turn.reading.dates.impossible and memory.wish.day is None:
        return reply.preceded_by(Say("utter_impossible_day", {"words": turn.reading.dates.impossible[0]}))
    return reply


def _already_then(turn: Turn, visits: Visits) -> Say:
    """The only day that was said is the one that it is booked for."""
    day = visits[0][1].date
    name = say_types(turn, [visit.type for _, visit in visits])
    return Say("utter_booked_then", {"what": name, "day": say_day(day, turn.language, turn.today) if day else ""})


def _to_another_day(memory: Memory, visits: Visits) -> Memory:
    """Of the days said, those for which the visit is not booked already: "move Tuesday's final to Friday".

    The wish for a half-day goes along unless another was said.
    """
    wish, booked = memory.wish, {visit.date for _, visit in visits}
    half_day = wish.half_day or visits[0][1].half_day
    among = tuple((day, half) for day, half in wish.open_days.among if day not in booked)
    if len(among) == 1:
        return replace(memory, wish=wish.on(among[0][0], among[0][1] or half_day))
    first = visits[0][1].date
    if wish.open_days.shift and first:
        return replace(memory, wish=wish.on(first + timedelta(days=wish.open_days.shift), half_day))
    if wish.day in booked:
        return replace(memory, wish=wish.on(None, half_day))
    return replace(memory, wish=replace(wish, half_day=half_day, open_days=replace(wish.open_days, among=among)))
