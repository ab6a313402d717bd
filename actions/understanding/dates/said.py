"""What a phrase turned out to say, between the grammar that found it and the sentence that it stands in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from actions.understanding.dates.calendar_days import IsWorkingDay
from actions.understanding.dates.readings import HalfDay
from actions.understanding.dates.tokens import Token


class Sort(StrEnum):
    """Days, half-days, and the words that decide what becomes of the days round them."""

    DAY = "day"
    HALF = "half"
    WEEK = "week"  # a week and no day of it: gives the weekdays said with it their week
    PERIOD = "period"  # any other stretch of days: a month, "the next few days"
    NEXT_ONE = "next one"  # "the following one": a week after the weekday said before
    ANY_DAY = "any day"
    NOT = "not"  # rules out what follows
    UNABLE = "unable"  # "I can't": rules out what follows, or what stands before
    NOT_BEFORE = "not before"  # "doesn't work": rules out what stands before
    CORRECTION = "correction"
    NO = "no"
    OR = "or"
    FROM = "from"
    TO = "to"
    MOVING = "moving"
    PAST_EVENT = "past event"  # "failed", "was": the day that follows is not wished when a later one is
    WORK = "work"  # "we pour": the day beside it tells when work happens, and is not wished when another day is
    INSTEAD = "instead"  # the day right before it takes the place of those said earlier
    SHIFT = "shift"  # "back two days": counted from the day of the visit that is moved
    LIMIT = "limit"  # "before", "after": the day that follows is not itself wished
    NOTHING = "nothing"  # words that only look like a day, such as a greeting


class Limit(StrEnum):
    """How a day bounds the days that will do."""

    BEFORE = "before"
    BY = "by"  # that day included
    FROM = "from"  # that day included
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Said:
    """The meaning of one phrase; `days` are its readings, in order."""

    sort: Sort
    days: tuple[date, ...] = ()
    half: HalfDay | None = None
    weekday: int | None = None  # a weekday is part of what was said
    is_bare_weekday: bool = False  # it was all that was said, so another word may yet say which week
    is_next: bool = False  # "next Tuesday": a bare weekday joined to it is meant likewise
    is_plural: bool = False
    day_number: int | None = None  # "the 9th": a day without a month
    is_several: bool = False  # "the 9th or 10th": not readings of one day, but days
    is_relative: bool = False  # "tomorrow": counted from today
    unit: str | None = None  # counted in these units from another day
    weeks: int = 0
    is_week_after: bool = False  # "the week after": counted from the week said before, if any
    period: tuple[date, date] | None = None
    limit: Limit | None = None
    shift: int | None = None  # days
    is_next_one: bool = False
    is_impossible: bool = False


def day(*days: date | None, weekday: int | None = None, half: HalfDay | None = None) -> Said:
    """A day with its readings; none of them existing makes it an impossible date."""
    existing = tuple(dict.fromkeys(one for one in days if one is not None))
    return Said(Sort.DAY, existing, weekday=weekday, half=half, is_impossible=not existing)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the meaning of words depends on besides the words."""

    today: date
    day_comes_first: bool
    is_working_day: IsWorkingDay


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that the grammar matched: the tagged words of it in order, and where it stands among the tokens."""

    captured: tuple[tuple[str, object], ...]
    tokens: tuple[Token, ...]
    start: int
    end: int
    asking: Asking

    @property
    def today(self) -> date:
        return self.asking.today

    def numbers(self, *tags: str) -> list[int]:
        return [value for tag, value in self.captured if tag in tags and isinstance(value, int)]

    def number(self, *tags: str, default: int | None = None) -> int:
        found = self.numbers(*tags)
        if found:
            return found[0]
        if default is None:
            raise LookupError(f"the phrase has none of {tags}")
        return default

    def values(self, tag: str) -> list[object]:
        return [value for name, value in self.captured if name == tag]

    def days(self) -> Iterable[Said]:
        return [value for _, value in self.captured if isinstance(value, Said)]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.word for token in self.tokens[self.start : self.end])

    @property
    def before(self) -> Token | None:
        return self.tokens[self.start - 1] if self.start else None

    @property
    def after(self) -> Token | None:
        return self.tokens[self.end] if self.end < len(self.tokens) else None


def each_day(found: Found, move: Callable[[date], date | None], unit: str | None = None) -> Said | None:
    """The day said in the phrase, moved: each of its readings, and its half-day kept."""
    said = next(iter(found.days()))
    moved = tuple(other for other in map(move, said.days) if other is not None)
    return Said(Sort.DAY, moved, half=said.half, unit=unit, is_impossible=said.is_impossible) if moved else None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A meaning and the tokens that said it."""

    start: int
    end: int
    said: Said


type Meaning = Callable[[Found], Said | None]
"""Answers None when the words, seen with their neighbours, do not say this after all."""
