"""The figures in words: a table for the terminal and for docs/performance.md."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figures:
    """One stack. Times in seconds, `share` of processor time by program, memory in MB."""

    name: str
    turns: tuple[float, ...]
    turns_a_second: float
    share: Mapping[str, float]
    processor_ms_a_turn: float
    memory: Mapping[str, float]
    ready_after: float
    training: float
    training_note: str = ""

    def percentile(self, percent: int) -> float:
        """Milliseconds below which so many percent of the turns stayed."""
        ordered = sorted(self.turns)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000


def table(stacks: Sequence[Figures]) -> str:
    ours = stacks[0]
    rows = [
        ("turn, one at a time: p50", [f"{each.percentile(50):.1f} ms" for each in stacks]),
        ("p95", [f"{each.percentile(95):.1f} ms" for each in stacks]),
        ("p99", [f"{each.percentile(99):.1f} ms" for each in stacks]),
        ("turns a second, 16 at once", [f"{each.turns_a_second:.1f}" for each in stacks]),
        ("processor time a turn", [f"{each.processor_ms_a_turn:.1f} ms" for each in stacks]),
        *((f"share of {program}", [f"{each.share[program] * 100:.0f} %" for each in stacks]) for program in ours.share),
        *((f"memory of {program}", [f"{each.memory[program]:.0f} MB" for each in stacks]) for program in ours.memory),
        ("start to first answer possible", [f"{each.ready_after:.1f} s" for each in stacks]),
        ("training", [f"{each.training:.0f} s{each.training_note}" for each in stacks]),
    ]
    lines = [f"| | {' | '.join(each.name for each in stacks)} |", "|---|" + "---|" * len(stacks)]
    lines += [f"| {name} | {' | '.join(values)} |" for name, values in rows]
    return "\n".join(lines)


def ratio(ours: Figures, stock: Figures) -> str:
    times = stock.percentile(50) / ours.percentile(50)
    burst = ours.turns_a_second / stock.turns_a_second
    return (
        f"Against stock Rasa a turn is {times:.1f} times as fast (p50), and {burst:.1f} times as many fit in a second."
    )


def machine() -> str:
    """What it was measured on: processor, cores, memory, system."""
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    kilobytes = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return (
        f"{os.cpu_count()} cores ({processor}), {kilobytes / 1024**2:.0f} GiB of memory, no GPU, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def _lines(file: str) -> list[str]:
    path = Path(file)
    return path.read_text().splitlines() if path.exists() else []
