"""Move a booked inspection to another day: which visit, which day, the rules' answer, read back."""

from actions.backend_client import Backend
from actions.conversation.asking import day_choice, say_types
from actions.conversation.memory import Asked, Memory, Task
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import half_day_of
from actions.conversation.wording import say_day
from actions.skills.arranging import begin, put, question, settle
from actions.skills.visits import (
    Visits,
    are_one_request,
    ask_which_visit,
    meant_visits,
    narrowed,
    nothing_booked,
    with_visits,
)
from actions.understanding.agreement import names_a_goal
from actions.understanding.dates import DayReading


async def move(turn: Turn, backend: Backend) -> Reply:
    memory = begin(turn, Task.MOVE)
    visits = narrowed(turn, memory, meant_visits(turn, memory))
    if not visits:
        return nothing_booked(turn, memory)
    new_days = _new_days(turn, visits)
    memory = _with_new_day(memory, turn, new_days, visits)
    if not are_one_request(turn, memory, visits):
        return ask_which_visit(turn, memory, visits)
    memory = with_visits(memory, visits)
    if len(new_days) > 1 and not turn.reading.dates.either:
        choices = [day_choice(each.day, half_day_of(each.half_day) or memory.wish.half_day) for each in new_days]
        return put(turn, question(turn, memory.wishing(day=None), Asked.DAY, choices))
    reply = await settle(turn, backend, memory)
    if turn.reading.dates.days and not new_days and names_a_goal(turn.reading.text):
        return reply.preceded_by(_already_then(turn, visits))
    if turn.reading.dates.impossible and not new_days:
        return reply.preceded_by(Say("utter_impossible_day", {"words": turn.reading.dates.impossible[0]}))
    return reply


def _already_then(turn: Turn, visits: Visits) -> Say:
    """The only day that was said is the one that it is booked for."""
    day = visits[0][1].date
    name = say_types(turn, [visit.type for _, visit in visits])
    return Say("utter_booked_then", {"what": name, "day": say_day(day, turn.language, turn.today) if day else ""})


def _new_days(turn: Turn, visits: Visits) -> tuple[DayReading, ...]:
    """Of the days said, those for which the visit is not booked already: "move Tuesday's final to Friday"."""
    booked = {visit.date for _, visit in visits}
    return tuple(each for each in turn.reading.dates.days if each.day not in booked)


def _with_new_day(memory: Memory, turn: Turn, days: tuple[DayReading, ...], visits: Visits) -> Memory:
    """The new day; the wish for a half-day goes along unless another was said."""
    said = half_day_of(days[0].half_day if days else None) or half_day_of(turn.reading.dates.half_day)
    half_day = said or memory.wish.half_day or visits[0][1].half_day
    kept = None if turn.reading.dates.days else memory.wish.day
    return memory.wishing(day=days[0].day if days else kept, half_day=half_day)
