"""The examples in `tests/contract/backend/` are what the back end answers; the actions are tested with the same files.

`PERMITLINE_WRITE_EXAMPLES=1 pytest tests/contract` writes them anew after a change that is meant.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.backend.conftest import opened, sqlite_in
from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE, STRANGER, SUMMIT, Counter
from tests.integration.backend.linking import Linking

FOLDER = Path(__file__).parent / "backend"
NORA = "+16785550106"
NRE, BRES, CELEC, MECH = "NRE261051", "BRES2026-0142", "CELEC26-00031", "CMECH26-00007"
FINAL, ROUGH = ["electrical_final"], ["electrical_rough"]
NOTE = "gate code 4471, big dog, call Sam 678-555-0142 before you come"

CALLS: dict[str, tuple[str, str, str | None, dict[str, Any] | None]] = {
    "city": ("GET", "/v1/city", None, None),
    "account": ("GET", "/v1/account", JAMES, None),
    "account_of_a_stranger": ("GET", "/v1/account", STRANGER, None),
    "permit": ("GET", f"/v1/permits/{BRES}", MARIA, None),
    "permit_with_fees_due": ("GET", f"/v1/permits/{MECH}", SUMMIT, None),
    "permit_inactive": ("GET", "/v1/permits/RROOF25-00318", JAMES, None),
    "permit_public": ("GET", f"/v1/permits/{NRE}", STRANGER, None),
    "permit_unknown": ("GET", "/v1/permits/NRE999999", JAMES, None),
    "ruling_allowed": (
        "POST",
        "/v1/rulings",
        JAMES,
        {"action": "book", "permit": NRE, "inspections": FINAL, "day": "2026-12-08", "half_day": "am"},
    ),
    "ruling_without_a_day": ("POST", "/v1/rulings", JAMES, {"action": "book", "permit": NRE, "inspections": FINAL}),
    "ruling_refused_for_its_day": (
        "POST",
        "/v1/rulings",
        JAMES,
        {"action": "book", "permit": NRE, "inspections": FINAL, "day": "2026-12-05"},
    ),
    "ruling_refused_in_part": (
        "POST",
        "/v1/rulings",
        MARIA,
        {"action": "book", "permit": BRES, "inspections": ["electrical_final", "drywall"], "day": "2026-12-05"},
    ),
    "ruling_on_cancelling": (
        "POST",
        "/v1/rulings",
        QUICKWIRE,
        {"action": "cancel", "permit": CELEC, "inspections": ["fire_alarm"]},
    ),
    "ruling_on_moving": (
        "POST",
        "/v1/rulings",
        QUICKWIRE,
        {"action": "move", "permit": CELEC, "inspections": ["fire_alarm"], "day": "2026-12-10"},
    ),
    "booking": (
        "POST",
        "/v1/bookings",
        JAMES,
        {"permit": NRE, "inspections": FINAL, "day": "2026-12-08", "half_day": "am", "ruling": None},
    ),
    "booking_refused": (
        "POST",
        "/v1/bookings",
        SUMMIT,
        {"permit": MECH, "inspections": ["gas_test"], "day": "2026-12-08", "half_day": None, "ruling": None},
    ),
    "booking_with_a_note": (
        "POST",
        "/v1/bookings",
        JAMES,
        {"permit": NRE, "inspections": FINAL, "day": "2026-12-08", "half_day": None, "ruling": None, "site_note": NOTE},
    ),
    "cancellation": ("POST", "/v1/cancellations", QUICKWIRE, {"permit": CELEC, "inspections": ["fire_alarm"]}),
    "move": (
        "POST",
        "/v1/moves",
        QUICKWIRE,
        {"permit": CELEC, "inspections": ["electrical_rough"], "day": "2026-12-10", "half_day": None},
    ),
    "move_with_a_note": (
        "POST",
        "/v1/moves",
        QUICKWIRE,
        {"permit": CELEC, "inspections": ROUGH, "day": "2026-12-10", "half_day": None, "site_note": NOTE},
    ),
    "note": ("PUT", "/v1/notes", QUICKWIRE, {"permit": CELEC, "inspections": ROUGH, "site_note": NOTE}),
    "note_removed": ("PUT", "/v1/notes", QUICKWIRE, {"permit": CELEC, "inspections": ROUGH, "site_note": None}),
    "note_refused": ("PUT", "/v1/notes", JAMES, {"permit": NRE, "inspections": FINAL, "site_note": NOTE}),
    "note_too_long": (
        "PUT",
        "/v1/notes",
        QUICKWIRE,
        {"permit": CELEC, "inspections": ROUGH, "site_note": "The gate is at the back. " * 13},
    ),
    "event_result_posted": (
        "POST",
        "/v1/events",
        None,
        {
            "event": "result_posted",
            "permit": CELEC,
            "inspection": "electrical_rough",
            "result": "failed",
            "word": "Partial approval",
            "day": "2026-12-01",
            "note": "No cover on panel B.",
        },
    ),
    "event_visit_moved": (
        "POST",
        "/v1/events",
        None,
        {
            "event": "visit_moved",
            "permit": CELEC,
            "inspection": "fire_alarm",
            "day": "2026-12-07",
            "half_day": "am",
            "reason": {"en": "A storm is coming.", "es": "Viene una tormenta."},
        },
    ),
    "event_visit_called_off": (
        "POST",
        "/v1/events",
        None,
        {"event": "visit_called_off", "permit": CELEC, "inspection": "fire_alarm", "reason": None},
    ),
    "event_fees_settled": (
        "POST",
        "/v1/events",
        None,
        {"event": "fees_settled", "permit": MECH, "status": "issued", "issued_on": "2026-12-01"},
    ),
    "event_refused": (
        "POST",
        "/v1/events",
        None,
        {"event": "visit_called_off", "permit": NRE, "inspection": "electrical_final", "reason": None},
    ),
    "event_by_a_person": (
        "POST",
        "/v1/events",
        JAMES,
        {"event": "fees_settled", "permit": NRE},
    ),
    "notices_chosen": ("PUT", "/v1/account/notices", JAMES, {"kind": "reminders", "wanted": False}),
    "calendar_link_refused": ("POST", "/v1/calendar-links", JAMES, {"permit": NRE, "inspection": "electrical_final"}),
    "calendar_unknown": ("GET", "/v1/calendars/abcdefghjk", None, None),
    "link": ("POST", "/v1/links", STRANGER, {"permit": NRE}),
    "link_of_a_permit_that_does_not_exist": ("POST", "/v1/links", STRANGER, {"permit": "NRE999999"}),
    "link_refused": ("POST", "/v1/links", JAMES, {"permit": NRE}),
    "unlink": ("POST", "/v1/unlinks", JAMES, {"permit": NRE}),
    "forgetting": ("POST", "/v1/forgettings", JAMES, {}),
    "role_may_not": ("POST", "/v1/cancellations", NORA, {"permit": "RNEW26-00027", "inspections": ["framing"]}),
    "language": ("PUT", "/v1/account/language", JAMES, {"language": "es"}),
}


@pytest.fixture(scope="module")
def served_for_examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    folder = tmp_path_factory.mktemp("contract")
    yield from opened(sqlite_in(folder), folder)


@pytest.fixture
def counter(served_for_examples: Counter) -> Counter:
    served_for_examples.lay_out()
    return served_for_examples


def steady(body: Any) -> Any:
    """An answer with its drawn numbers replaced, so that it is the same every time."""
    without_ids = re.sub(r'"[0-9a-f]{24}"', '"000000000000000000000001"', json.dumps(body))
    return json.loads(re.sub(r'("confirmation": )"\d+"', r'\1"123456"', without_ids))


@dataclass(frozen=True)
class Said:
    """An answer as it stands in the example, where that is not the answer's JSON."""

    status_code: int
    json: Any


def check(name: str, method: str, path: str, asked: Any, answer: Any) -> None:
    example = {
        "request": {"method": method, "path": path, "body": asked},
        "response": {"status": answer.status_code, "body": steady(answer.json)},
    }
    file = FOLDER / f"{name}.json"
    if os.environ.get("PERMITLINE_WRITE_EXAMPLES") == "1":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(json.dumps(example, indent=2, ensure_ascii=False) + "\n")
    assert json.loads(file.read_text()) == example


@pytest.mark.parametrize("name", CALLS)
def test_the_back_end_answers_as_in_the_example(counter: Counter, name: str) -> None:
    method, path, by, asked = CALLS[name]
    answer = counter.get(path, by) if asked is None else counter.post(path, asked, by, method=method)
    check(name, method, path, asked, answer)


def test_an_undo_is_answered_as_in_the_example(counter: Counter) -> None:
    cancelled = counter.post("/v1/cancellations", {"permit": CELEC, "inspections": ["fire_alarm"]}, QUICKWIRE)
    undone = counter.post("/v1/undos", {"change": cancelled.json["change"]}, QUICKWIRE)
    check("undo", "POST", "/v1/undos", {"change": "000000000000000000000001"}, undone)
    again = counter.post("/v1/undos", {"change": cancelled.json["change"]}, QUICKWIRE)
    check("undo_refused", "POST", "/v1/undos", {"change": "000000000000000000000001"}, again)


def test_a_permit_with_a_note_is_answered_as_in_the_examples(counter: Counter) -> None:
    noted = {"permit": CELEC, "inspections": ROUGH, "site_note": NOTE}
    assert counter.post("/v1/notes", noted, QUICKWIRE, method="PUT").status_code == 200
    path = f"/v1/permits/{CELEC}"
    check("permit_with_a_note", "GET", path, None, counter.get(path, QUICKWIRE))
    check("permit_with_a_note_for_the_inspector", "GET", path, None, counter.get(path))


def test_the_public_record_is_told_as_in_the_examples(counter: Counter) -> None:
    booked = {"permit": NRE, "inspections": FINAL, "day": "2026-12-08", "half_day": "am", "site_note": NOTE}
    assert counter.post("/v1/bookings", booked, JAMES).status_code == 201
    for kind in ("rulings", "changes", "notices"):
        path = f"/v1/records/{kind}?permit={NRE}"
        check(f"records_{kind}", "GET", path, None, counter.get(path))
    check("records_refused", "GET", "/v1/records/rulings", None, counter.get("/v1/records/rulings", JAMES))


def test_a_calendar_is_answered_as_in_the_examples(counter: Counter) -> None:
    asked = {"permit": CELEC, "inspection": "fire_alarm"}
    linked = counter.post("/v1/calendar-links", asked, QUICKWIRE)
    token = linked.json["path"].removeprefix("/c/")
    shown = counter.get(f"/v1/calendars/{token}")
    lines = re.sub(r"UID:[0-9a-f]{24}", "UID:" + "0" * 24, re.sub(r"\d{6}\.", "123456.", shown.text)).splitlines()
    example = re.sub(r"^/c/[2-9A-Za-z]{10}$", "/c/abcdefghjk", linked.json["path"])
    check(
        "calendar_link", "POST", "/v1/calendar-links", asked, Said(linked.status_code, {**linked.json, "path": example})
    )
    check("calendar", "GET", "/v1/calendars/abcdefghjk", None, Said(shown.status_code, {"lines": lines}))


def test_a_proof_is_answered_as_in_the_examples(counter: Counter) -> None:
    linking = Linking(counter)
    link = linking.begin(NRE, STRANGER).json["link"]
    path = "/v1/links/000000000000000000000001"
    check("link_code", "POST", f"{path}/codes", {"contact": 1}, linking.send(link, 1, STRANGER))
    wrong = linking.prove(link, "12345", STRANGER)
    check("proof_refused", "POST", f"{path}/proofs", {"code": "12345"}, wrong)
    proved = linking.prove(link, linking.code(link), STRANGER)
    check("proof", "POST", f"{path}/proofs", {"code": "123456"}, proved)
    expired = linking.prove(link, "123456", STRANGER)
    check("proof_expired", "POST", f"{path}/proofs", {"code": "123456"}, expired)


def test_too_many_permits_of_others_are_answered_as_in_the_example(counter: Counter) -> None:
    for number in range(10):
        counter.get(f"/v1/permits/NRE99999{number}", STRANGER)
    check("permit_too_many_tries", "GET", f"/v1/permits/{NRE}", None, counter.get(f"/v1/permits/{NRE}", STRANGER))


def test_holds_and_purges_are_answered_as_in_the_examples(counter: Counter) -> None:
    asked = {"permit": NRE, "reason": "Request 2026-118", "by": "M. Ortiz"}
    held = counter.post("/v1/records/holds", asked)
    check("records_hold", "POST", "/v1/records/holds", asked, held)
    path = f"/v1/records/holds/{held.json['hold']}/release"
    check("records_hold_released", "POST", "/v1/records/holds/000000000000000000000001/release", {"by": "A. Lee"},
          counter.post(path, {"by": "A. Lee"}))  # fmt: skip
    check("records_holds", "GET", "/v1/records/holds", None, counter.get("/v1/records/holds"))
    befores = {"rulings_before": "2026-11-01T00:00:00-04:00", "notices_before": None}
    check("records_toll", "POST", "/v1/records/toll", befores, counter.post("/v1/records/toll", befores))
    batch = {**befores, "purge": "000000000000000000000001", "by": "M. Ortiz"}
    check("records_purge", "POST", "/v1/records/purges", batch, counter.post("/v1/records/purges", batch))


def test_no_example_is_left_over() -> None:
    in_steps = {"undo", "undo_refused", "permit_with_a_note", "permit_with_a_note_for_the_inspector"}
    in_steps |= {"calendar_link", "calendar"}
    in_steps |= {"link_code", "proof", "proof_refused", "proof_expired", "permit_too_many_tries"}
    in_steps |= {"records_rulings", "records_changes", "records_notices", "records_refused"}
    in_steps |= {"records_hold", "records_hold_released", "records_holds", "records_toll", "records_purge"}
    assert {file.stem for file in FOLDER.glob("*.json")} == {*CALLS, *in_steps}
