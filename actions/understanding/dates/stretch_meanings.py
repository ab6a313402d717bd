"""What the phrases about weeks, months and other stretches of days mean: "the week of the 14th", "in January"."""

from dataclasses import replace
from datetime import date, timedelta

from actions.understanding.dates import calendar_days as cal
from actions.understanding.dates.company import denies_nearby, ends_here, lets_any_day
from actions.understanding.dates.said import Found, Limit, Meaning, Said, Sort

_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)
_PARTS = {
    **dict.fromkeys(("early", "beginning", "start", "principios", "principio", "inicios", "inicio"), "early"),
    **dict.fromkeys(("mid", "middle", "mediados"), "mid"),
    **dict.fromkeys(("late", "later", "finales", "fines", "final"), "late"),
}
_DAYS_OF_WEEK = {"early": (0, 2), "mid": (1, 3), "late": (2, 6)}
_DAYS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_MOST_DAYS = 60
_FAR_OFF = timedelta(days=200)
"""A month that is further ahead is history: "I paid in November"."""
_FRIDAY = 4
_FEW = 5
_ENDS = frozenset({"end", "fin", "final", "termine", "acabe"})


def _week(weeks: int) -> Meaning:
    def meaning(found: Found) -> Said:
        first, last = cal.week_from(found.today, weeks)
        part = _part(found)
        if part and weeks > 0:
            begins, ends = _DAYS_OF_WEEK[part]
            first, last = first + begins * _DAY, first + ends * _DAY
        elif part == "late":
            first = min(first + _DAY, last)
        return Said(Sort.WEEK, weeks=weeks, period=(first, last) if weeks >= 0 else None)

    return meaning


def week_after(found: Found) -> Said:
    return Said(Sort.WEEK, weeks=1, is_week_after=True, period=cal.week_from(found.today, 1))


def week_of(found: Found) -> Said | None:
    return _week_round(found, 0)


def week_before_day(found: Found) -> Said | None:
    return _week_round(found, -1)


def week_after_day(found: Found) -> Said | None:
    return _week_round(found, 1)


def _week_round(found: Found, more: int) -> Said | None:
    said = next(iter(found.days()))
    return None if said.is_impossible else _week_holding(said, found.today, more)


def _week_holding(said: Said, today: date, more: int = 0) -> Said:
    ahead = cal.monday_of(said.days[0]) - cal.monday_of(today)
    weeks = ahead // _WEEK + more
    return Said(Sort.WEEK, weeks=weeks, period=cal.week_from(today, weeks))


def before_weekend(found: Found) -> Said:
    friday = cal.coming(_FRIDAY, found.today)
    return Said(Sort.DAY, (friday,), limit=Limit.BY)


def this_weekend(found: Found) -> Said:
    sunday = cal.coming(_FRIDAY + 2, found.today)
    return Said(Sort.PERIOD, period=(max(sunday - _DAY, found.today), sunday))


def week_of_month(found: Found) -> Said | None:
    """The week that holds most of it: the first one has the 4th of the month."""
    nth = found.number("ORD", "LAST", default=-1)
    first = _first_of_month(found)
    last = cal.month_start(first, 1) - _DAY
    monday = cal.monday_of(first + (7 * nth - 4) * _DAY if nth > 0 else last + (7 * nth + 4) * _DAY)
    if nth > 5 or monday > last:
        return None
    ahead = (monday - cal.monday_of(found.today)) // _WEEK
    return Said(Sort.WEEK, weeks=ahead, period=(max(monday, first), min(monday + 6 * _DAY, last)))


def month(found: Found) -> Said | None:
    """ "In January", "mid January"; not "in March 9" nor "in may I"."""
    if not (ends_here(found.after) and (found.after is None or not {"NUM", "ORD", "YEAR"} & found.after.tags.keys())):
        return None
    if found.after is not None and found.after.word == "i":
        return None
    first = _first_of_month(found)
    return _stretch_of_month(found, first) if first - found.today < _FAR_OFF else None


def bare_month(found: Found) -> Said | None:
    """ "January", and nothing else; "may" and "march" are verbs too."""
    is_alone = found.before is None and (found.after is None or found.after.word in ("is", "works", "please", "."))
    return month(found) if is_alone and found.words[0] not in ("may", "march", "mar") else None


def half_of_week(found: Found) -> Said:
    weeks = int("next" in found.words)
    monday = cal.monday_of(found.today) + weeks * _WEEK
    begins, ends = _DAYS_OF_WEEK["early" if "first" in found.words else "late"]
    first = max(monday + begins * _DAY, found.today)
    return Said(Sort.WEEK, weeks=weeks, period=(first, max(monday + ends * _DAY, first)))


def after_weekend(found: Found) -> Said:
    return Said(Sort.DAY, (cal.after(0, found.today),), limit=Limit.FROM)


def _month(months: int) -> Meaning:
    return lambda found: _stretch_of_month(found, cal.month_start(found.today, months))


def _stretch_of_month(found: Found, first: date) -> Said:
    last = cal.month_start(first, 1) - _DAY
    part = _part(found)
    if part:
        begins, ends = _DAYS_OF_MONTH[part]
        first, last = first.replace(day=begins), min(first + (ends - 1) * _DAY, last)
    return Said(Sort.PERIOD, period=(max(first, min(found.today, last)), last))


def _first_of_month(found: Found) -> date:
    named = found.numbers("MONTH")
    if not named:
        return cal.month_start(found.today)
    return date(found.today.year + (named[0] < found.today.month), named[0], 1)


def next_few_days(found: Found) -> Said | None:
    """ "In the next two weeks", "within 3 days": from today on."""
    count = found.number("NUM", default=_FEW if "few" in found.words or "proximos" in found.words else 2)
    units = found.values("UNIT")
    last = cal.count_on(found.today, count, str(units[0]) if units else "day")
    if last is None or last - found.today > _MOST_DAYS * _DAY:
        return None
    return Said(Sort.PERIOD, period=(found.today, last))


def next_working_days(found: Found) -> Said | None:
    last = cal.count_working_days(found.today, found.number("NUM", default=1), found.asking.is_working_day)
    return None if last is None else Said(Sort.PERIOD, period=(found.today, last))


def _part(found: Found) -> str | None:
    return next((part for word in found.words if (part := _PARTS.get(word)) is not None), None)


def _limit(limit: Limit) -> Meaning:
    return lambda _: Said(Sort.LIMIT, limit=limit)


def before(found: Found) -> Said:
    """ "Before the end of the week" is by its last day."""
    ahead = [token.word for token in found.tokens[found.end : found.end + 3]]
    return Said(Sort.LIMIT, limit=Limit.BY if _ENDS.intersection(ahead) else Limit.BEFORE)


def until(found: Found) -> Said:
    """ "Not ready until Friday" is from Friday on; "any day until Friday" ends there; else it is only "to"."""
    if denies_nearby(found):
        return Said(Sort.LIMIT, limit=Limit.FROM)
    return Said(Sort.LIMIT, limit=Limit.BY) if lets_any_day(found) else Said(Sort.TO)


def _limited_day(limit: Limit) -> Meaning:
    """ "Friday at the latest", "Monday or later", "from Monday on"."""

    def meaning(found: Found) -> Said | None:
        said = next(iter(found.days()))
        is_open = found.words[-1] not in ("on", "after", "before", "antes", "despues") or _stops(found)
        return None if said.is_impossible or not is_open else _limited(said, limit)

    return meaning


def _limited_number(limit: Limit) -> Meaning:
    """ "Antes del 10": the article is part of the word before the number."""

    def meaning(found: Found) -> Said | None:
        said = _numbered_day(found)
        return None if said is None else replace(said, limit=limit)

    return meaning


def week_of_number(found: Found) -> Said | None:
    said = _numbered_day(found)
    return None if said is None else _week_holding(said, found.today)


def _numbered_day(found: Found) -> Said | None:
    number = found.number("NUM", "ORD")
    one = cal.next_day_number(number, found.today) if ends_here(found.after) else None
    return None if one is None else Said(Sort.DAY, (one,), day_number=number)


def _stops(found: Found) -> bool:
    return found.after is None or not found.after.word[0].isalnum()


def _limited(said: Said, limit: Limit) -> Said:
    return Said(
        Sort.DAY,
        said.days,
        weekday=said.weekday,
        is_bare_weekday=said.is_bare_weekday,
        is_next=said.is_next,
        limit=limit,
    )


STRETCH_MEANINGS: dict[str, Meaning] = {
    "last_week": _week(-1),
    "this_week": _week(0),
    "next_week": _week(1),
    "week_after": week_after,
    "week_after_next": _week(2),
    "week_of": week_of,
    "week_before_day": week_before_day,
    "week_after_day": week_after_day,
    "week_of_month": week_of_month,
    "before_weekend": before_weekend,
    "this_weekend": this_weekend,
    "month": month,
    "bare_month": bare_month,
    "half_of_week": half_of_week,
    "after_weekend": after_weekend,
    "this_month": _month(0),
    "next_month": _month(1),
    "next_few_days": next_few_days,
    "next_working_days": next_working_days,
    "before": before,
    "by": _limit(Limit.BY),
    "after": _limit(Limit.AFTER),
    "from_on": _limit(Limit.FROM),
    "until": until,
    "by_day": _limited_day(Limit.BY),
    "from_day": _limited_day(Limit.FROM),
    "before_number": _limited_number(Limit.BEFORE),
    "after_number": _limited_number(Limit.AFTER),
    "from_number": _limited_number(Limit.FROM),
    "week_of_number": week_of_number,
    "next_one": lambda found: Said(Sort.NEXT_ONE) if ends_here(found.after) else None,
}
