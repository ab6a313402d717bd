"""What the city said first as an open question: what a message says to it, and what it leaves to the usual skills."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from actions.conversation.memory import APART, Asked, Errand, Memory, Question, Task
from actions.conversation.turn import Turn
from actions.conversation.wishes import says_something
from actions.records import NoticeChoice, SentNotice
from actions.understanding.agreement import deeds_in, takes_any
from actions.understanding.readiness import is_not_ready, is_ready, leading_number
from actions.understanding.reading import Reading

_FORGOTTEN_AFTER = timedelta(days=7)
"""Nobody answers a text of last week with a bare number: what a "1" means then has to be asked."""
_TASKS = {"move": Task.MOVE, "cancel": Task.CANCEL, "schedule": Task.SCHEDULE}


def told(memory: Memory, notice: SentNotice | None, now: datetime) -> Memory:
    """The memory with the notice as its open question. What was being arranged waits for the answer's end."""
    open_ = memory.notice
    if notice is None:
        is_old = open_ is not None and now - open_.asked_at > _FORGOTTEN_AFTER
        return replace(memory, question=None) if is_old else memory
    if memory.question and memory.question.kind is Asked.CODE:
        return memory  # six digits are on their way, and are no number of the notice
    choices = tuple(choice.model_dump(mode="json") for choice in notice.choices)
    later = (*_under_way(memory), *memory.later)
    return replace(memory.ended(), later=later, question=Question(Asked.NOTICE, notice.at, choices))


def _under_way(memory: Memory) -> Iterable[Errand]:
    """What was read back or asked about: what was read back is put before the rules again when its turn comes."""
    asked = memory.question
    if memory.task is not None:
        waits = asked if asked and asked.kind not in {Asked.CONFIRM, *APART} else None
        yield Errand(memory.task, memory.wish, asked.ruling if asked else None, waits)
    yield from memory.plan


def choices_of(asked: Question) -> tuple[NoticeChoice, ...]:
    return tuple(NoticeChoice.model_validate(choice) for choice in asked.choices)


def permits_of_notice(memory: Memory) -> tuple[str, ...]:
    """The permits that an open notice speaks of, for what is said without naming one."""
    choices = choices_of(memory.notice) if memory.notice else ()
    return tuple(dict.fromkeys(choice.permit for choice in choices if choice.permit))


def picked_in_notice(turn: Turn, asked: Question) -> int | None:
    """The index of the choice that a message takes: by its number, or by words that mean the first one."""
    choices = choices_of(asked)
    number = _number(turn, choices)
    if number is not None:
        return len(choices) - 1 if number == -1 else number - 1
    if turn.is_question or _wants_something_else(turn, choices):
        return None
    keeps = choices[0].do == "keep"
    if keeps and is_ready(turn.reading.text):
        return 0
    return 0 if turn.reading.assent is True and (keeps or len(choices) == 1) else None


def _number(turn: Turn, choices: tuple[NoticeChoice, ...]) -> int | None:
    """ "2", "the second one", "2 move it"; not "2 drop it" where 2 is to move."""
    reading = turn.reading
    if reading.choice is not None:
        chosen = choices[reading.choice - 1] if 0 < reading.choice <= len(choices) else None
        said = {each.day for each in reading.dates.days}
        return reading.choice if chosen is None or not said or chosen.day in said else None
    number = leading_number(reading.text)
    if number is None or not 1 <= number <= len(choices) or says_something(reading):
        return None
    do, deeds = choices[number - 1].do, deeds_in(reading.text)
    if do == "keep":
        return number if not deeds and is_ready(reading.text) else None
    return number if deeds == {_TASKS[do]} else None


def says_no_to_notice(turn: Turn, asked: Question) -> bool:
    """ "No", "not ready yet": whatever was asked, it is not so; nothing is said of what should be instead."""
    reading = turn.reading
    if turn.is_question or _wants_something_else(turn, choices_of(asked)):
        return False
    return is_not_ready(reading.text) or reading.assent is False or turn.intent == "deny"


def answers_notice(turn: Turn) -> bool:
    asked = turn.memory.notice
    if asked is None or turn.errands:
        return False
    if picked_in_notice(turn, asked) is not None or says_no_to_notice(turn, asked):
        return True
    alone = not _wants_something_else(turn, choices_of(asked))
    return alone and (turn.reading.assent is True or takes_any(turn.reading.text))


def _wants_something_else(turn: Turn, choices: tuple[NoticeChoice, ...]) -> bool:
    """Whether the words name another day, another visit, or something to do: for the usual skills."""
    reading = turn.reading
    if deeds_in(reading.text) - _named_by_readiness(reading) or reading.dates.shift:
        return True
    dates = reading.dates
    other_day = bool(dates.any_day or dates.half_day or dates.rejected or dates.impossible or dates.period)
    days = {each.day for each in dates.days} - {choice.day for choice in choices}
    return other_day or bool(days) or names_another_visit(reading, choices)


def _named_by_readiness(reading: Reading) -> set[str]:
    """ "Don't cancel it", "déjela como está": a verb that only says that it stays."""
    return {"cancel"} if is_ready(reading.text) else set()


def names_another_visit(reading: Reading, choices: tuple[NoticeChoice, ...]) -> bool:
    types = {type_ for choice in choices for type_ in choice.inspections}
    permits = {choice.permit for choice in choices if choice.permit}
    named = {*reading.permits, *reading.near_permits}
    if (named and not named & permits) or reading.all_of:
        return True
    if not types:
        return reading.names_inspections
    if set(reading.types) - types:
        return True
    half_said = [{*candidates} for candidates in reading.unsure_types]
    half_said += [{each for each in types if each.endswith(f"_{stage}")} for stage in reading.stages]
    return any(not candidates & types for candidates in half_said)


def wished_of_notice(turn: Turn, task: Task) -> tuple[Task, NoticeChoice] | None:
    """What words that are about the notice's visit arrange, and the choice that says for which: "mejor el viernes"."""
    asked, reading = turn.memory.notice, turn.reading
    if asked is None or turn.errands:
        return None
    choices = choices_of(asked)
    if names_another_visit(reading, choices):
        return None
    tasks = {_TASKS[choice.do] for choice in choices if choice.do in _TASKS}
    if task is Task.SCHEDULE and Task.MOVE in tasks:
        task = Task.MOVE if says_something(reading) else task
    elif task is Task.MOVE and Task.MOVE not in tasks:  # what was called off or failed can only be booked anew
        task = Task.SCHEDULE
    of_task = [choice for choice in choices if _TASKS.get(choice.do) is task]
    if task is not Task.SCHEDULE or not of_task:
        return (task, of_task[0]) if of_task else None
    return task, _named(turn, of_task) or of_task[0].model_copy(update={"day": None, "half_day": None})


def _named(turn: Turn, choices: list[NoticeChoice]) -> NoticeChoice | None:
    """The offered day that the words name: of the Tuesdays that "Tuesday" may mean, the one that was offered."""
    dates = turn.reading.dates
    said = {each.day for each in dates.days}
    named = [choice for choice in choices if choice.day in said]
    with_half_day = dates.half_day or any(each.half_day for each in dates.days)
    return named[0] if len(named) == 1 and not with_half_day else None
