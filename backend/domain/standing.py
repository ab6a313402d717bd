"""What stands against a booking whatever the day: who asks, the permit, its fees, and the inspection itself."""

from datetime import date, timedelta
from decimal import Decimal

from backend.domain.model import Asker, Inspection, InspectionStatus, Permission, Permit, Refusal, RefusalCode
from backend.domain.policy import Policy, Rules


def unknown_permit(number: str) -> Refusal:
    return Refusal(RefusalCode.UNKNOWN_PERMIT, {"number": number})


def not_your_permit(permit: Permit, asker: Asker) -> Refusal | None:
    return None if asker.on_permit else Refusal(RefusalCode.NOT_YOUR_PERMIT, {"number": permit.number})


def role_may_not(asker: Asker, needed: Permission, rules: Rules) -> Refusal | None:
    """Someone who is on the permit, in a role that the city does not let do this. The city itself may do all."""
    if asker.role is None or needed in rules.role_permissions.get(asker.role, ()):
        return None
    return Refusal(RefusalCode.ROLE_MAY_NOT, {"role": asker.role.value, "action": needed.value})


def against_asker(permit: Permit, asker: Asker, needed: Permission, rules: Rules) -> Refusal | None:
    """Why this person can do nothing of the kind on this permit, whatever state it is in."""
    return not_your_permit(permit, asker) or role_may_not(asker, needed, rules)


def against_permit(
    permit: Permit, asker: Asker, rules: Rules, today: date, needed: Permission = Permission.BOOK
) -> Refusal | None:
    """The most fundamental reason for which nothing can be booked on this permit."""
    return (
        against_asker(permit, asker, needed, rules)
        or _finished(permit, rules)
        or _not_issued(permit, rules)
        or _inactive(permit, rules, today)
        or _fees_due(permit)
    )


def against_inspection(inspection_type: str, permit: Permit, policy: Policy, rules: Rules) -> Refusal | None:
    """The most fundamental reason for which this inspection cannot be booked on any day."""
    return (
        not_on_permit(inspection_type, permit, policy)
        or _prerequisite_missing(inspection_type, permit, rules)
        or _already_passed(permit.inspections[inspection_type])
        or already_booked(permit.inspections[inspection_type])
    )


def not_on_permit(inspection_type: str, permit: Permit, policy: Policy) -> Refusal | None:
    """Also refused: a type that the permit lists and the city's catalogue no longer has, which has no trade."""
    if inspection_type in permit.inspections and inspection_type in policy.inspection_types:
        return None
    return Refusal(RefusalCode.TYPE_NOT_ON_PERMIT, {"type": inspection_type, "on_permit": list(permit.inspections)})


def already_booked(inspection: Inspection) -> Refusal | None:
    if inspection.status is not InspectionStatus.BOOKED:
        return None
    facts = {
        "type": inspection.type,
        "day": _iso(inspection.day),
        "half_day": inspection.half_day.value if inspection.half_day else None,
        "confirmation": inspection.confirmation,
    }
    return Refusal(RefusalCode.ALREADY_BOOKED, facts)


def last_activity(permit: Permit) -> date | None:
    """When the permit was issued or last passed an inspection, whichever is later."""
    passed = (one.day for one in permit.inspections.values() if one.status is InspectionStatus.PASSED)
    return max((day for day in (permit.issued_on, *passed) if day), default=None)


def inactive_since(permit: Permit, policy: Policy, today: date) -> date | None:
    """The first day on which the permit was inactive; None while it is active, and for one not in force."""
    rules = policy.as_of(today)
    last = last_activity(permit)
    if last is None or permit.status not in rules.schedulable_statuses:
        return None
    first_inactive_day = last + timedelta(days=rules.inactive_after_days + 1)
    return first_inactive_day if today >= first_inactive_day else None


def _finished(permit: Permit, rules: Rules) -> Refusal | None:
    if permit.status not in rules.finished_statuses:
        return None
    return Refusal(RefusalCode.PERMIT_FINISHED, {"number": permit.number, "status": permit.status})


def _not_issued(permit: Permit, rules: Rules) -> Refusal | None:
    if permit.status in rules.schedulable_statuses:
        return None
    if permit.status in rules.awaiting_payment_statuses and (due := _fees_due(permit)):
        return due  # paying is what issues it, so that is the answer that helps
    return Refusal(RefusalCode.PERMIT_NOT_ISSUED, {"number": permit.number, "status": permit.status})


def _inactive(permit: Permit, rules: Rules, today: date) -> Refusal | None:
    last = last_activity(permit)
    if last is None or (today - last).days <= rules.inactive_after_days:
        return None
    facts = {"number": permit.number, "last_activity": last.isoformat(), "days": rules.inactive_after_days}
    return Refusal(RefusalCode.PERMIT_INACTIVE, facts)


def _fees_due(permit: Permit) -> Refusal | None:
    if permit.fees_due <= Decimal(0):
        return None
    return Refusal(RefusalCode.FEES_DUE, {"number": permit.number, "amount": f"{permit.fees_due:.2f}"})


def _prerequisite_missing(inspection_type: str, permit: Permit, rules: Rules) -> Refusal | None:
    missing = [
        needed
        for needed in rules.prerequisites.get(inspection_type, ())
        if needed in permit.inspections and permit.inspections[needed].status is not InspectionStatus.PASSED
    ]
    if not missing:
        return None
    return Refusal(RefusalCode.PREREQUISITE_NOT_PASSED, {"type": inspection_type, "missing": missing})


def _already_passed(inspection: Inspection) -> Refusal | None:
    if inspection.status is not InspectionStatus.PASSED:
        return None
    return Refusal(RefusalCode.ALREADY_PASSED, {"type": inspection.type, "day": _iso(inspection.day)})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
