"""Finds the speaker's own permits by their address: "10899 Havana", "the Peak Avenue house"."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from actions.understanding.context import KnownPermit
from actions.understanding.permit_numbers import Named
from actions.understanding.phrases import word_set
from actions.understanding.text import Word, fold, words_of

_SHORTEST_NAME = 4
_SHORTEST_MISSPELT = 6
_SHORTEST_HOUSE = 3


@dataclass(frozen=True, slots=True)
class _Address:
    house: str
    name: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class _Match:
    number: str
    start: int
    end: int
    weight: int


def permits_by_address(words: tuple[Word, ...], permits: tuple[KnownPermit, ...]) -> list[Named]:
    """The speaker's permits whose address is said, in order. House and street weigh more than the street alone, and a
    house number alone counts only where nothing more is said."""
    matches = [match for permit in permits if (match := _match(words, permit)) is not None]
    best = max((match.weight for match in matches), default=0)
    matches = sorted((match for match in matches if match.weight > 1 or best == 1), key=lambda match: match.start)
    named: list[Named] = []
    while matches:
        first = matches[0]
        here = [match for match in matches if match.start < first.end]
        matches = matches[len(here) :]
        heaviest = max(match.weight for match in here)
        chosen = [match for match in here if match.weight == heaviest]
        span = (min(match.start for match in chosen), max(match.end for match in chosen))
        named.append(Named(tuple(match.number for match in chosen), span))
    return named


def _match(words: tuple[Word, ...], permit: KnownPermit) -> _Match | None:
    address = _address(permit.address)
    if not address.name:
        return None
    initial = address.name[0][0]
    for place, word in enumerate(words):
        if word.text != address.house:
            continue
        after = words[place + 1 : place + 1 + len(address.name)]
        if _same_street(after, address):
            return _Match(permit.number, word.start, _end(words, place + 1 + len(after)), 4)
    for place, word in enumerate(words):
        if word.text[0] != initial and word.text != address.house:
            continue
        here = words[place : place + len(address.name)]
        following = words[place + len(here)].text if place + len(here) < len(words) else ""
        if _same_street(here, address):
            if following and following in _street_kinds():
                return _Match(permit.number, word.start, _end(words, place + len(here)), 3)
            if not _is_everyday(address.name) and not _is_short(here, address):
                return _Match(permit.number, word.start, here[-1].end, 2)
        if word.text == address.house and len(address.house) >= _SHORTEST_HOUSE and not _is_elsewhere(words, place):
            return _Match(permit.number, word.start, word.end, 1)
    return None


def _is_elsewhere(words: tuple[Word, ...], place: int) -> bool:
    """Whether another street follows the house number: "208 Main Street" is not 208 Alder Court."""
    return any(word.text in _street_kinds() for word in words[place + 2 : place + 4])


def _end(words: tuple[Word, ...], after: int) -> int:
    """The end of the address, with the kind of street."""
    if after < len(words) and words[after].text in _street_kinds():
        return words[after].end
    return words[after - 1].end


def _same_street(said: tuple[Word, ...], address: _Address) -> bool:
    return len(said) == len(address.name) > 0 and all(
        _same_name(word.text, name) for word, name in zip(said, address.name, strict=True)
    )


def _same_name(said: str, name: str) -> bool:
    if said == name:
        return True
    return min(len(name), len(said)) >= _SHORTEST_NAME and said[0] == name[0] and OSA.distance(said, name) <= 1


def _is_short(said: tuple[Word, ...], address: _Address) -> bool:
    """Whether a short name is misspelt: "peek" is Peak only before "avenue"."""
    return any(
        word.text != name and len(name) < _SHORTEST_MISSPELT for word, name in zip(said, address.name, strict=True)
    )


def _is_everyday(name: tuple[str, ...]) -> bool:
    return len(name) == 1 and (len(name[0]) < _SHORTEST_NAME or name[0] in word_set("everyday_streets"))


@lru_cache(maxsize=512)
def _address(written: str) -> _Address:
    """House number, street name and kind of street of a written address; what follows a comma is left out."""
    words = [word.text for word in words_of(fold(written.split(",")[0]))]
    house = words.pop(0) if words and words[0].isdigit() else ""
    kinds = _street_kinds()
    ends = [place for place, word in enumerate(words) if word in kinds and place > 0]
    name = tuple(words[: ends[-1]] if ends else words)
    return _Address(house, name, words[ends[-1]] if ends else "")


def _street_kinds() -> frozenset[str]:
    return word_set("street_kinds")
