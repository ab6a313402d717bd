"""What the API lets in and how it answers mistakes."""

from datetime import timedelta

import pytest
from werkzeug.routing import Rule

from backend.api.callers import PUBLIC
from tests.integration.backend.counter import JAMES, MARIA, STRANGER, TOKEN, Counter

NRE = "NRE261051"


@pytest.fixture
def counter(sqlite_counter: Counter) -> Counter:
    return sqlite_counter


def path_of(rule: Rule) -> str:
    return rule.rule.replace("<number>", NRE).replace("<path:filename>", "x")


def test_every_route_needs_the_token_or_is_listed_as_public(counter: Counter) -> None:
    app = counter.backend.app
    client = app.test_client()
    rules = [(rule, method) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}]
    assert {rule.endpoint for rule, _ in rules} >= PUBLIC
    for rule, method in rules:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
            status = client.open(path_of(rule), method=method, headers=headers).status_code
            assert (status == 401) is (rule.endpoint not in PUBLIC), (rule.endpoint, method, status)


def test_a_wrong_token_is_answered_with_a_problem(counter: Counter) -> None:
    refused = counter.backend.app.test_client().get("/v1/city", headers={"Authorization": "Bearer wrong"})
    assert (refused.status_code, refused.mimetype) == (401, "application/problem+json")
    assert refused.json["code"] == "not_authenticated"
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", ["", "nonsense", "gAAAAABnonsense"])
def test_a_speaker_token_that_is_not_ours_is_refused(counter: Counter, token: str) -> None:
    headers = counter.headers(None) | {"X-Permitline-Speaker": token}
    assert counter.backend.app.test_client().get("/v1/account", headers=headers).status_code == 401


def test_a_message_from_the_future_counts_as_of_our_clock(counter: Counter) -> None:
    """Else a bot with a wrong clock could book a day that is not open yet."""
    headers = counter.headers(None) | {
        "X-Permitline-Speaker": counter.token_of(JAMES, counter.clock.time + timedelta(days=30)),
        "Idempotency-Key": "k",
    }
    asked = {"permit": NRE, "inspections": ["electrical_final"], "day": "2027-01-05"}
    refused = counter.backend.app.test_client().post("/v1/bookings", json=asked, headers=headers)
    assert refused.json["code"] == "beyond_horizon"


def test_a_message_counts_as_of_its_arrival_however_late_it_is_answered(counter: Counter) -> None:
    arrived = counter.at("2026-12-01T15:59")
    counter.set_clock("2026-12-01T16:20")
    headers = counter.headers(None) | {"X-Permitline-Speaker": counter.token_of(JAMES, arrived), "Idempotency-Key": "k"}
    asked = {"permit": NRE, "inspections": ["electrical_final"], "day": "2026-12-02"}
    assert counter.backend.app.test_client().post("/v1/bookings", json=asked, headers=headers).status_code == 201


@pytest.mark.parametrize("by", [MARIA, STRANGER])
def test_someone_elses_permit_shows_only_what_is_public(counter: Counter, by: str) -> None:
    assert counter.get(f"/v1/permits/{NRE}", by).json == {
        "number": NRE,
        "status": "issued",
        "inactive": False,
        "fees_due": False,
        "public": True,
    }
    asked = {"action": "book", "permit": NRE, "inspections": ["electrical_final"], "day": "2026-12-08"}
    ruling = counter.post("/v1/rulings", asked, by).json
    assert (ruling["allowed"], ruling["address"], ruling["openings"]) == (False, None, [])
    assert ruling["items"][0]["refusal"]["code"] == "not_your_permit"


@pytest.mark.parametrize("number", ["nre261051", " NRE261051 ", "Nre261051"])
def test_a_permit_number_is_found_in_its_canonical_form(counter: Counter, number: str) -> None:
    assert counter.get(f"/v1/permits/{number}").json["number"] == NRE


@pytest.mark.parametrize("number", ["XX", "%00", "%F0%9F%98%80", "a" * 300, "%2e%2e"])
def test_an_unknown_permit_is_404(counter: Counter, number: str) -> None:
    missing = counter.get(f"/v1/permits/{number}")
    assert (missing.status_code, missing.mimetype) == (404, "application/problem+json")


def test_an_unknown_permit_is_a_refusal_where_something_is_asked_of_it(counter: Counter) -> None:
    refused = counter.book("NRE999999", "electrical_final", day="2026-12-08", by=JAMES)
    assert (refused.status_code, refused.json["code"]) == (409, "unknown_permit")


BOOKING = {"permit": NRE, "inspections": ["electrical_final"], "day": "2026-12-08"}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"inspections": ["elektrik"]}, "inspections"),
        ({"inspections": []}, "inspections"),
        ({"inspections": "electrical_final"}, "inspections"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": None}, "day"),
        ({"half_day": "noon"}, "half_day"),
        ({"permit": "NRE\u0000261051"}, "permit"),
        ({"permit": ""}, "permit"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_request_that_makes_no_sense_is_422_and_says_where(
    counter: Counter, change: dict[str, object], where: str
) -> None:
    refused = counter.post("/v1/bookings", BOOKING | change, JAMES)
    assert (refused.status_code, refused.json["code"]) == (422, "invalid_request")
    assert any(where in key for key in refused.json["facts"]["problems"]["json"])


@pytest.mark.parametrize("body", [b"", b"{", b'{"permit"', b"\xff\xfe", b"null", b"[1]", b"[" * 60_000])
def test_a_body_that_is_no_request_is_422(counter: Counter, body: bytes) -> None:
    headers = counter.headers(JAMES) | {"Idempotency-Key": "k", "Content-Type": "application/json"}
    refused = counter.backend.app.test_client().post("/v1/bookings", data=body, headers=headers)
    assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")


def test_forty_inspections_at_once_are_a_refusal(counter: Counter) -> None:
    every = list(counter.backend.office.policy.inspection_types)
    refused = counter.book(NRE, *every, day="2026-12-08", by=JAMES)
    assert refused.json["code"] == "too_many_inspections"
    assert refused.json["facts"] == {"asked": len(every), "most": 6}


@pytest.mark.parametrize("path", ["bookings", "cancellations", "moves", "undos", "notes", "account/language"])
def test_every_write_needs_an_idempotency_key(counter: Counter, path: str) -> None:
    bodies = {"undos": {"change": "x"}, "account/language": {"language": "es"}}
    bodies["notes"] = {"permit": NRE, "inspections": ["electrical_final"], "site_note": "big dog"}
    asked = bodies.get(path, {key: value for key, value in BOOKING.items() if path != "cancellations" or key != "day"})
    method = "PUT" if path in ("account/language", "notes") else "POST"
    refused = counter.backend.app.test_client().open(
        f"/v1/{path}", method=method, json=asked, headers=counter.headers(JAMES)
    )
    assert refused.status_code == 400


def test_a_key_that_comes_with_another_request_is_422(counter: Counter) -> None:
    counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES, key="k")
    for by, day in ((JAMES, "2026-12-09"), (MARIA, "2026-12-08")):
        reused = counter.book(NRE, "electrical_final", day=day, by=by, key="k")
        assert (reused.status_code, reused.json["code"]) == (422, "key_reused")


def test_a_correlation_id_comes_back_and_is_made_up_where_it_is_missing(counter: Counter) -> None:
    assert counter.get("/v1/city", **{"X-Correlation-Id": "abc"}).headers["X-Correlation-Id"] == "abc"
    assert counter.get("/v1/city").headers["X-Correlation-Id"]


@pytest.mark.parametrize("language", ["fr", "english", ""])
def test_only_a_language_of_the_city_can_be_chosen(counter: Counter, language: str) -> None:
    refused = counter.post("/v1/account/language", {"language": language}, JAMES, method="PUT")
    assert refused.status_code == 422


def test_a_program_has_no_language(counter: Counter) -> None:
    assert counter.post("/v1/account/language", {"language": "es"}, method="PUT").status_code == 400


def test_healthz_says_when_the_migrations_are_behind(fresh_counter: Counter) -> None:
    client = fresh_counter.backend.app.test_client()
    assert client.get("/healthz").status_code == 200
    with fresh_counter.backend.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '0000'")
    behind = client.get("/healthz")
    assert (behind.status_code, behind.json["facts"]) == (503, {"missing": "migrations"})


def test_healthz_says_when_the_database_is_away(fresh_counter: Counter) -> None:
    with fresh_counter.backend.engine.begin() as connection:
        connection.exec_driver_sql("alter table alembic_version rename to gone")
    assert fresh_counter.backend.app.test_client().get("/healthz").status_code == 503


def test_what_nobody_expected_is_a_problem_too(counter: Counter) -> None:
    assert counter.get("/v1/nothing").json["code"] == "not_found"
    assert counter.post("/v1/city", {}).status_code == 405
