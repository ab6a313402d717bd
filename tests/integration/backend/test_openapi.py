"""The OpenAPI document is valid, and the back end keeps to it whatever is sent."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.integration.backend.counter import JAMES, Counter

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def test_the_document_names_every_call_of_the_contract(sqlite_counter: Counter) -> None:
    document: Any = sqlite_counter.get("/v1/openapi.json").json
    calls = {(method, path) for path, operations in document["paths"].items() for method in operations}
    assert calls == {
        ("get", "/healthz"),
        ("get", "/v1/city"),
        ("get", "/v1/account"),
        ("get", "/v1/permits/{number}"),
        ("post", "/v1/rulings"),
        ("post", "/v1/bookings"),
        ("post", "/v1/cancellations"),
        ("post", "/v1/moves"),
        ("post", "/v1/undos"),
        ("put", "/v1/account/language"),
        ("put", "/v1/notes"),
        ("post", "/v1/calendar-links"),
        ("get", "/v1/calendars/{token}"),
        ("post", "/v1/links"),
        ("post", "/v1/links/{link}/codes"),
        ("post", "/v1/links/{link}/proofs"),
        ("post", "/v1/unlinks"),
        ("post", "/v1/forgettings"),
        ("get", "/v1/records/rulings"),
        ("get", "/v1/records/changes"),
        ("get", "/v1/records/notices"),
        ("get", "/v1/records/holds"),
        ("post", "/v1/records/holds"),
        ("post", "/v1/records/holds/{hold_id}/release"),
        ("post", "/v1/records/toll"),
        ("post", "/v1/records/purges"),
        ("post", "/v1/events"),
        ("put", "/v1/account/notices"),
    }
    assert document["security"] == [{"bearer": []}]


def test_the_document_says_how_long_a_note_may_be(sqlite_counter: Counter) -> None:
    document: Any = sqlite_counter.get("/v1/openapi.json").json
    schemas = document["components"]["schemas"]
    for name in ("BookingIn", "MoveIn", "NoteIn"):
        assert schemas[name]["properties"]["site_note"]["$ref"].endswith(f"{name}.SiteNote")
        assert {"type": "string", "maxLength": 300} in schemas[f"{name}.SiteNote"]["anyOf"]
    assert "site_note" in schemas["NoteIn"]["required"]
    assert "site_note" in schemas["PermitOut.InspectionOut"]["required"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/rulings",
        "/v1/bookings",
        "/v1/undos",
        "/v1/notes",
        "/v1/events",
        "/v1/permits/{number}",
        "/v1/calendar-links",
        "/v1/links",
        "/v1/links/{link}/codes",
        "/v1/links/{link}/proofs",
        "/v1/unlinks",
        "/v1/forgettings",
    ],
)
def test_whatever_is_sent_is_answered_as_the_document_says(sqlite_counter: Counter, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", sqlite_counter.backend.app)
    operation = next(found.ok() for found in schema.get_all_operations() if found.ok().path == path)

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def answers(case: Any) -> None:
        case.headers = {**sqlite_counter.headers(JAMES), "Idempotency-Key": f"schemathesis {case.id}"}
        response = case.call()
        case.validate_response(response, checks=CHECKS)

    answers()
