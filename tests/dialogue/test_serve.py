"""The program as it is started: what it says when it cannot, and its two doors when it can."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "a token of the tests"
SECRET_WORDS = "schedule electrical final at Xanadu"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(**changes: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PERMITLINE_")}
    return {**ours, "PERMITLINE_STATE_DIR": "/nowhere", "PERMITLINE_RASA_TOKEN": TOKEN, **changes}


def start_that_fails(**changes: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "dialogue.serve"]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment(**changes), capture_output=True, text=True, timeout=60, check=False
    )
    return ran.returncode, ran.stderr


def test_a_missing_model_is_named_with_what_to_run() -> None:
    code, told = start_that_fails(PERMITLINE_MODEL="/nowhere/model.tar.gz")
    assert code == 2
    assert "no model at /nowhere/model.tar.gz" in told
    assert "-m dialogue.train" in told


def test_a_taken_port_is_named(model: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        code, told = start_that_fails(PERMITLINE_MODEL=str(model), PERMITLINE_RASA_PORT=port)
    assert code == 2
    assert f"Port {port} on 127.0.0.1" in told


def test_missing_settings_are_named() -> None:
    code, told = start_that_fails(PERMITLINE_RASA_TOKEN="")
    assert code == 2
    assert "PERMITLINE_RASA_TOKEN: missing" in told


@pytest.fixture(scope="module")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of a running program, and its log at the most talkative level that there is."""
    port, log = free_port(), tmp_path_factory.mktemp("log") / "dialogue.log"
    changes = {
        "PERMITLINE_MODEL": str(model),
        "PERMITLINE_RASA_PORT": str(port),
        "PERMITLINE_ACTIONS_PORT": str(free_port()),
        "PERMITLINE_DIALOGUE_LOG_LEVEL": "INFO",
    }
    with log.open("w") as lines:
        command = [sys.executable, "-m", "dialogue.serve"]
        running = subprocess.Popen(command, cwd=ROOT, env=environment(**changes), stdout=lines, stderr=lines)
    try:
        yield port, log
    finally:
        running.terminate()
        running.wait(20)


def ask(port: int, method: str, path: str, body: object = None, token: str = TOKEN) -> tuple[int, dict[str, object]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, json.dumps(body), {"Authorization": f"Bearer {token}"})
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def wait_until_ready(port: int) -> dict[str, object]:
    for _ in range(300):
        try:
            status, told = ask(port, "GET", "/webhooks/permitline/ready")
        except OSError:
            status, told = 0, {}
        if status == 200:
            return told
        assert status in (0, 503)
        time.sleep(0.2)
    raise AssertionError("the program was not ready within a minute")


def test_the_program_answers_behind_its_token_and_logs_no_words(server: tuple[int, Path]) -> None:
    port, log = server
    ready = wait_until_ready(port)
    assert ready["ready"] is True
    assert isinstance(ready["model"], str)
    turn = {"sender": "anna", "message": "hello", "slots": {"language": "en"}, "metadata": {}}
    path = "/webhooks/permitline/webhook"
    status, reply = ask(port, "POST", path, turn)
    assert status == 200
    assert reply["slots"] == {"language": "en", "task": None, "inspections": None}
    assert ask(port, "POST", path, turn, token="wrong")[0] == 401
    assert ask(port, "POST", path, {"sender": "anna"})[0] == 400
    status, reply = ask(port, "POST", path, {**turn, "message": SECRET_WORDS})
    assert status == 503
    assert "cannot be reached" in str(reply["error"])
    assert "The turn failed" in log.read_text()
    assert "Xanadu" not in log.read_text()


def test_no_other_door_of_rasas_is_open(server: tuple[int, Path]) -> None:
    port, _ = server
    wait_until_ready(port)
    for path in ("/", "/status", "/model", "/conversations/anna/tracker", "/webhooks/rest/webhook"):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        assert connection.getresponse().status == 404
