"""`permitline up`: starts the whole system, says what it waits for, and stops all of it together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import click

from backend.city.city import City
from backend.city.file import CityFileError
from permitline.checkup.city_files import read_city_files, start_of_clock
from permitline.checkup.sentences import sentence_problems
from permitline.processes import Child, keeping_bytecode, start, stop
from permitline.programs import RASA_PYTHON, port_problems, programs
from permitline.reading_settings import load_settings
from permitline.refusing import CANNOT_START, CommandRefusedError
from permitline.secrets import make_missing_secrets
from permitline.settings import PROJECT, CommandSettings
from permitline.welcome import welcome
from runtime.clock import move_clock

PATIENCE_SECONDS = 180.0
GLANCE_SECONDS = 0.1


class _StoppedError(Exception):
    """Someone asked `up` to end: Ctrl-C, SIGTERM, or the terminal was closed."""


@click.command()
def up() -> None:
    """Start everything: Rasa, the back end, the actions and the bot, on the demo city.

    Makes the demo's secrets at the first start, trains the dialogue model if its inputs changed, loads the demo city if
    the database is empty, waits until a message can be answered, and says how to try it. Ctrl-C stops all of it.

    Several systems run side by side, each with its own PERMITLINE_STATE_DIR and its own four ports
    (PERMITLINE_BOT_PORT, …_BACKEND_PORT, …_ACTIONS_PORT, …_RASA_PORT). PERMITLINE_NOW=2026-12-01T10:00 starts the
    city's clock there.
    """
    began = time.monotonic()
    settings = load_settings()
    if settings.is_production:
        refuse_incomplete_settings()
    refuse_taken_ports(settings)
    city = refuse_wrong_files(settings)
    prepare_state(settings, city)
    train_if_needed()
    with stopping_on_signals(), running(settings, city) as children:
        wait_until_ready(settings, children)
        click.echo(welcome(settings, time.monotonic() - began, os.environ))
        watch(children)


def refuse_taken_ports(settings: CommandSettings) -> None:
    problems = port_problems(settings)
    if problems:
        raise CommandRefusedError("\n".join(problems), CANNOT_START)


def refuse_wrong_files(settings: CommandSettings) -> City:
    """The city, once its files and the sentences are known to be in order: training takes long, and serving is late."""
    try:
        city = read_city_files(settings)
    except CityFileError as error:
        raise CommandRefusedError(str(error), CANNOT_START) from error
    problems = sentence_problems(PROJECT)
    if problems:
        raise CommandRefusedError(
            "The sentences in responses/ and the actions that say them differ; nothing was started. "
            "Mend responses/*.yml:\n  " + "\n  ".join(problems),
            CANNOT_START,
        )
    return city


def prepare_state(settings: CommandSettings, city: City) -> None:
    """Secrets and clock of a demo. In production secrets come from outside, and only the real time will do."""
    clock_starts = start_of_clock(settings, city.zone)
    if settings.is_production:
        return
    made = make_missing_secrets(settings.state_dir, os.environ)
    if made:
        click.echo(f"Made the demo's secrets in {settings.state_dir}/secrets.env.")
    if clock_starts:
        move_clock(settings.state_dir, clock_starts)


def refuse_incomplete_settings() -> None:
    """All that any program misses, at once: each would end by itself, one after the other."""
    from permitline.checkup.program_settings import look_at_program_settings  # not for a demo, which makes its own

    problems = [finding.what for finding in look_at_program_settings() if not finding.is_well]
    if problems:
        raise CommandRefusedError("\n".join(problems), CANNOT_START)


def train_if_needed() -> None:
    """Returns at once when the model's inputs have not changed."""
    if not RASA_PYTHON.exists():
        raise CommandRefusedError(
            "Rasa's environment is not installed (dialogue/.venv is missing). `make run` installs it.", CANNOT_START
        )
    environ = keeping_bytecode({**os.environ, "RASA_TELEMETRY_ENABLED": "false"})
    trained = subprocess.run([RASA_PYTHON, "-m", "dialogue.train"], cwd=PROJECT, env=environ, check=False)  # noqa: S603
    if trained.returncode:
        raise CommandRefusedError(
            "The dialogue model could not be trained; the lines above say why. Nothing was started.", CANNOT_START
        )


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn the signals that ask a program to end into an orderly stop."""

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        raise _StoppedError

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)
    try:
        yield
    except _StoppedError:
        click.echo("Stopped.")


@contextmanager
def running(settings: CommandSettings, city: City) -> Iterator[Sequence[Child]]:
    """The four programs, started side by side; whatever happens, none is left when this ends."""
    environ = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONUNBUFFERED": "1"}
    children: list[Child] = []
    try:
        for program in programs(settings):
            children.append(start(program, settings.state_dir, environ))  # noqa: PERF401  (each known as it starts)
        if not settings.is_production:
            load_demo(settings, city)
        yield children
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave programs behind
        click.echo("\nStopping …", err=True)
        stop(children)


def load_demo(settings: CommandSettings, city: City) -> None:
    """While the programs start: this brings in the whole back end, so its import would otherwise be waited for."""
    from permitline.demo_city import load_demo_if_empty

    if load_demo_if_empty(settings, city.zone):
        click.echo("Loaded the demo city.")


def wait_until_ready(settings: CommandSettings, children: Sequence[Child]) -> None:
    """Wait until the bot says that the whole chain answers; a live line says what is still missing."""
    from permitline import readiness  # its HTTP client is slow to import, and the programs are on their way already

    began = time.monotonic()
    shown = ""
    while not (state := readiness.ask(settings.url(settings.bot_port, "/healthz"))).is_ready:
        refuse_ended(children)
        waited = time.monotonic() - began
        if waited > PATIENCE_SECONDS:
            raise CommandRefusedError(
                f"Not ready after {waited:.0f} s; still missing: {state.missing}. "
                f"The logs are in {settings.state_dir}/logs; `permitline doctor` looks further.",
                CANNOT_START,
            )
        shown = _show_missing(state.missing or "", waited, shown)
        time.sleep(GLANCE_SECONDS)
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)


def _show_missing(missing: str, waited: float, shown: str) -> str:
    """On a terminal one line that counts; elsewhere a line whenever something else is missing."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[KStarting … {waited:.0f} s, waiting for {missing}", nl=False, err=True)
    elif missing != shown:
        click.echo(f"Starting, waiting for {missing} …", err=True)
    return missing


def watch(children: Sequence[Child]) -> None:
    """Stay until a program ends by itself, which ends all, or someone asks to stop."""
    while True:
        refuse_ended(children)
        time.sleep(0.5)


def refuse_ended(children: Sequence[Child]) -> None:
    for child in children:
        if child.has_ended:
            raise CommandRefusedError(
                f"\n{child.program.name} ended by itself (exit code {child.process.returncode}), so all is stopped. "
                f"The end of {child.log}:\n{child.last_words()}",
            )
