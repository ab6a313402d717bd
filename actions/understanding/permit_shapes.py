"""Writes a permit number as the city does: "bres 2026 142" and "BRES2O26-O142" are both BRES2026-0142."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

MOST_ZEROS = 6
LONGEST_DIGITS = 12
CENTURY = "20"
_DIGITS = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s.#-]+")
_LETTERS = re.compile(r"[A-Z]{0,8}")


@dataclass(frozen=True, slots=True)
class Written:
    """The numbers of the city's shapes that were typed: digit for digit, or with zeros or a century left out."""

    exactly: tuple[str, ...]
    filled: tuple[str, ...]


@lru_cache(maxsize=16)
def any_of(shapes: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all shapes of a city. Shapes that are no regular expressions are left out."""
    sound = []
    for shape in shapes:
        try:
            re.compile(shape)
        except re.error:
            continue
        sound.append(f"(?:{shape})")
    return re.compile("|".join(sound) or r"(?!)")


@lru_cache(maxsize=16)
def specific(shapes: tuple[str, ...]) -> tuple[str, ...]:
    """The shapes that spell out their letters; the others ("any letters, then digits") fit misspelt numbers too."""
    return tuple(shape for shape in shapes if prefixes_of((shape,)))


@lru_cache(maxsize=16)
def prefixes_of(shapes: tuple[str, ...]) -> frozenset[str]:
    """The letters that the city's shapes spell out, small: rnew of `RNEW[0-9]{2}-[0-9]{5}`."""
    spelt = (re.sub(r"\\.|\[[^\]]*\]|\{[^}]*\}|\?P<[^>]*>|\(\?[:=!]", " ", shape) for shape in shapes)
    return frozenset(found.lower() for shape in spelt for found in re.findall(r"[A-Z]+", shape))


def compact(number: str) -> str:
    """Only letters and digits, in capitals: what is left of a number however it was typed."""
    return "".join(sign for sign in number.upper() if sign.isascii() and sign.isalnum())


@lru_cache(maxsize=256)
def as_the_city_writes(typed: str, shapes: tuple[str, ...]) -> Written:
    """The numbers of the city's shapes that were typed, the nearest to what was typed first."""
    matches = any_of(shapes).fullmatch
    letters, groups = _parted(typed.upper().strip())
    exactly = {number: None for number in _joined(letters, groups) if matches(number)}
    filled = {number: None for number in _filled(letters, groups) if number not in exactly and matches(number)}
    return Written(tuple(exactly), tuple(filled))


def _parted(typed: str) -> tuple[str, list[str]]:
    """Letters and groups of digits: BRES, [2026, 0142]."""
    start = _LETTERS.match(typed)
    letters = start[0] if start else ""
    groups = [group for group in _BETWEEN.split(typed[len(letters) :].translate(_DIGITS)) if group]
    sound = 0 < len(groups) <= 3 and all(group.isdigit() for group in groups)
    return (letters, groups) if sound and sum(map(len, groups)) <= LONGEST_DIGITS else (typed, [])


def _joined(letters: str, groups: list[str]) -> Iterator[str]:
    """The same digits, with dashes where a city may have them."""
    if not groups:
        yield letters
        return
    yield from _dashed(letters, groups)
    if letters:
        yield from (number for split in _splits("".join(groups)) for number in _dashed(letters, split))


def _filled(letters: str, groups: list[str]) -> Iterator[str]:
    """With zeros before the last group and the century before a year of two digits."""
    if not letters or not groups:
        return
    for split in [groups] if len(groups) > 1 else [*_splits(groups[0]), groups]:
        if len(groups) == 1 and len(split) > 1 and _is_year("".join(split)):
            continue  # "BRES 2026" is a year, and no number
        years = [split[0], CENTURY + split[0]] if len(split) > 1 and len(split[0]) == 2 else [split[0]]
        if len(split) > 1 and _is_year(split[0]):
            years.append(split[0].removeprefix(CENTURY))
        for year, zeros in product(years, range(MOST_ZEROS + 1)):
            if len(split) > 1:
                yield from _dashed(letters, [year, *split[1:-1], "0" * zeros + split[-1]])
            else:
                yield from _dashed(letters, ["0" * zeros + split[0]])


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.startswith(CENTURY)


def _splits(digits: str) -> Iterator[list[str]]:
    yield [digits]
    yield from ([digits[:place], digits[place:]] for place in (4, 2, 3, 1) if place < len(digits))


def _dashed(letters: str, groups: list[str]) -> Iterator[str]:
    for after_letters, within in product(("", "-") if letters else ("",), ("-", "") if len(groups) > 1 else ("",)):
        yield letters + after_letters + within.join(groups)
