"""Pairs of inspection and day that nothing tells apart but their order: "footing tuesday slab wednesday"."""

import re
from itertools import pairwise

from actions.understanding.reading import Reading
from actions.understanding.text import Span, fold


def places_of(whole: Reading) -> list[tuple[str, Span]]:
    """What was read in the message, with its place: permits, inspections and days."""
    found = []
    start = 0
    for kind, words in whole.read_as:
        place = whole.text.find(words, start)
        if place < 0:  # read from a text with a lost space put in
            return []
        found.append((kind, (place, place + len(words))))
        start = place + len(words)
    return found


def cuts_between_pairs(whole: Reading, folded: str, cuts: set[int]) -> set[int]:
    """Cuts between pairs of inspection and day that nothing joins: "footing tuesday slab wednesday"."""
    found: set[int] = set()
    for start, end in pairwise(sorted(cuts)):
        here = [(kind, span) for kind, span in places_of(whole) if start <= span[0] < end]
        said = "".join(_SIGNS[kind] for kind, _ in here)
        if _TELLS.search(folded[start:end]):
            continue
        for match in _between_pairs(said).finditer(said):
            before, after = here[match.end() - 1][1][1], here[match.end()][1][0]
            if match.start() > 0 and _LITTLE.fullmatch(folded[before:after]):
                found.add(before)
    return found


def _between_pairs(said: str) -> re.Pattern[str]:
    """Where pairs part, in the kinds of what was said: days stand first or last, and permits first or last."""
    kinds = said.replace("p", "")
    if kinds[:1] == "d" and kinds[-1:] == "i":
        return _DAYS_FIRST
    return _PERMIT_FIRST if said[:1] == "p" else _DAYS_LAST


_SIGNS = {"inspection": "i", "permit": "p", "day": "d"}
_DAYS_LAST = re.compile(r"dp?(?=ip*i*p*d)")
_PERMIT_FIRST = re.compile(r"d(?=p?ip*d)")
_DAYS_FIRST = re.compile(r"(?<=d)ip?(?=d+i)")
_TELLS = re.compile(r"\b(?:passed|failed|was|were|booked|scheduled|paso|pasaron|fallo|fue|agendad\w+|programad\w+)\b")
_LITTLE = re.compile(
    r"[\s,:-]*(?:(?:the|my|an?|for|at|on|el|la|los|las|mi|una?|de|del|para|en|inspeccion|inspection)\b\s*)*"
)
""" "Framing thursday instead of slab friday" is no two pairs."""


def paired(whole: Reading) -> list[str]:
    """Clauses of inspections and days that are told apart and fit in number: "footing and slab, monday and tuesday"."""
    places = [(kind, span) for kind, span in places_of(whole) if kind != "permit"]
    count = len(places) // 2
    firsts, lasts = places[:count], places[count:]
    kinds = ({kind for kind, _ in firsts}, {kind for kind, _ in lasts})
    if len(firsts) != len(lasts) or kinds not in (({"inspection"}, {"day"}), ({"day"}, {"inspection"})):
        return []
    where = [words for kind, words in whole.read_as if kind == "permit"]
    if count < 2 or len({each.day for each in whole.dates.days}) < count or len(where) > 1:
        return []
    folded = fold(whole.text)
    rows = [pairwise([span for _, span in row]) for row in (firsts, lasts)]
    if not all(_LISTED.fullmatch(folded[one[1] : other[0]]) for row in rows for one, other in row):
        return []
    return [
        " ".join((whole.text[slice(*one)], whole.text[slice(*other)], *where))
        for (_, one), (_, other) in zip(firsts, lasts, strict=True)
    ]


_LISTED = re.compile(r"\s*(?:,|and\b|y\b|&|\+)\s*(?:(?:and|y|then|the|on|el|la|los|las|en|my|mi)\s+)*")
