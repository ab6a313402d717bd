"""What a date reader answers: the days that a message may mean, and what else it says about days."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

type HalfDay = Literal["am", "pm"]


@dataclass(frozen=True, slots=True)
class DayReading:
    """One day that was wished, with the half-day said beside it ("tuesday morning", "jueves por la tarde")."""

    day: date
    half_day: HalfDay | None = None


@dataclass(frozen=True, slots=True)
class DateReading:
    """All that a message says about days.

    `days` holds the readings of the wish. More than one means that the words allow several and the person must be
    asked, unless `either` says that several different days were wished; then it holds them in the order said.
    `half_day` is the half-day said anywhere, with a day or without. `any_day` is "as soon as possible".
    `impossible` are the words of dates that do not exist, `rejected` the days the person ruled out. `spans` are the
    characters that were read as dates or half-days, so that nothing else reads them as permit numbers or choices.

    Where no day is wished, bounds may be: `until` is the last day that will do ("before Friday" is Thursday, "by
    Friday" is Friday), `since` the first one ("after the 9th" is the 10th), `period` the first and the last day of a
    stretch without a day of it ("next week", "in January"), a day that is over left out. "Any day before Friday" is
    only the bound, not `any_day`. `shift` is how many days later (earlier, when negative) than it is a visit is to be:
    "push it back a week" is 7.
    """

    days: tuple[DayReading, ...] = ()
    half_day: HalfDay | None = None
    any_day: bool = False
    impossible: tuple[str, ...] = ()
    rejected: tuple[date, ...] = ()
    either: bool = False
    since: date | None = None
    until: date | None = None
    period: tuple[date, date] | None = None
    shift: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
