"""Decides what becomes of the days of one message: wished, ruled out, or dropped as corrected or only mentioned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum, auto
from itertools import pairwise

from actions.understanding.dates import calendar_days as cal
from actions.understanding.dates.neighbours import Neighbours
from actions.understanding.dates.said import Phrase, Said, Sort
from actions.understanding.dates.tokens import Token

_LONGEST_RANGE = timedelta(days=10)


class Role(Enum):
    WISHED = auto()
    RULED_OUT = auto()
    DROPPED = auto()
    """Corrected, moved away from, or only a limit."""


def with_weeks(phrases: Sequence[Phrase], tokens: Sequence[Token], today: date) -> list[Phrase]:
    """Give the weekdays said with a week the day in that week ("Tuesday of next week", "next week, on Tuesday")."""
    near = Neighbours(phrases, tokens)
    read = list(phrases)
    for place, phrase in enumerate(phrases):
        if phrase.said.sort is not Sort.WEEK:
            continue
        for other in _days_of_week(near, place):
            number = phrases[other].said.weekday
            if phrases[other].said.is_bare_weekday and number is not None:
                days = cal.in_week(number, phrase.said.weeks, today)
                read[other] = replace(phrases[other], said=Said(Sort.DAY, days, weekday=number))
    return read


def with_next(phrases: Sequence[Phrase], tokens: Sequence[Token], today: date) -> list[Phrase]:
    """ "Next Tuesday or Wednesday": the Wednesday is a next one too, and comes after that Tuesday."""
    near = Neighbours(phrases, tokens)
    read = list(phrases)
    for place, phrase in enumerate(phrases):
        for other in near.chain(place, 1) if phrase.said.is_next else ():
            number = phrases[other].said.weekday
            if phrases[other].said.is_bare_weekday and number is not None:
                days = tuple(one for one in cal.next_weekday(number, today) if one > phrase.said.days[0])
                read[other] = (
                    replace(phrases[other], said=Said(Sort.DAY, days, weekday=number)) if days else read[other]
                )
    return read


def _days_of_week(near: Neighbours, place: int) -> list[int]:
    before = place - 1
    while near.sort(before) is Sort.HALF and near.touch(before):
        before -= 1
    if near.sort(before) is Sort.DAY and near.touch(before, across=",(") and near.phrases[before].said.is_bare_weekday:
        return list(near.chain(before, -1))
    following = (other for other in range(place + 1, len(near.phrases)) if near.sort(other) in (Sort.DAY, Sort.WEEK))
    first = next(following, None)
    return [] if first is None or near.sort(first) is Sort.WEEK else list(near.chain(first, 1))


def roles_of(phrases: Sequence[Phrase], tokens: Sequence[Token]) -> list[Role]:
    near = Neighbours(phrases, tokens)
    roles = [Role.WISHED] * len(phrases)
    for place, phrase in enumerate(phrases):
        for other in _ruled_out_by(near, place, phrase.said):
            roles[other] = Role.RULED_OUT
        if phrase.said.sort is Sort.LIMIT:
            limited = near.following(place, Sort.DAY)
            if limited is not None:
                roles[limited] = Role.DROPPED
    _drop_past(near, roles)
    _drop_corrected(near, roles)
    _drop_moved_away_from(near, roles)
    return roles


def _ruled_out_by(near: Neighbours, place: int, said: Said) -> list[int]:
    after = near.following(place, Sort.DAY)
    before = near.preceding(place, Sort.DAY, across=",")
    match said.sort:
        case Sort.NOT:
            half = near.following(place, Sort.HALF)
            return list(near.chain(after, 1)) if after is not None else [half] if half is not None else []
        case Sort.UNABLE if before is not None:
            return list(near.chain(before, -1))
        case Sort.UNABLE if after is not None:
            return list(near.chain(after, 1))
        case Sort.NOT_BEFORE if before is not None:
            return list(near.chain(before, -1))
        case Sort.NO if before is not None and near.ends_after(place):
            return list(near.chain(before, -1))
        case Sort.NO if (half := near.following(place, Sort.HALF)) is not None:
            return [half]
        case Sort.NO if after is not None and near.phrases[after].said.is_plural:
            return [after]
        case _:
            return []


def _drop_past(near: Neighbours, roles: list[Role]) -> None:
    """ "I failed framing on Monday, need Friday": Monday is history, as long as another day is wished after it."""
    wished = [place for place, role in enumerate(roles) if near.sort(place) is Sort.DAY and role is Role.WISHED]
    for place, later in pairwise(wished):
        if Sort.PAST_EVENT in (near.sort(place - 1), near.sort(place - 2)) and near.sort(later - 1) not in (
            Sort.PAST_EVENT,
            Sort.OR,
        ):
            roles[place] = Role.DROPPED


def _drop_corrected(near: Neighbours, roles: list[Role]) -> None:
    """ "March 9th? make it March 8th", "Tuesday, no, Wednesday": what was said before the correction falls."""
    wished = [place for place, role in enumerate(roles) if near.sort(place) is Sort.DAY and role is Role.WISHED]
    if len(wished) < 2:
        return
    corrections = [place for place in range(wished[0], wished[-1]) if _corrects(near, place)]
    for place in wished:
        if corrections and place < corrections[-1]:
            roles[place] = Role.DROPPED


def _corrects(near: Neighbours, place: int) -> bool:
    if near.sort(place) is Sort.NO:
        before = near.preceding(place, Sort.DAY, across=",.;-?!")
        return before is not None and near.following(place, Sort.DAY, across=",.;-?!") is not None
    return near.sort(place) is Sort.CORRECTION


def _drop_moved_away_from(near: Neighbours, roles: list[Role]) -> None:
    """ "Move it from Tuesday to Thursday": Tuesday is where it was."""
    moving = next((place for place in range(len(roles)) if near.sort(place) is Sort.MOVING), None)
    if moving is None:
        return
    for place in range(moving, len(roles) - 2):
        towards = near.sort(place + 1) is Sort.TO and near.following(place + 1, Sort.DAY) is not None
        if near.sort(place) in (Sort.DAY, Sort.HALF) and towards:
            for earlier in range(moving, place + 1):
                if near.sort(earlier) is Sort.DAY and roles[earlier] is Role.WISHED:
                    roles[earlier] = Role.DROPPED
            return


def with_ranges(phrases: Sequence[Phrase], tokens: Sequence[Token], roles: list[Role]) -> list[Phrase]:
    """ "Monday to Wednesday", "between the 7th and the 9th": the days between are wished as well."""
    near = Neighbours(phrases, tokens)
    read = list(phrases)
    for place in range(len(phrases) - 2):
        joint = near.sort(place + 1)
        opened = place > 0 and near.sort(place - 1) is Sort.FROM
        if near.sort(place) is not Sort.DAY or not (joint is Sort.TO or (joint is Sort.OR and opened)):
            continue
        ends = near.following(place, joint) is not None and near.following(place + 1, Sort.DAY)
        if not ends or roles[place] is not Role.WISHED:
            continue
        first, last = phrases[place].said, phrases[ends].said
        days = _days_between(first, last)
        if days:
            read[place] = replace(phrases[place], said=replace(first, days=(days[0],), is_bare_weekday=False))
            between = [Phrase(phrases[ends].start, phrases[ends].end, replace(last, days=(one,))) for one in days[1:]]
            return [*read[: place + 1], *between, *read[ends + 1 :]]
    return read


def _days_between(first: Said, last: Said) -> list[date]:
    if not first.days or not last.days:
        return []
    ends = last.days[0]
    if ends < first.days[0] and last.weekday is not None:
        ends = cal.coming(last.weekday, first.days[0])
    length = ends - first.days[0]
    return [first.days[0] + timedelta(days=more) for more in range(length.days + 1)] if length <= _LONGEST_RANGE else []
