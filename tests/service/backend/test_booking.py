"""Booking: all or nothing, once a key, by the rules of the read-back while it is honoured."""

from dataclasses import replace
from datetime import date

import pytest

from backend.domain.model import HalfDay
from backend.services.entries import Action, Changed, Key, Refused
from backend.services.ports import KeyReusedError
from tests.service.backend.counter import JAMES, MARIA, STRANGER, Counter

BOOK = Action.BOOK
NRE = "NRE261051"
BRES = "BRES2026-0142"


def test_a_booking_takes_a_place_and_gets_a_confirmation_number(counter: Counter) -> None:
    booked = counter.write(BOOK, NRE, "electrical_final", on="2026-12-08", half=HalfDay.AM)
    assert isinstance(booked, Changed)
    assert [(one.type, one.day, one.half_day) for one in booked.inspections] == [
        ("electrical_final", date(2026, 12, 8), HalfDay.AM)
    ]
    assert booked.inspections[0].confirmation
    assert counter.records.contents.used["electrical", date(2026, 12, 8)] == 1
    assert counter.records.commits == 1


def test_where_one_of_two_is_refused_nothing_is_booked_and_the_refusal_is_in_the_audit(counter: Counter) -> None:
    refused = counter.by(MARIA).write(BOOK, BRES, "electrical_final", "building_final", on="2026-12-08")
    assert isinstance(refused, Refused)
    assert refused.code == "prerequisite_not_passed"
    assert not counter.records.contents.used.get(("electrical", date(2026, 12, 8)))
    (row,) = counter.records.contents.rulings
    assert (row.allowed, row.code, row.phone, row.channel) == (False, "prerequisite_not_passed", MARIA, "sms")


def test_an_allowed_booking_is_in_the_audit_with_its_change(counter: Counter) -> None:
    booked = counter.write(BOOK, NRE, "electrical_final", on="2026-12-08")
    (row,) = counter.records.contents.rulings
    assert isinstance(booked, Changed)
    assert (row.allowed, row.code, row.change_id, row.action) == (True, None, booked.change, "book")


def test_the_same_key_books_once_and_answers_the_same(counter: Counter) -> None:
    key = Key("k", "the same request")
    first = counter.write(BOOK, NRE, "electrical_final", on="2026-12-08", key=key)
    assert counter.write(BOOK, NRE, "electrical_final", on="2026-12-08", key=key) == first
    assert counter.records.contents.used["electrical", date(2026, 12, 8)] == 1


def test_a_refusal_is_repeated_for_its_key_although_it_would_be_allowed_by_now(counter: Counter) -> None:
    key = Key("k", "the same request")
    refused = counter.write(BOOK, NRE, "electrical_final", on="2026-12-05", key=key)
    assert isinstance(refused, Refused)
    assert counter.write(BOOK, NRE, "electrical_final", on="2026-12-08", key=key) == refused


def test_a_key_with_another_request_is_a_mistake(counter: Counter) -> None:
    counter.write(BOOK, NRE, "electrical_final", on="2026-12-08", key=Key("k", "one"))
    with pytest.raises(KeyReusedError):
        counter.write(BOOK, NRE, "electrical_final", on="2026-12-09", key=Key("k", "another"))


@pytest.mark.parametrize(
    ("asked", "answered", "books"),
    [
        ("2026-12-01T15:59", "2026-12-01T16:05", True),
        ("2026-12-01T15:59", "2026-12-01T16:09", True),
        ("2026-12-01T15:59", "2026-12-01T16:09:01", False),
        ("2026-12-01T15:49", "2026-12-01T16:00", False),
    ],
)
def test_what_was_read_back_before_the_cut_off_holds_for_ten_minutes(
    counter: Counter, asked: str, answered: str, books: bool
) -> None:
    ruling = counter.at(asked).ask(BOOK, NRE, "electrical_final", on="2026-12-02")
    assert ruling.ruling.allowed
    outcome = counter.at(answered).write(BOOK, NRE, "electrical_final", on="2026-12-02", ruling=ruling.id)
    assert isinstance(outcome, Changed) is books


def test_a_read_back_of_another_day_is_not_honoured(counter: Counter) -> None:
    ruling = counter.at("2026-12-01T15:59").ask(BOOK, NRE, "electrical_final", on="2026-12-03")
    late = counter.at("2026-12-01T16:01").write(BOOK, NRE, "electrical_final", on="2026-12-02", ruling=ruling.id)
    assert isinstance(late, Refused)
    assert late.code == "past_cutoff"


def test_a_read_back_to_someone_else_is_not_honoured(counter: Counter) -> None:
    ruling = counter.by(None).at("2026-12-01T15:59").ask(BOOK, NRE, "electrical_final", on="2026-12-02")
    late = counter.by(JAMES).at("2026-12-01T16:01")
    assert isinstance(late.write(BOOK, NRE, "electrical_final", on="2026-12-02", ruling=ruling.id), Refused)


def test_a_read_back_keeps_no_place(counter: Counter) -> None:
    ruling = counter.ask(BOOK, NRE, "electrical_final", on="2026-12-02")
    counter.records.contents.used["electrical", date(2026, 12, 2)] = 8
    late = counter.write(BOOK, NRE, "electrical_final", on="2026-12-02", ruling=ruling.id)
    assert isinstance(late, Refused)
    assert late.code == "fully_booked"
    assert len(late.openings) == 3


def test_a_stranger_books_nothing(counter: Counter) -> None:
    refused = counter.by(STRANGER).write(BOOK, NRE, "electrical_final", on="2026-12-08")
    assert isinstance(refused, Refused)
    assert refused.code == "not_your_permit"


def test_a_program_may_book_on_any_permit(counter: Counter) -> None:
    assert isinstance(counter.by(None).write(BOOK, NRE, "electrical_final", on="2026-12-08"), Changed)


def test_openings_are_those_of_the_inspections_that_can_be_had(counter: Counter) -> None:
    asked = counter.by(MARIA).ask(BOOK, BRES, "electrical_final", "drywall", on="2026-12-06")
    assert not asked.ruling.allowed
    assert [opening.day.day for opening in asked.ruling.openings] == [4, 7, 8]


def test_a_ruling_writes_nothing_but_the_audit(counter: Counter) -> None:
    before = replace(counter.records.contents)
    counter.ask(BOOK, NRE, "electrical_final", on="2026-12-08")
    after = counter.records.contents
    assert (after.visits, after.used, after.changes) == (before.visits, before.used, before.changes)
    assert [row.what_if for row in after.rulings] == [True]


def test_an_inspection_that_was_cancelled_can_be_booked_again(counter: Counter) -> None:
    counter.write(BOOK, NRE, "electrical_final", on="2026-12-08")
    counter.write(Action.CANCEL, NRE, "electrical_final")
    assert isinstance(counter.write(BOOK, NRE, "electrical_final", on="2026-12-09"), Changed)
    assert [one.status for one in counter.records.contents.visits if one.permit == NRE] == ["cancelled", "booked"]
    assert counter.records.contents.used["electrical", date(2026, 12, 9)] == 1
