"""Reads a clause of a message that asks for several things: what only counts where clauses stand side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from actions.understanding.context import Context
from actions.understanding.dates import DayReading, read_dates
from actions.understanding.errand_clauses import DAY_AFTER, Clause
from actions.understanding.errand_pairs import places_of
from actions.understanding.reading import Reading, read
from actions.understanding.text import fold

_AT = re.compile(r"\b(?:at|en|on)\s+(?:the |la |el )?(?P<name>[a-z]{4,})\b")
_TO = re.compile(r"\s*(?:to|al|a|para(?: el)?|pa(?: el| l)?)\s*(?:the|el)?\s*")


def read_clause(clause: Clause, context: Context) -> Reading:
    """The clause alone, with the place that its words name, and both days of a move."""
    reading = read(clause.text, context)
    if clause.names_inspection and not reading.names_inspections:
        reading = read(f"agendar: {clause.text}", context)  # an everyday word: "deja la alarma"
    if not reading.permits and not reading.near_permits:
        reading = replace(reading, permits=places_by_name(reading, context))
    pairs = _days_moved(reading)
    if len(pairs) != 1 or clause.deed not in (None, "move") or reading.names_inspections:
        return reading
    days = tuple(read_dates(words, context.today, context.language).days for words in pairs[0])
    dates = replace(reading.dates, days=(*days[0][:1], *days[1]), either=False)
    return replace(reading, dates=dates) if all(days) else reading


def places_by_name(reading: Reading, context: Context) -> tuple[str, ...]:
    """The speaker's permits named by an everyday word for a street after "at": "at commerce"."""
    taken = {word for _, words in reading.read_as for word in fold(words).split()}
    found = []
    for match in _AT.finditer(fold(reading.text)):
        here = [each.number for each in context.permits if match["name"] == _street(each.address)]
        if len(here) == 1 and match["name"] not in taken:
            found += here
    return tuple(dict.fromkeys(found))


def _street(address: str) -> str:
    """The first word of a street's name: `commerce` of "900 Commerce Parkway, Suite 120"."""
    return next((word for word in fold(address).split(",")[0].split() if word.isalpha()), "")


def moves_days(whole: Reading) -> bool:
    """Whether several visits are named by their days alone: "move thursday to friday and friday to monday"."""
    return not whole.names_inspections and len(_days_moved(whole)) > 1


def from_day_to_day(reading: Reading) -> bool:
    """Whether a clause names a visit by its day alone: "thursday to friday"."""
    return not reading.names_inspections and len(_days_moved(reading)) == 1


def _days_moved(reading: Reading) -> list[tuple[str, str]]:
    """Each: the words for the day where a visit is, and for the day where it goes."""
    days = [span for kind, span in places_of(reading) if kind == "day"]
    folded = fold(reading.text)
    return [
        (reading.text[slice(*one)], reading.text[slice(*other)])
        for one, other in pairwise(days)
        if _TO.fullmatch(folded[one[1] : other[0]])
    ]


def on_the_day_after(reading: Reading, text: str, said: Sequence[Reading]) -> Reading:
    """ "(Footing tuesday) and slab the day after": counted from the day that was said before."""
    before = next((each.dates.days for each in reversed(said) if each.dates.days), ())
    if reading.dates.days or reading.dates.any_day or not before or not DAY_AFTER.search(fold(text)):
        return reading
    days = tuple(DayReading(each.day + timedelta(days=1), reading.dates.half_day) for each in before)
    return replace(reading, dates=replace(reading.dates, days=days))


def all_of(reading: Reading, context: Context) -> list[str]:
    """The inspections of the permits meant that "all", "all the finals", "all the electrical" speaks of."""
    trades = {each.type: each.trade for each in context.catalogue}
    known = [each for each in context.permits if not reading.permits or each.number in reading.permits]
    held = [type_ for each in known for type_ in each.types]
    which = reading.all_of
    return [one for one in held if which in ("all", trades.get(one)) or one.endswith(f"_{which}")]


def without(reading: Reading, stays: tuple[str, ...]) -> Reading:
    """The reading less the types that are to stay, where it does not name them itself."""
    rejected = tuple(dict.fromkeys((*reading.rejected_types, *(one for one in stays if one not in reading.types))))
    if not rejected:
        return reading
    unsure = tuple(tuple(one for one in each if one not in rejected) for each in reading.unsure_types)
    types = dict.fromkeys((*reading.types, *(each[0] for each in unsure if len(each) == 1)))
    return replace(
        reading,
        types=tuple(type_ for type_ in types if type_ not in rejected),
        unsure_types=tuple(each for each in unsure if len(each) > 1),
        rejected_types=rejected,
    )


def with_inspections_of(reading: Reading, other: Reading) -> Reading:
    """The reading, of the inspections that another one names."""
    return replace(
        reading,
        types=other.types,
        unsure_types=other.unsure_types,
        stages=other.stages,
        trades=other.trades,
        all_of=other.all_of,
    )
