"""What the phrases about days of a month mean: "December 9th", "the last Friday of the month"."""

from datetime import date

from actions.understanding.dates import calendar_days as cal
from actions.understanding.dates.company import ends_here, moves_something, names_a_thing
from actions.understanding.dates.said import Found, Meaning, Said, Sort, day

_MOST_DAYS_IN_A_LIST = 11
_FEWEST_IN_A_LIST = 3
_STREETS = frozenset({"avenida", "av", "ave", "calle", "colonia", "bulevar", "plaza"})
_UP_TO = frozenset({"-", "to", "thru", "through", "til", "till", "until", "al", "a", "hasta"})


def day_of_month_name(found: Found) -> Said | None:
    month, numbers = found.number("MONTH"), found.numbers("NUM", "ORD")
    if not _reads_as_month(found) or (found.before is not None and found.before.word in _STREETS):
        return None
    years = found.numbers("YEAR") or [2000 + other for other in numbers[1:]]
    return day(cal.day_of_year(month, numbers[0], years[0] if years else None, found.today))


def several_days(found: Found) -> Said | None:
    """ "Dec 9 or 10", "el 9 o el 10"."""
    numbers, months = found.numbers("NUM", "ORD"), found.numbers("MONTH")
    if not ends_here(found.after) or names_a_thing(found.after) or 0 in numbers:
        return None
    if len(numbers) < _FEWEST_IN_A_LIST and not _reads_as_month(found):
        return None
    if not months and any(token.word.isalpha() and token.tags for token in found.tokens[found.start : found.end]):
        return None
    if months:
        days = [cal.day_of_year(months[0], number, None, found.today) for number in numbers]
    else:
        days = [cal.next_day_number(number, found.today) for number in numbers]
    if not _UP_TO.isdisjoint(found.words) or (not months and _is_opened(found)):
        return _between(*days) if len(days) == 2 else None
    existing = tuple(one for one in days if one is not None)
    return Said(Sort.DAY, existing, is_several=True) if len(existing) == len(days) else None


def _is_opened(found: Found) -> bool:
    return found.before is not None and found.before.word in ("between", "entre")


def days_between(found: Found) -> Said | None:
    """ "Between the 7th and the 9th", "del 7 al 9": not the hours "between 1 and 3", "de 1 a 3"."""
    numbers, months = found.numbers("NUM", "ORD"), found.numbers("MONTH")
    tags = [tag for tag, _ in found.captured]
    is_hours = "ORD" not in tags and not months and not _DAYS_MARKED.intersection(found.words)
    if is_hours or not ends_here(found.after) or names_a_thing(found.after) or 0 in numbers:
        return None
    if moves_something(found):
        return _goal(numbers[1], months, found)
    if months:
        return _between(*(cal.day_of_year(months[0], number, None, found.today) for number in numbers))
    first = cal.next_day_number(numbers[0], found.today)
    return _between(first, cal.next_day_number(numbers[1], first) if first else None)


def _goal(number: int, months: list[int], found: Found) -> Said:
    if months:
        return day(cal.day_of_year(months[0], number, None, found.today))
    return day(cal.next_day_number(number, found.today))


_DAYS_MARKED = frozenset({"the", "el", "del", "al", "dia"})


def _between(first: date | None, last: date | None) -> Said | None:
    if first is None or last is None or not 0 < (last - first).days < _MOST_DAYS_IN_A_LIST:
        return None
    days = tuple(date.fromordinal(one) for one in range(first.toordinal(), last.toordinal() + 1))
    return Said(Sort.DAY, days, is_several=True)


def month_and_days(found: Found) -> Said | None:
    """ "Dec 3-5": those days and the ones between."""
    pair = found.values("PAIR")[0]
    if not isinstance(pair, tuple) or pair[2] not in ("-", "/") or not pair[0] < pair[1]:
        return None
    month = found.number("MONTH")
    numbers = range(pair[0], pair[1] + 1) if pair[2] == "-" else pair[:2]
    days = [cal.day_of_year(month, number, None, found.today) for number in numbers]
    existing = tuple(one for one in days if one is not None)
    return Said(Sort.DAY, existing, is_several=True) if existing and len(days) <= _MOST_DAYS_IN_A_LIST else None


def pair_to_day(found: Found) -> Said | None:
    """ "12/15-16"."""
    pair = found.values("PAIR")[0]
    if not isinstance(pair, tuple) or pair[2] != "/":
        return None
    return _between(*(cal.day_of_year(pair[0], number, None, found.today) for number in (pair[1], found.number("NUM"))))


def _reads_as_month(found: Found) -> bool:
    """Not "send 2. may I come", nor "in march, 2 inspections"."""
    words = found.words
    figures = [tag for tag, _ in found.captured if tag in ("NUM", "ORD", "MONTH")]
    loose = "NUM" in figures and any(mark in words for mark in (",", "(", ")", ";", "?", "!", ":"))
    if loose and not found.values("YEAR") and figures[0] == "MONTH":
        return False
    if words[-1] in ("may", "march", "mar"):
        after = found.after.word if found.after else ""
        return not (after in ("i", "we", "you", "be", "have", "need") or (loose or "." in words))
    return True


def nth_weekday(found: Found) -> Said | None:
    return _nth_weekday(found, 0)


def nth_weekday_next_month(found: Found) -> Said | None:
    return _nth_weekday(found, 1)


def _nth_weekday(found: Found, months: int) -> Said | None:
    nth, number = found.number("ORD", "LAST", default=-1), found.number("WEEKDAY")
    if nth > 5:
        return None
    for first in _months(found, months):
        one = cal.nth_weekday_in_month(first, number, nth)
        if one and (one >= found.today or found.values("YEAR")):
            return day(one, weekday=number)
    return day()


def _months(found: Found, months: int) -> list[date]:
    """The first days of the months that may be meant: the one named, in this year or the next, or counted from now."""
    named, years = found.numbers("MONTH"), found.numbers("YEAR")
    if named and years:
        return [date(years[0], named[0], 1)]
    if named:
        return [date(found.today.year + later, named[0], 1) for later in (0, 1)]
    counted = [cal.month_start(found.today, months)]
    # "The first Monday of the month", said when it has passed, is next month's.
    return (
        counted
        if months or "this" in found.words or "este" in found.words
        else [*counted, cal.month_start(found.today, 1)]
    )


def day_of_this_month(found: Found) -> Said | None:
    return day(cal.day_in_month(cal.month_start(found.today), found.number("NUM", "ORD")))


def day_of_next_month(found: Found) -> Said | None:
    return day(cal.day_in_month(cal.month_start(found.today, 1), found.number("NUM", "ORD")))


def _last_day(months: int) -> Meaning:
    def meaning(found: Found) -> Said | None:
        following = [cal.month_start(first, 1) for first in _months(found, months)]
        back = found.number("LAST", default=-1)
        last_days = [date.fromordinal(first.toordinal() + back) for first in following]
        return day(next((last for last in last_days if last >= found.today), None))

    return meaning


def _nth_working_day(months: int) -> Meaning:
    def meaning(found: Found) -> Said | None:
        nth = found.number("ORD", "LAST", default=-1)
        for first in _months(found, months):
            one = cal.nth_working_day_in_month(first, nth, found.asking.is_working_day)
            if one and one >= found.today:
                return day(one)
        return day()

    return meaning


MONTH_MEANINGS: dict[str, Meaning] = {
    "day_of_month_name": day_of_month_name,
    "several_days": several_days,
    "days_between": days_between,
    "month_and_days": month_and_days,
    "pair_to_day": pair_to_day,
    "nth_weekday": nth_weekday,
    "nth_weekday_next_month": nth_weekday_next_month,
    "day_of_this_month": day_of_this_month,
    "day_of_next_month": day_of_next_month,
    "last_day": _last_day(0),
    "last_day_next_month": _last_day(1),
    "nth_working_day": _nth_working_day(0),
    "nth_working_day_next_month": _nth_working_day(1),
}
