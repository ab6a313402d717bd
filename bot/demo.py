"""What only a demo may do: begin anew."""

from bot.records.database import open_database, prepare_database
from bot.records.history import forget_everything
from bot.settings import BotSettings
from runtime.settings import SettingsError


def reset_demo(settings: BotSettings) -> None:
    """Forget all conversations, messages and opt-outs. Raise `SettingsError` in production."""
    if settings.is_production:
        raise SettingsError("PERMITLINE_ENV is production: messages are public records and are not thrown away")
    prepare_database(settings)
    database = open_database(settings)
    try:
        forget_everything(database)
    finally:
        database.close()
