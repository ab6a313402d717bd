"""Moving: the old visit may be given up, and the new one may be booked with the old one put aside."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from backend.domain.cancelling import against_giving_up, booked_day
from backend.domain.model import (
    Answer,
    Asker,
    Booking,
    HalfDay,
    InspectionStatus,
    Load,
    Move,
    Opening,
    Permission,
    Permit,
    Refusal,
    Request,
    Ruling,
    Visit,
)
from backend.domain.policy import Policy, as_it_stood_at
from backend.domain.scheduling import against_any_day, is_about_a_day, ruling_of, same_for_all, too_many
from backend.domain.standing import already_booked, unknown_permit
from backend.domain.visiting_days import MOST_OPENINGS, against_day, nearest_openings


def decide_moving(
    visit: Visit,
    permit: Permit | None,
    asker: Asker,
    load: Load,
    policy: Policy,
    now: datetime,
    *,
    number: str = "",
) -> Move | Refusal:
    """Whether this inspection may be moved to the visit's day. `load` counts the old visit's place as taken."""
    if permit is None:
        return unknown_permit(number)
    answer = decide_moves_in_turn([visit], permit, asker, load, policy, now)[0]
    if not isinstance(answer, Refusal) or not is_about_a_day(answer):
        return answer
    near_it = openings_to_move_to(
        (visit.type,), permit, asker, load, policy, now, near=visit.day, half_day=visit.half_day
    )
    return replace(answer, openings=near_it)


def openings_to_move_to(
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
    """The days to which all these inspections could be moved together; see `scheduling.openings`."""
    wanted = tuple(dict.fromkeys(types))

    def fits(day: date, wish: HalfDay | None) -> bool:
        visits = [Visit(one, day, wish) for one in wanted]
        return all(isinstance(one, Move) for one in decide_moves_in_turn(visits, permit, asker, load, policy, now))

    return nearest_openings(fits, near, half_day, asker, policy, now, most, wants)


def rule_on_moving(
    request: Request, permit: Permit | None, asker: Asker, load: Load, policy: Policy, now: datetime
) -> Ruling:
    """The answer to a request to move, all or nothing. Without a day: what stands against any day, and the openings."""
    types = tuple(dict.fromkeys(request.types))
    if permit is None:
        return same_for_all(types, unknown_permit(request.permit))
    if refusal := too_many(types, policy, now):
        return same_for_all(types, refusal)
    answers: list[Answer | None]
    if request.day is None:
        aside = put_aside(permit, types)
        answers = [_against_moving(one, None, permit, aside, asker, policy, now) for one in types]
    else:
        visits = [Visit(one, request.day, request.half_day) for one in types]
        answers = list(decide_moves_in_turn(visits, permit, asker, load, policy, now))
    near_it = (
        openings_to_move_to(
            types, permit, asker, load, policy, now, near=request.day, half_day=request.half_day, wants=request.wants
        )
        if request.day is None or any(is_about_a_day(answer) for answer in answers)
        else ()
    )
    return ruling_of(types, answers, near_it)


def rule_on_moving_back(
    visits: Sequence[Visit],
    moved_at: datetime,
    permit: Permit,
    asker: Asker,
    load: Load,
    policy: Policy,
    now: datetime,
) -> Ruling:
    """Whether visits moved at `moved_at` may go back to the days in `visits`; see `cancelling.rule_on_restoring`."""
    as_of = min(as_it_stood_at(visit.day, moved_at, now, policy) for visit in visits)
    answers = decide_moves_in_turn(visits, permit, asker, load, policy, as_of)
    return ruling_of([visit.type for visit in visits], answers, ())


def decide_moves_in_turn(
    visits: Sequence[Visit], permit: Permit, asker: Asker, load: Load, policy: Policy, now: datetime
) -> list[Move | Refusal]:
    """Each move decided with all the old visits put aside and the places that the moves before it would take."""
    types = [visit.type for visit in visits]
    aside, load = put_aside(permit, types), without_places_of(types, permit, load, policy)
    answers: list[Move | Refusal] = []
    for visit in visits:
        refusal = _against_moving(visit.type, visit, permit, aside, asker, policy, now) or against_day(
            visit, asker, load, policy, now
        )
        if refusal is None:
            trade = policy.trade_of(visit.type)
            load = load.plus(trade, visit.day)
            answers.append(Move(permit.inspections[visit.type], Booking(visit, trade, now)))
        else:
            answers.append(refusal)
    return answers


def put_aside(permit: Permit, types: Iterable[str]) -> Permit:
    """The permit as it would be without these bookings."""
    opened = {
        one: replace(inspection, status=InspectionStatus.OPEN, day=None, half_day=None, confirmation=None)
        for one in types
        if (inspection := permit.inspections.get(one)) and inspection.status is InspectionStatus.BOOKED
    }
    return replace(permit, inspections=MappingProxyType({**permit.inspections, **opened}))


def without_places_of(types: Iterable[str], permit: Permit, load: Load, policy: Policy) -> Load:
    """The load once these bookings have given their places back."""
    for one in types:
        inspection = permit.inspections.get(one)
        day = booked_day(inspection) if inspection else None
        if day and one in policy.inspection_types:
            load = load.plus(policy.trade_of(one), day, -1)
    return load


def _against_moving(
    inspection_type: str,
    to: Visit | None,
    permit: Permit,
    aside: Permit,
    asker: Asker,
    policy: Policy,
    now: datetime,
) -> Refusal | None:
    """What stands against leaving the old day. Nothing is moved to where it is already."""
    if refusal := against_any_day(inspection_type, aside, asker, policy, now, Permission.MOVE):
        return refusal
    was = permit.inspections[inspection_type]
    stays = to is not None and (to.day, to.half_day) == (was.day, was.half_day)
    return (already_booked(was) if stays else None) or against_giving_up(was, policy, now)
