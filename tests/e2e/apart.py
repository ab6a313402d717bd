"""A system whose four programs are started one by one, so that a test can kill, freeze and restart each of them."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from permitline.commands.up import train_if_needed
from permitline.processes import Child, start, stop
from permitline.programs import Program, programs
from permitline.settings import CommandSettings
from tests.e2e.texting import eventually
from tests.system import RunningSystem, system_environ

_NAMES = ("bot", "backend", "actions", "rasa")
_READY_WITHIN = 120.0


class ProgramsApart(RunningSystem):
    """`permitline up` stops everything when one program ends; here the others stay."""

    def __init__(self, environ: dict[str, str], state_dir: Path) -> None:
        super().__init__(environ, state_dir)
        settings = CommandSettings.model_validate(
            {
                "state_dir": state_dir,
                **{f"{name}_port": environ[f"PERMITLINE_{name.upper()}_PORT"] for name in _NAMES},
            }
        )
        self._programs: dict[str, Program] = {program.name: program for program in programs(settings)}
        self._children: dict[str, Child] = {}
        self._health = settings.url(settings.bot_port, "/healthz")

    def start(self, *names: str) -> None:
        for name in names or tuple(self._programs):
            self._children[name] = start(self._programs[name], self.state_dir, self.environ)

    def kill(self, name: str) -> None:
        """As hard as it goes, workers included."""
        child = self._children.pop(name)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait(timeout=10)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """The program listens and says nothing, until the block ends or `thaw` is called."""
        os.killpg(self._children[name].process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            self.thaw(name)

    def thaw(self, name: str) -> None:
        os.killpg(self._children[name].process.pid, signal.SIGCONT)

    @contextmanager
    def locked(self, database: str) -> Iterator[None]:
        """Another program holds the write lock of `backend` or `bot`."""
        file = self.state_dir / f"{database}.db"
        with closing(sqlite3.connect(file, timeout=10, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield

    def await_ready(self) -> None:
        eventually(self._is_ready, _READY_WITHIN)

    def mend(self) -> None:
        """Start what a test has left dead."""
        dead = [name for name in self._programs if name not in self._children or self._children[name].has_ended]
        if dead:
            self.start(*dead)
            self.await_ready()

    def stop(self) -> None:
        stop(tuple(self._children.values()))
        self.close()

    def _is_ready(self) -> bool:
        for name, child in self._children.items():
            assert not child.has_ended, f"{name} ended:\n{child.last_words()}"
        try:
            return httpx.get(self._health, timeout=5).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


@contextmanager
def programs_apart(state_dir: Path, now: str) -> Iterator[ProgramsApart]:
    """Ready to answer; looks for what was left more often than a city would, so that tests need not wait long.

    A reply is waited for as long as Twilio does, so that a busy machine does not turn an answer into a later one.
    """
    train_if_needed()
    hurry = {"PERMITLINE_SWEEP_EVERY": "0.3", "PERMITLINE_LEASE": "2", "PERMITLINE_REPLY_WITHIN": "14"}
    environ = system_environ(state_dir, now, **hurry)
    system = ProgramsApart(environ, state_dir)
    try:
        system.start()
        system.reset(now)
        system.await_ready()
        yield system
    finally:
        system.stop()
