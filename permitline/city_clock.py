"""The city's zone and clock from the command line."""

from zoneinfo import ZoneInfo

from bot.city import read_city_facts
from permitline.refusing import CANNOT_START, CommandRefusedError
from permitline.settings import CommandSettings
from runtime.clock import city_time, move_clock
from runtime.settings import SettingsError


def city_zone(settings: CommandSettings) -> ZoneInfo:
    try:
        return read_city_facts(settings.city).zone
    except SettingsError as error:
        raise CommandRefusedError(str(error), CANNOT_START) from error


def start_clock(settings: CommandSettings) -> None:
    """Start the city's clock at PERMITLINE_NOW, if that is set. Otherwise it stays as it was left."""
    if not settings.now:
        return
    zone = city_zone(settings)
    try:
        start = city_time(settings.now, zone)
    except ValueError as error:
        raise CommandRefusedError(
            f"PERMITLINE_NOW is {settings.now!r}, which is no time such as 2026-12-01T10:00.", CANNOT_START
        ) from error
    move_clock(settings.state_dir, start)
