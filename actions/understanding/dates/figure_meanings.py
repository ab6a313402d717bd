"""What numbers mean that stand for a day: "the 9th", "12/9", "2026-12-09", and which of them do not."""

from actions.understanding.dates import calendar_days as cal
from actions.understanding.dates.company import (
    ends_here,
    is_pointed_at,
    is_size,
    names_a_thing,
    nearby_weekday,
    numbers_a_unit,
)
from actions.understanding.dates.half_meanings import window
from actions.understanding.dates.said import Found, Meaning, Said, Sort, day

_MOST_DAYS, _MONTHS = 31, 12
_FIRST_SAFE_WORD = 11
"""Number words below this one are more often choices or counts than days ("the one", "the two")."""
_FIRST_SAFE_ORDINAL = 7
_FOR = 4
_AGREED = (10, 4, "-")
_ALL_THE_TIME = (24, 7)
_WISHES = frozenset(("on", "for", "by", "before", "after", "until", "till", "til", "around", "para", "pa", "hasta"))


def day_number(found: Found) -> Said | None:
    """ "The 9th", "el 9": not "the second visit", "the 3 finals" or "the one"."""
    number, token = found.number("NUM", "ORD"), found.tokens[found.end - 1]
    if names_a_thing(found.after):
        return None
    is_suffixed = "ORD" in token.tags and not token.is_spelled
    if is_suffixed:
        return _day_number(number, found)
    is_told = "ORD" in token.tags and number >= _FIRST_SAFE_ORDINAL and _is_wished(found)
    if number == 0 or token.word in _NO_DAYS or not (is_told or ends_here(found.after)):
        return None
    is_wished = "dia" in found.words or _is_wished(found)
    safe = _FIRST_SAFE_ORDINAL if "ORD" in token.tags else _FIRST_SAFE_WORD
    is_choice = number < safe and not _is_spanish_day(token.word, number)
    if token.is_spelled and is_choice and not is_wished:
        return None
    return _day_number(number, found)


def _is_wished(found: Found) -> bool:
    return found.before is not None and found.before.word in _WISHES


_NO_DAYS = frozenset(["segundo", "segunda", "tercero", "tercer", "tercera", "cuarto", "cuarta", "quinto", "quinta"])
"""Spanish counts days with plain numbers, but for the first: "el cuarto" is a room."""


def _is_spanish_day(word: str, number: int) -> bool:
    return word in ("cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez") and number > 3


def bare_day_number(found: Found) -> Said | None:
    """ "24th" by itself; "1st" to "3rd" in other talk are choices unless something points at a day."""
    token, number = found.tokens[found.start], found.number("ORD")
    if token.is_spelled or names_a_thing(found.after) or not ends_here(found.after):
        return None
    if found.before and "NUM" in found.before.tags:
        return None
    is_whole_message = found.before is None and not any(token.word[0].isalnum() for token in found.tokens[found.end :])
    is_day = number > 3 or is_whole_message or (found.before and is_pointed_at(found))
    return _day_number(number, found) if is_day else None


def wished_day_number(found: Found) -> Said | None:
    """ "On 15", "by 2nd", without an article: a number only after "on"."""
    token, number, after = found.tokens[found.end - 1], found.number("NUM", "ORD"), found.after
    if number == _FOR and after and {"RELDAY", "WEEKDAY"} & after.tags.keys():
        return None  # "am I on 4 tomorrow"
    if names_a_thing(after) or number == 0 or (after and (after.word in ("of", "day") or "MONTH" in after.tags)):
        return None
    if "NUM" in token.tags and (token.is_spelled or found.words[0] != "on" or not ends_here(after)):
        return None
    return None if token.is_spelled and not ends_here(after) else _day_number(number, found)


def _day_number(number: int, found: Found) -> Said | None:
    if number > _MOST_DAYS:
        return day() if "ORD" in found.tokens[found.end - 1].tags else None
    one = cal.next_day_number(number, found.today)
    return None if one is None else Said(Sort.DAY, (one,), day_number=number)


def numeric_pair(found: Found) -> Said | None:
    first, second, joint = _pair(found)
    if joint != "/" and numbers_a_unit(found):
        return None
    if joint == "." and not (is_pointed_at(found) and second != 0):
        return None
    if (first, second, joint) == _AGREED and found.before is None:
        return None
    if joint == "-" and (window(found) or not (is_pointed_at(found) or ends_here(found.after))):
        return None
    is_fraction = first < second and second in (2, 4, 8, 16) and is_size(found.after)
    follows_number = found.before is not None and "NUM" in found.before.tags
    if is_fraction or (follows_number and joint != "-") or (is_size(found.after) and joint == "."):
        return None
    if (first, second) == _ALL_THE_TIME and found.words[0] != "el":
        return None
    return _numeric(found, first, second, None, complain=joint == "/")


def _pair(found: Found) -> tuple[int, int, str]:
    pair = found.values("PAIR")[0]
    assert isinstance(pair, tuple)  # noqa: S101  the tokeniser makes them so
    return pair


def numeric_triple(found: Found) -> Said | None:
    triple = found.values("TRIPLE")[0]
    assert isinstance(triple, tuple)  # noqa: S101
    first, second, year = triple
    return _numeric(found, first, second, year if year > 99 else 2000 + year, complain=True)


def numeric_year_first(found: Found) -> Said | None:
    parts = found.values("YMD")[0]
    assert isinstance(parts, tuple)  # noqa: S101
    year, month, number = parts
    return day(cal.day_of_year(month, number, year, found.today)) if year > 0 else None


def spaced_pair(found: Found) -> Said | None:
    if not (ends_here(found.after) or is_pointed_at(found)) or is_size(found.after):
        return None
    first, second = found.numbers("NUM")
    return _numeric(found, first, second, None, complain="/" in found.words)


def spaced_triple(found: Found) -> Said | None:
    first, second, *rest = found.numbers("NUM", "YEAR")
    return _numeric(found, first, second, rest[0] if rest[0] > 99 else 2000 + rest[0], complain=True)


def spanish_spoken_pair(found: Found) -> Said | None:
    """ "El 17 del 11": always the day first."""
    number, month = found.numbers("NUM")
    if ("del" not in found.words and not found.values("YEAR")) or month > _MONTHS:
        return None
    years = found.numbers("YEAR")
    return day(cal.day_of_year(month, number, years[0] if years else None, found.today))


def _numeric(found: Found, first: int, second: int, year: int | None, *, complain: bool) -> Said | None:
    """Month and day in the customary order, or in the other where only that one exists.

    In Spanish the day comes first, but many who write to an American city put the month first: both are readings.
    """
    if min(first, second) == 0 or min(first, second) > _MOST_DAYS:
        return None
    us_order = cal.day_of_year(first, second, year, found.today)
    other_order = cal.day_of_year(second, first, year, found.today)
    day_first = found.asking.day_comes_first or found.words[0] == "el"
    readings = [other_order, us_order] if day_first else [us_order or other_order]
    existing = [one for one in dict.fromkeys(readings) if one is not None]
    weekday = nearby_weekday(found)
    fitting = [one for one in existing if one.weekday() == weekday] or existing
    ahead = [one for one in fitting if one >= found.today] or fitting
    if not ahead and not complain:
        return None
    return day(*ahead)


FIGURE_MEANINGS: dict[str, Meaning] = {
    "day_number": day_number,
    "bare_day_number": bare_day_number,
    "wished_day_number": wished_day_number,
    "numeric_pair": numeric_pair,
    "numeric_triple": numeric_triple,
    "numeric_year_first": numeric_year_first,
    "spaced_pair": spaced_pair,
    "spaced_triple": spaced_triple,
    "spanish_spoken_pair": spanish_spoken_pair,
}
