"""Reads the settings of a command, and ends it plainly where they are wrong."""

from permitline.refusing import CANNOT_START, CommandRefusedError
from permitline.settings import CommandSettings
from runtime.settings import SettingsError


def load_settings() -> CommandSettings:
    try:
        return CommandSettings.load()
    except SettingsError as error:
        raise CommandRefusedError(str(error), CANNOT_START) from error
