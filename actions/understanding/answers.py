"""Reads a message as an answer to what was asked: a choice by number, a yes, a no."""

from dataclasses import dataclass
from functools import cache

from actions.understanding.phrases import Phrase, length_at, phrase_set
from actions.understanding.text import Word
from actions.understanding.vocabulary import VOCABULARIES

MOST_CHOICES = 20
LONGEST_ANSWER = 12
"""Words. Whoever says more is not just answering."""
_SIGNS = frozenset(".,;!?:)('\"#-*_~><[]/")
_JOINING = frozenset({"and", "y", "e", "&", ",", "+"})
_BEFORE_NUMERALS = _JOINING | {
    "option",
    "opt",
    "number",
    "num",
    "choice",
    "opcion",
    "numero",
    "#",
    "pick",
    "choose",
    "take",
}
_PAUSES = frozenset(",.;:!-")
_SARCASM = frozenset({("yeah", "right"), ("yeah", ",", "right"), ("sure", "sure")})
"""Two yeses that mean no, or perhaps."""
_BEFORE_A_TIME = frozenset({"a", "at", "around"})
"""Of what follows, a number is an hour: "a las 2", "at 2"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message answers."""

    choices: tuple[int, ...] = ()
    assent: bool | None = None


def answer_in(words: tuple[Word, ...], mentions_visit: bool) -> Answer:
    """The answer that a message gives. `mentions_visit`: it names a day, a permit or an inspection as well."""
    texts = tuple(word.text for word in words)
    if not texts:
        return Answer()
    if texts in _SARCASM or texts[0] in _BEFORE_A_TIME:
        return Answer()
    if len(texts) > LONGEST_ANSWER:
        return Answer(assent=_refusal(texts, mentions_visit))
    choices = _choices(texts)
    if _is_all(texts, ("yes", "polite"), needs="yes", numbers=len(choices) == 1):
        return Answer(choices, assent=None if choices and choices != (1,) else True)
    return Answer(choices, assent=None if choices else _refusal(texts, mentions_visit))


def _choices(texts: Phrase) -> tuple[int, ...]:
    """The numbers of a message that consists of numbers, "option", "the … one", a yes and politeness."""
    found: list[int] = []
    place = 0
    while place < len(texts):
        length, choice = _choice_at(texts, place)
        if choice is not None:
            found.append(choice)
        if length == 0:
            length = 1 if texts[place] in _SIGNS or texts[place] in _JOINING else 0
        if length == 0:
            length = max(length_at(texts, place, entry) for entry in ("option", "polite", "yes"))
        if length == 0:
            return ()
        place += length
    if len(found) > 1 and not _are_listed(texts):
        return ()
    return tuple(dict.fromkeys(found))


def _are_listed(texts: Phrase) -> bool:
    """Several numbers are several choices only where they are listed: "1 and 3", "1, 3"; "12/8" and "9:30" are none."""
    return bool(_JOINING & set(texts)) and not {"/", ":", "-"} & set(texts)


def _choice_at(texts: Phrase, place: int) -> tuple[int, int | None]:
    word = texts[place]
    if word.isdecimal():
        if place + 1 < len(texts):
            ordinal = _numbered().get((word + texts[place + 1],))
            if ordinal is not None:
                return 2, ordinal
        number = int(word) if len(word) <= 2 and not word.startswith("0") else None
        return (1, number) if number is not None and number <= MOST_CHOICES else (0, None)
    for length in (2, 1) if place + 1 < len(texts) else (1,):
        named = _numbered().get(texts[place : place + length])
        if named is not None and (length == 2 or word not in _numerals() or _counts(texts, place)):
            return length, named
    return 0, None


def _counts(texts: Phrase, place: int) -> bool:
    """Whether "one" is a number here: "one", "option one", but not "that one"."""
    return place == 0 or texts[place - 1] in _BEFORE_NUMERALS


@cache
def _numerals() -> frozenset[str]:
    listed = (entry for vocabulary in VOCABULARIES for entry in vocabulary.numerals.values())
    return frozenset(word for entry in listed for phrase in phrase_set(entry) for word in phrase)


@cache
def _numbered() -> dict[Phrase, int]:
    """Ordinals and numerals of every language, "2nd" as one word."""
    numbered: dict[Phrase, int] = {}
    for vocabulary in VOCABULARIES:
        for number, listed in (*vocabulary.numerals.items(), *vocabulary.ordinals.items()):
            numbered |= {_glued(phrase): number for phrase in phrase_set(listed)}
    return numbered


def _glued(phrase: Phrase) -> Phrase:
    return ("".join(phrase),) if phrase[0].isdecimal() else phrase


def _is_all(texts: Phrase, entries: tuple[str, ...], needs: str, numbers: bool = False) -> bool:
    """Whether a message consists of phrases of these entries, with at least one of the entry that is needed."""
    place, needed = 0, False
    while place < len(texts):
        lengths = {entry: length_at(texts, place, entry) for entry in entries}
        longest = max(lengths.values())
        if longest:
            needed = needed or lengths[needs] == longest
        elif texts[place] in _SIGNS or (numbers and texts[place].isdecimal()):
            longest = 1
        else:
            return False
        place += longest
    return needed


def _refusal(texts: Phrase, mentions_visit: bool) -> bool | None:
    """False for a clear no, alone or before a correction."""
    if length_at(texts, 0, "not_a_no"):
        return None
    if _is_all(texts, ("no", "polite"), needs="no"):
        return False
    length = length_at(texts, 0, "no")
    if not length or length == len(texts):
        return None
    if texts[length] in _PAUSES:
        return False
    corrects = mentions_visit or length_at(texts, length, "after_no") > 0
    return False if texts[0] in _BARE_NO and corrects else None


_BARE_NO = frozenset({"no", "nope", "nah", "nel", "nop"})
