"""The bot as it really runs, `python -m bot`, against a small HTTP Rasa: killed, started twice, told wrong things."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from cryptography.fernet import Fernet
from twilio.request_validator import RequestValidator

ROOT = Path(__file__).parents[3]
JAMES = "+16785550102"
BEARER = {"Authorization": "Bearer private"}


class RasaOnHttp:
    """Answers as docs/architecture.md says, counting turns in a slot; a turn takes `pause` seconds. Any GET is well."""

    def __init__(self) -> None:
        self.pause = 0.0
        self.turns: list[dict[str, object]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer({"status": "ok"})

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.turns.append({**asked, "token": self.headers["Authorization"]})
                time.sleep(outer.pause)
                count = asked["slots"].get("turns", 0) + 1
                self._answer({"messages": [{"text": f"{count}: {asked['message']}"}], "slots": {"turns": count}})

            def _answer(self, content: object) -> None:
                body = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def rasa() -> Iterator[RasaOnHttp]:
    server = RasaOnHttp()
    yield server
    server.server.shutdown()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path, rasa: RasaOnHttp) -> dict[str, str]:
    settings = {
        "STATE_DIR": str(tmp_path),
        "CITY": str(ROOT / "cities/riverbend/city.yml"),
        "BOT_PORT": str(free_port()),
        "RASA_URL": rasa.address,
        "ACTIONS_URL": rasa.address,
        "BACKEND_URL": rasa.address,
        "SPEAKER_KEY": Fernet.generate_key().decode(),
        "RASA_TOKEN": "rasa-token",
        "BOT_TOKEN": "private",
        "CONVERSATION_KEY": "conversations",
        "TWILIO_AUTH_TOKEN": "12345",
        "LEASE": "2",
        "SWEEP_EVERY": "0.3",
    }
    return {**os.environ, **{f"PERMITLINE_{name}": value for name, value in settings.items()}}


class Running:
    def __init__(self, environment: dict[str, str]) -> None:
        self.url = f"http://127.0.0.1:{environment['PERMITLINE_BOT_PORT']}"
        self.public_url = environment.get("PERMITLINE_PUBLIC_URL", self.url)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        self.log: list[str] = []
        threading.Thread(target=self._read_log, daemon=True).start()
        self._await_health()

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        self.log.extend(self.process.stderr)

    def _await_health(self) -> None:
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "".join(self.log)
            try:
                if httpx.get(f"{self.url}/healthz").status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise AssertionError("not healthy: " + "".join(self.log))

    def text(self, body: str, sid: str, phone: str = JAMES) -> str:
        parameters = {"From": phone, "Body": body, "MessageSid": sid}
        signature = RequestValidator("12345").compute_signature(f"{self.public_url}/sms", parameters)
        answer = httpx.post(
            f"{self.url}/sms", data=parameters, headers={"X-Twilio-Signature": signature}, timeout=20
        ).raise_for_status()
        return ElementTree.fromstring(answer.text).findtext("Message") or ""

    def messages(self) -> list[dict[str, object]]:
        answer = httpx.get(f"{self.url}/private/messages", params={"phone": JAMES}, headers=BEARER)
        found: list[dict[str, object]] = answer.json()["messages"]
        return found

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=30)


@pytest.fixture
def run(environment: dict[str, str]) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(**changes: str) -> Running:
        running = Running({**environment, **changes})
        started.append(running)
        return running

    yield start
    for running in started:
        running.kill()


def test_a_message_through_the_real_server(run, rasa: RasaOnHttp) -> None:
    bot = run()
    assert bot.text("hello", "SM1") == "1: hello"
    assert bot.text("again", "SM2") == "2: again"
    assert bot.text("hello", "SM1") == "1: hello"
    assert len(rasa.turns) == 2
    assert rasa.turns[0]["token"] == "Bearer rasa-token"
    assert bot.stop() == 0
    logged = "".join(bot.log)
    assert "hello" not in logged
    assert "6785550102" not in logged


def test_killed_in_the_middle_of_a_turn_and_started_again_it_answers_late(run, rasa: RasaOnHttp) -> None:
    bot = run()
    assert bot.text("first", "SM1") == "1: first"
    rasa.pause = 30
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(bot.text, "second", "SM2")
        while len(rasa.turns) < 2:
            time.sleep(0.02)
        bot.kill()
        with pytest.raises(httpx.HTTPError):
            sent.result()
    rasa.pause = 0
    bot = run()
    deadline = time.monotonic() + 20
    while not any(one["text"] == "2: second" and one["state"] == "sent" for one in bot.messages()):
        assert time.monotonic() < deadline, bot.messages()
        time.sleep(0.1)
    assert bot.text("second", "SM2") == ""
    assert bot.text("third", "SM3") == "3: third"
    assert [one["text"] for one in bot.messages() if one["direction"] == "out"] == ["1: first", "2: second", "3: third"]


def test_several_worker_processes_keep_to_one_turn_a_message_and_one_after_the_other(run, rasa: RasaOnHttp) -> None:
    bot = run(PERMITLINE_BOT_WORKERS="2", PERMITLINE_BOT_THREADS="16")
    rasa.pause = 0.005
    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(lambda n: bot.text("x", f"SM{n % 8}"), range(24)))
    assert set(replies) == {f"{n}: x" for n in range(1, 9)}
    assert len(rasa.turns) == 8
    for n in range(8):
        assert len({replies[n], replies[n + 8], replies[n + 16]}) == 1


def _fails(environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=40
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_taken_port_is_named(environment: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environment["PERMITLINE_BOT_PORT"])))
        other.listen()
        message = _fails(environment)
    assert environment["PERMITLINE_BOT_PORT"] in message
    assert "PERMITLINE_BOT_PORT" in message


def test_production_without_twilios_token_does_not_start(environment: dict[str, str]) -> None:
    message = _fails({**environment, "PERMITLINE_ENV": "production", "PERMITLINE_TWILIO_AUTH_TOKEN": ""})
    for name in ("TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "TWILIO_FROM", "PUBLIC_URL"):
        assert f"PERMITLINE_{name}" in message


def test_all_that_is_missing_or_wrong_is_named_at_once(environment: dict[str, str]) -> None:
    wrong = {**environment, "PERMITLINE_SPEAKER_KEY": "x", "PERMITLINE_DATABASE_URL": "mysql://x"}
    del wrong["PERMITLINE_BOT_TOKEN"]
    message = _fails(wrong)
    for name in ("SPEAKER_KEY", "DATABASE_URL", "BOT_TOKEN"):
        assert f"PERMITLINE_{name}" in message


def test_a_city_file_that_is_not_there_is_named(environment: dict[str, str]) -> None:
    assert "nowhere.yml" in _fails({**environment, "PERMITLINE_CITY": "nowhere.yml"})


def test_a_database_that_does_not_answer_is_named(environment: dict[str, str]) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    assert "database" in _fails({**environment, "PERMITLINE_DATABASE_URL": url})
