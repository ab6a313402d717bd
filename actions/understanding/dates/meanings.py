"""Every meaning that a phrase of the two languages can have, by the name that the phrase lists use."""

from collections.abc import Mapping
from functools import partial

from actions.understanding.dates.counted_meanings import COUNTED_MEANINGS, named
from actions.understanding.dates.figure_meanings import FIGURE_MEANINGS
from actions.understanding.dates.half_meanings import HALF_MEANINGS
from actions.understanding.dates.month_meanings import MONTH_MEANINGS
from actions.understanding.dates.named_days import NAMES
from actions.understanding.dates.said import Found, Limit, Meaning, Said, Sort
from actions.understanding.dates.stretch_meanings import STRETCH_MEANINGS
from actions.understanding.dates.weekday_meanings import WEEKDAY_MEANINGS
from actions.understanding.dates.wordlists import words


def _mark(said: Said, _: Found) -> Said:
    return said


def _no(found: Found) -> Said:
    """ "No el 9", "no esta semana" rule those days out; "no, el 9" answers."""
    ahead = found.after
    rules_out = ahead is not None and (ahead.word in _ARTICLES or "MANANA" in ahead.tags)
    return Said(Sort.NOT if rules_out else Sort.NO)


def _work(found: Found) -> Said | None:
    """ "Pour is Friday"; "pre pour" is an inspection."""
    before = found.before
    return None if before is not None and before.word in ("pre", "-", "no") else Said(Sort.WORK)


def _but(found: Found) -> Said | None:
    """ "Any day next week but Monday" leaves Monday out; "any day works but Monday is best" wishes it."""
    before = {token.word for token in found.tokens[max(0, found.start - _NEARBY) : found.start]}
    after = {token.word for token in found.tokens[found.end : found.end + _NEARBY]}
    is_another_clause = not (_SAYING.isdisjoint(before) or _SAYING.isdisjoint(after))
    leaves_out = not _ANY.isdisjoint(before) and _PREFERRING.isdisjoint(after) and not is_another_clause
    return Said(Sort.NOT) if leaves_out else None


_ARTICLES = words("el los la las este esta")
_ANY = words("any anyday anytime anything whenever every all everything whatever whichever")
_NEARBY = 6
_SAYING = words("is would works work")
_PREFERRING = words("best better ideal prefer preferred preferably ideally")


MEANINGS: Mapping[str, Meaning] = {
    **COUNTED_MEANINGS,
    **WEEKDAY_MEANINGS,
    **STRETCH_MEANINGS,
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
    "no": _no,
    "but": _but,
    "work": _work,
    "or": partial(_mark, Said(Sort.OR)),
    "from": partial(_mark, Said(Sort.FROM)),
    "from_or_since": partial(_mark, Said(Sort.FROM, limit=Limit.FROM)),
    "to": partial(_mark, Said(Sort.TO)),
    "moving": partial(_mark, Said(Sort.MOVING)),
    "limit": partial(_mark, Said(Sort.LIMIT)),
    "past_event": partial(_mark, Said(Sort.PAST_EVENT)),
    "instead": partial(_mark, Said(Sort.INSTEAD)),
    "nothing": partial(_mark, Said(Sort.NOTHING)),
}
