"""Booking: the one function that decides, and the openings that the same function accepts."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from backend.domain.model import (
    Answer,
    Asker,
    Booking,
    HalfDay,
    Item,
    Load,
    Opening,
    Permission,
    Permit,
    Refusal,
    RefusalCode,
    Request,
    Ruling,
    Visit,
)
from backend.domain.policy import Policy
from backend.domain.standing import against_inspection, against_permit, unknown_permit
from backend.domain.visiting_days import ABOUT_A_DAY, MOST_OPENINGS, against_day, nearest_openings


def decide(
    visit: Visit,
    permit: Permit | None,
    asker: Asker,
    load: Load,
    policy: Policy,
    now: datetime,
    *,
    number: str = "",
) -> Booking | Refusal:
    """Whether this visit may be booked, checked from the most fundamental reason to the least.

    `now` is the time as of which the rules apply (see `policy.decided_at`), `load` the places taken as of now.
    `number` is what was asked for, named in the refusal where no permit was found.
    """
    if permit is None:
        return unknown_permit(number)
    answer = _answer(visit, permit, asker, load, policy, now)
    if not isinstance(answer, Refusal) or not is_about_a_day(answer):
        return answer
    near_it = openings((visit.type,), permit, asker, load, policy, now, near=visit.day, half_day=visit.half_day)
    return replace(answer, openings=near_it)


def openings(
    types: Iterable[str],
    permit: Permit,
    asker: Asker,
    load: Load,
    policy: Policy,
    now: datetime,
    *,
    near: date | None = None,
    half_day: HalfDay | None = None,
    most: int = MOST_OPENINGS,
    wants: Callable[[date], bool] = lambda _day: True,
) -> tuple[Opening, ...]:
    """The days on which all these inspections would be accepted together, in order.

    They are the nearest to `near`, or the first ones where no day is named. A half-day that is not offered to the asker
    is left out of the wish; then the day asked for comes first, should it be accepted without.
    """
    wanted = _once_each(types)

    def fits(day: date, wish: HalfDay | None) -> bool:
        visits = [Visit(one, day, wish) for one in wanted]
        return all(isinstance(one, Booking) for one in decide_in_turn(visits, permit, asker, load, policy, now))

    return nearest_openings(fits, near, half_day, asker, policy, now, most, wants)


def rule_on_booking(
    request: Request, permit: Permit | None, asker: Asker, load: Load, policy: Policy, now: datetime
) -> Ruling:
    """The answer to a whole request, all or nothing. Without a day: what stands against any day, and the openings."""
    types = _once_each(request.types)
    if permit is None:
        return same_for_all(types, unknown_permit(request.permit))
    if refusal := too_many(types, policy, now):
        return same_for_all(types, refusal)
    answers: list[Answer | None]
    if request.day is None:
        answers = [against_any_day(one, permit, asker, policy, now) for one in types]
    else:
        visits = [Visit(one, request.day, request.half_day) for one in types]
        answers = list(decide_in_turn(visits, permit, asker, load, policy, now))
    near_it = (
        openings(
            types, permit, asker, load, policy, now, near=request.day, half_day=request.half_day, wants=request.wants
        )
        if request.day is None or any(is_about_a_day(answer) for answer in answers)
        else ()
    )
    return ruling_of(types, answers, near_it)


def decide_in_turn(
    visits: Iterable[Visit],
    permit: Permit,
    asker: Asker,
    load: Load,
    policy: Policy,
    now: datetime,
    needed: Permission = Permission.BOOK,
) -> list[Booking | Refusal]:
    """Each visit decided with the places that the ones before it would take; refusals without openings."""
    answers: list[Booking | Refusal] = []
    for visit in visits:
        answer = _answer(visit, permit, asker, load, policy, now, needed)
        if isinstance(answer, Booking):
            load = load.plus(answer.trade, visit.day)
        answers.append(answer)
    return answers


def against_any_day(
    inspection_type: str,
    permit: Permit,
    asker: Asker,
    policy: Policy,
    now: datetime,
    needed: Permission = Permission.BOOK,
) -> Refusal | None:
    """What stands against this inspection whatever the day."""
    rules = policy.rules_at(now)
    return against_permit(permit, asker, rules, policy.today(now), needed) or against_inspection(
        inspection_type, permit, policy, rules
    )


def too_many(types: tuple[str, ...], policy: Policy, now: datetime) -> Refusal | None:
    most = policy.rules_at(now).max_inspections_per_request
    if len(types) <= most:
        return None
    return Refusal(RefusalCode.TOO_MANY_INSPECTIONS, {"asked": len(types), "most": most})


def is_about_a_day(answer: Answer | None) -> bool:
    return isinstance(answer, Refusal) and answer.code in ABOUT_A_DAY


def same_for_all(types: Iterable[str], refusal: Refusal) -> Ruling:
    return Ruling(tuple(Item(one, refusal) for one in types))


def ruling_of(types: Iterable[str], answers: Iterable[Answer | None], near_it: tuple[Opening, ...]) -> Ruling:
    """Put the answers together; those about a day carry the openings of the whole request."""
    items = (
        Item(
            one, replace(answer, openings=near_it) if isinstance(answer, Refusal) and is_about_a_day(answer) else answer
        )
        for one, answer in zip(types, answers, strict=True)
    )
    return Ruling(tuple(items), near_it)


def _answer(
    visit: Visit,
    permit: Permit,
    asker: Asker,
    load: Load,
    policy: Policy,
    now: datetime,
    needed: Permission = Permission.BOOK,
) -> Booking | Refusal:
    refusal = against_any_day(visit.type, permit, asker, policy, now, needed) or against_day(
        visit, asker, load, policy, now
    )
    return refusal or Booking(visit, policy.trade_of(visit.type), now)


def _once_each(types: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(types))
