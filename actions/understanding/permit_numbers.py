"""Finds the permits that a message names by number: as written, sloppily typed, misspelt, or by their digits alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from actions.understanding.context import Context
from actions.understanding.permit_shapes import as_the_city_writes, compact, prefixes_of, specific
from actions.understanding.phrases import word_set
from actions.understanding.text import Span

_CHUNK = re.compile(r"[a-z0-9]+")
_DIGITLIKE = re.compile(r"[0-9oil]*[0-9][0-9oil]*")
_LETTERS_AND_DIGITS = re.compile(r"[a-z]{1,8}[0-9oil]*[0-9][a-z0-9]{0,14}")
_GAP = re.compile(r"[ .]?[-#_]?[ .]?")
_PHONE = re.compile(r"(?<![\w-])(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?![\w-])")
_BEGINS_WITH_A_FIGURE = re.compile(r"[058][a-z]{2,7}[0-9oil]*[0-9][a-z0-9]{0,14}")
_AS_LETTERS = str.maketrans("01358", "olesb")
_SHORTEST_PREFIX, _LONGEST_PREFIX = 3, 6
_LONG_GROUP = 5
"""Digits of a group that is no year, day or house of a date or an address."""
_YEAR = 4
_FEWEST_WITH_CODE = 3
_MOST_CHUNKS = 4
_SHORTEST_MISSPELT = 6
_SHORTEST_DIGITS = 3
_SHORTEST_UNREAD = 5
_ENDING = [
    [ends, at] for ends in ("ending", "ends", "end", "termina", "terminan") for at in ("in", "with", "en", "con")
]
_LOCKS = ("gate", "lock", "door code", "porton", "candado", "alarm code")
_NEAR_A_LOCK = 20
"""Characters before a number within which one of these words tells what it opens."""
_MOST_NUMBERS = 30
"""Places of one message that are tried as permit numbers. Nobody names more; a longer list is no message to us."""


@dataclass(frozen=True, slots=True)
class Named:
    """The permits that one place of the message names: one for sure, several when any of them may be meant."""

    numbers: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like a permit number and is neither of the city's shapes nor near one of the speaker's."""

    typed: str
    span: Span


def permits_in(folded: str, context: Context) -> list[Named | Unread]:
    """The permits named by a number with letters, or with a dash where the city has shapes without letters."""
    chunks = list(_CHUNK.finditer(folded))
    own = {letters_of(permit.number) for permit in context.permits}
    prefixes = (prefixes_of(context.permit_shapes) | own) - {""}
    found: list[Named | Unread] = []
    place, tried = 0, 0
    while place < len(chunks) and tried < _MOST_NUMBERS:
        used = 1
        if _begins_a_number(chunks, place, folded, prefixes):
            named, used = _named_at(chunks, place, folded, context)
            tried += 1
            if named:
                found.append(named)
        place += used
    return found


def permits_by_digits(folded: str, context: Context, codes: Sequence[str], permit_words: frozenset[str]) -> list[Named]:
    """The speaker's own permits named by digits alone: "261051", "0142", "permit 10"."""
    found: list[Named] = []
    if not any(sign.isdecimal() for sign in folded):
        return found
    chunks = list(_CHUNK.finditer(folded))
    place = 0
    while place < len(chunks):
        if not chunks[place][0].isdecimal():
            place += 1
            continue
        before = [chunk[0] for chunk in chunks[max(place - 2, 0) : place]]
        cued = bool(before) and (before[-1] in permit_words or before in _ENDING)
        used = 1
        for window in _windows(chunks, place, folded, most=2):
            digits = "".join(chunk[0] for chunk in window)
            if not digits.isdecimal() or _stands_in_another_figure(folded, window):
                continue
            if not cued and (
                _counts_something(chunks, place, len(window)) or opens_something(folded, window[0].start())
            ):
                continue
            if not cued and (len(digits) < _SHORTEST_DIGITS or digits in codes):
                continue
            numbers = tuple(permit.number for permit in context.permits if _has_digits(permit.number, digits))
            if numbers:
                found.append(Named(numbers, (window[0].start(), window[-1].end())))
                used = len(window)
                break
        place += used
    return found


def _counts_something(chunks: list[re.Match[str]], place: int, length: int) -> bool:
    """ "Suite 142", "142 dollars"."""
    around = (*chunks[max(place - 1, 0) : place], *chunks[place + length : place + length + 1])
    return any(chunk[0] in word_set("unit_words") for chunk in around)


def opens_something(folded: str, place: int) -> bool:
    """Whether the number at a place opens a gate or a lock box."""
    return any(word in folded[max(place - _NEAR_A_LOCK, 0) : place] for word in _LOCKS)


def phone_numbers(folded: str) -> list[Span]:
    """Where phone numbers stand."""
    return [match.span() for match in _PHONE.finditer(folded)]


def _named_at(
    chunks: list[re.Match[str]], place: int, folded: str, context: Context
) -> tuple[Named | Unread | None, int]:
    """What is named from one chunk on, and how many chunks it takes: the likeliest way to read it, then the longest."""
    alone = chunks[place]
    windows = list(_windows(chunks, place, folded, most=_MOST_CHUNKS))
    if alone[0].isdigit():
        windows = [window for window in windows if len(window) > 1]
    windows = _without_codes(windows, folded, context)
    typed = [folded[window[0].start() : window[-1].end()] for window in windows]
    for way in _WAYS:
        for window, number in zip(windows, typed, strict=True):
            numbers = way(number, context)
            if numbers:
                return Named(numbers, (window[0].start(), window[-1].end())), len(window)
    if alone[0][0].isalpha() and sum(sign.isdigit() for sign in typed[0]) >= _SHORTEST_UNREAD:
        return Unread(typed[0].upper(), (alone.start(), windows[0][-1].end())), len(windows[0])
    return None, 1


def _without_codes(windows: list[list[re.Match[str]]], folded: str, context: Context) -> list[list[re.Match[str]]]:
    """Without those that take in an inspection's code: "rnew26-10 305"."""
    codes = {entry.code for entry in context.catalogue}
    kept = [
        window
        for window in windows
        if len(window) < _FEWEST_WITH_CODE or window[-1][0] not in codes or folded[window[-1].start() - 1] != " "
    ]
    return kept or windows


def _begins_a_number(chunks: list[re.Match[str]], place: int, folded: str, prefixes: frozenset[str]) -> bool:
    """Letters apart from their digits ("dec 10 2026") are a permit's only where the city or the speaker has them."""
    chunk = chunks[place][0]
    if _LETTERS_AND_DIGITS.fullmatch(chunk) or _BEGINS_WITH_A_FIGURE.fullmatch(chunk):
        return True
    if place + 1 == len(chunks) or not _DIGITLIKE.fullmatch(chunks[place + 1][0]):
        return False
    between = folded[chunks[place].end() : chunks[place + 1].start()]
    if chunk.isdigit():
        return between == "-"
    if not chunk.isalpha():
        return False
    return between == "-" or chunk in prefixes or _misspells(chunk, prefixes) or _is_spaced(chunks, place)


def _is_spaced(chunks: list[re.Match[str]], place: int) -> bool:
    """ "rdeck 26 00004": a year of two digits, then more digits than a date has."""
    if place + 2 >= len(chunks) or not 2 <= len(chunks[place][0]) <= _LONGEST_PREFIX:
        return False
    year, number = chunks[place + 1][0], chunks[place + 2][0]
    return len(year) == 2 and len(number) == _LONG_GROUP and number.isdecimal()


def _windows(chunks: list[re.Match[str]], place: int, folded: str, most: int) -> Iterator[list[re.Match[str]]]:
    """The chunk with those that follow closely and are digits, the longest first."""
    window = [chunks[place]]
    for following in chunks[place + 1 : place + most]:
        between = folded[window[-1].end() : following.start()]
        parts_groups = between == "/" and len(window[-1][0]) >= _YEAR <= len(following[0])
        if not (parts_groups or _GAP.fullmatch(between)) or not _DIGITLIKE.fullmatch(following[0]):
            break
        window.append(following)
    for length in range(len(window), 0, -1):
        yield window[:length]


def _own(typed: str, context: Context) -> tuple[str, ...]:
    written = as_the_city_writes(typed, context.permit_shapes)
    own = {permit.number for permit in context.permits}
    return tuple(number for number in (*written.exactly, *written.filled) if number in own)[:1]


def _of_the_city(typed: str, context: Context) -> tuple[str, ...]:
    return as_the_city_writes(typed, specific(context.permit_shapes)).exactly[:1]


def _near(typed: str, context: Context) -> tuple[str, ...]:
    """The speaker's own permits nearest to a misspelt number, at most two characters away."""
    flat = compact(typed)
    if len(flat) < _SHORTEST_MISSPELT or not flat[0].isalpha():
        return ()
    allowed = 2 if len(flat) > _SHORTEST_MISSPELT else 1
    own = [permit.number for permit in context.permits]
    distances = {number: OSA.distance(flat, compact(number), score_cutoff=allowed) for number in own}
    nearest = min(distances.values(), default=allowed + 1)
    return tuple(number for number, distance in distances.items() if distance == nearest <= allowed)


def _with_zeros(typed: str, context: Context) -> tuple[str, ...]:
    """A number of which only zeros were left out: RNEW26-10. In NRE26105 it is a digit that is missing."""
    filled = as_the_city_writes(typed, specific(context.permit_shapes)).filled
    return tuple(number for number in filled if "-" in number)[:1]


def _of_any_shape(typed: str, context: Context) -> tuple[str, ...]:
    return as_the_city_writes(typed, context.permit_shapes).exactly[:1]


def own_number(typed: str, context: Context) -> tuple[str, ...]:
    """The speaker's own permit of these letters with these digits or last digits."""
    return _own(typed, context) or _own_by_last_digits(typed, context)


def the_citys_number(typed: str, context: Context) -> tuple[str, ...]:
    """What a number of the city's own letters means, whoever's it is."""
    return _of_the_city(typed, context) or _with_zeros(typed, context)


def own_by_digits(digits: str, context: Context) -> tuple[str, ...]:
    """The speaker's own permits with these digits, or that end with them."""
    return tuple(permit.number for permit in context.permits if _has_digits(permit.number, digits))


def _own_by_last_digits(typed: str, context: Context) -> tuple[str, ...]:
    """The speaker's own permits of these letters that end with these digits: "bres 0142", "rnew 10"."""
    flat = compact(typed)
    letters = letters_of(flat)
    digits = flat[len(letters) :]
    if not letters or not digits.isdecimal():
        return ()
    return tuple(
        permit.number
        for permit in context.permits
        if letters_of(permit.number) == letters and _has_digits(permit.number, digits)
    )


def _own_by_letters_misspelt(typed: str, context: Context) -> tuple[str, ...]:
    """The speaker's own permits of all these digits and nearly these letters: "RROF25-318", "rr00f25-318"."""
    flat = compact(typed)
    found: dict[str, None] = {}
    for letters in {letters_of(permit.number) for permit in context.permits}:
        if len(letters) < _SHORTEST_PREFIX:
            continue
        for length in (len(letters), len(letters) - 1, len(letters) + 1):
            head, digits = flat[:length].lower().translate(_AS_LETTERS), flat[length:]
            if head.isalpha() and _DIGITLIKE.fullmatch(digits.lower()) and OSA.distance(head, letters) <= 1:
                found |= dict.fromkeys(_own(letters + typed[_after(typed, length) :], context))
                break
    return tuple(found)


def _after(typed: str, length: int) -> int:
    """The place after so many letters and digits."""
    places = [place for place, sign in enumerate(typed) if sign.isascii() and sign.isalnum()]
    return places[length - 1] + 1


_WAYS = (
    _own,
    _of_the_city,
    _own_by_last_digits,
    _own_by_letters_misspelt,
    _near,
    _with_zeros,
    _of_any_shape,
)
"""The likeliest first. A number of the city's own letters is taken as written, whoever's it is; letters that the city
does not spell out are more likely a misspelling of the speaker's own."""


def _misspells(letters: str, prefixes: frozenset[str]) -> bool:
    return len(letters) >= 3 and any(OSA.distance(letters, prefix, score_cutoff=1) <= 1 for prefix in prefixes)


def letters_of(number: str) -> str:
    """The letters that a number begins with, small."""
    match = re.match(r"[a-z]*", number.lower())
    return match[0] if match else ""


def _has_digits(number: str, digits: str) -> bool:
    groups = re.findall(r"\d+", number)
    whole = "".join(groups)
    if digits == whole or (len(digits) >= 4 and whole.endswith(digits)):
        return True
    return bool(groups) and groups[-1].lstrip("0") == digits.lstrip("0") != ""


def _stands_in_another_figure(folded: str, window: list[re.Match[str]]) -> bool:
    """Whether the digits are part of a date, a time, an amount: 12/8, 9:30, $142."""
    before, after = folded[window[0].start() - 1 : window[0].start()], folded[window[-1].end() : window[-1].end() + 2]
    return before in ("$", "/", ":", "-") or after[:1] in ("/", ":", "%") or (after[:1] == "-" and after[1:].isdigit())
