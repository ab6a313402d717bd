"""What the phrases about counted days mean: "tomorrow", "in three working days", "two weeks from Friday"."""

from datetime import date, timedelta

from actions.understanding.dates import calendar_days as cal
from actions.understanding.dates.company import ends_here
from actions.understanding.dates.named_days import next_named_day
from actions.understanding.dates.said import Found, Meaning, Said, Sort, day, each_day
from actions.understanding.dates.wordlists import words

_WEEK = timedelta(weeks=1)


def _in_days(days: int) -> Meaning:
    return lambda found: _relative(found.today, days)


def _relative(today: date, days: int) -> Said:
    return Said(Sort.DAY, (today + timedelta(days=days),), is_relative=True)


def relative_day(found: Found) -> Said | None:
    return _relative(found.today, found.number("RELDAY"))


def half_today(found: Found) -> Said | None:
    if "this" not in found.words and "esta" not in found.words:
        return None
    half = found.values("HALF")
    return day(found.today, half="pm" if half == ["pm"] else "am")


def day_after(found: Found) -> Said | None:
    return _shifted(found, 1, "day")


def day_before(found: Found) -> Said | None:
    return _shifted(found, -1, "day")


def day_and_next(found: Found) -> Said | None:
    """ "Tomorrow or the day after"."""
    said = next(iter(found.days()))
    if len(said.days) != 1:
        return None
    return Said(Sort.DAY, (said.days[0], said.days[0] + timedelta(days=1)), half=said.half, is_several=True)


def tomorrow_and_next(found: Found) -> Said:
    return Said(Sort.DAY, tuple(found.today + timedelta(days=days) for days in (1, 2)), is_several=True)


def second_day(found: Found) -> Said | None:
    """ "Swap Thursday for Wednesday"."""
    first, *others = found.days()
    return others[0] if others and first.days != others[0].days else None


def count_after(found: Found) -> Said | None:
    return _shifted(found, found.number("NUM", default=1), _unit(found))


def count_before(found: Found) -> Said | None:
    return _shifted(found, -found.number("NUM", default=1), _unit(found))


def count_beside(found: Found) -> Said | None:
    return count_before(found) if "antes" in found.words else count_after(found)


def count_beside_number(found: Found) -> Said | None:
    """ "Dos semanas después del 9"."""
    numbers = found.numbers("NUM", "ORD")
    one = cal.next_day_number(numbers[-1], found.today) if ends_here(found.after) else None
    if one is None:
        return None
    return day(cal.count_on(one, -numbers[0] if "antes" in found.words else numbers[0], _unit(found)))


def count(found: Found) -> Said | None:
    return _counted(found, found.number("NUM", default=1))


def shift(found: Found) -> Said | None:
    """ "Push it back a week", "a day earlier": counted from a visit that is not in the message."""
    before = {token.word for token in found.tokens[: found.start]} | set(found.words)
    is_earlier = not _EARLIER.isdisjoint(found.words)
    speaks_for_itself = not _LATER.isdisjoint(found.words) or (is_earlier and "antes" not in found.words)
    if _MOVING.isdisjoint(before) and not speaks_for_itself:
        return None
    is_counted_from_else = found.after is not None and found.after.word in ("de", "del", "que", "than")
    if _MOVING.isdisjoint(before) and (is_counted_from_else or not _TELLING.isdisjoint(before)):
        return None
    moved = cal.count_on(found.today, found.number("NUM", default=1), _unit(found))
    days = (moved - found.today).days if moved else 0
    return Said(Sort.SHIFT, shift=-days if is_earlier else days) if days else None


_TELLING = words(
    "aviseme avisame avisenme aviso llame llameme llamame llamar hable hableme call text remind notify tell"
)
_LATER = frozenset({"later", "despues", "tarde", "adelante"})
_EARLIER = frozenset({"earlier", "sooner", "up", "antes", "adelante", "adelantela", "adelantelo"})
_MOVING = words(
    "move moving moved push pushed bump bumped postpone delay reschedule resched shift slide kick put change mover "
    "mueva muevala muevela muevalo cambiar cambie cambiela pasar pase pasela posponer posponga pospongala atrasar "
    "atrase aplazar aplace reprogramar reprograme recorrer recorra recorrala recorrela recorrelo atrasela aplacela"
)


def count_ago(found: Found) -> Said | None:
    return _counted(found, -found.number("NUM", default=1))


def spanish_count(found: Found) -> Said | None:
    """Eight days are a week and fifteen are two, today counted in; in figures they may be meant as they stand."""
    number, unit = found.number("NUM"), _unit(found)
    idiom = {8: 7, 15: 14}.get(number) if unit == "day" else None
    if idiom is None:
        return _counted(found, number) if found.values("UNIT") else None
    spelled = any(token.is_spelled and "NUM" in token.tags for token in found.tokens[found.start : found.end])
    exact = None if spelled else found.today + timedelta(days=number)
    return day(found.today + timedelta(days=idiom), exact)


def week_or_two_later(found: Found) -> Said | None:
    weeks = {8: 1, 15: 2}.get(found.number("NUM"))
    if weeks is None or _unit(found) != "day":
        return None
    return each_day(found, lambda one: one + weeks * _WEEK)


def working_days(found: Found) -> Said | None:
    return day(_working_day(found, found.today, found.number("NUM", default=1)))


def working_days_after(found: Found) -> Said | None:
    return each_day(found, lambda one: _working_day(found, one, found.number("NUM", default=1)))


def day_and_next_working_day(found: Found) -> Said | None:
    """ "Friday or the next business day": the one after that Friday."""
    said = next(iter(found.days()))
    following = _working_day(found, said.days[0], 1) if len(said.days) == 1 else None
    if following is None:
        return None
    return Said(Sort.DAY, (said.days[0], following), half=said.half, is_several=True)


def working_days_before(found: Found) -> Said | None:
    return each_day(found, lambda one: _working_day(found, one, -found.number("NUM", default=1)))


def working_days_beside(found: Found) -> Said | None:
    return working_days_before(found) if "antes" in found.words else working_days_after(found)


def named(name: str) -> Meaning:
    return lambda found: day(next_named_day(name, found.today))


def _unit(found: Found) -> str:
    units = found.values("UNIT")
    return str(units[0]) if units else "day"


def _counted(found: Found, number: int) -> Said | None:
    unit = _unit(found)
    counted = cal.count_on(found.today, number, unit)
    return None if counted is None else Said(Sort.DAY, (counted,), unit=unit)


def _shifted(found: Found, number: int, unit: str) -> Said | None:
    return each_day(found, lambda one: cal.count_on(one, number, unit), unit if unit != "day" else None)


def _working_day(found: Found, start: date, number: int) -> date | None:
    return cal.count_working_days(start, number, found.asking.is_working_day)


COUNTED_MEANINGS: dict[str, Meaning] = {
    "relative_day": relative_day,
    "relative_day_today": _in_days(0),
    "today_pm": lambda found: day(found.today, half="pm"),
    "tomorrow": _in_days(1),
    "day_after_tomorrow": _in_days(2),
    "two_days_ago": _in_days(-2),
    "half_today": half_today,
    "day_after": day_after,
    "day_before": day_before,
    "day_and_next": day_and_next,
    "second_day": second_day,
    "tomorrow_and_next": tomorrow_and_next,
    "count_after": count_after,
    "count_before": count_before,
    "count_beside": count_beside,
    "count_beside_number": count_beside_number,
    "count": count,
    "fortnight": _in_days(14),
    "shift": shift,
    "count_ago": count_ago,
    "spanish_count": spanish_count,
    "week_or_two_later": week_or_two_later,
    "working_days": working_days,
    "working_days_after": working_days_after,
    "working_days_before": working_days_before,
    "working_days_beside": working_days_beside,
    "next_working_day": working_days,
    "day_and_next_working_day": day_and_next_working_day,
}
