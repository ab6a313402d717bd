"""What the phrases about half-days and hours mean: the morning ends at noon."""

from datetime import timedelta

from actions.understanding.dates import calendar_days as cal
from actions.understanding.dates.company import ends_here, is_meridiem, is_pointed_at, nearby_weekday, numbers_a_unit
from actions.understanding.dates.readings import HalfDay
from actions.understanding.dates.said import Found, Meaning, Said, Sort

_NOON = 12
_WORK_BEGINS = 7
"""Without am or pm, an hour below this one is an afternoon hour."""
_SOON = timedelta(days=31)


def _always(half: HalfDay) -> Meaning:
    return lambda _: Said(Sort.HALF, half=half)


def half(found: Found) -> Said | None:
    said = _half_named(found)
    greets = found.start == 0 and found.end == 1 and found.after is not None and found.after.word in (",", "!", ".")
    polite = {"if", "please", "pls", "or", "si", "por", "o"}
    follows = found.tokens[found.end + 1].word if found.end + 1 < len(found.tokens) else "please"
    return None if greets and follows not in polite else Said(Sort.HALF, half=said)


def _half_named(found: Found) -> HalfDay:
    return "pm" if found.values("HALF") == ["pm"] or found.values("MERIDIEM") == ["pm"] else "am"


def meridiem(found: Found) -> Said | None:
    return Said(Sort.HALF, half=_half_named(found)) if is_meridiem(found) else None


def afternoon_beside_day(found: Found) -> Said | None:
    before = found.before
    beside = before is not None and not {"WEEKDAY", "RELDAY", "MANANA", "ORD"}.isdisjoint(before.tags)
    return Said(Sort.HALF, half="pm") if beside and ends_here(found.after) else None


def time(found: Found) -> Said | None:
    if numbers_a_unit(found):
        return None
    return _at(_hours(found)[0])


def clock_meridiem(found: Found) -> Said | None:
    hour = _hours(found)[0]
    if hour[0] > _NOON or not is_meridiem(found):
        return None
    return Said(Sort.HALF, half=_half_named(found))


def clock_hour(found: Found) -> Said | None:
    hours = _hours(found)
    ends = ends_here(found.after) or "oclock" in found.words
    return _at(hours[0]) if ends and 0 < hours[0][0] <= 24 else None


def weekday_hours(found: Found) -> Said | None:
    """ "Friday 8 to 10": the hours leave the weekday as it is."""
    first, last = _hours(found)[:2]
    if not ends_here(found.after) or max(first[0], last[0]) > _NOON or not min(first[0], last[0]):
        return None
    number = found.number("WEEKDAY")
    days = cal.bare_weekday(number, found.today)
    half = _between(first, last).half
    return Said(Sort.DAY, days, half=half, weekday=number, is_bare_weekday=True)


def late_weekday(found: Found) -> Said:
    number = found.number("WEEKDAY")
    days = cal.bare_weekday(number, found.today)
    return Said(Sort.DAY, days, half="pm", weekday=number, is_bare_weekday=True)


def clock_in_half(found: Found) -> Said | None:
    return Said(Sort.HALF, half=_half_named(found))


def before_hour(found: Found) -> Said | None:
    hour, said = _hours(found)[0]
    if not ends_here(found.after) or not 0 < hour <= 24:
        return None
    is_morning = (said != "pm" and _WORK_BEGINS < hour < _NOON) or (hour == _NOON and said != "am")
    return Said(Sort.HALF, half="am" if is_morning else None)


def after_hour(found: Found) -> Said | None:
    hour, said = _hours(found)[0]
    if not ends_here(found.after) or not 0 < hour <= 24:
        return None
    return Said(Sort.HALF, half="pm" if _half_of(hour, said) == "pm" else None)


def hours(found: Found) -> Said | None:
    first, last = _hours(found)[:2]
    return _between(first, last) if ends_here(found.after) else None


def hours_pair(found: Found) -> Said | None:
    first, last = _pair_hours(found)
    if not any("-" in word for word in found.words):
        return None
    said = found.values("MERIDIEM")
    return _between((first, None), (last, str(said[0]) if said else None)) if max(first, last) <= _NOON else None


def window(found: Found) -> Said | None:
    """ "8-12" is a morning, unless that is the notation of a day soon to come, which "8-12" never is."""
    first, last = _pair_hours(found)
    if numbers_a_unit(found):
        return None
    if (
        not found.words[0].count("-")
        or not (is_pointed_at(found) or ends_here(found.after))
        or max(first, last) > _NOON
    ):
        return None
    is_whole_morning = (first, last) == (8, _NOON)
    opens, closes = first % _NOON, last % _NOON or _NOON
    is_window = _WORK_BEGINS <= first < last <= _NOON or opens < closes < _WORK_BEGINS
    is_hours = is_whole_morning or _is_far_off(first, last, found) or _is_not_that_weekday(first, last, found)
    if not is_window or not is_hours:
        return None
    return _between((first, None), (last, None))


def _is_not_that_weekday(month: int, day_number: int, found: Found) -> bool:
    """ "9-12 friday": as a date it would be no Friday."""
    said = nearby_weekday(found)
    days = [cal.day_of_year(*pair, None, found.today) for pair in ((month, day_number), (day_number, month))]
    return said is not None and not any(one is not None and one.weekday() == said for one in days)


def _is_far_off(month: int, day_number: int, found: Found) -> bool:
    """As a date it would lie beyond what anyone asks for."""
    near = {found.today + timedelta(days=days) for days in range(_SOON.days)}
    return not any((one.month, one.day) in ((month, day_number), (day_number, month)) for one in near)


def _pair_hours(found: Found) -> tuple[int, int]:
    pair = found.values("PAIR")[0]
    assert isinstance(pair, tuple)  # noqa: S101  the tokeniser makes them so
    return pair[0], pair[1]


def _hours(found: Found) -> list[tuple[int, str | None]]:
    """The hours said, each with its am or pm, which may stand after it as a word of its own."""
    hours: list[tuple[int, str | None]] = []
    for tag, value in found.captured:
        if tag == "NUM" and isinstance(value, int):
            hours.append((value, None))
        elif tag in ("TIME", "CLOCK") and isinstance(value, tuple):
            hours.append(value)
        elif tag == "MERIDIEM" and hours:
            hours[-1] = (hours[-1][0], str(value))
    return hours


def _half_of(hour: int, said: str | None) -> HalfDay:
    if said is not None:
        return "pm" if said == "pm" else "am"
    return "am" if _WORK_BEGINS <= hour < _NOON else "pm"


def _at(hour: tuple[int, str | None]) -> Said:
    return Said(Sort.HALF, half=_half_of(*hour))


def _between(first: tuple[int, str | None], last: tuple[int, str | None]) -> Said:
    """Both ends in one half-day, noon counting as the end of the morning; otherwise no half-day."""
    starts = (
        _half_of(*first) if first[1] or first[0] >= _WORK_BEGINS or last[1] is None else _half_of(first[0], last[1])
    )
    ends = "am" if last[0] == _NOON and starts == "am" else _half_of(*last)
    return Said(Sort.HALF, half=starts if starts == ends else None)


HALF_MEANINGS: dict[str, Meaning] = {
    "half": half,
    "meridiem": meridiem,
    "morning": _always("am"),
    "afternoon": _always("pm"),
    "afternoon_beside_day": afternoon_beside_day,
    "time": time,
    "clock_meridiem": clock_meridiem,
    "clock_hour": clock_hour,
    "late_weekday": late_weekday,
    "weekday_hours": weekday_hours,
    "clock_in_half": clock_in_half,
    "before_hour": before_hour,
    "after_hour": after_hour,
    "hours": hours,
    "hours_pair": hours_pair,
    "window": window,
    "either_half": lambda _: Said(Sort.HALF),
}
