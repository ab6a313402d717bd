"""The four programs under measurement: started, ready, their memory and processor time, stopped."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from permitline.processes import Child, start, stop
from permitline.programs import RASA_PYTHON, programs
from permitline.settings import CommandSettings

_READY_WITHIN = 180.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Stack:
    """`ready_after` is in seconds, from the start of the first program to a whole chain."""

    settings: CommandSettings
    environ: Mapping[str, str]
    children: list[Child]
    ready_after: float

    def kill(self, name: str) -> None:
        """As `kill -9`, with its workers."""
        child = next(child for child in self.children if child.program.name == name)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def start_again(self, name: str) -> None:
        """Returns when the whole chain can answer."""
        place = next(place for place, child in enumerate(self.children) if child.program.name == name)
        self.children[place] = start(self.children[place].program, self.settings.state_dir, self.environ)
        _wait_until_ready(self.settings, self.children)

    def processor_seconds(self) -> dict[str, float]:
        return {child.program.name: _processor_seconds(child.process.pid) for child in self.children}

    def memory_mb(self) -> dict[str, float]:
        """Resident memory of each program with its workers, what they share counted once in proportion."""
        return {child.program.name: sum(map(_memory_mb, _family(child.process.pid))) for child in self.children}


@contextmanager
def running_stack(settings: CommandSettings, environ: Mapping[str, str], *, stock: bool = False) -> Iterator[Stack]:
    """`stock` puts stock Rasa (dialogue/stock.py) in the place of ours; everything else is the same."""
    started = time.perf_counter()
    children: list[Child] = []
    try:
        for program in programs(settings):
            if stock and program.name == "rasa":
                program = replace(program, command=(str(RASA_PYTHON), "-m", "dialogue.stock", "serve"))
            children.append(start(program, settings.state_dir, environ))
        _wait_until_ready(settings, children)
        yield Stack(settings, environ, children, time.perf_counter() - started)
    finally:
        stop(children)


def _wait_until_ready(settings: CommandSettings, children: list[Child]) -> None:
    deadline = time.perf_counter() + _READY_WITHIN
    answer = "no answer yet"
    while time.perf_counter() < deadline:
        for child in children:
            if child.has_ended:
                raise RuntimeError(f"{child.program.name} ended:\n{child.last_words()}")
        try:
            reply = httpx.get(settings.url(settings.bot_port, "/healthz"), timeout=5)
            if reply.status_code == httpx.codes.OK:
                return
            answer = reply.text
        except httpx.HTTPError as error:
            answer = str(error)
        time.sleep(0.05)
    raise RuntimeError(f"the programs were not ready within {_READY_WITHIN:.0f} s: {answer}")


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children += [int(child) for child in task.read_text().split()]
    return [pid, *(member for child in children for member in _family(child))]


def _processor_seconds(pid: int) -> float:
    total = 0.0
    for member in _family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def _memory_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
