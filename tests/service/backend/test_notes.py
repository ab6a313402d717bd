"""Notes for the inspector: kept with booked visits, carried along, given back, and masked in the audit."""

import pytest

from backend.services.entries import Action, Changed, Key, NoteLeft, Outcome, Refused
from backend.services.show_permit import show_permit
from tests.service.backend.counter import JAMES, MARIA, QUICKWIRE, STRANGER, Counter

NRE, CELEC = "NRE261051", "CELEC26-00031"
NOTE = "gate code 4471, call Sam 678-555-0142"
MASKED = "gate code ****, call Sam ***-***-**42"


def changed(outcome: Outcome) -> Changed:
    assert isinstance(outcome, Changed), outcome
    return outcome


def refused(outcome: Outcome) -> tuple[str, object]:
    assert isinstance(outcome, Refused), outcome
    return outcome.code, outcome.facts


def note_of(counter: Counter, permit: str, inspection_type: str) -> str | None:
    """In full, as the inspector gets it."""
    shown = show_permit(permit, counter.by(None).caller, counter.office)
    assert shown is not None
    return shown.entry.permit.inspections[inspection_type].site_note


def book(counter: Counter, note: str | None = NOTE) -> Changed:
    return changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08", note=note))


@pytest.mark.parametrize("note", [NOTE, None])
def test_a_visit_is_booked_with_a_note_or_without(counter: Counter, note: str | None) -> None:
    book(counter, note)
    assert note_of(counter, NRE, "electrical_final") == note


@pytest.mark.parametrize(("given", "then"), [(None, NOTE), ("back door", "back door")])
def test_a_visit_that_is_moved_keeps_its_note_unless_another_is_given(
    counter: Counter, given: str | None, then: str
) -> None:
    book(counter)
    moved = changed(counter.write(Action.MOVE, NRE, "electrical_final", on="2026-12-09", note=given))
    assert note_of(counter, NRE, "electrical_final") == then
    counter.undo(moved.change)
    assert note_of(counter, NRE, "electrical_final") == then


def test_undo_of_a_cancellation_gives_each_visit_its_note_back(counter: Counter) -> None:
    quick = counter.by(QUICKWIRE)
    quick.leave_note(CELEC, "fire_alarm", note=NOTE)
    cancelled = changed(quick.write(Action.CANCEL, CELEC, "electrical_rough", "fire_alarm"))
    assert note_of(counter, CELEC, "fire_alarm") is None
    quick.undo(cancelled.change)
    assert note_of(counter, CELEC, "fire_alarm") == NOTE
    assert note_of(counter, CELEC, "electrical_rough") is None


def test_a_booking_that_was_undone_comes_back_with_its_note(counter: Counter) -> None:
    undone = changed(counter.undo(book(counter).change))
    counter.undo(undone.change)
    assert note_of(counter, NRE, "electrical_final") == NOTE


def test_a_visit_that_is_booked_anew_begins_without_a_note(counter: Counter) -> None:
    book(counter)
    counter.write(Action.CANCEL, NRE, "electrical_final")
    book(counter, None)
    assert note_of(counter, NRE, "electrical_final") is None


def test_a_note_is_left_on_booked_visits_replaced_and_removed(counter: Counter) -> None:
    quick = counter.by(QUICKWIRE)
    left = quick.leave_note(CELEC, "electrical_rough", "fire_alarm", note=NOTE)
    assert isinstance(left, NoteLeft)
    assert ([one.type for one in left.inspections], left.masked_note) == (["electrical_rough", "fire_alarm"], MASKED)
    assert [note_of(counter, CELEC, one) for one in ("electrical_rough", "fire_alarm")] == [NOTE, NOTE]
    quick.leave_note(CELEC, "fire_alarm", note="use the back door")
    quick.leave_note(CELEC, "electrical_rough", note=None)
    assert note_of(counter, CELEC, "fire_alarm") == "use the back door"
    assert note_of(counter, CELEC, "electrical_rough") is None


def test_where_one_of_two_is_not_booked_neither_gets_the_note(counter: Counter) -> None:
    quick = counter.by(QUICKWIRE)
    quick.write(Action.CANCEL, CELEC, "fire_alarm")
    no = refused(quick.leave_note(CELEC, "electrical_rough", "fire_alarm", note=NOTE))
    assert no == ("nothing_booked", {"type": "fire_alarm"})
    assert note_of(counter, CELEC, "electrical_rough") is None


@pytest.mark.parametrize("phone", [MARIA, STRANGER])
def test_only_those_on_a_permit_leave_notes_on_it(counter: Counter, phone: str) -> None:
    book(counter)
    assert refused(counter.by(phone).leave_note(NRE, "electrical_final", note="x"))[0] == "not_your_permit"
    assert note_of(counter, NRE, "electrical_final") == NOTE
    assert isinstance(counter.by(None).leave_note(NRE, "electrical_final", note="x"), NoteLeft)


def test_what_is_not_there_gets_no_note(counter: Counter) -> None:
    assert refused(counter.leave_note("NRE999999", "electrical_final", note="x"))[0] == "unknown_permit"
    assert refused(counter.leave_note(NRE, "framing", note="x"))[0] == "type_not_on_permit"


def test_a_note_may_be_left_until_the_visit_whatever_the_cut_off(counter: Counter) -> None:
    book(counter)
    late = counter.at("2026-12-08T09:30")
    assert isinstance(late.leave_note(NRE, "electrical_final", note="in the back yard"), NoteLeft)


def test_the_same_key_leaves_a_note_once(counter: Counter) -> None:
    book(counter)
    key = Key("k", "the same request")
    first = counter.leave_note(NRE, "electrical_final", note="first", key=key)
    counter.leave_note(NRE, "electrical_final", note="second")
    assert counter.leave_note(NRE, "electrical_final", note="first", key=key) == first
    assert note_of(counter, NRE, "electrical_final") == "second"


def test_the_audit_has_every_note_masked(counter: Counter) -> None:
    book(counter)
    counter.write(Action.MOVE, NRE, "electrical_final", on="2026-12-09", note=NOTE)
    counter.leave_note(NRE, "electrical_final", note=NOTE)
    counter.leave_note(NRE, "electrical_final", note=None)
    counter.by(STRANGER).leave_note(NRE, "electrical_final", note=NOTE)
    rows = counter.records.contents.rulings
    assert [(row.action, row.allowed, row.code, row.phone, row.asked["site_note"]) for row in rows] == [
        ("book", True, None, JAMES, MASKED),
        ("move", True, None, JAMES, MASKED),
        ("note", True, None, JAMES, MASKED),
        ("note", True, None, JAMES, None),
        ("note", False, "not_your_permit", STRANGER, MASKED),
    ]


def test_an_ask_without_a_note_is_in_the_audit_as_before(counter: Counter) -> None:
    book(counter, None)
    assert "site_note" not in counter.records.contents.rulings[0].asked


def test_nothing_that_an_error_may_quote_has_the_note(counter: Counter) -> None:
    book(counter)
    contents = counter.records.contents
    entry = show_permit(NRE, counter.caller, counter.office)
    assert "4471" not in repr([contents.visits, contents.changes, contents.rulings, contents.answers, entry])
