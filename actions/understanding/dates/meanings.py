"""Every meaning that a phrase of the two languages can have, by the name that the phrase lists use."""

from collections.abc import Mapping
from functools import partial

from actions.understanding.dates.counted_meanings import COUNTED_MEANINGS, named
from actions.understanding.dates.figure_meanings import FIGURE_MEANINGS
from actions.understanding.dates.half_meanings import HALF_MEANINGS
from actions.understanding.dates.month_meanings import MONTH_MEANINGS
from actions.understanding.dates.named_days import NAMES
from actions.understanding.dates.said import Found, Meaning, Said, Sort
from actions.understanding.dates.weekday_meanings import WEEKDAY_MEANINGS


def _mark(said: Said, _: Found) -> Said:
    return said


MEANINGS: Mapping[str, Meaning] = {
    **COUNTED_MEANINGS,
    **WEEKDAY_MEANINGS,
    **MONTH_MEANINGS,
    **FIGURE_MEANINGS,
    **HALF_MEANINGS,
    **{f"named:{name}": named(name) for name in NAMES},
    "any_day": partial(_mark, Said(Sort.ANY_DAY)),
    "early_any_day": partial(_mark, Said(Sort.ANY_DAY)),
    "any_but": partial(_mark, Said(Sort.NOT, is_plural=True)),
    "not": partial(_mark, Said(Sort.NOT)),
    "unable": partial(_mark, Said(Sort.UNABLE)),
    "not_before": partial(_mark, Said(Sort.NOT_BEFORE)),
    "correction": partial(_mark, Said(Sort.CORRECTION)),
    "no": partial(_mark, Said(Sort.NO)),
    "or": partial(_mark, Said(Sort.OR)),
    "from": partial(_mark, Said(Sort.FROM)),
    "to": partial(_mark, Said(Sort.TO)),
    "moving": partial(_mark, Said(Sort.MOVING)),
    "limit": partial(_mark, Said(Sort.LIMIT)),
    "past_event": partial(_mark, Said(Sort.PAST_EVENT)),
    "nothing": partial(_mark, Said(Sort.NOTHING)),
}
