"""The open question in words: the same sentences whether it is asked for the first time or again after a digression."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from actions.conversation.memory import Asked, Memory, OpenDays, Question, Task
from actions.conversation.reply import Say
from actions.conversation.turn import Turn
from actions.records import HalfDay
from runtime.wording import say_day, say_list


def ask(turn: Turn, memory: Memory) -> tuple[Say, ...]:
    """The sentences that put the memory's open question. Nothing where no question is open."""
    question = memory.question
    if question is None or not memory.is_arranging:
        return ()
    match question.kind:
        case Asked.PLAN:
            note = next((line for errand in memory.plan for line in note_line(memory, errand.wish.permit)), None)
            return (*_plan_lines(turn, memory), *((note,) if note else ()), Say("utter_ask_plan"))
        case Asked.CONFIRM:
            goes_along = () if memory.task is Task.CANCEL else note_line(memory, memory.wish.permit)
            return (read_back(turn, memory), *wish_note(memory), *goes_along, Say(f"utter_ask_{memory.task}"))
        case Asked.OPENING:
            return _offer(turn, memory, question)
        case Asked.MISSING:
            return _ask_missing(turn, memory, question)
        case Asked.CHANGE:
            return (Say(f"utter_ask_change_{memory.task}"),)
        case Asked.OFFER_LINK | Asked.PERMIT_TO_LINK | Asked.CODE | Asked.UNLINK | Asked.FORGET:
            return (Say(f"utter_ask_{question.kind}", _of_one(turn, question)),)
        case Asked.CONTACT:
            return (Say("utter_ask_contact", _of_one(turn, question), choice_lines(turn, question)),)
        case _:
            return (Say(f"utter_ask_{question.kind}", _subject(turn, memory), choice_lines(turn, question)),)


def read_back(turn: Turn, memory: Memory) -> Say:
    """What is about to be written: inspections, address, permit, weekday and date."""
    values = subject(turn, memory)
    if memory.wish.day:
        values["day"] = say_day(memory.wish.day, turn.language, turn.today)
    if memory.task is Task.CANCEL:
        values["day"] = say_list(_booked_days(turn, memory), turn.language)
    if memory.task is Task.MOVE:
        values["was"] = say_list(_booked_days(turn, memory), turn.language)
    return Say(f"utter_read_back_{memory.task}", values)


def note_line(memory: Memory, permit: str | None) -> tuple[Say, ...]:
    """That a note goes along; what it says is not repeated, since others may read the phone."""
    return (Say("utter_note_with_it"),) if memory.note_to(permit) else ()


def _plan_lines(turn: Turn, memory: Memory) -> tuple[Say, ...]:
    """One line for each errand; what is true of half-days is said once."""
    lines: list[Say] = []
    notes: list[Say] = []
    for errand in memory.plan:
        alone = replace(memory, task=errand.task, wish=errand.wish)
        lines.append(Say(f"utter_plan_{errand.task}", read_back(turn, alone).values))
        notes += [note for note in wish_note(alone) if note not in notes]
    return (*lines, *notes)


def wish_note(memory: Memory) -> tuple[Say, ...]:
    """Half-days are wishes; whoever asks for one is told so each time."""
    if memory.task is Task.CANCEL:
        return ()
    return half_day_note(memory.wish.half_day)


def half_day_note(half_day: object) -> tuple[Say, ...]:
    return (Say(f"utter_wish_{half_day}"),) if half_day else ()


def subject(turn: Turn, memory: Memory) -> dict[str, str]:
    """What, where and which permit, as a sentence takes them."""
    number = memory.wish.permit or ""
    permit = turn.account.find(number)
    return {
        "what": say_types(turn, memory.wish.inspections),
        "permit": number,
        "address": permit.address if permit else number,
    }


def say_types(turn: Turn, types: Iterable[str]) -> str:
    return say_list([turn.city.name_of(each, turn.language) for each in types], turn.language)


def nothing_free_in(turn: Turn, span: OpenDays) -> Say:
    """No day of the span is free, whichever of its ends were said."""
    ends = {"first": span.earliest, "last": span.latest}
    values = {name: say_day(day, turn.language, turn.today) for name, day in ends.items() if day}
    which = "between" if len(values) == len(ends) else "after" if span.earliest else "before"
    return Say(f"utter_no_day_in_{which}", values)


def choice_lines(turn: Turn, question: Question) -> tuple[str, ...]:
    return tuple(_choice_line(turn, choice) for choice in question.choices)


def day_choice(day: date, half_day: HalfDay | None) -> dict[str, str | None]:
    return {"day": day.isoformat(), "half_day": half_day}


def _choice_line(turn: Turn, choice: dict[str, object]) -> str:
    permit = turn.account.find(str(choice["permit"])) if "permit" in choice else None
    parts = []
    if inspections := choice.get("inspections"):
        parts.append(say_types(turn, _texts(inspections)))
    if permit:
        parts.append(f"{permit.address} ({permit.number})")
    if masked := choice.get("masked"):
        parts.append(str(masked))
    if day := choice.get("day"):
        parts.append(say_day(date.fromisoformat(str(day)), turn.language, turn.today))
    return ", ".join(parts)


def _offer(turn: Turn, memory: Memory, question: Question) -> tuple[Say, ...]:
    offer = Say(f"utter_offer_{memory.task}", subject(turn, memory), choice_lines(turn, question))
    return (*half_day_note(question.choices[0].get("half_day")), offer)


def _ask_missing(turn: Turn, memory: Memory, question: Question) -> tuple[Say, ...]:
    """One question for all that is missing; the permits stand below with numbers."""
    missing = "permit" if memory.wish.inspections else "permit_and_inspection"
    return (Say(f"utter_ask_{missing}", _subject(turn, memory), choice_lines(turn, question)),)


def _subject(turn: Turn, memory: Memory) -> dict[str, str]:
    return {"what": "", "permit": "", "address": ""} | subject(turn, memory)


def _of_one(turn: Turn, question: Question) -> dict[str, str]:
    """What a question about one permit or one contact needs: of several contacts the one that the code went to."""
    if not question.choices:
        return {}
    choice = next((each for each in question.choices if each.get("sent")), question.choices[0])
    number = str(choice.get("permit", ""))
    permit = turn.account.find(number)
    return {
        "permit": number,
        "address": permit.address if permit else number,
        "masked": str(choice.get("masked", "")),
    }


def _booked_days(turn: Turn, memory: Memory) -> list[str]:
    permit = turn.account.find(memory.wish.permit or "")
    found = (permit.find(each) for each in memory.wish.inspections) if permit else ()
    days = dict.fromkeys(visit.date for visit in found if visit and visit.date)
    return [say_day(day, turn.language, turn.today) for day in days]


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []
