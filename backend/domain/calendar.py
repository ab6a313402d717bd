"""The city's calendar: which days it works, why it does not work on the others, and counting in working days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from backend.domain.dated import Dated
from backend.domain.model import Words

_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 366  # days; a calendar with fewer working days than one a year is a mistake, not an endless search


class Closed(StrEnum):
    """Why the city does not work on a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A weekend has no name of its own."""

    why: Closed
    name: Words | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days are looked up on the day in question, whenever that is asked; Monday is 0, as in `date.weekday`."""

    working_days: Dated[frozenset[int]]
    holidays: Mapping[date, Words]
    closures: Mapping[date, Words]

    def closed(self, day: date) -> ClosedDay | None:
        """Why the city does not work on this day; None on a working day."""
        if day in self.closures:
            return ClosedDay(Closed.CLOSURE, self.closures[day])
        if day in self.holidays:
            return ClosedDay(Closed.HOLIDAY, self.holidays[day])
        if day.weekday() not in self.working_days.on(day):
            return ClosedDay(Closed.WEEKEND)
        return None

    def is_working_day(self, day: date) -> bool:
        return self.closed(day) is None

    def working_days_after(self, day: date) -> Iterator[date]:
        return self._working_days(day, _DAY)

    def working_days_before(self, day: date) -> Iterator[date]:
        return self._working_days(day, -_DAY)

    def next_working_day(self, day: date) -> date:
        return self.shift(day, 1)

    def shift(self, day: date, workdays: int) -> date:
        """The day so many working days later, or earlier where negative. 0 is the day itself, working day or not."""
        if workdays == 0:
            return day
        towards = self.working_days_after(day) if workdays > 0 else self.working_days_before(day)
        return next(islice(towards, abs(workdays) - 1, None))

    def holidays_between(self, first: date, last: date) -> dict[date, Words]:
        """Holidays and closures, both ends included, in order; those on a weekend too."""
        named = {**self.holidays, **self.closures}
        return {day: named[day] for day in sorted(named) if first <= day <= last}

    def _working_days(self, day: date, step: timedelta) -> Iterator[date]:
        closed_in_a_row = 0
        while closed_in_a_row < _LONGEST_CLOSURE:
            day += step
            closed_in_a_row = 0 if self.is_working_day(day) else closed_in_a_row + 1
            if not closed_in_a_row:
                yield day
        raise ValueError(f"the city has no working day within a year of {day.isoformat()}")
