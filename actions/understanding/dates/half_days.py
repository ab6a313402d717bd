"""Gives each wished day the half-day that was said with it."""

from collections.abc import Sequence
from dataclasses import replace

from actions.understanding.dates.neighbours import Neighbours
from actions.understanding.dates.readings import HalfDay
from actions.understanding.dates.said import Phrase, Sort
from actions.understanding.dates.tokens import Token


def with_half_days(phrases: Sequence[Phrase], tokens: Sequence[Token]) -> list[Phrase]:
    """Each day with the half-day beside it; one half-day for the whole message goes to every day without one."""
    near = Neighbours(phrases, tokens)
    read = list(phrases)
    taken: set[int] = set()
    for place, phrase in enumerate(phrases):
        beside = _half_beside(near, place, taken) if phrase.said.sort is Sort.DAY else None
        if beside is not None:
            taken.add(beside)
            read[place] = _with(phrase, phrases[beside].said.half)
            for other in near.chain(place, -1 if beside > place else 1):
                read[other] = _with(read[other], phrases[beside].said.half)
    said = {phrase.said.half for phrase in phrases if phrase.said.sort is Sort.HALF}
    if taken or len(said) != 1:
        return read
    return [_with(phrase, next(iter(said))) if phrase.said.sort is Sort.DAY else phrase for phrase in read]


def _half_beside(near: Neighbours, place: int, taken: set[int]) -> int | None:
    after = near.following(place, Sort.HALF, across=",(-")
    if after is not None:
        # "Tuesday 9am-noon in the morning": the last of several is as good as the first unless it says nothing.
        return after
    before = near.preceding(place, Sort.HALF, across=",(-")
    return before if before is not None and before not in taken else None


def _with(phrase: Phrase, half: HalfDay | None) -> Phrase:
    return phrase if phrase.said.half or half is None else replace(phrase, said=replace(phrase.said, half=half))
