"""The city's file, the demo's records beside it, and the time at which a demo's clock is told to start."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.city.city import City, load_city
from backend.city.demo import load_demo
from backend.city.file import CityFileError
from permitline.checkup.finding import Finding
from permitline.refusing import CANNOT_START, CommandRefusedError
from permitline.settings import CommandSettings
from runtime.clock import city_time, clock_file, make_clock, read_setting

_DEMO_FILE = "demo.yml"


def read_city_files(settings: CommandSettings) -> City:
    """The city; in a demo its records are read too. Raises `CityFileError`, which names all that is wrong in a file."""
    city = load_city(settings.city)
    if not settings.is_production:
        load_demo(settings.city.with_name(_DEMO_FILE), city)
    return city


def start_of_clock(settings: CommandSettings, zone: ZoneInfo) -> datetime | None:
    """What PERMITLINE_NOW says. Raises `CommandRefusedError` where that is no time, or where it may not be said."""
    if not settings.now:
        return None
    if settings.is_production:
        raise CommandRefusedError(
            "PERMITLINE_NOW moves a demo's clock, and PERMITLINE_ENV=production keeps to the real time. Unset one.",
            CANNOT_START,
        )
    try:
        return city_time(settings.now, zone)
    except ValueError as error:
        raise CommandRefusedError(
            f"PERMITLINE_NOW is {settings.now!r}, which is no time such as 2026-12-01T10:00.", CANNOT_START
        ) from error


def look_at_city_files(settings: CommandSettings) -> Iterator[Finding]:
    try:
        city = load_city(settings.city)
    except CityFileError as error:
        yield Finding(str(error), "Mend the file at the places named.")
        return
    yield Finding(f"{settings.city} is sound: {city.name}")
    if not settings.is_production:
        yield _demo(settings, city)
    try:
        start_of_clock(settings, city.zone)
    except CommandRefusedError as error:
        yield Finding(str(error), "Set it to a time in that form, or unset it.")
    yield _clock(settings, city)


def _demo(settings: CommandSettings, city: City) -> Finding:
    file = settings.city.with_name(_DEMO_FILE)
    try:
        load_demo(file, city)
    except CityFileError as error:
        return Finding(str(error), "Mend the file at the places named.")
    return Finding(f"{file} is sound: the demo's records fit the city")


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
