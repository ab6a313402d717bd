"""Which booked visits are meant, for cancelling and moving."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actions.conversation.memory import Asked, Memory, Task, Wish
from actions.conversation.refusals import refusal_say
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.records import InspectionView, PermitView, Refusal
from actions.skills.arranging import offer_link, put, question, refuse_stranger
from actions.understanding.reading import Reading

type Visits = tuple[tuple[PermitView, InspectionView], ...]


def meant_visits(turn: Turn, memory: Memory) -> Visits:
    """The booked visits that fit everything said: permit, inspections, the day they are booked for."""
    reading, wish = turn.reading, memory.wish
    visits = turn.booked()
    if wish.permit:
        visits = tuple(pair for pair in visits if pair[0].number == wish.permit)
    elif reading.near_permits:
        visits = tuple(pair for pair in visits if pair[0].number in reading.near_permits)
    visits = tuple(pair for pair in visits if _is_meant(pair[1].type, reading, wish))
    return _on_said_days(visits, {each.day for each in reading.dates.days}) or visits


def _is_meant(type_: str, reading: Reading, wish: Wish) -> bool:
    """The message itself counts more than what was said before: "no wait, the rough"."""
    unsure = [candidate for candidates in reading.unsure_types for candidate in candidates]
    if reading.types:
        return type_ in wish.inspections
    if unsure:
        return type_ in unsure
    if reading.stages:
        return type_.endswith(tuple(f"_{stage}" for stage in reading.stages))
    return not wish.inspections or type_ in wish.inspections


def narrowed(turn: Turn, memory: Memory, visits: Visits) -> Visits:
    """ "It" is what was arranged last; "all" is all of one permit."""
    last = turn.memory.last_change
    if len(visits) > 1 and last and last.kind is not Task.CANCEL and not memory.wish.inspections:
        fresh = tuple(pair for pair in visits if pair[0].number == last.permit and pair[1].type in last.inspections)
        if fresh and not turn.reading.all_of:
            return fresh
    return visits


def are_one_request(turn: Turn, memory: Memory, visits: Visits) -> bool:
    """Several visits can be arranged together when they are on one permit and all of them were meant."""
    if len(visits) == 1:
        return True
    last = turn.memory.last_change
    named = {visit.type for _, visit in visits} <= set(memory.wish.inspections)
    just_arranged = last is not None and {visit.type for _, visit in visits} == set(last.inspections)
    return len({permit.number for permit, _ in visits}) == 1 and (
        named or just_arranged or turn.reading.all_of is not None
    )


def with_visits(memory: Memory, visits: Visits) -> Memory:
    was = tuple((visit.type, visit.date) for _, visit in visits if visit.date)
    types = tuple(visit.type for _, visit in visits)
    return memory.wishing(permit=visits[0][0].number, inspections=types, was=was)


def has_changed_meanwhile(turn: Turn, wish: Wish) -> bool:
    """Whether a visit that was read back has been moved or called off by somebody else since."""
    permit = turn.account.find(wish.permit or "")
    now = {each.type: each.date for each in permit.booked} if permit else {}
    return any(now.get(type_) != day for type_, day in wish.was)


def ask_which_visit(turn: Turn, memory: Memory, visits: Visits) -> Reply:
    choices = [
        {
            "permit": permit.number,
            "inspections": [visit.type],
            "day": visit.date.isoformat() if visit.date else None,
        }
        for permit, visit in visits[:9]
    ]
    return put(turn, question(turn, memory, Asked.VISIT, choices))


def nothing_booked(turn: Turn, memory: Memory) -> Reply:
    """No visit fits: say what is booked, if anything is."""
    if memory.wish.permit and turn.account.find(memory.wish.permit) is None:
        foreign = Refusal(code="not_your_permit", facts={"number": memory.wish.permit})
        return offer_link(turn, memory, refusal_say(turn, foreign))
    if turn.is_stranger:
        return refuse_stranger(turn, memory)
    booked: Sequence[tuple[PermitView, InspectionView]] = turn.booked()
    if not booked:
        return Reply((Say("utter_nothing_booked"),), memory.ended())
    reply = ask_which_visit(
        turn, replace(memory, wish=replace(memory.wish, permit=None, inspections=())), tuple(booked)
    )
    return reply.preceded_by(Say("utter_no_such_visit"))


def _on_said_days(visits: Visits, days: set[date]) -> Visits:
    return tuple(pair for pair in visits if pair[1].date in days)
