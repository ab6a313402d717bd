"""The way in: a message and today's date in, a reading out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from actions.understanding.dates.bounds import Bounds, bounds_of
from actions.understanding.dates.calendar_days import common_days, monday_to_friday
from actions.understanding.dates.grammar import find_phrases
from actions.understanding.dates.half_days import with_half_days
from actions.understanding.dates.readings import DateReading, DayReading, HalfDay
from actions.understanding.dates.said import Asking, Phrase, Said, Sort
from actions.understanding.dates.sentence import Role, roles_of, with_next, with_next_ones, with_ranges, with_weeks
from actions.understanding.dates.spanish import TELLTALES
from actions.understanding.dates.tokens import Token, tokenise

_READ = (Sort.DAY, Sort.HALF, Sort.WEEK, Sort.PERIOD, Sort.SHIFT, Sort.ANY_DAY)


def read_dates(
    text: str,
    today: date,
    language: str | None = None,
    is_working_day: Callable[[date], bool] | None = None,
) -> DateReading:
    """Read the days and half-days said in a text message.

    Both languages are always understood; `language` only decides the order of 5/6. A day without a year is its next
    occurrence, today included; days said to be past come back as past. Never raises, whatever the text.
    """
    tokens = tokenise(text)
    asking = Asking(today, language == "es" or _sounds_spanish(tokens), is_working_day or monday_to_friday)
    found = find_phrases(tokens, asking)
    if not found:
        return DateReading()
    spans = _spans(found, tokens)
    phrases = with_next_ones(with_next(with_weeks(found, tokens, today), tokens, today), tokens)
    roles = roles_of(phrases, tokens, today)
    wished = _wished(phrases, tokens, roles)
    rejected = tuple(dict.fromkeys(day for said in _ruled_out(phrases, roles) for day in _days_of(said)))
    days = _days(wished, frozenset(rejected))
    rejected = tuple(day for day in rejected if not any(day in said.days for said in days))
    bounds = Bounds() if days else bounds_of(phrases, tokens, roles, today)
    half_day, other_half = _half_day(wished), _other_half(phrases, roles)
    readings = dict.fromkeys(reading for said in days for reading in _readings(said, other_half))
    has_limit = Role.DROPPED in roles or bounds != Bounds()
    return DateReading(
        days=tuple(readings),
        half_day=other_half if half_day is None and not _says_half(wished) else half_day,
        any_day=not days and not has_limit and any(map(_is_any_day, phrases)),
        impossible=tuple(_words(text, phrase, tokens) for phrase in wished if phrase.said.is_impossible),
        rejected=rejected,
        either=len(days) > 1,
        since=bounds.since,
        until=bounds.until,
        period=bounds.period,
        shift=next((phrase.said.shift for phrase in wished if phrase.said.sort is Sort.SHIFT), None),
        spans=spans,
    )


def _sounds_spanish(tokens: Iterable[Token]) -> bool:
    return any(token.word in TELLTALES for token in tokens)


def _wished(phrases: Sequence[Phrase], tokens: Sequence[Token], roles: list[Role]) -> list[Phrase]:
    """What is left of the message when all that is ruled out or dropped has lost its meaning."""
    kept = [
        phrase if role is Role.WISHED else Phrase(phrase.start, phrase.end, Said(Sort.NOTHING))
        for phrase, role in zip(phrases, roles, strict=True)
    ]
    return with_half_days(with_ranges(kept, tokens, roles), tokens)


def _days(wished: Sequence[Phrase], rejected: frozenset[date]) -> list[Said]:
    """The different days wished; a day said twice in different words is what both ways of saying it allow."""
    days: list[Said] = []
    for said in _one_by_one(wished):
        left = tuple(one for one in said.days if one not in rejected or said.is_next_one) or said.days
        for place, other in enumerate(days):
            common = common_days(other.days, left)
            if common:
                days[place] = Said(Sort.DAY, common, half=other.half or said.half)
                break
        else:
            days.append(replace(said, days=left))
    return days


def _one_by_one(wished: Sequence[Phrase]) -> Iterator[Said]:
    for phrase in wished:
        if phrase.said.sort is Sort.DAY and phrase.said.is_several:
            yield from (replace(phrase.said, days=(one,)) for one in phrase.said.days)
        elif phrase.said.sort is Sort.DAY and phrase.said.days:
            yield phrase.said


def _readings(said: Said, other_half: HalfDay | None) -> list[DayReading]:
    return [DayReading(one, said.half or other_half) for one in said.days]


def _half_day(wished: Sequence[Phrase]) -> HalfDay | None:
    """The one half-day of the message."""
    halves = {phrase.said.half for phrase in wished if phrase.said.half is not None}
    return halves.pop() if len(halves) == 1 else None


def _says_half(wished: Sequence[Phrase]) -> bool:
    return any(phrase.said.half is not None for phrase in wished)


def _other_half(phrases: Sequence[Phrase], roles: Sequence[Role]) -> HalfDay | None:
    """ "Not in the morning": the afternoon."""
    out = {
        phrase.said.half
        for phrase, role in zip(phrases, roles, strict=True)
        if role is Role.RULED_OUT and phrase.said.sort is Sort.HALF
    }
    if out == {"am"}:
        return "pm"
    return "am" if out == {"pm"} else None


def _ruled_out(phrases: Sequence[Phrase], roles: Sequence[Role]) -> list[Said]:
    return [phrase.said for phrase, role in zip(phrases, roles, strict=True) if role is Role.RULED_OUT]


def _days_of(said: Said) -> Sequence[date]:
    if said.period is None:
        return said.days
    first, last = said.period
    return [first + timedelta(days=more) for more in range((last - first).days + 1)]


def _is_any_day(phrase: Phrase) -> bool:
    """ "As soon as possible", "any day but Monday"."""
    return phrase.said.sort is Sort.ANY_DAY or (phrase.said.sort is Sort.NOT and phrase.said.is_plural)


def _words(text: str, phrase: Phrase, tokens: Sequence[Token]) -> str:
    return text[tokens[phrase.start].start : tokens[phrase.end - 1].end]


def _spans(phrases: Sequence[Phrase], tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (tokens[phrase.start].start, tokens[phrase.end - 1].end) for phrase in phrases if phrase.said.sort in _READ
    )
