"""The city's zone from the command line."""

from zoneinfo import ZoneInfo

from bot.city import read_city_facts
from permitline.refusing import CANNOT_START, CommandRefusedError
from permitline.settings import CommandSettings
from runtime.settings import SettingsError


def city_zone(settings: CommandSettings) -> ZoneInfo:
    try:
        return read_city_facts(settings.city).zone
    except SettingsError as error:
        raise CommandRefusedError(str(error), CANNOT_START) from error
