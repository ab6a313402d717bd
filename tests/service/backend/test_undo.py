"""Undo takes back a person's own change, once, while the rules allow."""

from datetime import date

import pytest

from backend.services.entries import Action, Changed, Outcome, Refused
from backend.services.show_permit import show_permit
from tests.service.backend.counter import MARIA, QUICKWIRE, Counter

NRE, CELEC = "NRE261051", "CELEC26-00031"


def code_of(outcome: Outcome) -> str | None:
    return outcome.code if isinstance(outcome, Refused) else None


def changed(outcome: Outcome) -> Changed:
    assert isinstance(outcome, Changed), outcome
    return outcome


def standing(counter: Counter, permit: str, inspection_type: str) -> tuple[str, date | None]:
    shown = show_permit(permit, counter.by(None).caller, counter.office)
    assert shown is not None
    one = shown.entry.permit.inspections[inspection_type]
    return one.status.value, one.day


def test_undo_of_a_booking_cancels_it_and_frees_its_place(counter: Counter) -> None:
    booked = changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08"))
    undone = changed(counter.undo(booked.change))
    assert (undone.undid, undone.kind) == (Action.BOOK, Action.CANCEL)
    assert standing(counter, NRE, "electrical_final")[0] == "cancelled"
    assert counter.records.contents.used["electrical", date(2026, 12, 8)] == 0


def test_undo_of_a_cancellation_books_the_same_day_again(counter: Counter) -> None:
    quick = counter.by(QUICKWIRE)
    was = standing(counter, CELEC, "electrical_rough")
    cancelled = changed(quick.write(Action.CANCEL, CELEC, "electrical_rough", "fire_alarm"))
    undone = changed(quick.undo(cancelled.change))
    assert undone.undid is Action.CANCEL
    assert standing(counter, CELEC, "electrical_rough") == was
    assert counter.records.contents.used["electrical", date(2026, 12, 3)] == 1
    assert counter.records.contents.used["fire", date(2026, 12, 4)] == 1


def test_undo_of_a_move_moves_back(counter: Counter) -> None:
    quick = counter.by(QUICKWIRE)
    moved = changed(quick.write(Action.MOVE, CELEC, "electrical_rough", on="2026-12-10"))
    assert [one.day for one in moved.was] == [date(2026, 12, 3)]
    assert standing(counter, CELEC, "electrical_rough") == ("booked", date(2026, 12, 10))
    undone = changed(quick.undo(moved.change))
    assert undone.undid is Action.MOVE
    assert standing(counter, CELEC, "electrical_rough") == ("booked", date(2026, 12, 3))
    assert counter.records.contents.used["electrical", date(2026, 12, 10)] == 0


def test_nothing_is_undone_twice(counter: Counter) -> None:
    booked = changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08"))
    counter.undo(booked.change)
    assert code_of(counter.undo(booked.change)) == "nothing_to_undo"


def test_an_undo_can_be_undone(counter: Counter) -> None:
    booked = changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08"))
    undone = changed(counter.undo(booked.change))
    assert changed(counter.undo(undone.change)).undid is Action.CANCEL
    assert standing(counter, NRE, "electrical_final") == ("booked", date(2026, 12, 8))


@pytest.mark.parametrize("change", ["made-up", "0" * 24])
def test_an_unknown_change_is_nothing_to_undo(counter: Counter, change: str) -> None:
    assert code_of(counter.undo(change)) == "nothing_to_undo"


def test_only_ones_own_changes_are_undone(counter: Counter) -> None:
    booked = changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08"))
    assert code_of(counter.by(MARIA).undo(booked.change)) == "nothing_to_undo"
    assert standing(counter, NRE, "electrical_final")[0] == "booked"


def test_a_change_that_was_changed_since_is_not_undone(counter: Counter) -> None:
    booked = changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08"))
    counter.write(Action.MOVE, NRE, "electrical_final", on="2026-12-09")
    assert code_of(counter.undo(booked.change)) == "nothing_to_undo"


def test_a_booking_is_not_undone_once_it_is_too_late_to_cancel(counter: Counter) -> None:
    booked = changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08"))
    assert code_of(counter.at("2026-12-08T06:00").undo(booked.change)) == "cancel_cutoff_passed"
    assert changed(counter.at("2026-12-08T05:59").undo(booked.change))


def test_a_place_taken_meanwhile_stops_the_undo_of_a_cancellation(counter: Counter) -> None:
    quick = counter.by(QUICKWIRE)
    cancelled = changed(quick.write(Action.CANCEL, CELEC, "fire_alarm"))
    counter.records.contents.used["fire", date(2026, 12, 4)] = 4
    assert code_of(quick.undo(cancelled.change)) == "fully_booked"


def test_every_undo_is_in_the_audit(counter: Counter) -> None:
    booked = changed(counter.write(Action.BOOK, NRE, "electrical_final", on="2026-12-08"))
    counter.undo(booked.change)
    counter.undo(booked.change)
    assert [(row.action, row.allowed, row.code) for row in counter.records.contents.rulings] == [
        ("book", True, None),
        ("undo", True, None),
        ("undo", False, "nothing_to_undo"),
    ]
