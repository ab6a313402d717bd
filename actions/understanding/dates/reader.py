"""The way in: a message and today's date in, a reading out."""

from collections.abc import Callable
from datetime import date

from actions.understanding.dates.readings import DateReading


def read_dates(
    text: str,
    today: date,
    language: str | None = None,
    is_working_day: Callable[[date], bool] | None = None,
) -> DateReading:
    """Read the days and half-days said in a text message; `language` None tries both (signature first, reader next)."""
    raise NotImplementedError
