"""While a plan of several errands is read back: one of them is changed, taken out, or joined by another."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.memory import Asked, Errand, Memory, Question, Task, Wish
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import merged, nothing_more, says_something
from actions.skills.arranging import put, question
from actions.skills.carry_out import carry_out_plan
from actions.skills.picking import ask_again, has_lapsed, picked_in
from actions.skills.several import (
    ARRANGE,
    errand_of,
    go_on_with_the_next,
    is_ready,
    read_plan_back_again,
    together,
    without_question,
)
from actions.skills.visits import has_changed_meanwhile
from actions.understanding.agreement import asks_why, declines, deeds_in, takes_all
from actions.understanding.purposes import (
    adds_something,
    drops_something,
    keeps_it,
    prefers_something_else,
    says_same_day,
)


async def answer_plan(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """1 does it all, 2 changes one; any other words change what they name."""
    memory, picked = turn.memory, picked_in(turn, asked)
    if asked.kind is Asked.ERRAND and picked is not None:
        if not 0 <= picked < len(asked.choices):
            return put(turn, memory, Say("utter_no_such_choice", {"most": str(len(asked.choices))}))
        return await take_errand(turn, backend, picked)
    if asked.kind is Asked.ERRAND and takes_all(turn.reading.text):
        return put(turn, question(turn, memory, Asked.PLAN))
    if picked is not None and picked > 1:
        return put(turn, memory, Say("utter_no_such_choice", {"most": "2"}))
    deeds = deeds_in(turn.reading.text)
    says_all = not deeds or deeds == {errand.task for errand in memory.plan}
    agreed = picked == 0 or (turn.reading.assent is True and says_all) or takes_all(turn.reading.text)
    if (agreed or picked == 1) and turn.is_question:
        return put(turn, memory)
    if agreed and asked.kind is Asked.PLAN:
        if has_lapsed(turn, asked):
            return (await read_plan_back_again(turn, backend)).preceded_by(Say("utter_read_back_again"))
        if any(has_changed_meanwhile(turn, errand.wish) for errand in memory.plan):
            return (await read_plan_back_again(turn, backend)).preceded_by(Say("utter_changed_meanwhile"))
        return await carry_out_plan(turn, backend)
    if asks_why(turn.reading.text):
        return put(turn, memory)
    if declines(turn.reading.text):
        return Reply((Say("utter_stopped"),), replace(memory.ended(), later=()))
    if picked == 1 or says_something(turn.reading) or turn.reading.assent is False or turn.intent == "deny":
        return await change_plan(turn, backend) if picked is None else ask_which_errand(turn, memory)
    return ask_again(turn, memory)


def is_another_errand(turn: Turn, memory: Memory) -> bool:
    """A booking is read back, and the message asks for another inspection elsewhere or on another day.

    "The rough instead" changes what is read back; "and the footing at Alder on the 9th" comes beside it.
    """
    asked, reading, wish = memory.question, turn.reading, memory.wish
    if asked is None or asked.kind is not Asked.CONFIRM or memory.task is not Task.SCHEDULE or not reading.types:
        return False
    if set(reading.types) & set(wish.inspections) or reading.rejected_types or prefers_something_else(reading.text):
        return False
    elsewhere = bool(reading.permits) and wish.permit not in reading.permits
    return elsewhere or (adds_something(reading.text) and bool(reading.dates.days))


async def beside_what_is_read_back(turn: Turn, backend: Backend) -> Reply:
    """What was read back becomes the first errand of a plan, and what is asked for now the next."""
    memory = turn.memory
    first = Errand(Task.SCHEDULE, memory.wish, memory.question.ruling if memory.question else None)
    same_day = Wish(day=memory.wish.day) if says_same_day(turn.reading.text) else Wish()
    wish = same_day if turn.reading.permits else replace(same_day, permit=memory.wish.permit)
    return await _arrange_beside_the_plan(turn, backend, Task.SCHEDULE, wish, (first,))


def back_in_the_plan(turn: Turn, reply: Reply) -> Reply:
    """One errand of a plan was changed and is read back: with the others, so that one yes is enough."""
    memory = reply.memory
    if not memory.plan or memory.task is None or not is_ready(reply):
        return reply
    says = without_question(turn, reply)
    plan = (*memory.plan, errand_of(reply))
    whole = replace(memory, task=None, wish=Wish(), plan=plan)
    return put(turn, question(turn, whole, Asked.PLAN), *says)


async def change_plan(turn: Turn, backend: Backend) -> Reply:
    """Words while a plan is read back: they change one errand of it, take one out, or add one."""
    memory, reading = turn.memory, turn.reading
    if not says_something(reading):
        return ask_which_errand(turn, memory)
    meant = [errand for errand in memory.plan if _is_meant(errand, turn)]
    if len(meant) == 1 and _takes_out(turn, meant[0]):
        return await _without(turn, backend, meant[0])
    if len(meant) == 1 and _only_points(turn):
        return await take_errand(turn, backend, memory.plan.index(meant[0]))
    if len(meant) == 1:
        return await change_errand(turn, backend, meant[0])
    if not meant and (reading.types or reading.unsure_types):
        alone = replace(turn, memory=replace(memory, task=None, question=None), errands=())
        return await _arrange_beside_the_plan(alone, backend, Task.SCHEDULE, Wish(), memory.plan)
    return ask_which_errand(turn, replace(memory, wish=_said_of_the_day(turn)))


def _is_meant(errand: Errand, turn: Turn) -> bool:
    reading, types = turn.reading, errand.wish.inspections
    unsure = [type_ for candidates in reading.unsure_types for type_ in candidates]
    if set(types) & {*reading.types, *reading.rejected_types, *unsure}:
        return True
    if reading.types or unsure:
        return False
    if reading.stages:
        return any(type_.endswith(tuple(f"_{stage}" for stage in reading.stages)) for type_ in types)
    return errand.wish.permit in (*reading.permits, *reading.near_permits)


def _only_points(turn: Turn) -> bool:
    """The question was which one, and the words name it without saying what should be different."""
    asked, reading = turn.memory.question, turn.reading
    says_when = reading.dates.days or reading.dates.half_day or reading.dates.any_day or reading.dates.period
    return asked is not None and asked.kind is Asked.ERRAND and not says_when


def _takes_out(turn: Turn, errand: Errand) -> bool:
    """ "Not the framing", "drop the framing", "cancel the framing" of one that is not booked yet."""
    reading = turn.reading
    if reading.dates.days or (reading.types and not set(reading.types) & set(errand.wish.inspections)):
        return False
    if errand.task is Task.CANCEL and keeps_it(reading.text):
        return True
    rejected = bool(set(reading.rejected_types) & set(errand.wish.inspections)) and not reading.types
    calls_off = turn.intent == "cancel_inspection" and errand.task is not Task.CANCEL
    return rejected or calls_off or drops_something(reading.text)


async def _without(turn: Turn, backend: Backend, errand: Errand) -> Reply:
    return await _only(turn, backend, tuple(each for each in turn.memory.plan if each is not errand))


async def _only(turn: Turn, backend: Backend, rest: tuple[Errand, ...]) -> Reply:
    """The plan of these alone, read back."""
    if len(rest) > 1:
        return put(turn, question(turn, replace(turn.memory, task=None, wish=Wish(), plan=rest), Asked.PLAN))
    memory = replace(turn.memory.ended(), later=(*rest, *turn.memory.later))
    return await go_on_with_the_next(turn, backend, Reply((), memory))


async def change_plan_in_parts(turn: Turn, backend: Backend) -> Reply:
    """Several corrections in one message: "the footing on Tuesday and the slab on Wednesday"."""
    plan, said = turn.memory.plan, list(turn.errands)
    replies = []
    for errand in plan:
        mine = [each for each in said if _is_meant(errand, replace(turn, reading=each.reading))]
        said = [each for each in said if each not in mine]
        memory = replace(turn.memory.ended(), task=errand.task, wish=errand.wish, later=())
        if mine:
            alone = replace(turn, memory=memory, reading=mine[-1].reading, errands=(), note=None)
            replies.append(await ARRANGE[errand.task](alone, backend))
        else:
            replies.append(Reply((), question(turn, memory, Asked.CONFIRM, ruling=errand.ruling)))
    for other in said:
        memory = replace(turn.memory.ended(), later=())
        fresh = replace(turn, memory=memory, reading=other.reading, errands=(), note=None)
        replies.append(await ARRANGE[Task(other.deed or Task.SCHEDULE)](fresh, backend))
    return together(turn, replies, turn.memory.ended().noting(turn.note, turn.note_permits))


async def change_errand(turn: Turn, backend: Backend, errand: Errand) -> Reply:
    """The errand with the message taken in, put before the rules again."""
    others = tuple(each for each in turn.memory.plan if each is not errand)
    return await _arrange_beside_the_plan(turn, backend, errand.task, errand.wish, others)


async def _arrange_beside_the_plan(
    turn: Turn, backend: Backend, task: Task, wish: Wish, others: tuple[Errand, ...]
) -> Reply:
    memory = replace(turn.memory, task=task, wish=wish, plan=others, question=None)
    reply = await ARRANGE[task](replace(turn, memory=memory, errands=()), backend)
    asked = reply.memory.question
    if not others or (asked is not None and asked.kind is not Asked.CHANGE):
        return reply
    rest = await _only(turn, backend, others)  # what cannot be had is named; the others are read back without it
    return rest.preceded_by(*without_question(turn, reply))


def ask_which_errand(turn: Turn, memory: Memory) -> Reply:
    """Which one should be different. A day that was said waits in the wish until that is known."""
    choices = [
        {
            "permit": errand.wish.permit,
            "inspections": list(errand.wish.inspections),
            "day": errand.wish.day.isoformat() if errand.wish.day else None,
        }
        for errand in memory.plan
    ]
    return put(turn, question(turn, memory, Asked.ERRAND, choices))


async def take_errand(turn: Turn, backend: Backend, index: int) -> Reply:
    """The errand that was picked: with the day that was said before, or else asked what should be different."""
    memory = turn.memory
    errand, said = memory.plan[index], memory.wish
    others = tuple(each for each in memory.plan if each is not errand)
    settled = said.day or said.open_days.among or said.open_days.is_span or said.open_days.soonest
    wish = errand.wish
    if settled or said.half_day:
        wish = replace(wish, day=said.day, open_days=said.open_days) if settled else wish
        wish = replace(wish, half_day=said.half_day or wish.half_day)
        spent = replace(turn, reading=nothing_more(turn.reading))
        return await _arrange_beside_the_plan(spent, backend, errand.task, wish, others)
    if errand.task is Task.CANCEL:
        return await _without(turn, backend, errand)
    alone = replace(memory, task=errand.task, wish=wish, plan=others)
    return put(turn, question(turn, alone, Asked.CHANGE))


def _said_of_the_day(turn: Turn) -> Wish:
    only_days = replace(
        turn.reading, permits=(), near_permits=(), types=(), unsure_types=(), rejected_types=(), stages=(), trades=()
    )
    return merged(Wish(), only_days, turn.city)
