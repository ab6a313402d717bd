"""The programs as child processes: started side by side, watched, and stopped together, whatever ends the parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from permitline.programs import Program
from permitline.settings import PROJECT

GRACE_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Child:
    program: Program
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def last_words(self, lines: int = 15) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""


def start(program: Program, state_dir: Path, environ: Mapping[str, str]) -> Child:
    """Start a program in a process group of its own, its words going to its log, which starts afresh."""
    log = program.log_file(state_dir)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as words:
        process = subprocess.Popen(  # noqa: S603  (a fixed command of ours)
            program.command,
            cwd=PROJECT,
            env=keeping_bytecode(environ),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent(),
        )
    return Child(program, process, log)


def keeping_bytecode(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment in which Python keeps what it has compiled, in our own folders, for the next start.

    Many images and build machines set PYTHONDONTWRITEBYTECODE; every start then compiles some thousand files of Rasa's.
    """
    return {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _end_with_parent() -> Callable[[], None] | None:
    """What the child does before it runs its program: on Linux it asks to be ended when its parent is, however hard.

    Elsewhere there is nothing like it: there, children outlive a parent that was killed with SIGKILL.
    """
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # the parent was killed before we asked
            os._exit(1)

    return ask


def stop(children: Sequence[Child], grace: float = GRACE_SECONDS) -> None:
    """Ask every child's group to end, then insist on those that are left after `grace` seconds."""
    for child in children:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + grace
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
    for child in children:
        _signal_group(child, signal.SIGKILL)  # also a grandchild that outlived its parent
        child.process.wait()


def _signal_group(child: Child, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)
