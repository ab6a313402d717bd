"""Starts the bot: `python -m bot`. Exit code 2 where the settings, the port or the database do not allow it."""

import sys

from sqlalchemy.exc import SQLAlchemyError

from bot.city import read_city_facts
from bot.records.database import StorageDownError, prepare_database
from bot.server import BotServer, PortTakenError, check_port
from bot.settings import BotSettings
from runtime.logs import configure_logging
from runtime.settings import SettingsError


def main() -> int:
    try:
        settings = BotSettings.load()
        configure_logging("bot", settings.log_level)
        read_city_facts(settings.city)
        check_port(settings.bind_host, settings.bot_port)
        prepare_database(settings)
    except (SettingsError, PortTakenError) as error:
        print(error, file=sys.stderr)
        return 2
    except (StorageDownError, SQLAlchemyError, OSError) as error:
        print(f"The bot's database cannot be opened: {error}", file=sys.stderr)
        return 2
    BotServer(settings).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
