"""Takes back one booking, cancellation or move of the same person, while the rules allow."""

from backend.domain.cancelling import rule_on_cancelling, rule_on_restoring
from backend.domain.days_over import without_days_over
from backend.domain.model import Asker, Load, Permission, Refusal, RefusalCode, Request, Ruling, Visit
from backend.domain.moving import rule_on_moving_back
from backend.domain.policy import Policy, decided_at
from backend.services.again import again_when_overtaken
from backend.services.deciding import places_from_now_on
from backend.services.entries import Action, Caller, Changed, ChangeEntry, Key, Outcome, PermitEntry, Refused
from backend.services.inviting import invite_again
from backend.services.office import Office, asker_of, person_of
from backend.services.ports import UnitOfWork
from backend.services.telling import Telling, tell_of_change
from backend.services.writing_down import Notes, refuse, write_down

_OPPOSITE = {Action.BOOK: Action.CANCEL, Action.CANCEL: Action.BOOK, Action.MOVE: Action.MOVE}


@again_when_overtaken
def undo_change(change_id: str, caller: Caller, key: Key, office: Office) -> Outcome:
    """What was written, or the refusal. An undo is a change like any other, so it can be undone in its turn."""
    with office.records.writing() as uow:
        earlier = uow.answers.claim(key, caller.clock)
        if earlier is not None:
            return earlier
        outcome = _undo(change_id, caller, office.policy, uow)
        if isinstance(outcome, Changed):
            invite_again(outcome.permit, caller, office, uow)
        uow.answers.keep(key, outcome)
        uow.commit()
        return outcome


def _undo(change_id: str, caller: Caller, policy: Policy, uow: UnitOfWork) -> Changed | Refused:
    asked_for = {"change": change_id}
    change = uow.changes.find(change_id)
    if change is None or not (caller.is_program or change.phone == caller.phone):
        return refuse(_nothing_to_undo(), None, caller, "undo", asked_for, "", uow)
    person = person_of(caller, uow)
    entry = uow.permits.find_for_change(change.permit, person.id if person else None)
    change = uow.changes.find(change_id)  # once more: now that the permit is ours alone, nobody else can undo it
    if entry is None or change is None or change.is_undone or not _stands(change, entry):
        return refuse(_nothing_to_undo(), None, caller, "undo", asked_for, entry.permit.number if entry else "", uow)
    as_of = decided_at(change.at, caller.at, policy)
    load = places_from_now_on(uow, policy, as_of, caller.at)
    ruling = _rule_on_undoing(change, entry, asker_of(caller, person, entry), load, policy, caller)
    ruling = without_days_over(ruling, policy.today(caller.clock), ruling.openings)
    if ruling.refusal is not None:
        return refuse(ruling.refusal, ruling, caller, "undo", asked_for, entry.permit.number, uow)
    capacity = policy.rules_at(as_of).capacity_per_day
    kind = _OPPOSITE[change.kind]
    notes = _notes_to_restore(change)
    undone = write_down(kind, ruling, entry, caller, capacity, uow, asked_for=asked_for, notes=notes, undoes=change)
    if caller.is_program:
        tell_of_change(undone, Telling(entry, policy, caller, uow))
    return undone


def _rule_on_undoing(
    change: ChangeEntry, entry: PermitEntry, asker: Asker, load: Load, policy: Policy, caller: Caller
) -> Ruling:
    visits = [Visit(visit.type, visit.day, visit.half_day) for visit in change.visits]
    match change.kind:
        case Action.BOOK:
            request = Request(change.permit, tuple(visit.type for visit in visits))
            return rule_on_cancelling(request, entry.permit, asker, policy, caller.at, Permission.BOOK)
        case Action.CANCEL:
            return rule_on_restoring(visits, change.at, entry.permit, asker, load, policy, caller.at)
        case Action.MOVE:
            return rule_on_moving_back(visits, change.at, entry.permit, asker, load, policy, caller.at)


def _notes_to_restore(change: ChangeEntry) -> Notes:
    """A cancelled visit comes back with its note.

    One that moves back keeps the note that it has by now: a note tells of the site, whatever the day.
    """
    return {visit.type: visit.site_note for visit in change.visits} if change.kind is Action.CANCEL else {}


def _stands(change: ChangeEntry, entry: PermitEntry) -> bool:
    """Whether the visits are still as the change left them; a cancelled one may have been booked anew since."""
    return all(entry.booked_visit_ids.get(visit.type) == visit.after for visit in change.visits)


def _nothing_to_undo() -> Refusal:
    return Refusal(RefusalCode.NOTHING_TO_UNDO, {})
