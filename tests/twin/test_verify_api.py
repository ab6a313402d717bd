"""Verify as the twin has it, by Twilio's own client, and held to Twilio's published document where that is here."""

import json
import os
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.twin.client import TwinClient
from tests.twin.conftest import ACCOUNT
from tests.twin.scenarios import Scenario

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "specs" / "twilio_verify_v2.json"
DOCUMENT = Path(os.environ.get("PERMITLINE_TEST_TWILIO_VERIFY_CONTRACT") or _BESIDE)
JAMES = "+16785550102"
SERVICE = f"/v2/Services/{ACCOUNT.verify_service}"


def service(client: Client) -> Any:
    return client.verify.v2.services(ACCOUNT.verify_service)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_is_sent_and_checked_once(direct: Client, twin: TwinClient) -> None:
    made = service(direct).verifications.create(to=JAMES, channel="sms", locale="es")
    assert (made.status, made.to, made.valid) == ("pending", JAMES, False)
    (kept,) = twin.verifications()
    assert (kept["locale"], kept["sends"]) == ("es", 1)
    checks = service(direct).verification_checks
    assert checks.create(verification_sid=made.sid, code=wrong(kept["code"])).status == "pending"
    assert checks.create(verification_sid=made.sid, code=kept["code"]).status == "approved"
    with pytest.raises(TwilioRestException) as gone:
        checks.create(verification_sid=made.sid, code=kept["code"])
    assert (gone.value.status, gone.value.code) == (404, 20404)


def test_asked_again_the_same_code_goes_out_five_times_at_most(direct: Client, twin: TwinClient) -> None:
    made = [service(direct).verifications.create(to=JAMES, channel="sms").sid for _ in range(5)]
    assert len(set(made)) == 1
    with pytest.raises(TwilioRestException) as too_many:
        service(direct).verifications.create(to=JAMES, channel="sms")
    assert (too_many.value.status, too_many.value.code) == (429, 60203)


def test_five_checks_are_the_most_and_a_code_expires(direct: Client, twin: TwinClient) -> None:
    made = service(direct).verifications.create(to=JAMES, channel="sms")
    bad = wrong(twin.verifications()[0]["code"])
    for _ in range(5):
        service(direct).verification_checks.create(verification_sid=made.sid, code=bad)
    with pytest.raises(TwilioRestException) as too_many:
        service(direct).verification_checks.create(verification_sid=made.sid, code=bad)
    assert (too_many.value.status, too_many.value.code) == (429, 60202)
    twin.let_codes_expire()
    with pytest.raises(TwilioRestException) as gone:
        service(direct).verification_checks.create(to=JAMES, code=bad)
    assert gone.value.status == 404


@pytest.mark.skipif(not DOCUMENT.exists(), reason="Twilio's published Verify contract is not beside this repository")
def test_its_answers_are_those_of_the_published_document(twin: TwinClient) -> None:
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    made = post(twin, "Verifications", To=JAMES, Channel="sms")
    twin.happen(Scenario("refused"))
    refused = post(twin, "Verifications", To=JAMES, Channel="sms")
    checked = post(twin, "VerificationCheck", To=JAMES, Code=twin.verifications()[0]["code"])
    assert [made.status_code, refused.status_code, checked.status_code] == [201, 429, 201]
    for path, answer in (("Verifications", made), ("Verifications", refused), ("VerificationCheck", checked)):
        operation = document["paths"]["/v2/Services/{ServiceSid}/" + path]["post"]
        schema = operation["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
        rules = _as_json_schema({**schema, "components": document["components"]})
        jsonschema_rs.validate(rules, answer.json())
        names = _resolved(schema, document).get("properties", {})
        assert set(answer.json()) == set(names), path


def post(twin: TwinClient, what: str, **form: str) -> httpx.Response:
    return httpx.post(f"{twin.url}{SERVICE}/{what}", data=form, auth=(ACCOUNT.sid, ACCOUNT.token))


def _resolved(schema: Any, document: Any) -> Any:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def _as_json_schema(part: Any) -> Any:
    """OpenAPI 3.0 says `nullable` where JSON Schema has the type null."""
    if isinstance(part, list):
        return [_as_json_schema(one) for one in part]
    if not isinstance(part, dict):
        return part
    changed = {name: _as_json_schema(value) for name, value in part.items()}
    if changed.get("nullable") and isinstance(changed.get("type"), str):
        changed["type"] = [changed["type"], "null"]
    return changed
