"""Looks a word up in both languages, spelling mistakes in the names of days and months included."""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from rapidfuzz.distance import OSA

from actions.understanding.dates import english, spanish

type Tags = Mapping[str, object]

_FORGIVEN_TAGS = ("WEEKDAY", "MONTH", "RELDAY", "HALF")
_SHORTEST_FORGIVEN, _LONG_NAME = 5, 7
_ODD_NAMES = frozenset({"marte", "tursday", "thirsday", "tempranito", "tardesita"})
"""Slips that are listed as words; what is near one of them is no slip for the name."""
_NOTHING: Tags = MappingProxyType({})


@cache
def _known() -> Mapping[str, Tags]:
    known: dict[str, dict[str, object]] = {}
    for language in (english, spanish):
        for tag, words in language.WORDS.items():
            for word, value in words.items():
                known.setdefault(word, {}).setdefault(tag, value)
    return {word: MappingProxyType(tags) for word, tags in known.items()}


@cache
def _forgiven() -> tuple[str, ...]:
    return tuple(
        word
        for word, tags in _known().items()
        if len(word) >= _SHORTEST_FORGIVEN and word not in _ODD_NAMES and any(tag in tags for tag in _FORGIVEN_TAGS)
    )


@lru_cache(maxsize=4096)
def tags_of(word: str) -> Tags:
    """What a folded word may be; empty for a word that says nothing about days."""
    tags = _known().get(word)
    if tags is not None:
        return tags
    if not word.isalpha() or not _SHORTEST_FORGIVEN <= len(word) <= 12:
        return _NOTHING
    if word in english.LOOKALIKES or word in spanish.LOOKALIKES:
        return _NOTHING
    meant = _nearest(word)
    return _NOTHING if meant is None else _known()[meant]


def _nearest(word: str) -> str | None:
    """The name that was meant: one slip in a short name, two in a long one, and the first letter right (b for v)."""
    best, fewest = None, 3
    for name in _forgiven():
        if name[0] != word[0] and {name[0], word[0]} != {"b", "v"}:
            continue
        allowed = 2 if min(len(name), len(word)) >= _LONG_NAME else 1
        slips = OSA.distance(word, name, score_cutoff=allowed)
        if slips <= allowed and slips < fewest:
            best, fewest = name, slips
    return best
