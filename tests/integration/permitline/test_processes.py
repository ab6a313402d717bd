"""Programs as child processes: none is left behind, however the parent ends; taken ports are named."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from permitline.processes import start, stop
from permitline.programs import Program, port_problems, programs
from permitline.settings import PROJECT, CommandSettings

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
PLAIN = "import time; print('up', flush=True); time.sleep(60)"
WITH_A_CHILD = (
    "import subprocess, sys, time; "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "print(child.pid, flush=True); time.sleep(60)"
)


def program(code: str, name: str = "sleeper") -> Program:
    return Program(name, (sys.executable, "-c", code), 0, "", "/")


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return False


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_words_go_to_the_program_s_log_and_its_last_ones_are_known(tmp_path: Path) -> None:
    child = start(program("print('one'); print('two'); raise SystemExit(3)"), tmp_path, os.environ)
    assert eventually(lambda: child.has_ended)
    assert child.log == tmp_path / "logs" / "sleeper.log"
    assert child.last_words(lines=1) == "two"
    assert child.process.returncode == 3


def test_a_program_keeps_what_it_compiled_for_the_next_start(tmp_path: Path) -> None:
    told_not_to = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    child = start(program("import sys; print(sys.dont_write_bytecode)"), tmp_path, told_not_to)
    assert eventually(lambda: child.has_ended)
    assert child.last_words() == "False"


def test_stopping_ends_all_also_one_that_does_not_listen(tmp_path: Path) -> None:
    children = [start(program(code, name), tmp_path, os.environ) for name, code in (("a", PLAIN), ("b", STUBBORN))]
    assert eventually(lambda: all(child.last_words() == "up" for child in children))
    stop(children, grace=0.5)
    assert [child.process.returncode for child in children] == [-signal.SIGTERM, -signal.SIGKILL]


def test_stopping_ends_the_children_of_a_child(tmp_path: Path) -> None:
    child = start(program(WITH_A_CHILD), tmp_path, os.environ)
    assert eventually(lambda: child.last_words() != "")
    grandchild = int(child.last_words())
    stop([child])
    assert eventually(lambda: not is_alive(grandchild))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can end a child with its parent")
def test_a_parent_that_is_killed_hard_leaves_no_program(tmp_path: Path) -> None:
    parent_code = (
        "import os, sys, time; from pathlib import Path; from permitline.processes import start; "
        "from permitline.programs import Program; "
        f"sleeper = Program('sleeper', (sys.executable, '-c', {PLAIN!r}), 0, '', '/'); "
        "child = start(sleeper, Path(sys.argv[1]), os.environ); "
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", parent_code, str(tmp_path)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    assert eventually(lambda: not is_alive(child))


@pytest.fixture
def ports() -> list[int]:
    """Four ports that are free now; the system hands each out once, so others are unlikely to get them meanwhile."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(4)]
    found = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return found


def test_a_taken_port_is_named_with_the_setting_that_moves_it(ports: list[int]) -> None:
    bot, backend, actions, rasa = ports
    settings = CommandSettings(bot_port=bot, backend_port=backend, actions_port=actions, rasa_port=rasa)
    assert port_problems(settings) == []
    with socket.create_server(("127.0.0.1", backend)):
        problems = port_problems(settings)
    assert len(problems) == 1
    assert f"Port {backend}, for backend" in problems[0]
    assert "PERMITLINE_BACKEND_PORT" in problems[0]


def test_two_programs_on_one_port_are_refused(ports: list[int]) -> None:
    bot, _, actions, rasa = ports
    settings = CommandSettings(bot_port=bot, backend_port=bot, actions_port=actions, rasa_port=rasa)
    assert port_problems(settings) == [f"backend and bot are both set to port {bot}: change PERMITLINE_BOT_PORT."]


def test_each_program_of_a_system_has_a_port_of_its_own_by_default() -> None:
    assert sorted(one.port for one in programs(CommandSettings())) == [5005, 5055, 8080, 8081]
