"""Cuts a message into words, numbers, times and numeric dates, and remembers where each one stood."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from actions.understanding.dates.lexicon import Tags, tags_of

# One run is a word or number with what is joined to it ("3:30pm", "22-oct-2026", "BRES2026-0142", "don't"). Each
# alternative starts with a character that no other one can take, so the scan is linear whatever the message.
_RUN = re.compile(r"[^\W_]+(?:[-/.:'][^\W_]+)*|[^\w\s]|\n")
_JOINTS = re.compile(r"([-/.:])")
_ORDINAL = re.compile(r"(\d{1,2})\.?(?:st|nd|rd|th|ro|do|to|er|ero|vo|no|o|º|°)")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm|a|p|h|hs|hrs|ish)|(\d{1,2}):(\d{2})")
_CLOCK = re.compile(r"(0?[7-9]|1\d)(00|15|30|45)")
_GLUED = re.compile(r"([a-z]+)(\d{1,2}(?:st|nd|rd|th)?)|(\d{1,2}(?:st|nd|rd|th)?)([a-z]+)")
# A three-digit inspection code and a date that lost the space between them ("70110/12").
_CODE_BEFORE_DATE = re.compile(r"(\d{3})(\d\d/\d\d?)")
# Two dates with a dash ("12/7-12/9"), two times ("9:30am-11am"), a date and a time ("2026-12-09T10:00"), a whole date.
_SEVERAL_IN_ONE = re.compile(
    r"(\d{1,2}/\d{1,2})(-)(\d{1,2}/\d{1,2})|(\d{1,2}/\d{1,2})(-)(\d{1,2})"
    r"|(\d{1,2}:\d\d(?:am|pm|a|p)?|\d{1,2}(?:am|pm))(-)(\d{1,2}(?::\d\d)?(?:am|pm|a|p)?)"
    r"|(\d{4}-\d\d-\d\d)(t)(\d\d:\d\d)"
    r"|(\d{1,2})([a-z]{3,10})((?:20)?\d\d)"
)
_TYPOGRAPHIC = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "⁄": "/", "∕": "/"}
_PLAIN: Tags = MappingProxyType({})
_PUNCTUATION: Tags = MappingProxyType({"P": 0})
_NOT_PLAIN: Tags = MappingProxyType({"OPAQUE": 0})


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case without accents, where it stood in the message, and what it may be."""

    word: str
    start: int
    end: int
    tags: Tags = _PLAIN

    @property
    def is_spelled(self) -> bool:
        return not self.word[0].isdecimal()


def tokenise(text: str) -> tuple[Token, ...]:
    folded, places = _fold(text)
    tokens: list[Token] = []
    for run in _RUN.finditer(folded):
        start, word = run.start(), run.group()
        # An amount or a numbered thing is no day ("$12", "#9"), nor is what is glued to an underscore.
        marked = start > 0 and folded[start - 1] in "$#€_@" and word[0].isalnum()
        pieces = iter([(word, 0, len(word), _NOT_PLAIN)]) if marked else _pieces(word)
        for piece, begin, end, tags in pieces:
            tokens.append(Token(piece, places[start + begin], places[start + end - 1] + 1, tags))
    return tuple(_with_compounds(tokens))


def _is_word(tokens: list[Token], place: int, word: str) -> bool:
    return place < len(tokens) and tokens[place].word == word


def _with_compounds(tokens: list[Token]) -> Iterator[Token]:
    """ "Twenty-second", "treinta y uno": one number in two words becomes one token."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        tens = token.tags.get("NUM")
        unit = place + 1
        if tens in (10, 20, 30) and token.is_spelled and (tens != 10 or _is_word(tokens, unit, "y")):
            unit += unit < len(tokens) and tokens[unit].word in ("-", "y")
            number = _compound(int(str(tens)), tokens[unit] if unit < len(tokens) else None)
            if number is not None:
                yield Token(token.word, token.start, tokens[unit].end, number)
                place = unit + 1
                continue
        yield token
        place += 1


def _compound(tens: int, unit: Token | None) -> Tags | None:
    if unit is None or not unit.is_spelled:
        return None
    for tag in ("NUM", "ORD"):
        value = unit.tags.get(tag)
        if isinstance(value, int) and 0 < value < 10:
            return MappingProxyType({tag: tens + value})
    return None


def _fold(text: str) -> tuple[str, list[int] | range]:
    """The text in lower case without accents, and for each of its characters the place in the original."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFD", _TYPOGRAPHIC.get(character, character))[0].lower()[0]
        if not unicodedata.combining(plain):
            folded.append(plain)
            places.append(place)
    return "".join(folded), places


def _pieces(run: str) -> Iterator[tuple[str, int, int, Tags]]:
    """The words of one run with their places in it; a run that is neither date nor time nor words stays whole."""
    if found := _CODE_BEFORE_DATE.fullmatch(run):
        yield found[1], 0, len(found[1]), _NOT_PLAIN
        yield found[2], len(found[1]), len(run), _numeric_date(found[2]) or _NOT_PLAIN
        return
    if found := _SEVERAL_IN_ONE.fullmatch(run):
        for group, piece in enumerate(found.groups(), 1):
            if piece:
                yield piece, found.start(group), found.end(group), _PUNCTUATION if piece in "-t" else _piece_tags(piece)
        return
    whole = _whole(run) if run[0].isalnum() else _PUNCTUATION
    if whole is not None:
        yield run, 0, len(run), whole
        return
    parts = _JOINTS.split(run)
    known = [_part(part) for part in parts]
    has_digits = any(character.isdecimal() for character in run)
    if has_digits and any(tags is None for tags in known[::2]):
        yield run, 0, len(run), _NOT_PLAIN
        return
    place = 0
    for part in parts:
        yield from _split_glued(part, place)
        place += len(part)


def _piece_tags(piece: str) -> Tags:
    return _whole(piece) or _part(piece) or _NOT_PLAIN


def _whole(run: str) -> Tags | None:
    """Times, ordinals and numeric dates: the runs whose joints mean something."""
    if found := _TIME.fullmatch(run):
        hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
        if hour > 24 or minute > 59:
            return _NOT_PLAIN
        meridiem = {"a": "am", "p": "pm"}.get((found[3] or "-")[0])
        return MappingProxyType({"TIME": (hour, meridiem)})
    if found := _ORDINAL.fullmatch(run):
        return MappingProxyType({"ORD": int(found[1])})
    if run in ("a.m", "p.m"):
        return tags_of(run.replace(".", ""))
    return _numeric_date(run)


def _numeric_date(run: str) -> Tags | None:
    parts = _JOINTS.split(run)
    numbers, joints = parts[::2], set(parts[1::2])
    if len(joints) != 1 or ":" in joints or not all(number.isdecimal() for number in numbers):
        return None
    lengths = [len(number) for number in numbers]
    values = tuple(int(number) for number in numbers)
    if len(values) == 2 and max(lengths) <= 2:
        return MappingProxyType({"PAIR": (*values, joints.pop())})
    if len(values) == 3 and lengths[0] == 4 and max(lengths[1:]) <= 2:
        return MappingProxyType({"YMD": values})
    if len(values) == 3 and max(lengths[:2]) <= 2 and lengths[2] in (2, 4):
        return MappingProxyType({"TRIPLE": values})
    return _NOT_PLAIN


def _part(part: str) -> Tags | None:
    """What one part of a joined run may be; None when it is a code, or a number that no date has."""
    if part.isdecimal():
        return _number(part)
    whole = _whole(part)
    if whole is not None:
        return whole
    if found := _GLUED.fullmatch(part):
        return tags_of(found[1] or found[4]) if "MONTH" in tags_of(found[1] or found[4]) else tags_of(part) or None
    word = part.replace("'", "")
    return None if any(character.isdecimal() for character in word) else tags_of(word)


def _number(digits: str) -> Tags | None:
    if len(digits) <= 2:
        return MappingProxyType({"NUM": int(digits)})
    if len(digits) == 4 and digits.startswith("20"):
        return MappingProxyType({"YEAR": int(digits)})
    if found := _CLOCK.fullmatch(digits):  # "at 930"
        return MappingProxyType({"CLOCK": (int(found[1]), None)})
    return None


def _split_glued(part: str, place: int) -> Iterator[tuple[str, int, int, Tags]]:
    """One part as a token, or as two where a month and a day were written together ("dec9", "9dec")."""
    found = _GLUED.fullmatch(part)
    month = found and (found[1] or found[4])
    if found and month and part not in _as_words(part) and "MONTH" in tags_of(month):
        cut = len(found[1] or found[3])
        yield part[:cut], place, place + cut, _part(part[:cut]) or _NOT_PLAIN
        yield part[cut:], place + cut, place + len(part), _part(part[cut:]) or _NOT_PLAIN
        return
    word = part.removesuffix("'s").replace("'", "") or part
    if not word[0].isalnum():
        tags: Tags | None = _PUNCTUATION
    elif "'" in part.removesuffix("'s") and "WEEKDAY" in tags_of(word):
        tags = _PLAIN  # "we'd" is no Wednesday
    else:
        tags = _part(word)
    yield word, place, place + len(part), _NOT_PLAIN if tags is None else tags


def _as_words(part: str) -> tuple[str, ...]:
    return (part,) if tags_of(part) else ()
