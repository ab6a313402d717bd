"""Misspelt messages: what thumbs, hurry and the ear do to a text, the same each time. Pure.

A word with a digit is never changed, nor is a permit number that is spelt out: a slip there is another number.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

_SHORTEST = 4
"""Letters of the shortest word that gets a slip: in "no" or "lun" it could be another word."""
_MANY_WORDS = 4
"""From this many words on, a message may get two changes."""
_OUTER = "¿¡.,;:!?()\"'…"
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

_WORDS = {
    "en": {
        "are": "r",
        "because": "cuz",
        "for": "4",
        "please": "plz",
        "schedule": "skedule",
        "thanks": "thx",
        "through": "thru",
        "tomorrow": "tmrw",
        "what": "wat",
        "you": "u",
        "your": "ur",
    },
    "es": {
        "hacer": "aser",
        "hola": "ola",
        "para": "pa",
        "por": "x",
        "porque": "xq",
        "que": "q",
        "qué": "ke",
    },
}
_SOUNDS = {
    "en": (
        ("sch", "sk"),
        ("ph", "f"),
        ("tion", "shun"),
        ("ight", "ite"),
        ("ck", "k"),
        ("ie", "ei"),
        ("ee", "ea"),
        ("ss", "s"),
        ("ll", "l"),
        ("tt", "t"),
    ),
    "es": (
        ("qu(?=[eiéí])", "k"),
        ("c(?=[aouáóú])", "k"),
        ("z", "s"),
        ("c(?=[eiéí])", "s"),
        ("s(?=[aouáóú])", "z"),
        ("v", "b"),
        ("b", "v"),
        ("^h", ""),
        ("ll", "y"),
        ("g(?=[eiéí])", "j"),
    ),
}


class _Dice:
    """Throws that depend on the seed alone, on every machine and Python."""

    def __init__(self, seed: str) -> None:
        self._seed, self._throws = seed, 0

    def below(self, sides: int) -> int:
        """From 0 up to, not including, `sides`."""
        self._throws += 1
        return int.from_bytes(sha256(f"{self._seed}\0{self._throws}".encode()).digest()[:8]) % sides

    def one_of[T](self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]


type _Change = Callable[[list[str], str, _Dice], list[str]]
"""Words, language and dice to words; the same words where it finds nothing to change."""


def noisy(text: str, language: str, permits: Sequence[str] = (), version: int = 0) -> str:
    """The message with one or two changes, each of its own kind; `version` names another draw of them.

    `permits` are the numbers that the message names: without a digit in it, they are spelt out and its words stay.
    """
    dice = _Dice(f"{version} {text}")
    is_spelt = bool(permits) and not _has_digit(text)
    kinds = list(_GENTLE if is_spelt else (*_GENTLE, *_SLIPS))
    words = _words(text, permits)
    left = 1 + dice.below(2) if len(words) >= _MANY_WORDS else 1
    while left and kinds:
        kind = kinds.pop(dice.below(len(kinds)))
        changed = kind(words, language, dice)
        left -= changed != words
        words = changed
    return " ".join(words)


def _words(text: str, permits: Sequence[str]) -> list[str]:
    """The letters of a permit's number and the word after them are one word: "BRES 2026-0142"."""
    prefixes = {"".join(filter(str.isalpha, permit)).lower() for permit in permits}
    words: list[str] = []
    for word in text.split():
        if words and words[-1].strip(_OUTER).lower() in prefixes:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _upper_case(words: list[str], language: str, dice: _Dice) -> list[str]:
    return [word if _has_digit(word) else word.upper() for word in words]


def _no_accents(words: list[str], language: str, dice: _Dice) -> list[str]:
    return [_bare(word) for word in words]


def _no_punctuation(words: list[str], language: str, dice: _Dice) -> list[str]:
    """Digits keep what stands between them. A message that is nothing but punctuation stays."""
    return [bare for word in words if (bare := _without_punctuation(word))] or words


def _lost_space(words: list[str], language: str, dice: _Dice) -> list[str]:
    places = [
        place
        for place, (word, following) in enumerate(pairwise(words))
        if word.isalpha() and following.rstrip(_OUTER).isalpha()
    ]
    if not places:
        return words
    place = dice.one_of(places)
    return [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]


def _neighbour_key(word: str, dice: _Dice) -> str:
    places = [place for place in _inner(word) if _keys_beside(word[place])]
    if not places:
        return word
    place = dice.one_of(places)
    key = dice.one_of(_keys_beside(word[place]))
    return word[:place] + (key.upper() if word[place].isupper() else key) + word[place + 1 :]


def _swapped_letters(word: str, dice: _Dice) -> str:
    places = [place for place in _inner(word) if word[place + 1 : place + 2].isalpha()]
    if not places:
        return word
    place = dice.one_of(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _lost_letter(word: str, dice: _Dice) -> str:
    place = dice.one_of(_inner(word))
    return word[:place] + word[place + 1 :]


def _slip(slip: Callable[[str, _Dice], str]) -> _Change:
    """A change of one of the longer words."""

    def change(words: list[str], language: str, dice: _Dice) -> list[str]:
        places = [place for place, word in enumerate(words) if _may_slip(word)]
        if not places:
            return words
        place = dice.one_of(places)
        return [*words[:place], slip(words[place], dice), *words[place + 1 :]]

    return change


def _by_ear(words: list[str], language: str, dice: _Dice) -> list[str]:
    """One word as it sounds, or as thumbs shorten it. "For" is no 4 beside a number: it would be part of it."""
    drafts = [
        (place, spelling)
        for place, word in enumerate(words)
        if not _has_digit(word)
        for spelling in _spellings(word, language)
        if not (spelling.isdigit() and any(map(_has_digit, words[max(place - 1, 0) : place + 2])))
    ]
    if not drafts:
        return words
    place, spelling = dice.one_of(drafts)
    return [*words[:place], spelling, *words[place + 1 :]]


def _spellings(word: str, language: str) -> Iterator[str]:
    lower = word.lower()
    if lower in _WORDS[language]:
        yield _WORDS[language][lower]
    if _may_slip(word):
        heard = (re.sub(sound, letters, lower) for sound, letters in _SOUNDS[language])
        yield from (spelling for spelling in heard if spelling != lower)


_GENTLE: tuple[_Change, ...] = (_upper_case, _no_accents, _no_punctuation)
_SLIPS: tuple[_Change, ...] = (
    _slip(_neighbour_key),
    _slip(_swapped_letters),
    _slip(_lost_letter),
    _lost_space,
    _by_ear,
)


def _may_slip(word: str) -> bool:
    """Whether the word is long enough and only a word: no digit, address or link."""
    core = word.strip(_OUTER)
    is_word = all(sign.isalpha() or sign in "'’-" for sign in core)
    return is_word and sum(map(str.isalpha, core)) >= _SHORTEST


def _inner(word: str) -> list[int]:
    """Where the letters after the first one stand: thumbs seldom miss that."""
    return [place for place, sign in enumerate(word) if sign.isalpha()][1:]


def _keys_beside(letter: str) -> str:
    row = next((row for row in _KEYBOARD if letter.lower() in row), "")
    place = row.find(letter.lower())
    return row[max(place - 1, 0) : place] + row[place + 1 : place + 2] if row else ""


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(sign for sign in letters if not unicodedata.combining(sign)))


def _without_punctuation(word: str) -> str:
    if _has_digit(word):
        return word.strip(_OUTER)
    return "".join(sign for sign in word if not unicodedata.category(sign).startswith("P"))


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
