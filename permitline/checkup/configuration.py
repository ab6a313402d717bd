"""Settings of every program, the city file, and the clock."""

import subprocess
from collections.abc import Iterator

from actions.settings import ActionsSettings
from backend.city.city import City, load_city
from backend.city.file import CityFileError
from backend.settings import BackendSettings
from bot.settings import BotSettings
from permitline.checkup.finding import Finding
from permitline.programs import RASA_PYTHON
from permitline.settings import PROJECT, CommandSettings
from runtime.clock import clock_file, make_clock, read_setting
from runtime.settings import SECRETS_FILE, ProgramSettings, SettingsError

_READ_DIALOGUE_SETTINGS = """
import os, sys
from dialogue import settings
try:
    settings.load(os.environ)
except settings.SettingsError as error:
    sys.exit(str(error))
"""


def look_at_configuration(settings: CommandSettings) -> Iterator[Finding]:
    if not settings.is_production and not (settings.state_dir / SECRETS_FILE).exists():
        yield Finding(f"{settings.state_dir} holds no demo yet: `permitline up` makes its secrets and loads the city")
    else:
        yield from _settings_of_programs()
    try:
        city = load_city(settings.city)
    except CityFileError as error:
        yield Finding(str(error), "Mend the file at the places named.")
        return
    yield Finding(f"{settings.city} is sound: {city.name}")
    yield _clock(settings, city)


def _settings_of_programs() -> Iterator[Finding]:
    programs: tuple[tuple[str, type[ProgramSettings]], ...] = (
        ("backend", BackendSettings),
        ("actions", ActionsSettings),
        ("bot", BotSettings),
    )
    for name, kind in programs:
        try:
            kind.load()
        except SettingsError as error:
            yield Finding(f"{name}: {error}", "Set them in the environment or in .env.")
        else:
            yield Finding(f"{name}'s settings are complete")
    if RASA_PYTHON.exists():
        yield _dialogue_settings()


def _dialogue_settings() -> Finding:
    command = [str(RASA_PYTHON), "-c", _READ_DIALOGUE_SETTINGS]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        return Finding(f"rasa: {answer.stderr.strip()}", "Set them in the environment or in .env.")
    return Finding("rasa's settings are complete")


def _clock(settings: CommandSettings, city: City) -> Finding:
    file = clock_file(settings.state_dir)
    now = make_clock(city.zone, settings.state_dir, production=settings.is_production).now()
    if settings.is_production or not file.exists():
        return Finding(f"The city's clock shows the real time, {now:%Y-%m-%d %H:%M}")
    moved = read_setting(file)
    if moved is None:
        return Finding(f"{file} cannot be read, so the clock shows the real time", f"Delete {file}.")
    still = " and stands still" if moved.hold else ""
    return Finding(
        f"The city's clock was moved: it shows {now:%Y-%m-%d %H:%M}{still} (delete {file} for the real time)"
    )
