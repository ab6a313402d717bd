"""Cancelling, and giving a cancelled visit back."""

from collections.abc import Sequence
from datetime import date, datetime

from backend.domain.model import (
    Asker,
    Cancellation,
    Inspection,
    InspectionStatus,
    Load,
    Permission,
    Permit,
    Refusal,
    RefusalCode,
    Request,
    Ruling,
    Visit,
)
from backend.domain.policy import Policy, as_it_stood_at, is_reached
from backend.domain.scheduling import decide_in_turn, ruling_of, same_for_all, too_many
from backend.domain.standing import against_asker, not_on_permit, unknown_permit


def decide_cancelling(
    inspection_type: str,
    permit: Permit | None,
    asker: Asker,
    policy: Policy,
    now: datetime,
    *,
    number: str = "",
    needed: Permission = Permission.CANCEL,
) -> Cancellation | Refusal:
    """Whether this booked inspection may be cancelled. Fees or an inactive permit do not stand in the way of that."""
    if permit is None:
        return unknown_permit(number)
    refusal = (
        against_asker(permit, asker, needed, policy.rules_at(now))
        or not_on_permit(inspection_type, permit, policy)
        or against_giving_up(permit.inspections[inspection_type], policy, now)
    )
    return refusal or Cancellation(permit.inspections[inspection_type], policy.trade_of(inspection_type), now)


def rule_on_cancelling(
    request: Request,
    permit: Permit | None,
    asker: Asker,
    policy: Policy,
    now: datetime,
    needed: Permission = Permission.CANCEL,
) -> Ruling:
    """The answer to a request to cancel, all or nothing; its day and half-day are not looked at.

    Who takes a booking of their own back needs no more than who booked it: `needed` is then to book.
    """
    types = tuple(dict.fromkeys(request.types))
    if permit is None:
        return same_for_all(types, unknown_permit(request.permit))
    if refusal := too_many(types, policy, now):
        return same_for_all(types, refusal)
    return ruling_of(types, [decide_cancelling(one, permit, asker, policy, now, needed=needed) for one in types], ())


def rule_on_restoring(
    visits: Sequence[Visit],
    cancelled_at: datetime,
    permit: Permit,
    asker: Asker,
    load: Load,
    policy: Policy,
    now: datetime,
) -> Ruling:
    """Whether visits cancelled at `cancelled_at` may be booked again as they were.

    For as long as a read-back is honoured the visits' days count as they did when they could last be asked for
    (`policy.as_it_stood_at`). The places are counted as of now: a cancelled visit keeps none. Who may cancel may take
    that back.
    """
    as_of = min(as_it_stood_at(visit.day, cancelled_at, now, policy) for visit in visits)
    answers = decide_in_turn(visits, permit, asker, load, policy, as_of, Permission.CANCEL)
    return ruling_of([visit.type for visit in visits], answers, ())


def against_giving_up(inspection: Inspection, policy: Policy, now: datetime) -> Refusal | None:
    """Why this visit cannot be given up, whether to cancel or to move it."""
    day = booked_day(inspection)
    if day is None:
        return Refusal(RefusalCode.NOTHING_BOOKED, {"type": inspection.type})
    cutoff = policy.cutoff_for(day, policy.rules_at(now).cancel_cutoff)
    if not is_reached(cutoff, now):
        return None
    facts = {"type": inspection.type, "day": day.isoformat(), "cutoff": cutoff.isoformat()}
    return Refusal(RefusalCode.CANCEL_CUTOFF_PASSED, facts)


def booked_day(inspection: Inspection) -> date | None:
    return inspection.day if inspection.status is InspectionStatus.BOOKED else None
