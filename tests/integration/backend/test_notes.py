"""Notes for the inspector over HTTP, on both databases: in full for the inspector's system, masked for anyone else."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from alembic import command

from backend.records.engine import open_engine, writing
from backend.records.migrate import _config, current, migrate, newest
from tests.integration.backend.conftest import sqlite_in
from tests.integration.backend.counter import JAMES, QUICKWIRE, STRANGER, Counter

NRE, CELEC = "NRE261051", "CELEC26-00031"
NOTE = "gate code 4471, call Sam 678-555-0142"
MASKED = "gate code ****, call Sam ***-***-**42"
ROUGH = {"permit": CELEC, "inspections": ["electrical_rough"]}


def leave(counter: Counter, note: Any, by: str | None = QUICKWIRE, **more: Any) -> Any:
    return counter.post("/v1/notes", ROUGH | {"site_note": note} | more, by, method="PUT")


def shown(counter: Counter, permit: str, inspection_type: str, by: str | None) -> Any:
    listed = counter.get(f"/v1/permits/{permit}", by).json["inspections"]  # type: ignore[index]
    return next(one["site_note"] for one in listed if one["type"] == inspection_type)


def test_a_note_is_masked_for_a_person_and_in_full_for_the_inspectors_system(counter: Counter) -> None:
    assert counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES, site_note=NOTE).status_code == 201
    assert shown(counter, NRE, "electrical_final", JAMES) == MASKED
    assert shown(counter, NRE, "electrical_final", None) == NOTE
    account = counter.get("/v1/account", JAMES)
    assert MASKED in account.text
    assert "4471" not in account.text
    assert "inspections" not in counter.get(f"/v1/permits/{NRE}", STRANGER).json


def test_a_note_goes_with_the_visit_through_move_cancellation_and_undo(counter: Counter) -> None:
    assert leave(counter, NOTE).status_code == 200
    counter.post("/v1/moves", ROUGH | {"day": "2026-12-10"}, QUICKWIRE)
    assert shown(counter, CELEC, "electrical_rough", None) == NOTE
    cancelled = counter.post("/v1/cancellations", ROUGH, QUICKWIRE)
    assert shown(counter, CELEC, "electrical_rough", None) is None
    counter.post("/v1/undos", {"change": cancelled.json["change"]}, QUICKWIRE)
    assert shown(counter, CELEC, "electrical_rough", None) == NOTE
    counter.post("/v1/moves", ROUGH | {"day": "2026-12-11", "site_note": "back door"}, QUICKWIRE)
    assert shown(counter, CELEC, "electrical_rough", None) == "back door"


def test_a_note_is_answered_with_the_visits_that_have_it(counter: Counter) -> None:
    before = counter.inspection(CELEC, "electrical_rough")
    left = leave(counter, f"  {NOTE}\n")
    assert (left.status_code, left.json) == (
        200,
        {
            "permit": CELEC,
            "address": "900 Commerce Parkway, Suite 120",
            "inspections": [
                {
                    "type": "electrical_rough",
                    "day": before["date"],
                    "half_day": None,
                    "confirmation": before["confirmation"],
                }
            ],
            "site_note": MASKED,
        },
    )
    assert leave(counter, None).json["site_note"] is None
    assert counter.inspection(CELEC, "electrical_rough") == before


def test_a_key_repeats_the_answer_and_keeps_no_code(counter: Counter) -> None:
    answers = [counter.post("/v1/notes", ROUGH | {"site_note": NOTE}, QUICKWIRE, "k", "PUT") for _ in range(2)]
    assert answers[0].text == answers[1].text
    (kept,) = counter.rows("select answer from idempotency_keys")
    assert "4471" not in kept[0]
    (asked,) = counter.rows("select asked from rulings")
    assert "4471" not in str(asked[0])
    assert "555-01" not in str(asked[0])


@pytest.mark.parametrize(
    ("asked", "by", "code"),
    [
        ({"permit": "NRE999999"}, QUICKWIRE, "unknown_permit"),
        ({}, STRANGER, "not_your_permit"),
        ({"permit": NRE, "inspections": ["electrical_final"]}, JAMES, "nothing_booked"),
        ({"inspections": ["electrical_rough", "drywall"]}, QUICKWIRE, "type_not_on_permit"),
    ],
)
def test_a_note_that_cannot_be_left_is_a_refusal(counter: Counter, asked: dict[str, Any], by: str, code: str) -> None:
    refused = leave(counter, NOTE, by, **asked)
    assert (refused.status_code, refused.json["code"]) == (409, code)
    assert shown(counter, CELEC, "electrical_rough", None) is None


@pytest.mark.parametrize("note", ["x" * 301, 4471, ["gate"], {"code": 1}, True])
@pytest.mark.parametrize("path", ["bookings", "moves", "notes"])
def test_a_note_that_cannot_be_kept_is_422_and_says_where(sqlite_counter: Counter, path: str, note: object) -> None:
    asked = ROUGH | {"site_note": note} | ({} if path == "notes" else {"day": "2026-12-10"})
    refused = sqlite_counter.post(f"/v1/{path}", asked, QUICKWIRE, method="PUT" if path == "notes" else "POST")
    assert (refused.status_code, refused.json["code"]) == (422, "invalid_request")
    assert any("site_note" in where for where in refused.json["facts"]["problems"]["json"])
    assert "xxx" not in refused.text
    assert "4471" not in refused.text


def test_whether_a_note_is_to_be_removed_must_be_said(sqlite_counter: Counter) -> None:
    assert sqlite_counter.post("/v1/notes", ROUGH, QUICKWIRE, method="PUT").status_code == 422


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("x" * 300, "x" * 300),
        (" x" * 150 + "\r\n" * 200, ("x " * 150).strip()),
        ("gate\x00 code\u202e 4471 \ud83d", "gate code 4471"),
        ("ojo: perro 🐕 \u0301", "ojo: perro 🐕 \u0301"),
        ("", None),
        (" \u200b\n", None),
    ],
)
def test_a_note_is_cleaned_before_it_is_measured_and_kept(counter: Counter, given: str, kept: str | None) -> None:
    assert leave(counter, given).status_code == 200
    assert shown(counter, CELEC, "electrical_rough", None) == kept


@pytest.fixture
def plain_logs() -> Iterator[None]:
    """As the programs log: the lines of a traceback, without the source around them."""
    before = structlog.get_config()
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("plain_logs")
def test_no_log_line_has_anything_of_a_note(
    sqlite_counter: Counter,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counter, secret = sqlite_counter, "zebra 4471"

    def break_down(*given: object) -> None:
        raise RuntimeError(f"a mistake of ours, which quotes what it was given: {given}")

    with caplog.at_level(logging.DEBUG):
        leave(counter, secret)
        leave(counter, secret, STRANGER)
        leave(counter, f"{secret} " * 40)
        counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES, site_note=secret)
        counter.book(NRE, "electrical_final", day="2026-12-05", by=JAMES, site_note=secret)
        monkeypatch.setattr("backend.services.leave_note._decide_and_write", break_down)
        monkeypatch.setattr("backend.services.change_inspections._decide_and_write", break_down)
        assert leave(counter, secret).status_code == 500
        moved = counter.post("/v1/moves", ROUGH | {"day": "2026-12-10", "site_note": secret}, QUICKWIRE)
        assert moved.status_code == 500
    told = caplog.text + "".join(capfd.readouterr())
    assert "a mistake of ours" in told
    assert "zebra" not in told
    assert "4471" not in told


def test_visits_from_before_there_were_notes_have_none(tmp_path: Any) -> None:
    url, _ = sqlite_in(tmp_path)
    engine = open_engine(url)
    with writing(engine) as connection:
        command.upgrade(_config(connection), "0001")
        for row in (
            "permits (id, number, address, type, status) values (1, 'A1', '1 Main', 'x', 'issued')",
            "inspections (id, permit_id, position, type) values (1, 1, 0, 'framing')",
            "visits (inspection_id, day, status, note, channel, requested_at)"
            " values (1, '2026-12-08', 'booked', 'kept', 'sms', '2026-12-01')",
        ):
            connection.exec_driver_sql(f"insert into {row}")
        connection.commit()
    migrate(engine)
    with engine.connect() as connection:
        assert current(connection) == newest()
        assert connection.exec_driver_sql("select note, site_note from visits").all() == [("kept", None)]
    engine.dispose()
