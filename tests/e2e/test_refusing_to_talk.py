"""Wrong keys and a wrong city file: refused in plain words, and nothing is stored."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.records import CITY_FILE, all_visits
from tests.e2e.texting import JAMES, TUESDAY_PLEASE
from tests.system import PERMITLINE, PROJECT, sms_form, system_environ


@pytest.mark.parametrize("signature", ["wrong", "", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", None])
def test_a_message_with_a_wrong_signature_or_none_is_refused_and_not_stored(
    city: ProgramsApart, signature: str | None
) -> None:
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    response = httpx.post(f"{address(city, 'BOT')}/sms", data=sms_form(JAMES, TUESDAY_PLEASE), headers=headers)
    assert response.status_code == httpx.codes.FORBIDDEN
    assert city.messages(JAMES) == []


def test_a_signature_is_for_one_message_only(city: ProgramsApart) -> None:
    signed = city.post_sms(sms_form(JAMES, "hello", "SMhello")).request.headers["X-Twilio-Signature"]
    assert city.post_sms(sms_form(JAMES, TUESDAY_PLEASE, "SMother"), signed).status_code == httpx.codes.FORBIDDEN
    assert [each["message_id"] for each in city.messages(JAMES) if each["direction"] == "in"] == ["SMhello"]


@pytest.mark.parametrize(
    ("program", "method", "path"),
    [
        ("BACKEND", "GET", "/v1/permits/NRE261051"),
        ("BACKEND", "POST", "/v1/bookings"),
        ("BACKEND", "GET", "/v1/city"),
        ("BOT", "GET", "/private/messages?phone=%2B16785550102"),
        ("RASA", "POST", "/webhooks/permitline/webhook"),
        ("ACTIONS", "POST", "/webhook"),
    ],
)
def test_a_wrong_bearer_token_or_none_opens_no_door(
    system: ProgramsApart, program: str, method: str, path: str
) -> None:
    before = all_visits(system)
    for given in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic Og=="}):
        response = httpx.request(method, f"{address(system, program)}{path}", headers=given)
        assert response.status_code == httpx.codes.UNAUTHORIZED, given
        assert "Havana" not in response.text
    assert all_visits(system) == before


def test_the_back_end_says_so_as_problem_json(system: ProgramsApart) -> None:
    response = httpx.get(f"{address(system, 'BACKEND')}/v1/permits/NRE261051", headers={"Authorization": "Bearer no"})
    assert response.headers["Content-Type"].startswith("application/problem+json")
    assert response.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(
    "command", [(sys.executable, "-m", "backend"), (PERMITLINE, "up")], ids=["the back end", "permitline up"]
)
def test_a_city_file_with_a_wrong_key_is_refused_by_key_and_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    lines = CITY_FILE.read_text(encoding="utf-8").splitlines()
    line = next(place for place, words in enumerate(lines, 1) if "book_cutoff" in words)
    lines[line - 1] = lines[line - 1].replace("book_cutoff", "book_cutof")
    wrong = tmp_path / "city.yml"
    wrong.write_text("\n".join(lines), encoding="utf-8")
    environ = system_environ(tmp_path / "state", PERMITLINE_CITY=str(wrong))
    ended = subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=60, check=False)
    said = ended.stdout + ended.stderr
    assert ended.returncode not in (0, None), said
    assert "book_cutof" in said
    assert f"line {line}" in said
    assert "Traceback" not in said


def address(system: ProgramsApart, program: str) -> str:
    return f"http://127.0.0.1:{system.environ[f'PERMITLINE_{program}_PORT']}"
