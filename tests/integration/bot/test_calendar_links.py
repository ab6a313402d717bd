"""`GET /c/<token>` with the real adapter, before a back end that answers as in the contract's examples."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from flask.testing import FlaskClient

from bot.bootstrap import Bot, build_bot
from bot.records.database import prepare_database
from bot.settings import BotSettings
from bot.web.app import make_app

EXAMPLES = Path(__file__).parents[2] / "contract" / "backend"
CITY = Path(__file__).parents[3] / "cities" / "riverbend" / "city.yml"
TOKEN = "abcdefghjk"  # of the examples


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text())


class BackEnd(ThreadingHTTPServer):
    """Answers the example's request; to anything else that there is no such link. `status` is answered instead."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.status: int | None = None
        self.asked: list[str] = []


class _Answers(BaseHTTPRequestHandler):
    server: BackEnd

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        shown = example("calendar")
        is_known = self.path == shown["request"]["path"] and self.headers["Authorization"] == "Bearer back-end"
        answer = shown if is_known else example("calendar_unknown")
        body = answer["response"]["body"]
        said = "".join(f"{line}\r\n" for line in body["lines"]) if is_known else json.dumps(body)
        self.send_response(self.server.status or answer["response"]["status"])
        self.send_header("Content-Type", "text/calendar" if is_known else "application/problem+json")
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def back_end() -> Iterator[BackEnd]:
    server = BackEnd()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def bot(tmp_path: Path, back_end: BackEnd) -> Iterator[Bot]:
    settings = BotSettings.model_validate(
        {
            "state_dir": tmp_path, "city": CITY, "speaker_key": Fernet.generate_key().decode(), "rasa_token": "r",
            "bot_token": "b", "conversation_key": "c", "backend_token": "back-end", "backend_timeout": 2.0,
            "backend_url": f"http://127.0.0.1:{back_end.server_port}",
        }
    )  # fmt: skip
    prepare_database(settings)
    bot = build_bot(settings)
    yield bot
    bot.stop()


@pytest.fixture
def client(bot: Bot) -> FlaskClient:
    return make_app(bot).test_client()


def test_the_visit_comes_as_a_file_for_the_calendar(client: FlaskClient) -> None:
    answer = client.get(f"/c/{TOKEN}")
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="inspection.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.splitlines() == example("calendar")["response"]["body"]["lines"]


@pytest.mark.parametrize("token", ["aaaaaaaaaa", "abcdefghj", "abcdefghjkk", "abcdefgh%2F", "%2e%2e%2fcity", "á" * 10])
def test_what_is_no_link_says_so_in_both_languages(client: FlaskClient, token: str) -> None:
    answer = client.get(f"/c/{token}")
    assert answer.status_code == 404
    if token.isascii() and "%" not in token:
        assert '<p lang="en">There is no inspection at this address.' in answer.text
        assert '<p lang="es">No hay ninguna inspección en esta dirección.' in answer.text
        assert answer.text.count("678-555-0100") == 2
        assert answer.content_type == "text/html; charset=utf-8"


def test_only_what_may_be_a_link_is_asked_about(client: FlaskClient, back_end: BackEnd) -> None:
    for token in ("short", "x" * 10_000, "abcdefgh01", "abcdefghj<", "' or 1=1 "):
        assert client.get(f"/c/{token}").status_code == 404
    assert back_end.asked == []


@pytest.mark.parametrize("status", [500, 503, 401, 302])
def test_a_back_end_in_trouble_is_no_missing_visit(client: FlaskClient, back_end: BackEnd, status: int) -> None:
    back_end.status = status
    answer = client.get(f"/c/{TOKEN}")
    assert answer.status_code == 503
    assert "We cannot look that up right now." in answer.text


def test_a_back_end_that_is_away(client: FlaskClient, back_end: BackEnd) -> None:
    back_end.shutdown()
    back_end.server_close()
    assert client.get(f"/c/{TOKEN}").status_code == 503


def test_who_asks_too_often_is_put_off_and_others_are_not(client: FlaskClient, back_end: BackEnd) -> None:
    answers = [client.get(f"/c/{TOKEN}").status_code for _ in range(70)]
    assert answers[:60] == [200] * 60
    assert 429 in answers[60:]
    put_off = client.get("/c/aaaaaaaaaa")
    assert (put_off.status_code, "Wait a minute" in put_off.text) == (429, True)
    other = client.get(f"/c/{TOKEN}", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert other.status_code == 200
    forged = client.get(f"/c/{TOKEN}", headers={"X-Forwarded-For": "203.0.113.9"})
    assert forged.status_code == 429


def test_the_link_itself_is_not_logged(
    client: FlaskClient, back_end: BackEnd, capfd: pytest.CaptureFixture[str]
) -> None:
    back_end.status = 500
    client.get(f"/c/{TOKEN}")
    logged = "".join(capfd.readouterr())
    assert "calendar_not_available" in logged
    assert TOKEN not in logged
