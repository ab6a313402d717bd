"""Object-level authorisation, call by call (S3): strangers and other people get nothing of somebody's permit.

The back end decides it with the speaker's own rights, whatever the program that calls may do. Every call of /v1 is in
the table, or the first test fails: a new one says here what others get.
"""

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.integration.backend.counter import JAMES, MARIA, STRANGER, SUMMIT, Counter
from tests.integration.backend.linking import Linking

NRE = "NRE261051"
VISIT: dict[str, Any] = {"permit": NRE, "inspections": ["electrical_final"]}
ON_A_DAY = VISIT | {"day": "2026-12-09"}
NOTHING: dict[str, Any] = {}

ABOUT_THE_PERMIT: dict[tuple[str, str], tuple[str, dict[str, Any] | None]] = {
    ("GET", "/v1/account"): ("/v1/account", None),
    ("GET", "/v1/permits/<number>"): (f"/v1/permits/{NRE}", None),
    ("POST", "/v1/rulings"): ("/v1/rulings", ON_A_DAY | {"action": "move"}),
    ("POST", "/v1/bookings"): ("/v1/bookings", ON_A_DAY),
    ("POST", "/v1/cancellations"): ("/v1/cancellations", VISIT),
    ("POST", "/v1/moves"): ("/v1/moves", ON_A_DAY),
    ("POST", "/v1/undos"): ("/v1/undos", {"change": "CHANGE"}),
    ("PUT", "/v1/notes"): ("/v1/notes", VISIT | {"site_note": "nobody home"}),
    ("POST", "/v1/links"): ("/v1/links", {"permit": NRE}),
    ("POST", "/v1/links/<link>/codes"): ("/v1/links/LINK/codes", {"contact": 1}),
    ("POST", "/v1/links/<link>/proofs"): ("/v1/links/LINK/proofs", {"code": "123456"}),
    ("POST", "/v1/unlinks"): ("/v1/unlinks", {"permit": NRE}),
    ("POST", "/v1/calendar-links"): ("/v1/calendar-links", {"permit": NRE, "inspection": "electrical_final"}),
}
"""Each call that may name a permit, as somebody else would make it: with James's permit, his change and his link."""

ABOUT_NO_PERMIT = {
    ("GET", "/v1/city"),
    ("PUT", "/v1/account/language"),
    ("PUT", "/v1/account/notices"),
    ("POST", "/v1/forgettings"),
}
"""What anyone may know, or what is the speaker's own phone."""

PROGRAMS_ONLY = ("/v1/records/", "/v1/events", "/v1/calendars/")
PRIVATE = ("Havana", "James", "Carter", "gate code", "+16785550102", "james@example.com", "2026-12-08")


@pytest.fixture
def counter(counter: Counter) -> Counter:
    """James has a visit with a note; whoever else learns of its day, its number or its place was told too much."""
    booked = counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES, site_note="gate code 4471")
    assert booked.status_code == 201
    return counter


def calls_of(counter: Counter) -> set[tuple[str, str]]:
    rules = counter.backend.app.url_map.iter_rules()
    found = {(method, rule.rule) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}
    return {(method, path) for method, path in found if path.startswith("/v1/") and path != "/v1/openapi.json"}


def made(counter: Counter, call: tuple[str, str], by: str) -> TestResponse:
    path, asked = ABOUT_THE_PERMIT[call]
    change = counter.rows("select id from changes where kind = 'book'")[0][0]
    link = Linking(counter).begin("RNEW26-00027", JAMES).json["link"]  # type: ignore[index]
    Linking(counter).send(link, 1, JAMES)
    path = path.replace("LINK", link)
    if asked is None:
        return counter.get(path, by)
    asked = json.loads(json.dumps(asked).replace("CHANGE", change))
    return counter.post(path, asked, by, method=call[0])


def test_every_call_is_in_the_table(sqlite_counter: Counter) -> None:
    known = set(ABOUT_THE_PERMIT) | ABOUT_NO_PERMIT
    assert {call for call in calls_of(sqlite_counter) if not call[1].startswith(PROGRAMS_ONLY)} == known


@pytest.mark.parametrize("by", [STRANGER, MARIA, SUMMIT], ids=["stranger", "homeowner", "contractor"])
@pytest.mark.parametrize("call", ABOUT_THE_PERMIT, ids=lambda call: " ".join(call))
def test_somebody_else_gets_nothing_private_and_changes_nothing(
    counter: Counter, call: tuple[str, str], by: str
) -> None:
    before = counter.get(f"/v1/permits/{NRE}", JAMES).json
    people = counter.rows("select person_id, unlinked_at from permit_people order by permit_id, person_id")
    answer = made(counter, call, by)
    assert answer.status_code in (200, 201, 404, 409)
    told = answer.get_data(as_text=True)
    confirmation = next(one["confirmation"] for one in before["inspections"])  # type: ignore[index]
    assert [word for word in (*PRIVATE, confirmation) if word in told] == []
    assert counter.get(f"/v1/permits/{NRE}", JAMES).json == before
    assert counter.rows("select person_id, unlinked_at from permit_people order by permit_id, person_id") == people


@pytest.mark.parametrize("call", ABOUT_THE_PERMIT, ids=lambda call: " ".join(call))
def test_a_phone_that_forgot_its_person_is_a_stranger_s(counter: Counter, call: tuple[str, str]) -> None:
    before = counter.get(f"/v1/permits/{NRE}").json
    counter.post("/v1/forgettings", NOTHING, JAMES)
    answer = made(counter, call, JAMES)
    told = answer.get_data(as_text=True)
    assert [word for word in ("Havana", "Carter", "gate code", "2026-12-08") if word in told] == []
    assert counter.get(f"/v1/permits/{NRE}").json == before


def test_what_is_for_programs_is_closed_to_every_phone(sqlite_counter: Counter) -> None:
    closed = [call for call in calls_of(sqlite_counter) if call[1].startswith(PROGRAMS_ONLY)]
    assert closed
    for method, path in closed:
        path = path.replace("<token>", "abcdefghjk")
        event = {"event": "fees_settled", "permit": NRE}
        for by in (STRANGER, JAMES):
            answer = sqlite_counter.get(path, by) if method == "GET" else sqlite_counter.post(path, event, by)
            assert answer.status_code == 403, (method, path)
