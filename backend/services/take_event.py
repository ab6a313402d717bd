"""Takes what the city's permit system tells, writes it down, and tells the people on the permit.

The office's word stands: no cut-off holds it up, and no capacity. Places are counted all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from backend.domain.cancelling import booked_day
from backend.domain.model import (
    Asker,
    Booking,
    Cancellation,
    Inspection,
    InspectionStatus,
    Item,
    Move,
    Permit,
    Refusal,
    RefusalCode,
    Ruling,
    Visit,
)
from backend.domain.policy import Policy
from backend.domain.standing import against_permit, not_on_permit, unknown_permit
from backend.services.again import again_when_overtaken
from backend.services.auditing import audited
from backend.services.entries import Action, Caller, EventTaken, Key, Outcome, PermitEntry, Refused, VisitResult
from backend.services.events import Event, FeesSettled, ResultPosted, VisitCalledOff, VisitMoved, as_asked
from backend.services.inviting import invite_again
from backend.services.office import Office, new_id
from backend.services.ports import UnitOfWork
from backend.services.telling import Telling, tell_of_change, tell_of_readiness, tell_of_result
from backend.services.writing_down import refuse, write_change

_BOUNDLESS = 1_000_000
_THE_PERMITS_OWN = Asker(role=None, on_permit=True)


@dataclass(frozen=True, slots=True)
class _Written:
    told: int
    change: str | None = None


@again_when_overtaken
def take_event(event: Event, caller: Caller, key: Key, office: Office) -> Outcome:
    """What was written, or the refusal; for a key seen before, what was answered then."""
    with office.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        outcome = _take(event, caller, office.policy, uow)
        if isinstance(outcome, EventTaken):
            invite_again(outcome.permit, caller, office, uow)
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome


def _take(event: Event, caller: Caller, policy: Policy, uow: UnitOfWork) -> EventTaken | Refused:
    entry = uow.permits.find_for_change(event.permit)
    refusal = _against(event, entry, policy)
    if refusal is not None:
        return refuse(refusal, None, caller, event.name, as_asked(event), event.permit, uow)
    if entry is None:
        raise RuntimeError("nothing stands against an event of a permit that is not there")
    event_id = new_id()
    written = _write(event, event_id, Telling(entry, policy, caller, uow))
    permit = entry.permit.number
    asked_for = as_asked(event)
    uow.rulings.add(
        audited(event_id, caller, event.name, asked_for, None, permit=permit, allowed=True, change_id=written.change)
    )
    return EventTaken(event_id, permit, written.told)


def _against(event: Event, entry: PermitEntry | None, policy: Policy) -> Refusal | None:
    if entry is None:
        return unknown_permit(event.permit)
    if isinstance(event, FeesSettled):
        return None
    if refusal := not_on_permit(event.inspection, entry.permit, policy):
        return refusal
    if isinstance(event, ResultPosted) or event.inspection in entry.booked_visit_ids:
        return None
    return Refusal(RefusalCode.NOTHING_BOOKED, {"type": event.inspection})


def _write(event: Event, event_id: str, telling: Telling) -> _Written:
    match event:
        case ResultPosted():
            return _write_result(event, telling)
        case VisitMoved():
            return _write_move(event, telling)
        case VisitCalledOff():
            return _write_calling_off(event, telling)
        case FeesSettled():
            return _write_fees(event, event_id, telling)


def _write_result(event: ResultPosted, telling: Telling) -> _Written:
    """A result that stands already is written and told once."""
    entry, result = telling.entry, event.result
    inspection = entry.permit.inspections[event.inspection]
    if _stands(inspection, result):
        return _Written(told=0)
    visit_id = entry.booked_visit_ids.get(event.inspection)
    if visit_id is None:
        of_inspection = entry.inspection_ids[event.inspection]
        caller = telling.caller
        visit_id = telling.uow.visits.record(of_inspection, result, caller.channel, caller.at)
    else:
        telling.uow.visits.end(visit_id, result)
        _count_on_day_of(result, inspection, telling)
    return _Written(tell_of_result(visit_id, event.inspection, result, telling))


def _stands(inspection: Inspection, result: VisitResult) -> bool:
    status = InspectionStatus.PASSED if result.passed else InspectionStatus.FAILED
    return (inspection.status, inspection.day, inspection.note) == (status, result.day, result.note)


def _count_on_day_of(result: VisitResult, was: Inspection, telling: Telling) -> None:
    """An inspector who came on another day than the booked one leaves that day's place to others."""
    day = booked_day(was)
    if day is None or day == result.day:
        return
    trade = telling.policy.trade_of(was.type)
    telling.uow.loads.free(trade, day, 1)
    telling.uow.loads.take(trade, result.day, 1, _BOUNDLESS)


def _write_move(event: VisitMoved, telling: Telling) -> _Written:
    was = telling.entry.permit.inspections[event.inspection]
    if (was.day, was.half_day) == (event.day, event.half_day):
        return _Written(told=0)  # it is there already
    trade = telling.policy.trade_of(event.inspection)
    visit = Visit(event.inspection, event.day, event.half_day)
    ruling = Ruling((Item(event.inspection, Move(was, Booking(visit, trade, telling.caller.at))),))
    changed = write_change(Action.MOVE, ruling, telling.entry, telling.caller, _capacity(trade), telling.uow)
    return _Written(tell_of_change(changed, telling, event.reason), changed.change)


def _write_calling_off(event: VisitCalledOff, telling: Telling) -> _Written:
    was = telling.entry.permit.inspections[event.inspection]
    trade = telling.policy.trade_of(event.inspection)
    ruling = Ruling((Item(event.inspection, Cancellation(was, trade, telling.caller.at)),))
    changed = write_change(Action.CANCEL, ruling, telling.entry, telling.caller, _capacity(trade), telling.uow)
    return _Written(tell_of_change(changed, telling, event.reason), changed.change)


def _write_fees(event: FeesSettled, event_id: str, telling: Telling) -> _Written:
    """The people are told once, and only where nothing else keeps them from booking."""
    uow, entry, caller = telling.uow, telling.entry, telling.caller
    was_ready = _is_ready(entry.permit, telling)
    if entry.permit.fees_due:
        uow.permits.settle_fees(entry.id, caller.at)
    if event.status is not None:
        uow.permits.set_status(entry.id, event.status, event.issued_on)
    now = uow.permits.find(event.permit)
    if was_ready or now is None or not _is_ready(now.permit, telling):
        return _Written(told=0)
    return _Written(tell_of_readiness(event_id, telling))


def _is_ready(permit: Permit, telling: Telling) -> bool:
    policy, at = telling.policy, telling.caller.at
    return against_permit(permit, _THE_PERMITS_OWN, policy.rules_at(at), policy.today(at)) is None


def _capacity(trade: str) -> Mapping[str, int]:
    return MappingProxyType({trade: _BOUNDLESS})
