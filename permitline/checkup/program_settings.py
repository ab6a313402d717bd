"""The settings of each program, as the program itself reads them."""

import subprocess
from collections.abc import Iterator

from actions.settings import ActionsSettings
from backend.settings import BackendSettings
from bot.settings import BotSettings
from permitline.checkup.finding import Finding
from permitline.programs import RASA_PYTHON
from permitline.settings import PROJECT
from runtime.settings import ProgramSettings, SettingsError

_REMEDY = "Set them in the environment or in .env."
_READ_DIALOGUE_SETTINGS = """
import os, sys
from dialogue import settings
try:
    settings.load(os.environ)
except settings.SettingsError as error:
    sys.exit(str(error))
"""


def look_at_program_settings() -> Iterator[Finding]:
    """One finding a program, which names all that it misses."""
    programs: tuple[tuple[str, type[ProgramSettings]], ...] = (
        ("backend", BackendSettings),
        ("actions", ActionsSettings),
        ("bot", BotSettings),
    )
    for name, kind in programs:
        yield _settings_of(name, kind)
    if RASA_PYTHON.exists():
        yield _dialogue_settings()


def _settings_of(name: str, kind: type[ProgramSettings]) -> Finding:
    try:
        settings = kind.load()
        if isinstance(settings, BackendSettings):
            settings.check_secrets()  # which its migrations do without, and serving does not
    except SettingsError as error:
        return Finding(f"{name}: {error}", _REMEDY)
    return Finding(f"{name}'s settings are complete")


def _dialogue_settings() -> Finding:
    command = [str(RASA_PYTHON), "-c", _READ_DIALOGUE_SETTINGS]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        return Finding(f"rasa: {answer.stderr.strip()}", _REMEDY)
    return Finding("rasa's settings are complete")
