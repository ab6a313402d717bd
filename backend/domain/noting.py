"""Leaving a note for the inspector: on visits that are booked, by whoever is on the permit, whatever the time."""

from datetime import datetime

from backend.domain.cancelling import booked_day
from backend.domain.model import Asker, Inspection, Permission, Permit, Refusal, RefusalCode, Request, Ruling
from backend.domain.policy import Policy
from backend.domain.scheduling import ruling_of, same_for_all
from backend.domain.standing import against_asker, not_on_permit, unknown_permit


def rule_on_noting(request: Request, permit: Permit | None, asker: Asker, policy: Policy, now: datetime) -> Ruling:
    """What stands against a note on these visits, all or nothing; the request's day is not looked at.

    No cut-off counts, and neither do fees: what tells the inspector how to get in is welcome until the visit.
    """
    types = tuple(dict.fromkeys(request.types))
    if permit is None:
        return same_for_all(types, unknown_permit(request.permit))
    return ruling_of(types, [_against_noting(one, permit, asker, policy, now) for one in types], ())


def _against_noting(
    inspection_type: str, permit: Permit, asker: Asker, policy: Policy, now: datetime
) -> Refusal | None:
    return (
        against_asker(permit, asker, Permission.NOTE, policy.rules_at(now))
        or not_on_permit(inspection_type, permit, policy)
        or _nothing_booked(permit.inspections[inspection_type])
    )


def _nothing_booked(inspection: Inspection) -> Refusal | None:
    return None if booked_day(inspection) else Refusal(RefusalCode.NOTHING_BOOKED, {"type": inspection.type})
