"""`python -m backend`: it serves, or says in plain words why it cannot."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from backend.server import listen_on
from tests.integration.backend.counter import SPEAKER_KEY, TOKEN


def environment(state_dir: Path, **changes: str) -> dict[str, str]:
    ours = {
        "PERMITLINE_STATE_DIR": str(state_dir),
        "PERMITLINE_BACKEND_TOKEN": TOKEN,
        "PERMITLINE_SPEAKER_KEY": SPEAKER_KEY,
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("PERMITLINE_")}
    return others | ours | changes


def run(environ: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "backend", *arguments]
    return subprocess.run(command, env=dict(environ), capture_output=True, text=True, timeout=30, check=False)


@contextmanager
def serving(environ: Mapping[str, str], port: int) -> Iterator[httpx.Client]:
    program = subprocess.Popen([sys.executable, "-m", "backend"], env=dict(environ), stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            wait_for(client, program)
            yield client
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(15) == 0


def wait_for(client: httpx.Client, program: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert program.poll() is None
        try:
            if client.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the back end did not start")


@pytest.fixture
def port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_serves_and_stops_when_told(tmp_path: Path, port: int) -> None:
    with serving(environment(tmp_path, PERMITLINE_BACKEND_PORT=str(port)), port) as client:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert client.get("/v1/city", headers=headers).json()["name"] == "City of Riverbend"
        assert client.get("/v1/city").status_code == 401


def test_whoever_connects_while_it_starts_is_answered_without_delay() -> None:
    """The option is inherited from the socket that listens, at the moment of the connection."""
    with closing(listen_on("127.0.0.1", 0)) as listener, closing(socket.create_connection(listener.getsockname())):
        accepted, _ = listener.accept()
        with closing(accepted):
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_that_is_taken_is_named(tmp_path: Path, port: int) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        ended = run(environment(tmp_path, PERMITLINE_BACKEND_PORT=str(port)))
    assert ended.returncode == 2
    assert f"127.0.0.1:{port} is taken" in ended.stderr


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PERMITLINE_BACKEND_TOKEN": ""}, "PERMITLINE_BACKEND_TOKEN: missing"),
        ({"PERMITLINE_SPEAKER_KEY": "", "PERMITLINE_ENV": "production"}, "PERMITLINE_SPEAKER_KEY: missing"),
        ({"PERMITLINE_ENV": "production"}, "PERMITLINE_BOT_TOKEN: missing"),
        ({"PERMITLINE_BACKEND_TOKEN": "short", "PERMITLINE_ENV": "production"}, "at least 16 characters"),
        ({"PERMITLINE_SPEAKER_KEY": "no key"}, "PERMITLINE_SPEAKER_KEY"),
        ({"PERMITLINE_BACKEND_PORT": "many"}, "PERMITLINE_BACKEND_PORT"),
        ({"PERMITLINE_CITY": "nowhere.yml"}, "nowhere.yml"),
        ({"PERMITLINE_DATABASE_URL": "nonsense"}, "PERMITLINE_DATABASE_URL"),
        ({"PERMITLINE_DATABASE_URL": "postgresql://127.0.0.1:9/none"}, "PERMITLINE_DATABASE_URL"),
    ],
)
def test_what_keeps_it_from_starting_is_said_in_plain_words(
    tmp_path: Path, port: int, changes: dict[str, str], named: str
) -> None:
    ended = run(environment(tmp_path, **{"PERMITLINE_BACKEND_PORT": str(port)} | changes))
    assert ended.returncode == 2
    assert named in ended.stderr
    assert "Traceback" not in ended.stderr
    assert TOKEN not in ended.stderr


def test_migrating_alone_needs_no_secret(tmp_path: Path) -> None:
    nothing_secret = {"PERMITLINE_BACKEND_TOKEN": "", "PERMITLINE_SPEAKER_KEY": ""}
    assert run(environment(tmp_path, **nothing_secret), "migrate").returncode == 0
    assert (tmp_path / "backend.db").exists()
    assert run(environment(tmp_path), "fly").returncode == 2
