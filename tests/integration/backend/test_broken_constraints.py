"""A write that a constraint stops: a race is tried again, anything else is a mistake of ours, told without values."""

from datetime import date
from decimal import Decimal
from traceback import format_exception

import pytest
from sqlalchemy import insert

from backend.records.tables import changes, fees, permits, visits
from backend.records.unit_of_work import BrokenConstraintError, SqlRecords
from backend.services.ports import OvertakenError
from tests.integration.backend.counter import Counter

PRIVATE = "Maria's back gate is 4711"


def a_visit(counter: Counter, **more: object) -> dict[str, object]:
    (inspection,) = counter.rows("select id from inspections where type = 'electrical_final' limit 1")[0]
    values = {"inspection_id": inspection, "day": date(2026, 12, 8), "status": "booked", "channel": "sms"}
    return values | {"requested_at": counter.clock.time} | more


def a_change(counter: Counter, name: str, **more: object) -> dict[str, object]:
    (permit,) = counter.rows("select id from permits limit 1")[0]
    return {"id": name, "kind": "book", "permit_id": permit, "channel": "sms", "at": counter.clock.time} | more


def write_all(counter: Counter, *statements: object) -> None:
    with SqlRecords(counter.backend.engine).writing() as uow:
        for statement in statements:
            uow._connection.execute(statement)  # type: ignore[call-overload]


def test_two_bookings_of_one_inspection_are_a_race(counter: Counter) -> None:
    one = insert(visits).values(a_visit(counter))
    with pytest.raises(OvertakenError):
        write_all(counter, one, one)


def test_one_confirmation_number_drawn_twice_is_a_race(counter: Counter) -> None:
    one = insert(visits).values(a_visit(counter, status="passed", confirmation="777777"))
    with pytest.raises(OvertakenError):
        write_all(counter, one, one)


def test_two_undos_of_one_change_are_a_race(counter: Counter) -> None:
    undos = [insert(changes).values(a_change(counter, name, undoes="c0")) for name in ("c1", "c2")]
    with pytest.raises(OvertakenError):
        write_all(counter, insert(changes).values(a_change(counter, "c0")), *undos)


def test_anything_else_is_a_mistake_of_ours_and_named_without_its_values(counter: Counter) -> None:
    (number,) = counter.rows("select number from permits limit 1")[0]
    broken = {
        "status": insert(visits).values(a_visit(counter, status="odd", note=PRIVATE)),
        "FOREIGN KEY|fk_": insert(fees).values(permit_id=987654, item=PRIVATE, amount=Decimal(1)),
        "number": insert(permits).values(number=number, address=PRIVATE, type="x", status="issued"),
        "NOT NULL|23502": insert(permits).values(number=PRIVATE, address=None, type="x", status="issued"),
    }
    for named, statement in broken.items():
        with pytest.raises(BrokenConstraintError, match=named) as raised:
            write_all(counter, statement)
        told = "".join(format_exception(raised.value))
        assert PRIVATE not in told
        assert number not in told
        assert "write_all" in told  # where it happened stays in the log


def test_such_a_mistake_is_answered_as_one_at_once(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def break_a_rule(uow: object, *_args: object) -> None:
        tries.append(1)
        uow._connection.execute(insert(visits).values(a_visit(counter, status="odd")))  # type: ignore[attr-defined]

    monkeypatch.setattr("backend.services.change_inspections._decide_and_write", lambda *args: break_a_rule(args[-1]))
    answer = counter.book("NRE261051", "electrical_final", day="2026-12-08")
    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")  # type: ignore[index]
    assert len(tries) == 1
