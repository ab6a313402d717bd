"""Writes down what the rules allowed: visits, places, and the change that undo takes back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from backend.domain.model import Booking, Cancellation, Facts, Inspection, Move, Refusal, Ruling, Visit
from backend.services.auditing import audited
from backend.services.entries import (
    Action,
    Caller,
    Changed,
    ChangedInspection,
    ChangeEntry,
    NewVisit,
    PermitEntry,
    Refused,
    VisitChange,
)
from backend.services.office import new_id
from backend.services.ports import UnitOfWork

type Places = Counter[tuple[str, date]]
type Notes = Mapping[str, str | None]
"""Notes for the inspector, in full, by inspection type."""

_NO_NOTES: Notes = MappingProxyType({})


def refuse(
    refusal: Refusal, ruling: Ruling | None, caller: Caller, action: str, asked_for: Facts, permit: str, uow: UnitOfWork
) -> Refused:
    """Note the refusal in the audit. Nothing else has been written by then."""
    uow.rulings.add(audited(new_id(), caller, action, asked_for, refusal, permit=permit, allowed=False))
    return Refused(refusal.code.value, dict(refusal.facts), ruling.openings if ruling else refusal.openings)


def write_down(
    kind: Action,
    ruling: Ruling,
    entry: PermitEntry,
    caller: Caller,
    capacity: Mapping[str, int],
    uow: UnitOfWork,
    *,
    asked_for: Facts,
    notes: Notes = _NO_NOTES,
    undoes: ChangeEntry | None = None,
) -> Changed:
    """Write an allowed ruling, and note it in the audit. Raises as `write_change`."""
    changed = write_change(kind, ruling, entry, caller, capacity, uow, notes=notes, undoes=undoes)
    action = "undo" if undoes else kind.value
    permit = entry.permit.number
    uow.rulings.add(
        audited(new_id(), caller, action, asked_for, None, permit=permit, allowed=True, change_id=changed.change)
    )
    return changed


def write_change(
    kind: Action,
    ruling: Ruling,
    entry: PermitEntry,
    caller: Caller,
    capacity: Mapping[str, int],
    uow: UnitOfWork,
    *,
    notes: Notes = _NO_NOTES,
    undoes: ChangeEntry | None = None,
) -> Changed:
    """Write an allowed ruling. Raises `OvertakenError` where a place is gone by now.

    A visit that is moved keeps its note where `notes` has no other.
    """
    answers = [item.answer for item in ruling.items]
    _take_places(_places(answers), capacity, uow)
    written = [_write_item(answer, entry, caller, notes, uow) for answer in answers]
    change = ChangeEntry(
        id=new_id(),
        kind=kind,
        permit_id=entry.id,
        permit=entry.permit.number,
        phone=caller.phone,
        channel=caller.channel,
        at=caller.at,
        visits=tuple(change for change, _, _ in written),
        undoes=undoes.id if undoes else None,
    )
    uow.changes.add(change)
    return Changed(
        change=change.id,
        kind=kind,
        permit=entry.permit.number,
        address=entry.permit.address,
        inspections=tuple(now for _, now, _ in written),
        was=tuple(was for _, _, was in written if was) if kind is Action.MOVE else (),
        undid=undoes.kind if undoes else None,
    )


def _write_item(
    answer: object, entry: PermitEntry, caller: Caller, notes: Notes, uow: UnitOfWork
) -> tuple[VisitChange, ChangedInspection, ChangedInspection | None]:
    match answer:
        case Booking(visit):
            note = notes.get(visit.type)
            after, now = _book(visit, entry, caller, note, uow)
            return VisitChange(visit.type, None, after, visit.day, visit.half_day, note), now, None
        case Cancellation(was):
            before = entry.booked_visit_ids[was.type]
            uow.visits.cancel(before)
            stood = as_it_stood(was)
            return VisitChange(was.type, before, None, stood.day, was.half_day, was.site_note), stood, stood
        case Move(was, Booking(visit)):
            before = entry.booked_visit_ids[was.type]
            uow.visits.set_moved(before)
            after, now = _book(visit, entry, caller, notes.get(was.type) or was.site_note, uow)
            stood = as_it_stood(was)
            return VisitChange(was.type, before, after, stood.day, was.half_day, was.site_note), now, stood
    raise TypeError(f"only what the rules allowed can be written down, not {answer!r}")


def _book(
    visit: Visit, entry: PermitEntry, caller: Caller, note: str | None, uow: UnitOfWork
) -> tuple[int, ChangedInspection]:
    inspection_id = entry.inspection_ids[visit.type]
    written = uow.visits.book(NewVisit(inspection_id, visit.day, visit.half_day, caller.channel, caller.at, note))
    return written.id, ChangedInspection(visit.type, visit.day, visit.half_day, written.confirmation)


def as_it_stood(was: Inspection) -> ChangedInspection:
    """The visit that is booked, as an answer names it."""
    if was.day is None:
        raise ValueError(f"{was.type} is booked without a day")
    return ChangedInspection(was.type, was.day, was.half_day, was.confirmation)


def _places(answers: Iterable[object]) -> Places:
    """By how many places each day changes: a move within a day changes none."""
    places: Places = Counter()
    for answer in answers:
        match answer:
            case Booking(visit, trade):
                places[trade, visit.day] += 1
            case Cancellation(Inspection(day=date() as day), trade):
                places[trade, day] -= 1
            case Move(Inspection(day=date() as day), Booking(visit, trade)):
                places[trade, day] -= 1
                places[trade, visit.day] += 1
    return places


def _take_places(places: Places, capacity: Mapping[str, int], uow: UnitOfWork) -> None:
    # Always in the same order, so that two writers cannot wait for each other.
    for (trade, day), wanted in sorted(places.items()):
        if wanted > 0:
            uow.loads.take(trade, day, wanted, capacity[trade])
        elif wanted < 0:
            uow.loads.free(trade, day, -wanted)
