"""The system of the end-to-end tests: its four programs, each of which a test can kill, freeze and restart, and Twilio.

Texts come and go by the twin of Twilio, as they do in a city: nothing in the programs is replaced.
"""

import os
import resource
import signal
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from permitline.commands.up import train_if_needed
from permitline.processes import Child, start, stop
from permitline.programs import Program, programs
from permitline.settings import CommandSettings
from tests.system import RunningSystem, system_environ
from tests.twin.account import Account
from tests.twin.client import TwinClient, eventually
from tests.twin.running import twin_in_thread

_NAMES = ("bot", "backend", "actions", "rasa")
_READY_WITHIN = 120.0
_IN_A_HURRY = {
    "PERMITLINE_SWEEP_EVERY": "0.3",
    "PERMITLINE_LEASE": "2",
    "PERMITLINE_REPLY_WITHIN": "14",
    "PERMITLINE_CARRIER_TIMEOUT": "1.5",
    "PERMITLINE_SENDING_LEASE": "4",
    "PERMITLINE_UNKNOWN_WINDOW": "5",
    "PERMITLINE_SEGMENTS_PER_SECOND": "50",
    "PERMITLINE_TALK_PAUSE": "1",
}
CITY_NUMBER = "+16785550100"
_A_PAGE = 4096


class ProgramsApart(RunningSystem):
    """`permitline up` stops everything when one program ends; here the others stay."""

    def __init__(self, environ: dict[str, str], state_dir: Path, twin: TwinClient) -> None:
        super().__init__(environ, state_dir)
        self.twin = twin
        settings = CommandSettings.model_validate(
            {
                "state_dir": state_dir,
                **{f"{name}_port": environ[f"PERMITLINE_{name.upper()}_PORT"] for name in _NAMES},
            }
        )
        self._programs: dict[str, Program] = {program.name: program for program in programs(settings)}
        self._children: dict[str, Child] = {}
        self._health = settings.url(settings.bot_port, "/healthz")

    def reset(self, now: str, *, laid_out_at: str | None = None, fills: Sequence[str] = (), hold: bool = True) -> None:
        """Twilio forgets too: no text, no trouble, nobody opted out."""
        super().reset(now, laid_out_at=laid_out_at, fills=fills, hold=hold)
        self.twin.forget()

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

    @contextmanager
    def disk_full(self, name: str) -> Iterator[None]:
        """The program can make no file longer than a page is: neither its database nor its log."""
        pids = [int(each) for each in _processes_of(self._children[name])]
        try:
            for pid in pids:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (_A_PAGE, resource.RLIM_INFINITY))
            yield
        finally:
            for pid in pids:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

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


def _processes_of(child: Child) -> list[str]:
    """A program and its workers: all that are in its process group."""
    stats = ((each.name, (each / "stat").read_text()) for each in Path("/proc").iterdir() if each.name.isdigit())
    return [pid for pid, stat in stats if int(stat.rpartition(")")[2].split()[2]) == child.process.pid]


@contextmanager
def programs_apart(state_dir: Path, now: str) -> Iterator[ProgramsApart]:
    """Ready to answer; looks for what was left more often than a city would, so that tests need not wait long.

    A reply is waited for as long as Twilio does, so that a busy machine does not turn an answer into a later one.
    """
    train_if_needed()
    environ = system_environ(state_dir, now, **_IN_A_HURRY)
    account = Account(
        token=environ["PERMITLINE_TWILIO_AUTH_TOKEN"],
        number=CITY_NUMBER,
        sms_url=f"http://127.0.0.1:{environ['PERMITLINE_BOT_PORT']}/sms",
    )
    with twin_in_thread(account) as twin:
        environ |= {
            "PERMITLINE_TWILIO_ACCOUNT_SID": account.sid,
            "PERMITLINE_TWILIO_FROM": account.number,
            "PERMITLINE_TWILIO_API_URL": twin.url,
        }
        system = ProgramsApart(environ, state_dir, twin)
        try:
            system.start()
            system.reset(now)
            system.await_ready()
            yield system
        finally:
            system.stop()
