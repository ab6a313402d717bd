"""Answers to the open question: a number, a yes, a no, or a value that was asked for or that corrects a read-back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from actions.backend_client import Backend
from actions.conversation.asking import day_choice
from actions.conversation.memory import LINKING, Asked, Memory, Question, Task
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import half_day_of, nothing_more, says_something
from actions.skills.arranging import put, question
from actions.skills.calendar import answer_calendar
from actions.skills.carry_out import carry_out
from actions.skills.linking import answer_link
from actions.skills.move import move
from actions.skills.note import answer_note
from actions.skills.notice import answer_notice
from actions.skills.picking import ask_again, has_lapsed, picked_in
from actions.skills.plan import answer_plan, beside_what_is_read_back, is_another_errand
from actions.skills.several import ARRANGE
from actions.skills.unlinking import answer_forget, answer_unlink, answer_which
from actions.skills.visits import has_changed_meanwhile
from actions.understanding.agreement import agrees_to, asks_why, declines, deeds_in, refuses, takes_all, takes_any

_APART: Mapping[Asked, Callable[[Turn, Backend, Question], Awaitable[Reply]]] = {
    **dict.fromkeys(LINKING, answer_link),
    Asked.NOTE: answer_note,
    Asked.UNLINK: answer_unlink,
    Asked.PERMIT_TO_UNLINK: answer_which,
    Asked.FORGET: answer_forget,
    Asked.CALENDAR: answer_calendar,
}
"""Who answers the questions that stand apart from what is being arranged."""


async def answer(turn: Turn, backend: Backend) -> Reply:
    memory = turn.memory
    if memory.question and (apart := _APART.get(memory.question.kind)):
        return await apart(turn, backend, memory.question)
    if memory.question and memory.plan and memory.task is None:
        return await answer_plan(turn, backend, memory.question)
    if memory.notice:
        return await answer_notice(turn, backend, memory.notice)
    if memory.question is None or memory.task is None:
        return _nothing_was_asked(turn)
    if asks_why(turn.reading.text):
        return await _say_why(turn, backend, memory.question)
    if several := _several_inspections(turn, memory.question):
        return await _go_on(turn, backend, memory.wishing(inspections=several))
    if taken := _taken_in_words(turn, memory, memory.question):
        return await _go_on(turn, backend, taken)
    if is_another_errand(turn, memory):
        return await beside_what_is_read_back(turn, backend)
    picked = picked_in(turn, memory.question)
    if picked is not None:
        return await _pick(turn, backend, memory, picked)
    if turn.reading.assent is True and deeds_in(turn.reading.text) - {memory.task}:
        return ask_again(turn, memory)
    if memory.task is Task.CANCEL and turn.reading.assent is False and _names_a_free_day(turn):
        return await move(replace(turn, memory=replace(memory, task=Task.MOVE, question=None)), backend)
    if turn.reading.assent is True or _repeats_the_question(turn, memory):
        return put(turn, memory) if turn.is_question else await _agree(turn, backend, memory)
    if says_something(turn.reading):
        return await ARRANGE[memory.task](turn, backend)
    if (turn.reading.assent is False or turn.intent == "deny") and not turn.is_question:
        return _disagree(turn, memory)
    return ask_again(turn, memory)


async def _say_why(turn: Turn, backend: Backend, asked: Question) -> Reply:
    """The rules are asked again about what they refused; where nothing was refused, the question stands."""
    if asked.kind is not Asked.CHANGE or not asked.choices:
        return put(turn, turn.memory)
    return await _go_on(turn, backend, _chosen(turn.memory, asked.choices[0]))


def _nothing_was_asked(turn: Turn) -> Reply:
    """A yes after the work is done changes nothing; a no hears how to take it back."""
    last = turn.memory.last_change
    if last is None:
        return Reply((Say("utter_nothing_asked"),), turn.memory)
    refused = turn.reading.assent is False or turn.intent == "deny"
    if refused:
        return Reply((Say(f"utter_want_it_back_{last.kind.value}"),), turn.memory)
    return Reply((Say("utter_already_done" if last.is_fresh else "utter_nothing_asked"),), turn.memory)


def _several_inspections(turn: Turn, asked: Question) -> tuple[str, ...]:
    """ "1 and 3" of a list of inspections."""
    numbers = [len(asked.choices) if number == -1 else number for number in turn.reading.choices]
    if asked.kind is not Asked.INSPECTION or len(numbers) < 2 or max(numbers) > len(asked.choices):
        return ()
    return tuple(dict.fromkeys(type_ for number in numbers for type_ in asked.choices[number - 1]["inspections"]))


def _names_a_free_day(turn: Turn) -> bool:
    """Whether the day that is said is none on which something is booked: then it is where the visit should go."""
    booked = {visit.date for _, visit in turn.booked()}
    return bool(turn.reading.dates.days) and not any(each.day in booked for each in turn.reading.dates.days)


def _taken_in_words(turn: Turn, memory: Memory, asked: Question) -> Memory | None:
    """ "Both" of some inspections or visits, "whatever is first" of some days: read back before anything is written."""
    text, choices = turn.reading.text, asked.choices
    says_no = turn.reading.assent is False or turn.intent == "deny" or refuses(text)
    if turn.reading.choice is not None or turn.is_question or says_no or not choices:
        return None
    if asked.kind in (Asked.INSPECTION, Asked.VISIT) and takes_all(text):
        places = {choice.get("permit") for choice in choices}
        types = tuple(dict.fromkeys(type_ for choice in choices for type_ in choice["inspections"]))
        return _chosen(memory, {**choices[0], "inspections": types}) if len(places) == 1 else None
    if asked.kind in (Asked.OPENING, Asked.DAY) and takes_any(text) and not says_something(turn.reading):
        return _chosen(memory, choices[0])
    return None


async def _pick(turn: Turn, backend: Backend, memory: Memory, index: int) -> Reply:
    asked = memory.question
    if asked is None or memory.task is None:
        return _nothing_was_asked(turn)
    if asked.kind is Asked.CONFIRM:
        return await _pick_yes_or_no(turn, backend, memory, index)
    if not asked.choices or asked.kind is Asked.CHANGE:
        return ask_again(turn, memory)
    if not 0 <= index < len(asked.choices):
        return put(turn, memory, Say("utter_no_such_choice", {"most": str(len(asked.choices))}))
    choice = asked.choices[index]
    if asked.kind is Asked.OPENING and (other := _other_day(turn, choice)):
        return put(turn, question(turn, memory, Asked.DAY, [other, choice]))
    if asked.kind is Asked.OPENING and not (turn.is_question or has_lapsed(turn, asked) or memory.plan):
        wished = replace(memory, wish=memory.wish.on(_day(choice), half_day_of(choice.get("half_day"))))
        if has_changed_meanwhile(turn, wished.wish):
            return await _present_changed(turn, backend, wished)
        return await carry_out(turn, backend, wished, asked)
    return await _go_on(turn, backend, _chosen(memory, choice))


async def _go_on(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """With the choice taken in. The answer itself is spent."""
    chosen = replace(turn, memory=replace(memory, question=None), reading=nothing_more(turn.reading))
    return await ARRANGE[memory.task or Task.SCHEDULE](chosen, backend)


async def _pick_yes_or_no(turn: Turn, backend: Backend, memory: Memory, index: int) -> Reply:
    if index > 1:
        return put(turn, memory, Say("utter_no_such_choice", {"most": "2"}))
    if turn.is_question:
        return put(turn, memory)
    return await _confirm(turn, backend, memory) if index == 0 else _disagree(turn, memory)


def _other_day(turn: Turn, choice: dict[str, Any]) -> dict[str, Any] | None:
    """ "The 3rd" is the third of the list or of the month: where these differ, the day of the month."""
    said = [each for each in turn.reading.dates.days if each.day != _day(choice)]
    return day_choice(said[0].day, half_day_of(choice.get("half_day"))) if said else None


def _repeats_the_question(turn: Turn, memory: Memory) -> bool:
    asked = memory.question
    if asked is None or asked.kind is not Asked.CONFIRM or memory.task is None or says_something(turn.reading):
        return False
    return agrees_to(memory.task, turn.reading.text)


async def _confirm(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    asked = memory.question
    if asked and memory.task and has_lapsed(turn, asked):
        reply = await ARRANGE[memory.task](turn, backend)
        return reply.preceded_by(Say("utter_read_back_again"))
    if memory.task and has_changed_meanwhile(turn, memory.wish):
        return await _present_changed(turn, backend, memory)
    return await carry_out(turn, backend, memory, asked)


async def _present_changed(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    """The visit is not what was read back any more: as it is now, before anything is written."""
    spent = replace(turn, reading=nothing_more(turn.reading), memory=replace(memory, question=None))
    reply = await ARRANGE[memory.task or Task.SCHEDULE](spent, backend)
    return reply.preceded_by(Say("utter_changed_meanwhile"))


async def _agree(turn: Turn, backend: Backend, memory: Memory) -> Reply:
    asked = memory.question
    if asked and asked.kind is Asked.CONFIRM:
        return await _confirm(turn, backend, memory)
    if asked and asked.kind is Asked.CHANGE:
        return put(turn, memory)
    if asked and len(asked.choices) == 1:  # read back first: a bare yes to an offer names no day
        return await _go_on(turn, backend, _chosen(memory, asked.choices[0]))
    if asked and asked.choices:
        return put(turn, memory, Say("utter_which_number"))
    return ask_again(turn, memory)


def _disagree(turn: Turn, memory: Memory) -> Reply:
    """A bare no: nothing is written. What was wrong is asked, except where keeping things as they are is an answer."""
    asked = memory.question
    if memory.task is Task.CANCEL and asked and asked.kind is Asked.CONFIRM:
        return Reply((Say("utter_kept"),), memory.ended())
    if (asked and asked.kind is Asked.CHANGE) or declines(turn.reading.text):
        response = "utter_stopped_rest" if asked and asked.follows else f"utter_stopped_{memory.task}"
        return Reply((Say(response),), replace(memory.ended(), note=None, note_for=()))
    return put(turn, question(turn, memory, Asked.CHANGE))


def _chosen(memory: Memory, choice: dict[str, Any]) -> Memory:
    """The memory with a choice's values taken in."""
    wish = memory.wish
    if "permit" in choice:
        wish = replace(wish, permit=str(choice["permit"]))
    if "inspections" in choice:
        wish = replace(wish, inspections=tuple(choice["inspections"]))
    if "half_day" in choice:
        wish = wish.on(_day(choice), half_day_of(choice["half_day"]))
    return replace(memory, wish=wish)


def _day(choice: dict[str, Any]) -> date:
    return date.fromisoformat(str(choice["day"]))
