"""Recognises the language of a message by the words that only one of the two has."""

import re
from functools import cache

from actions.understanding.text import fold
from actions.understanding.vocabulary import VOCABULARIES
from actions.understanding.vocabulary.entries import Vocabulary, phrases

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SPANISH_SIGNS = re.compile("[ñ¿¡]")
_SPANISH_ACCENTS = re.compile("[áéíóú]")


def language_of(text: str) -> str | None:
    """`en` or `es`; None where the words are the same in both ("ok", "no", "si", a number) or tell of both alike."""
    lowered = text.lower()
    words = _WORD.findall(lowered)
    if len(words) == 1 and len(words[0]) == 1:
        return None  # "y" is a short yes, not the Spanish "and"
    plain = [fold(word).replace("'", "") for word in words]
    scores = {"en": 0, "es": 0}
    for language, (as_written, folded) in _telling().items():
        scores[language] = sum(word in as_written or other in folded for word, other in zip(words, plain, strict=True))
    scores["es"] += 2 * len(_SPANISH_SIGNS.findall(lowered)) + len(_SPANISH_ACCENTS.findall(lowered))
    if scores["en"] == scores["es"]:
        return None
    return max(scores, key=lambda language: scores[language])


@cache
def _telling() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By language, its telling words as written and as typed without accents, less those that the other has too."""
    written = {vocabulary.language: _words(vocabulary) for vocabulary in VOCABULARIES}
    folded = {language: frozenset(map(fold, words)) - _SAME_WITHOUT_ACCENT for language, words in written.items()}
    shared = folded["en"] & folded["es"]
    return {language: (words - shared, folded[language] - shared) for language, words in written.items()}


_SAME_WITHOUT_ACCENT = frozenset({"si", "que", "se"})


def _words(vocabulary: Vocabulary) -> frozenset[str]:
    listed = [vocabulary.telling]
    if vocabulary.language == "es":  # builders say "framing" in Spanish, but nobody says "plomería" in English
        listed += [*vocabulary.trades.values(), *vocabulary.inspections.values()]
    words = {word for entry in listed for phrase in phrases(entry) for word in phrase.split()}
    return frozenset(words - _BORROWED)


_BORROWED = frozenset(
    {"top", "out", "boiler", "sheetrock", "frame", "panel", "final", "area", "gas", "yeso", "control", "erosion"}
)
