"""Measures ours and stock Rasa in one run: `make bench`, or `python -m bench --people 100 --no-stock`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from backend.demo import load_if_empty
from backend.settings import BackendSettings
from bench.city import write_city
from bench.environ import make_environ
from bench.report import Figures, machine, ratio, table
from bench.stack import Stack, running_stack
from bench.traffic import many_at_once, one_at_a_time
from permitline.city_clock import city_zone
from permitline.programs import RASA_PYTHON
from permitline.settings import PROJECT, CommandSettings
from runtime.clock import city_time, move_clock

NOW = "2026-12-01T10:00"
AT_ONCE = 16
STOCK_EPOCHS = 5
STOCK_PACKAGES = PROJECT / ".tools" / "stock"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--people", type=int, default=100, help="conversations in each part, four turns each")
    parser.add_argument("--no-stock", action="store_true", help="leave the comparison out")
    parser.add_argument("--no-training", action="store_true", help="do not measure training; models must exist")
    parser.add_argument("--first-port", type=int, default=28080)
    options = parser.parse_args()
    say(f"Measuring on {machine()}.")
    stacks = [measure("ours", options, stock=False)]
    if not options.no_stock:
        stacks.append(measure("stock Rasa", options, stock=True))
    print("\n" + table(stacks))
    if len(stacks) > 1:
        print("\n" + ratio(*stacks))


def measure(name: str, options: argparse.Namespace, *, stock: bool) -> Figures:
    training = 0.0 if options.no_training else train(stock=stock)
    folder = Path(tempfile.mkdtemp(prefix="permitline-bench-"))
    try:
        people = write_city(PROJECT / "cities" / "riverbend", folder / "city", options.people * 2 + 5)
        environ = make_environ(folder, options.first_port + (10 if stock else 0))
        if stock:
            environ["PYTHONPATH"] = str(stock_packages())
        os.environ.update({name: value for name, value in environ.items() if name.startswith("PERMITLINE_")})
        settings = CommandSettings.load()
        now = city_time(NOW, city_zone(settings))
        move_clock(settings.state_dir, now)
        load_if_empty(BackendSettings.load(), now)
        with running_stack(settings, environ, stock=stock) as stack:
            return figures(name, stack, people, options.people, training, stock=stock)
    finally:
        shutil.rmtree(folder)


def figures(
    name: str, stack: Stack, people: list[tuple[str, str]], count: int, training: float, *, stock: bool
) -> Figures:
    say(f"{name}: ready after {stack.ready_after:.1f} s; {count} conversations one at a time …")
    one_at_a_time(stack.settings, people[-5:])  # warm
    before = stack.processor_seconds()
    turns = one_at_a_time(stack.settings, people[:count])
    spent = {program: after - before[program] for program, after in stack.processor_seconds().items()}
    say(f"{name}: {count} conversations, {AT_ONCE} at once …")
    burst = many_at_once(stack.settings, people[count : 2 * count], AT_ONCE)
    total = sum(spent.values())
    return Figures(
        name=name,
        turns=tuple(turns),
        turns_a_second=burst.turns_a_second,
        share={program: seconds / total for program, seconds in spent.items()},
        processor_ms_a_turn=total / len(turns) * 1000,
        memory=stack.memory_mb(),
        ready_after=stack.ready_after,
        training=training,
        training_note=f" ({STOCK_EPOCHS} epochs of the usual 100)" if stock else "",
    )


def train(*, stock: bool) -> float:
    """Seconds of a whole training. Stock trains few epochs: they change the training's time, not a turn's."""
    say(f"Training {'stock Rasa' if stock else 'the dialogue model'} …")
    command = ["dialogue.stock", "train", "--epochs", str(STOCK_EPOCHS)] if stock else ["dialogue.train", "--force"]
    with tempfile.TemporaryDirectory() as no_cache:  # Rasa keeps what it trained before
        environ = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "RASA_CACHE_DIRECTORY": no_cache}
        started = time.perf_counter()
        subprocess.run([RASA_PYTHON, "-m", *command], cwd=PROJECT, env=environ, check=True, capture_output=True)  # noqa: S603
        return time.perf_counter() - started


def stock_packages() -> Path:
    """The jsonschema that a plain installation of Rasa gets, put before ours for stock Rasa alone."""
    if not STOCK_PACKAGES.exists():
        uv = shutil.which("uv") or str(next(PROJECT.glob(".tools/**/uv")))
        where = ["--python", str(RASA_PYTHON), "--target", str(STOCK_PACKAGES)]
        subprocess.run([uv, "pip", "install", "--quiet", *where, "jsonschema==4.17.3"], cwd=PROJECT, check=True)  # noqa: S603
    return STOCK_PACKAGES


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
