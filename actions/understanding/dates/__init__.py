"""Reads the days and half-days out of a message, in English and Spanish; pure: today is an argument."""

from actions.understanding.dates.reader import read_dates
from actions.understanding.dates.readings import DateReading, DayReading, HalfDay

__all__ = ["DateReading", "DayReading", "HalfDay", "read_dates"]
