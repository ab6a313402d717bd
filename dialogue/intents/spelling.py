"""Mends the spelling of words that neither language knows, towards the words that people use at a permit counter.

A word is known when it is common in English or Spanish, or was taught several times; a known word is never changed, so
a message about something else stays one. An unknown one becomes the taught word, or the taught words run together,
that it was most likely meant to be: a word is the likelier the more often it was taught, the less it was bent, and the
more the two sound alike. Accents come back the same way ("inspeccion").
"""

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files

from dialogue.intents.wording import without_accents

_WORD = re.compile(r"[a-zà-ÿ]+(?:'[a-z]+)?")
COMMON = {"en": 500, "es": 100}
"""Occurrences in the lists of pyspellchecker from which a word counts as common: about one in three million words."""

_TAUGHT_OFTEN = 3
_SHORTEST_BENT = 4
_SHORTEST_RUN_TOGETHER = 5
_SHORT = 3
_FREQUENT = 40
_LONG = 8
"""Letters from which a word may be bent twice."""

_LONGEST = 30
_PER_EDIT = 7.0
_SOUNDS_ALIKE = 4.5
_OTHER_FIRST_LETTER = 2.0
_PER_LOST_SPACE = 2.0
_LEAST = -28.0
"""Log-likelihood below which an unknown word is left alone."""

_USUAL = 0.1
"""Share of a word's occurrences from which a way to write its accents is one of the usual ways."""

_SOUNDS = (
    *(("tion", "sion"), ("cion", "sion"), ("shun", "sion"), ("ght", "t"), ("ph", "f"), ("qu", "k"), ("ck", "k")),
    *(("ce", "se"), ("ci", "si"), ("ge", "je"), ("gi", "ji"), ("gu", "g"), ("ll", "y"), ("sh", "x"), ("ch", "x")),
    *(("wh", "w"), ("kn", "n"), ("z", "s"), ("v", "b"), ("c", "k"), ("q", "k"), ("ee", "i"), ("ea", "i"), ("ie", "i")),
    *(("ei", "i"), ("ou", "u"), ("oo", "u"), ("h", "")),
)
_DOUBLED = re.compile(r"(.)\1+")


def common_words() -> set[str]:
    """The common words of English and Spanish, from the lists that come with pyspellchecker."""
    folder = files("spellchecker") / "resources"
    found: set[str] = set()
    for language, least in COMMON.items():
        counts = json.loads(gzip.decompress((folder / f"{language}.json.gz").read_bytes()))
        found.update(word for word, count in counts.items() if count >= least and _WORD.fullmatch(word))
    return found


class Speller:
    """`taught` counts the words of the examples; `common` are the words of both languages."""

    def __init__(self, taught: dict[str, int], common: Iterable[str]) -> None:
        self.taught = taught
        self.common = sorted(common)
        spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for word, count in sorted(taught.items()):
            spellings[without_accents(word)][word] += count
        self._count = {bare: sum(each.values()) for bare, each in spellings.items()}
        self._best = {bare: max(each, key=lambda word: (each[word], word)) for bare, each in spellings.items()}
        self._usual = {
            word
            for bare, each in spellings.items()
            for word, count in each.items()
            if count >= _USUAL * self._count[bare]
        }
        self._common = {without_accents(word): word for word in self.common}
        self._usual.update(self.common)
        self._total = math.log(sum(self._count.values()) or 1)
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        self._sounding: defaultdict[str, list[str]] = defaultdict(list)
        self._often = {bare: count for bare, count in self._count.items() if count >= _TAUGHT_OFTEN}
        for bare in self._often:
            self._sounding[sound(bare)].append(bare)
            for part in _with_a_letter_less(bare):
                self._near[part].append(bare)
        self._mended: dict[str, str] = {}

    @classmethod
    def taught_by(cls, texts: Iterable[str]) -> "Speller":
        """From plain texts."""
        return cls(dict(Counter(word for text in texts for word in _WORD.findall(text))), common_words())

    def mend(self, text: str) -> str:
        """The plain text with each unknown word mended."""
        return _WORD.sub(lambda word: self._word(word[0]), text)

    def _word(self, word: str) -> str:
        bare = without_accents(word)
        if word in self._usual and (bare in self._often or bare in self._common):
            return word
        if bare in self._often:
            return self._best[bare]
        if bare in self._common or len(bare) > _LONGEST:
            return word
        if bare not in self._mended:
            if len(self._mended) > 20_000:  # people's typos without end must not fill the memory
                self._mended.clear()
            self._mended[bare] = self._likeliest(bare)
        return self._mended[bare] or word

    def _likeliest(self, bare: str) -> str:
        """Empty where nothing is likely enough."""
        found = [(likelihood, self._best[other]) for other, likelihood in self._alike(bare)]
        if len(bare) >= _SHORTEST_RUN_TOGETHER:
            found += self._run_together(bare)
        likelihood, best = max(found, default=(_LEAST, ""))
        return best if likelihood > _LEAST else ""

    def _alike(self, bare: str) -> list[tuple[str, float]]:
        found = dict.fromkeys(self._sounding.get(sound(bare), ()), 1)
        if len(bare) >= _SHORTEST_BENT:
            for part in _with_a_letter_less(bare):
                for other in self._near.get(part, ()):
                    most = 2 if min(len(bare), len(other)) >= _LONG else 1
                    edits = distance(bare, other, most)
                    if edits <= most:
                        found[other] = max(1, edits)
        heard = sound(bare)
        return [
            (
                other,
                math.log(self._count[other])
                - self._total
                - _PER_EDIT * edits
                + _SOUNDS_ALIKE * (sound(other) == heard)
                - _OTHER_FIRST_LETTER * (other[0] != bare[0]),
            )
            for other, edits in found.items()
        ]

    def _run_together(self, bare: str) -> list[tuple[float, str]]:
        """The likeliest way to read the letters as two or more taught words, if there is one."""
        best: list[tuple[float, str]] = [(0.0, "")]
        for end in range(1, len(bare) + 1):
            ways = [
                (best[start][0] + self._alone(part) - _PER_LOST_SPACE, f"{best[start][1]} {self._best[part]}")
                for start in range(end)
                if (part := bare[start:end]) in self._often and best[start][0] > -math.inf
            ]
            best.append(max(ways, default=(-math.inf, "")))
        likelihood, words = best[-1]
        return [(likelihood, words.strip())] if likelihood > -math.inf else []

    def _alone(self, part: str) -> float:
        """Log-likelihood of a word without a space; short ones must be frequent, or any word would be made of them."""
        if len(part) < _SHORT and (self._often[part] < _FREQUENT or (len(part) == 1 and part not in "aiy")):
            return -math.inf
        return math.log(self._often[part]) - self._total


def sound(bare: str) -> str:
    """Roughly how a word sounds, in either language."""
    for letters, heard in _SOUNDS:
        bare = bare.replace(letters, heard)
    return _DOUBLED.sub(r"\1", bare)


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with the next; more than `most` may be told as `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        new = [i]
        for j, wanted in enumerate(other, 1):
            least = min(row[j] + 1, new[-1] + 1, row[j - 1] + (letter != wanted))
            if before and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, before[j - 2] + 1)
            new.append(least)
        before, row = row, new
    return row[-1]


def _with_a_letter_less(bare: str) -> set[str]:
    return {bare, *(bare[:i] + bare[i + 1 :] for i in range(len(bare)))}
