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
_LONGEST_WEEK = 5
"""Days from one weekday to another that make a stretch of a week, "Friday to Wednesday" and less."""


class Role(Enum):
    WISHED = auto()
    RULED_OUT = auto()
    DROPPED = auto()
    """Corrected, moved away from, or only a limit."""
    PAST = auto()
    """History, told beside what is wished."""


def with_weeks(phrases: Sequence[Phrase], tokens: Sequence[Token], today: date) -> list[Phrase]:
    """Give the weekdays said with a week the day in that week ("Tuesday of next week", "next week, on Tuesday")."""
    near = Neighbours(_with_weeks_after(phrases, today), tokens)
    read = list(near.phrases)
    for place, phrase in enumerate(near.phrases):
        if phrase.said.sort is not Sort.WEEK:
            continue
        for other in _days_of_week(near, place):
            number = near.phrases[other].said.weekday
            if near.phrases[other].said.is_bare_weekday and number is not None:
                days = cal.in_week(number, phrase.said.weeks, today)
                limit = near.phrases[other].said.limit
                read[other] = replace(near.phrases[other], said=Said(Sort.DAY, days, weekday=number, limit=limit))
                if _is_beside(near, place, other):  # not in "next week, but not Monday"
                    read[place] = replace(phrase, said=replace(phrase.said, period=None))
    return read


def _with_weeks_after(phrases: Sequence[Phrase], today: date) -> list[Phrase]:
    """ "Not next week, the week after": counted from the week said before."""
    read: list[Phrase] = []
    weeks: int | None = None
    for phrase in phrases:
        said = phrase.said
        if said.sort is Sort.WEEK:
            if said.is_week_after and weeks is not None:
                said = replace(said, weeks=weeks + 1, period=cal.week_from(today, weeks + 1))
            weeks = said.weeks
        read.append(replace(phrase, said=said))
    return read


def _is_beside(near: Neighbours, place: int, other: int) -> bool:
    step = 1 if other > place else -1
    between = [near.sort(one) for one in range(place + step, other, step)]
    return all(sort in (Sort.HALF, Sort.OR, Sort.DAY) for sort in between)


def with_next_ones(phrases: Sequence[Phrase], tokens: Sequence[Token]) -> list[Phrase]:
    """ "Not this Friday but the next one": a week after the weekday that was said before."""
    near = Neighbours(phrases, tokens)
    read = list(phrases)
    for place, phrase in enumerate(phrases):
        if phrase.said.sort is not Sort.NEXT_ONE:
            continue
        last = range(place - 1, max(place - 4, -1), -1)
        before = next((one for one in last if near.sort(one) in (Sort.DAY, Sort.WEEK)), None)
        if before is None or not _calls_for_another(near, before, place):
            continue
        if phrases[before].said.sort is Sort.WEEK:
            read[place] = replace(phrase, said=_week_later(phrases[before].said))
            continue
        if phrases[before].said.weekday is None:
            continue
        said = phrases[before].said
        days = tuple(one + timedelta(weeks=1) for one in said.days)
        read[place] = replace(phrase, said=Said(Sort.DAY, days, weekday=said.weekday, is_next_one=True))
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


def _calls_for_another(near: Neighbours, before: int, place: int) -> bool:
    """The day before it is ruled out or corrected, or the two are joined by "or"."""
    around = {near.sort(one) for one in range(before - 1, place) if one != before}
    return not around.isdisjoint(_CALLING) or any(near.says(one, "or", "o", "u") for one in range(before, place))


_CALLING = (Sort.NOT, Sort.NO, Sort.UNABLE, Sort.NOT_BEFORE, Sort.CORRECTION)


def _week_later(said: Said) -> Said:
    if said.period is None:
        return said
    sunday = said.period[1] + timedelta(days=(6 - said.period[1].weekday()) % 7)
    return replace(said, weeks=said.weeks + 1, period=(sunday + timedelta(days=1), sunday + timedelta(days=7)))


def _days_of_week(near: Neighbours, place: int) -> list[int]:
    before = place - 1
    if near.is_goal(place) and any(near.sort(one) is Sort.MOVING for one in range(place)):
        before = -1  # "mueva la del jueves para la otra semana": that Thursday is where it was
    while near.sort(before) is Sort.HALF and near.touch(before):
        before -= 1
    if near.sort(before) is Sort.DAY and near.touch(before, across=",(") and near.phrases[before].said.is_bare_weekday:
        return list(near.chain(before, -1))
    following = (other for other in range(place + 1, len(near.phrases)) if near.sort(other) in (Sort.DAY, Sort.WEEK))
    first = next(following, None)
    return [] if first is None or near.sort(first) is Sort.WEEK else list(near.chain(first, 1))


def roles_of(phrases: Sequence[Phrase], tokens: Sequence[Token], today: date) -> list[Role]:
    near = Neighbours(phrases, tokens)
    roles = [Role.WISHED] * len(phrases)
    for place, phrase in enumerate(phrases):
        limited = place if phrase.said.sort is Sort.DAY and phrase.said.limit else near.limited_by(place)
        if limited is not None and not phrases[limited].said.is_impossible:
            roles[limited] = Role.DROPPED
        for other in _ruled_out_by(near, place, phrase.said):
            if roles[other] is not Role.DROPPED:
                roles[other] = Role.RULED_OUT
    _drop_past(near, roles, today)
    _drop_corrected(near, roles)
    _drop_moved_away_from(near, roles)
    _drop_halves_ruled_out(near, roles)
    return roles


def _ruled_out_by(near: Neighbours, place: int, said: Said) -> list[int]:
    after = near.following(place, Sort.DAY)
    before = near.preceding(place, Sort.DAY, across=",")
    rules_out_after = said.sort in (Sort.NOT, Sort.UNABLE)
    rules_out_before = said.sort in (Sort.UNABLE, Sort.NOT_BEFORE) or (said.sort is Sort.NO and near.ends_after(place))
    if rules_out_before and before is not None:
        return list(near.chain(before, -1))
    if rules_out_after and after is not None:
        return list(near.chain(after, 1))
    if said.sort is Sort.NO and after is not None and (near.phrases[after].said.is_plural or _is_one_of_many(near)):
        return [after]
    for sort in (Sort.HALF, Sort.WEEK, Sort.PERIOD):
        half_before = near.preceding(place, sort, across=",")
        if rules_out_before and half_before is not None:
            return [half_before]
        half_after = near.following(place, sort)
        if (rules_out_after or (said.sort is Sort.NO and sort is Sort.HALF)) and half_after is not None:
            return [half_after]
    return []


def _is_one_of_many(near: Neighbours) -> bool:
    """ "No Thursday, no Friday": one alone may be an answer before a wish."""
    denied = [place for place in range(len(near.phrases)) if near.sort(place) is Sort.NO]
    return len(denied) > 1 and all(near.following(place, Sort.DAY) is not None for place in denied)


def _drop_halves_ruled_out(near: Neighbours, roles: list[Role]) -> None:
    """ "Friday morning doesn't work": neither that morning nor another day is wished; Friday is, where another half of
    it is wished instead."""
    for place, phrase in enumerate(near.phrases):
        half = place if phrase.said.sort is Sort.HALF else None
        day = near.preceding(place, Sort.DAY) if half is not None else None
        if half is None or day is None or Role.RULED_OUT not in (roles[day], roles[half]):
            continue
        rules_whole_day = roles[day] is Role.RULED_OUT and roles[half] is Role.WISHED
        if rules_whole_day and near.sort(day - 1) not in (Sort.NOT, Sort.UNABLE):
            continue
        roles[half] = Role.DROPPED
        others = [one for one in range(len(roles)) if roles[one] is Role.WISHED and one != day]
        has_another_day = any(near.sort(one) is Sort.DAY for one in others)
        has_another_half = any(near.sort(one) is Sort.HALF for one in others)
        roles[day] = Role.WISHED if has_another_half and not has_another_day else Role.DROPPED


def _drop_past(near: Neighbours, roles: list[Role], today: date) -> None:
    """ "I failed framing on Monday, need Friday": Monday is history, as long as another day is wished after it.

    So is a day that is over, where one to come is said.
    """
    wished = [
        place
        for place, role in enumerate(roles)
        if near.sort(place) in (Sort.DAY, Sort.ANY_DAY) and role is Role.WISHED
    ]
    over = [place for place in wished if near.phrases[place].said.days and max(near.phrases[place].said.days) < today]
    if len(over) < len(wished):
        for place in over:
            roles[place] = Role.PAST
    work = {day for place in range(len(roles)) for day in _days_of_work(near, place)}
    if not work.issuperset(wished):
        for place in work.intersection(wished):
            roles[place] = Role.PAST
            half = near.following(place, Sort.HALF)
            if half is not None:
                roles[half] = Role.PAST
    for place, later in pairwise(wished):
        if Sort.PAST_EVENT in (near.sort(place - 1), near.sort(place - 2)) and near.sort(later - 1) not in (
            Sort.PAST_EVENT,
            Sort.OR,
        ):
            roles[place] = Role.PAST


def _days_of_work(near: Neighbours, place: int) -> list[int]:
    """ "We pour Friday", "Friday's pour": the days on which the work happens."""
    if near.sort(place) is not Sort.WORK:
        return []
    after = near.following(place, Sort.DAY)
    if after is not None:
        days = list(near.chain(after, 1))
        lists_inspections = near.says(place, *_MATERIALS) and near.following(days[-1], Sort.OR) is not None
        return [] if lists_inspections else days
    before = near.preceding(place, Sort.DAY)
    return [] if before is None else [before]


_MATERIALS = ("concrete", "truck", "trucks", "concreto", "camion")
"""What may also stand for an inspection: "concrete Thursday and framing Friday"."""


def _drop_corrected(near: Neighbours, roles: list[Role]) -> None:
    """ "March 9th? make it March 8th", "Tuesday, no, Wednesday": what was said before the correction falls."""
    wished = [place for place, role in enumerate(roles) if _names_time(near, place) and role is Role.WISHED]
    if len(wished) < 2:
        return
    corrections = [place for place in range(wished[0], wished[-1]) if _corrects(near, place)]
    instead = [place - 1 for place in range(wished[0] + 2, len(roles)) if _stands_instead(near, place)]
    for place in wished:
        if place < max((*corrections[-1:], *instead[-1:]), default=0):
            roles[place] = Role.DROPPED


def _stands_instead(near: Neighbours, place: int) -> bool:
    """ "Next week instead"."""
    return near.sort(place) is Sort.INSTEAD and near.touch(place - 1) and _names_time(near, place - 1)


def _names_time(near: Neighbours, place: int) -> bool:
    """A day, or a week that no weekday said beside it has taken."""
    return near.sort(place) is Sort.DAY or near.phrases[place].said.period is not None


def _corrects(near: Neighbours, place: int) -> bool:
    if near.sort(place) is Sort.NO:
        around = (near.touch(place - 1, across=",.;-?!"), near.touch(place, across=",.;-?!"))
        before = place - 2 if near.sort(place - 1) is Sort.TO else place - 1  # "the 8th - no, the 9th"
        return all(around) and before >= 0 and _names_time(near, before) and _names_time(near, place + 1)
    return near.sort(place) is Sort.CORRECTION


def _drop_moved_away_from(near: Neighbours, roles: list[Role]) -> None:
    """ "Move it from Tuesday to Thursday": Tuesday is where it was."""
    moving = next((place for place in range(len(roles)) if near.sort(place) is Sort.MOVING), None)
    if moving is None:
        _drop_left_for_an_earlier_weekday(near, roles)
        return
    for shift in (place for place in range(moving, len(roles)) if near.sort(place) is Sort.SHIFT):
        for earlier in range(moving, shift):
            if near.sort(earlier) is Sort.DAY and roles[earlier] is Role.WISHED:
                roles[earlier] = Role.DROPPED
        return
    for place in range(moving, len(roles) - 1):
        if near.sort(place) in (Sort.DAY, Sort.HALF) and _leads_to_a_goal(near, place):
            for earlier in range(moving, place + 1):
                if near.sort(earlier) is Sort.DAY and roles[earlier] is Role.WISHED:
                    roles[earlier] = Role.DROPPED
            return


def _drop_left_for_an_earlier_weekday(near: Neighbours, roles: list[Role]) -> None:
    """ "Thursday to Wednesday" would be a whole week: it is a move."""
    for place in range(len(roles) - 2):
        first, last = near.phrases[place].said, near.phrases[place + 2].said
        is_pair = near.sort(place + 1) is Sort.TO and near.touch(place) and near.touch(place + 1)
        if not (is_pair and first.is_bare_weekday and last.is_bare_weekday and roles[place] is Role.WISHED):
            continue
        if (last.days[0] - first.days[0]).days % 7 > _LONGEST_WEEK:
            roles[place] = Role.DROPPED


def _leads_to_a_goal(near: Neighbours, place: int) -> bool:
    """ "To Thursday" follows, or "para la próxima semana"."""
    if near.sort(place + 1) is Sort.TO:
        return place + 2 < len(near.phrases) and near.touch(place + 1) and _names_time(near, place + 2)
    return near.is_goal(place + 1)


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
