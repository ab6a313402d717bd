"""What the phrases about weekdays and weeks mean: "next Tuesday", "Monday the 7th", "the Friday after Christmas"."""

from dataclasses import replace
from datetime import date, timedelta

from actions.understanding.dates import calendar_days as cal
from actions.understanding.dates.company import ends_here, has_company, is_half_past
from actions.understanding.dates.english import TWO_FACED
from actions.understanding.dates.said import Found, Meaning, Said, Sort, day, each_day

_WEEK = timedelta(weeks=1)
_ONE_DAY = timedelta(days=1)
_FRIDAY = 4


def nth_weekday_from_now(found: Found) -> Said | None:
    number = found.number("WEEKDAY", "WEEKDAYS")
    return day(cal.after(number, found.today) + (found.number("NUM") - 1) * _WEEK, weekday=number)


def weekday(found: Found) -> Said | None:
    if not TWO_FACED.isdisjoint(found.words) and ("the" in found.words or not has_company(found)):
        return None
    number = found.number("WEEKDAY")
    days = cal.bare_weekday(number, found.today)
    return Said(Sort.DAY, days, weekday=number, is_bare_weekday=True)


def weekdays(found: Found) -> Said | None:
    number = found.number("WEEKDAY", "WEEKDAYS")
    days = cal.bare_weekday(number, found.today)
    return Said(Sort.DAY, days, weekday=number, is_bare_weekday=True, is_plural=True)


def this_weekday(found: Found) -> Said | None:
    number = found.number("WEEKDAY")
    return day(*cal.bare_weekday(number, found.today), weekday=number)


def coming_weekday(found: Found) -> Said | None:
    number = found.number("WEEKDAY")
    return day(cal.after(number, found.today), weekday=number)


def next_weekday(found: Found) -> Said | None:
    number = found.number("WEEKDAY")
    return replace(day(*cal.next_weekday(number, found.today), weekday=number), is_next=True)


def weekday_after_next(found: Found) -> Said | None:
    number = found.number("WEEKDAY")
    return day(*(one + _WEEK for one in cal.next_weekday(number, found.today)), weekday=number)


def weekday_after_this(found: Found) -> Said | None:
    number = found.number("WEEKDAY")
    return day(cal.coming(number, found.today) + _WEEK, weekday=number)


def other_weekday(found: Found) -> Said | None:
    number = found.number("WEEKDAY")
    first = cal.after(number, found.today)
    return day(first, first + _WEEK, weekday=number)


def last_weekday(found: Found) -> Said | None:
    number = found.number("WEEKDAY")
    return day(cal.before(number, found.today), weekday=number)


def weekday_after(found: Found) -> Said | None:
    return each_day(found, lambda one: cal.after(found.number("WEEKDAY"), one))


def weekday_before(found: Found) -> Said | None:
    return each_day(found, lambda one: cal.before(found.number("WEEKDAY"), one))


def weekday_beside_number(found: Found) -> Said | None:
    """ "El lunes después del 9"."""
    number = found.number("NUM", "ORD")
    one = cal.next_day_number(number, found.today) if ends_here(found.after) else None
    if one is None:
        return None
    weekday_number = found.number("WEEKDAY")
    beside = cal.before(weekday_number, one) if "antes" in found.words else cal.after(weekday_number, one)
    return day(beside, weekday=weekday_number)


def week_later(found: Found) -> Said | None:
    """ "Monday week"; not the week of another sentence, nor Christmas week."""
    said = next(iter(found.days()))
    if said.weekday is None and not said.is_relative:
        return None
    return each_day(found, lambda one: one + _WEEK) if ends_here(found.after) else None


def weekday_and_day(found: Found) -> Said | None:
    """ "Monday, December 7", "in three days on Friday": the one says which the other is."""
    number = found.number("WEEKDAY")
    said = next(iter(found.days()))
    if said.weekday is not None or said.is_impossible or said.limit:
        return None
    if said.is_relative and said.days[0].weekday() != number:
        return None
    return Said(Sort.DAY, _agreed(number, said, found.today), half=said.half, weekday=number)


def day_and_weekday(found: Found) -> Said | None:
    said = weekday_and_day(found)
    if said is None or (len(said.days) > 1 and "," in found.words):
        return None
    return said


def _agreed(number: int, said: Said, today: date) -> tuple[date, ...]:
    """The days on which the weekday and the other words agree; where they contradict each other, both."""
    first = said.days[0]
    agreeing = tuple(one for one in said.days if one.weekday() == number)
    if agreeing:
        return agreeing
    if said.unit in ("week", "fortnight"):
        return cal.in_week(number, 0, first)
    if said.unit == "month":
        return (cal.coming(number, first),)
    nearest = cal.nearest_weekday(number, first)
    coinciding = said.day_number and cal.next_day_number(said.day_number, today, number)
    # "Monday the 8th" when the 8th is a Tuesday is a slip; a weekday further off means another month's 8th.
    if coinciding and abs(nearest - first) > _ONE_DAY:
        return (coinciding,)
    return (first, nearest) if nearest >= today else (first,)


def weekday_and_number(found: Found) -> Said | None:
    """ "Tuesday 19"; not the hour of "Tuesday 10 am", nor a count of things."""
    after, number = found.after, found.number("NUM", "ORD")
    if (
        "@" in found.words
        or not ends_here(after)
        or is_half_past(found)
        or (after and ("MERIDIEM" in after.tags or after.word in ("oclock", "-", "to", "/")))
    ):
        return None
    first = cal.next_day_number(number, found.today)
    if first is None:
        return None
    weekday_number = found.number("WEEKDAY")
    days = _agreed(weekday_number, Said(Sort.DAY, (first,), day_number=number), found.today)
    return Said(Sort.DAY, days, weekday=weekday_number)


def _end_of_week(weeks: int) -> Meaning:
    def meaning(found: Found) -> Said | None:
        friday = cal.coming(_FRIDAY, found.today)
        return day(cal.monday_of(found.today) + timedelta(weeks=weeks, days=_FRIDAY) if weeks else friday)

    return meaning


WEEKDAY_MEANINGS: dict[str, Meaning] = {
    "nth_weekday_from_now": nth_weekday_from_now,
    "weekday": weekday,
    "weekdays": weekdays,
    "this_weekday": this_weekday,
    "coming_weekday": coming_weekday,
    "next_weekday": next_weekday,
    "weekday_after_next": weekday_after_next,
    "other_weekday": other_weekday,
    "last_weekday": last_weekday,
    "weekday_after": weekday_after,
    "weekday_beside_number": weekday_beside_number,
    "weekday_before": weekday_before,
    "week_later": week_later,
    "weekday_after_this": weekday_after_this,
    "weekday_and_day": weekday_and_day,
    "day_and_weekday": day_and_weekday,
    "weekday_and_number": weekday_and_number,
    "end_of_week": _end_of_week(0),
    "end_of_next_week": _end_of_week(1),
}
