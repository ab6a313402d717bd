"""One table of phrases out of the vocabularies and the city's catalogue, and how they are found in a message."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import OSA

from actions.understanding.context import InspectionName
from actions.understanding.phrases import Phrase, all_phrases, phrase_of, phrase_set
from actions.understanding.text import Word
from actions.understanding.vocabulary import VOCABULARIES, Vocabulary

SHORTEST_CORRECTED = 4
SHORTEST_TARGET = 5
MOST_CORRECTIONS = 60
"""Unknown words of one message that are compared with the vocabulary; a longer message is not about typos."""


class Kind(Enum):
    """What a phrase does in a sentence about inspections."""

    TRADE = auto()
    STAGE = auto()
    TYPES = auto()
    EITHER = auto()
    EVERY = auto()
    NOT = auto()
    ONLY = auto()
    CORRECTION = auto()
    MISTAKEN = auto()
    PAST = auto()
    REMOVING = auto()
    ADDING = auto()
    AND = auto()
    OR = auto()
    INSPECTION = auto()
    LITTLE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: a trade, a stage, or inspection types."""

    kind: Kind
    values: tuple[str, ...] = ()
    weak: bool = False
    """Whether it is an everyday word too, and an inspection only in the company of others."""
    needs_stage: bool = False
    """Whether it says nothing alone: "building" is any inspection, "building final" is one."""
    many: bool = False
    """ "finals"; of EVERY, that it needs no other word: "everything"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the message and its meaning."""

    meaning: Meaning
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every phrase that can be read, for one city's catalogue."""

    meanings: dict[Phrase, Meaning]
    lengths: dict[str, tuple[int, ...]]
    """First word -> the lengths of the phrases that begin with it, longest first."""
    known: frozenset[str]
    """Words that are never corrected into others."""
    targets: dict[str, tuple[str, ...]]
    """First letter -> words that a misspelt word may have meant."""
    codes: dict[str, str]
    trades: frozenset[str]
    stages: frozenset[str]

    def find(self, words: tuple[Word, ...]) -> Iterator[Found]:
        """The phrases of a message in order, longest first; what is in none is OTHER."""
        spelt = self._spelt(words)
        place = 0
        while place < len(words):
            length, meaning = self._at(spelt, place)
            yield Found(meaning, words[place].start, words[place + length - 1].end)
            place += length

    def _at(self, spelt: tuple[str, ...], place: int) -> tuple[int, Meaning]:
        for length in self.lengths.get(spelt[place], ()):
            meaning = self.meanings.get(spelt[place : place + length])
            if meaning and place + length <= len(spelt):
                return length, meaning
        return 1, _OTHER

    def _spelt(self, words: tuple[Word, ...]) -> tuple[str, ...]:
        corrected: dict[str, str] = {}
        spelt = []
        for word in words:
            text = word.text
            if text not in self.known and len(text) >= SHORTEST_CORRECTED and text.isalpha():
                if text not in corrected and len(corrected) < MOST_CORRECTIONS:
                    corrected[text] = self._corrected(text)
                text = corrected.get(text, text)
            spelt.append(text)
        return tuple(spelt)

    def _corrected(self, word: str) -> str:
        allowed = 2 if len(word) >= 8 else 1
        best, distance, tied = word, allowed + 1, False
        for target in self.targets.get(word[0], ()):
            here = OSA.distance(word, target, score_cutoff=allowed)
            if here < distance:
                best, distance, tied = target, here, False
            elif here == distance <= allowed and self._differ(best, target):
                tied = True
        return word if tied else best

    def _differ(self, one: str, other: str) -> bool:
        return self.meanings.get((one,)) != self.meanings.get((other,))


_OTHER = Meaning(Kind.OTHER)


@lru_cache(maxsize=8)
def lexicon_for(catalogue: tuple[InspectionName, ...]) -> Lexicon:
    """The lexicon of a city's catalogue."""
    meanings: dict[Phrase, Meaning] = {}
    for vocabulary in VOCABULARIES:
        meanings |= _function_words(vocabulary)
    known_types = frozenset(entry.type for entry in catalogue)
    for vocabulary in VOCABULARIES:
        meanings |= _inspection_words(vocabulary, known_types)
    _add_catalogue_names(meanings, catalogue)
    for phrase in all_phrases("not_inspections"):
        meanings[phrase] = _OTHER
    return Lexicon(
        meanings=meanings,
        lengths=_lengths(meanings),
        known=_known_words(meanings),
        targets=_targets(meanings),
        codes={entry.code: entry.type for entry in catalogue},
        trades=frozenset(trade for vocabulary in VOCABULARIES for trade in vocabulary.trades),
        stages=frozenset(stage for vocabulary in VOCABULARIES for stage in vocabulary.stages),
    )


def _function_words(vocabulary: Vocabulary) -> dict[Phrase, Meaning]:
    complete = phrase_set(vocabulary.everything)
    kinds = (
        (Kind.LITTLE, vocabulary.polite),
        (Kind.LITTLE, vocabulary.little_words),
        (Kind.AND, vocabulary.and_words),
        (Kind.OR, vocabulary.or_words),
        (Kind.ONLY, vocabulary.only),
        (Kind.CORRECTION, vocabulary.corrections),
        (Kind.MISTAKEN, vocabulary.mistaken),
        (Kind.PAST, vocabulary.past),
        (Kind.REMOVING, vocabulary.removing),
        (Kind.ADDING, vocabulary.adding),
        (Kind.INSPECTION, vocabulary.inspection),
        (Kind.NOT, vocabulary.negations),
        (Kind.EVERY, vocabulary.every),
    )
    meanings = {phrase: Meaning(kind) for kind, listed in kinds for phrase in phrase_set(listed)}
    return meanings | {
        phrase: Meaning(Kind.EVERY, many=phrase in complete) for phrase in complete | phrase_set(vocabulary.every)
    }


def _inspection_words(vocabulary: Vocabulary, known_types: frozenset[str]) -> dict[Phrase, Meaning]:
    weak, never_alone = all_phrases("weak"), all_phrases("never_alone")
    meanings: dict[Phrase, Meaning] = {}

    def add(listed: str, kind: Kind, values: tuple[str, ...], many: bool = False) -> None:
        for phrase in phrase_set(listed):
            meanings[phrase] = Meaning(kind, values, phrase in weak, phrase in never_alone, many)

    for kind, groups in ((Kind.EITHER, vocabulary.either), (Kind.TYPES, vocabulary.together)):
        for types, listed in groups.items():
            if offered := tuple(type_ for type_ in types if type_ in known_types):
                add(listed, kind, offered)
    for trade, listed in vocabulary.trades.items():
        add(listed, Kind.TRADE, (trade,))
    for stage, listed in vocabulary.stages.items():
        add(listed, Kind.STAGE, (stage,))
    for stage, listed in vocabulary.many.items():
        add(listed, Kind.STAGE, (stage,), many=True)
    for type_, listed in vocabulary.inspections.items():
        if type_ in known_types:
            add(listed, Kind.TYPES, (type_,))
    return meanings


def _add_catalogue_names(meanings: dict[Phrase, Meaning], catalogue: Iterable[InspectionName]) -> None:
    """Add the city's own names, except those that the words for trade and stage already say ("Electrical Final")."""
    for entry in catalogue:
        for name in entry.names.values():
            outside = re.sub(r"\([^()]*\)", " ", name)
            for part in (name, outside):
                phrase = phrase_of(part)
                if phrase and not _is_trade_and_stage(phrase, meanings):
                    meanings[phrase] = Meaning(Kind.TYPES, (entry.type,), weak=_is_weak(phrase, meanings))
            for part in outside.split("/"):
                phrase = phrase_of(part)
                if phrase and not _is_trade_and_stage(phrase, meanings):
                    meanings.setdefault(phrase, Meaning(Kind.TYPES, (entry.type,)))


def _is_trade_and_stage(phrase: Phrase, meanings: dict[Phrase, Meaning]) -> bool:
    """Whether the words say a trade and a stage and nothing else."""
    kinds = [meanings.get((word,), _OTHER).kind for word in phrase]
    return {Kind.TRADE, Kind.STAGE} <= set(kinds) <= {Kind.TRADE, Kind.STAGE, Kind.LITTLE}


def _is_weak(phrase: Phrase, meanings: dict[Phrase, Meaning]) -> bool:
    before = meanings.get(phrase)
    return before is not None and before.weak


def _lengths(meanings: Iterable[Phrase]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for phrase in meanings:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _known_words(meanings: Iterable[Phrase]) -> frozenset[str]:
    words = {word for phrase in meanings for word in phrase}
    for entry in ("telling", "bookish", "polite", "yes", "not_typos"):
        words.update(word for phrase in all_phrases(entry) for word in phrase)
    return frozenset(words)


def _targets(meanings: dict[Phrase, Meaning]) -> dict[str, tuple[str, ...]]:
    named = {Kind.TRADE, Kind.STAGE, Kind.TYPES, Kind.EITHER}
    targets: dict[str, set[str]] = {}
    for phrase, meaning in meanings.items():
        if meaning.kind in named:
            for word in phrase:
                if len(word) >= SHORTEST_TARGET and word.isalpha():
                    targets.setdefault(word[0], set()).add(word)
    return {letter: tuple(sorted(found)) for letter, found in targets.items()}
