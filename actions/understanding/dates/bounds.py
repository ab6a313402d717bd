"""What bounds the days that will do, where none is wished: a deadline, a first day, a week or a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from actions.understanding.dates.neighbours import Neighbours
from actions.understanding.dates.said import Limit, Phrase, Said, Sort
from actions.understanding.dates.sentence import Role
from actions.understanding.dates.tokens import Token

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    since: date | None = None
    until: date | None = None
    period: tuple[date, date] | None = None


def bounds_of(phrases: Sequence[Phrase], tokens: Sequence[Token], roles: Sequence[Role], today: date) -> Bounds:
    """The bounds said; of two of a kind the last one counts."""
    near = Neighbours(phrases, tokens)
    since, until = None, None
    for limit, said in _limits(near, roles):
        if limit is Limit.AFTER:
            since = _since(said) + _DAY
        elif limit is Limit.FROM:
            since = said.period[0] if said.period else _since(said)
        elif limit is Limit.BEFORE:
            until = _until(said, today) - _DAY
        else:
            until = _last(said) if said.period else _until(said, today)
    if since and until and until < since < until + _WEEK and _is_bare(near):
        until += _WEEK
    return Bounds(since, until, _period(near, roles, today))


def _limits(near: Neighbours, roles: Sequence[Role]) -> list[tuple[Limit, Said]]:
    found = []
    for place, phrase in enumerate(near.phrases):
        limited = near.limited_by(place)
        if limited is not None and phrase.said.limit and roles[limited] is Role.DROPPED:
            found.append((phrase.said.limit, near.phrases[limited].said))
        elif phrase.said.limit and phrase.said.sort is Sort.DAY and roles[place] is Role.DROPPED:
            found.append((phrase.said.limit, phrase.said))
    return [(limit, said) for limit, said in found if said.days or said.period]


def _until(said: Said, today: date) -> date:
    """The nearest reading that is not over: what is done by then is done by any later one."""
    days = said.days or (said.period[0] if said.period else today,)
    return next((one for one in days if one > today), days[0])


def _since(said: Said) -> date:
    if said.period:
        return said.period[1]
    return max(said.days) if said.is_next else said.days[0]


def _last(said: Said) -> date:
    return said.period[1] if said.period else said.days[-1]


def _is_bare(near: Neighbours) -> bool:
    return any(phrase.said.is_bare_weekday for phrase in near.phrases)


def _period(near: Neighbours, roles: Sequence[Role], today: date) -> tuple[date, date] | None:
    """The stretches that were wished, as one: "next week or the week after"."""
    stretches = [
        (max(phrase.said.period[0], today), phrase.said.period[1])
        for phrase, role in zip(near.phrases, roles, strict=True)
        if phrase.said.period and role is Role.WISHED and phrase.said.sort in (Sort.WEEK, Sort.PERIOD)
    ]
    stretches = [(first, last) for first, last in stretches if first <= last]
    return (min(first for first, _ in stretches), max(last for _, last in stretches)) if stretches else None
