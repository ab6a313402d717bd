"""Answers to what the city said first: a visit stays, moves or is dropped, or one is booked. Only its offers write."""

from dataclasses import replace

from actions.backend_client import Backend
from actions.conversation.asking import day_choice, say_types
from actions.conversation.memory import Asked, Question, Task, Wish
from actions.conversation.notices import choices_of, picked_in_notice, says_no_to_notice
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.conversation.wishes import nothing_more
from actions.records import NoticeChoice
from actions.skills.arranging import begin, put, question
from actions.skills.carry_out import carry_out
from actions.skills.permits import booked
from actions.skills.picking import has_lapsed
from actions.skills.several import ARRANGE
from actions.skills.visits import Visits, ask_which_visit
from actions.understanding.agreement import takes_any
from runtime.wording import say_day

_STANDS = ("keep", "move", "cancel")


async def answer_notice(turn: Turn, backend: Backend, asked: Question) -> Reply:
    choices, picked = choices_of(asked), picked_in_notice(turn, asked)
    if picked is None:
        return await _answer_in_words(turn, backend, asked, choices)
    if turn.is_question:
        return _put(turn, choices)
    if not 0 <= picked < len(choices):
        most = (Say("utter_no_such_choice", {"most": str(len(choices))}),) if len(choices) > 1 else ()
        return _put(turn, choices, *most)
    choice = choices[picked]
    if choice.do == "keep":
        return await _keep(turn, backend, choice)
    spent = replace(turn, reading=nothing_more(turn.reading))
    if choice.do != "schedule":
        return await arrange_from_notice(spent, backend, Task(choice.do), choice)
    if _is_offered(turn, asked, choice):
        wish = Wish(choice.permit, choice.inspections, choice.day, choice.half_day)
        offered = replace(turn.memory.ended(), task=Task.SCHEDULE, wish=wish)
        return await carry_out(turn, backend, offered, asked)
    return await arrange_from_notice(spent, backend, Task.SCHEDULE, choice)


def _is_offered(turn: Turn, asked: Question, choice: NoticeChoice) -> bool:
    """Whether the number writes (ADR 6): the notice named the day, is fresh, and stands right before the number."""
    is_named = bool(choice.permit and choice.inspections and choice.day)
    return is_named and turn.reading.choice is not None and not (has_lapsed(turn, asked) or asked.follows)


async def _answer_in_words(turn: Turn, backend: Backend, asked: Question, choices: tuple[NoticeChoice, ...]) -> Reply:
    if says_no_to_notice(turn, asked):
        if choices[0].do == "keep":
            return Reply((Say("utter_notice_not_ready"),), turn.memory)
        return Reply((Say("utter_stopped_schedule"),), turn.memory.ended())
    if takes_any(turn.reading.text) and choices[0].do == "schedule":  # read back first: it names no day
        spent = replace(turn, reading=nothing_more(turn.reading))
        return await arrange_from_notice(spent, backend, Task.SCHEDULE, choices[0])
    which = (Say("utter_which_number"),) if turn.reading.assent is True and not turn.is_question else ()
    return _put(turn, choices, *which)


async def _keep(turn: Turn, backend: Backend, choice: NoticeChoice) -> Reply:
    """It stays, if the records say that it is so."""
    if choice.day and choice.day < turn.today:
        values = {"day": say_day(choice.day, turn.language, turn.today)}
        return Reply((Say("utter_notice_day_over", values),), turn.memory.ended())
    visits = _visits_of(turn, choice, strictly=True)
    if not visits or set(choice.inspections) - {visit.type for _, visit in visits}:
        return await _as_it_is(turn, backend)
    permits = dict.fromkeys(permit.number for permit, _ in visits)
    says = [_stands(turn, tuple(pair for pair in visits if pair[0].number == number)) for number in permits]
    return Reply(tuple(says), turn.memory.ended())


def _stands(turn: Turn, visits: Visits) -> Say:
    permit, first = visits[0]
    what = say_types(turn, [visit.type for _, visit in visits])
    day = say_day(first.date, turn.language, turn.today) if first.date else ""
    return Say("utter_notice_kept", {"what": what, "address": permit.address, "day": day})


async def _as_it_is(turn: Turn, backend: Backend) -> Reply:
    """What was said is not so any more: somebody moved it or called it off since."""
    spent = replace(turn, reading=nothing_more(turn.reading), memory=turn.memory.ended())
    return (await booked(spent, backend)).preceded_by(Say("utter_notice_not_so_now"))


async def arrange_from_notice(turn: Turn, backend: Backend, task: Task, choice: NoticeChoice) -> Reply:
    """What the notice was about is moved, cancelled or booked; the message's own words say to when."""
    if task is Task.SCHEDULE:
        wish = Wish(choice.permit, choice.inspections, choice.day, choice.half_day)
        spent = replace(turn, reading=nothing_more(turn.reading)) if choice.day else turn
        return await ARRANGE[task](_with(spent, task, wish), backend)
    visits = _visits_of(turn, choice, strictly=False)
    if not visits:
        return await _as_it_is(turn, backend)
    places = {permit.number for permit, _ in visits}
    if len(visits) > 1 and (len(places) > 1 or not choice.inspections):
        return ask_which_visit(turn, begin(_with(turn, task, Wish()), task), visits)
    wish = Wish(visits[0][0].number, tuple(visit.type for _, visit in visits))
    reply = await ARRANGE[task](_with(turn, task, wish), backend)
    return reply.preceded_by(*_on_other_days(turn, choice, visits))


def _with(turn: Turn, task: Task, wish: Wish) -> Turn:
    return replace(turn, memory=replace(turn.memory.ended(), task=task, wish=wish))


def _visits_of(turn: Turn, choice: NoticeChoice, *, strictly: bool) -> Visits:
    """The booked visits that a choice is about, on its day; not strictly: also where they have gone to another day."""
    visits = tuple(
        (permit, visit)
        for permit, visit in turn.booked()
        if choice.permit in (None, permit.number) and (not choice.inspections or visit.type in choice.inspections)
    )
    on_the_day = tuple(pair for pair in visits if choice.day in (None, pair[1].date))
    return on_the_day if strictly or on_the_day or not choice.inspections else visits


def _on_other_days(turn: Turn, choice: NoticeChoice, visits: Visits) -> list[Say]:
    """The office has moved them since the notice: the person hears where they are now."""
    return [
        Say(
            "utter_booked_then",
            {
                "what": turn.city.name_of(visit.type, turn.language),
                "day": say_day(visit.date, turn.language, turn.today),
            },
        )
        for _, visit in visits
        if choice.day and visit.date and visit.date != choice.day
    ]


def _offer(turn: Turn, choices: tuple[NoticeChoice, ...]) -> Reply:
    """The days of the notice, as any days are offered."""
    wish = Wish(choices[0].permit, choices[0].inspections, half_day=choices[0].half_day)
    offered = replace(turn.memory.ended(), task=Task.SCHEDULE, wish=wish)
    days = [day_choice(choice.day, choice.half_day) for choice in choices if choice.day]
    return put(turn, question(turn, offered, Asked.OPENING, days))


def _put(turn: Turn, choices: tuple[NoticeChoice, ...], *before: Say) -> Reply:
    """What its numbers mean, once more."""
    first = choices[0]
    permit = turn.account.find(first.permit or "")
    values = {
        "what": say_types(turn, first.inspections),
        "address": permit.address if permit else "",
        "day": say_day(first.day, turn.language, turn.today) if first.day else "",
    }
    again: tuple[Say, ...] = ()
    if tuple(choice.do for choice in choices) == _STANDS:
        one = permit and first.inspections and first.day
        again = (Say("utter_ask_notice_visit", values) if one else Say("utter_ask_notice_visits"),)
    elif first.do == "schedule" and first.permit and all(choice.day for choice in choices):
        return _offer(turn, choices).preceded_by(*before)
    elif permit:
        again = (Say("utter_ask_notice_booking", values),)
    return Reply((*before, *again), turn.memory)
