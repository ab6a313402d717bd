"""The demo city from the command line: its clock, its records at the first start, and both laid out afresh."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from backend.city.file import CityFileError
from backend.demo import DemoRefusedError, Fill, load_if_empty
from backend.demo import reset_demo as reset_records
from backend.settings import BackendSettings
from bot.demo import reset_demo as reset_conversations
from bot.settings import BotSettings
from permitline.refusing import CANNOT_START, CommandRefusedError
from permitline.settings import CommandSettings
from runtime.clock import make_clock, move_clock
from runtime.settings import SettingsError


def load_demo_if_empty(settings: CommandSettings, zone: ZoneInfo) -> bool:
    """Lay the demo's records out around the city's time where there are none yet. Whether it did."""
    now = make_clock(zone, settings.state_dir, production=settings.is_production).now()
    with _plain_errors():
        return load_if_empty(BackendSettings.load(), now)


def reset(
    settings: CommandSettings, now: datetime, laid_out_at: datetime, fills: Sequence[Fill], *, hold: bool
) -> None:
    """Lay the records out afresh, forget all conversations, and move the clock of every program that runs."""
    with _plain_errors():
        reset_records(BackendSettings.load(), now, fills, laid_out_at)
        reset_conversations(BotSettings.load())
    move_clock(settings.state_dir, now, hold=hold)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except (SettingsError, CityFileError, DemoRefusedError, ValueError) as error:
        raise CommandRefusedError(str(error), CANNOT_START) from error
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        raise CommandRefusedError(
            f"The database did not take the demo's records: {reason}. `permitline doctor` looks further.", CANNOT_START
        ) from error
