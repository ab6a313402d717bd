"""The vocabularies' lists as the words that a message would have for them."""

from functools import cache, lru_cache

from actions.understanding.text import fold, words_of
from actions.understanding.vocabulary import VOCABULARIES
from actions.understanding.vocabulary.entries import phrases

type Phrase = tuple[str, ...]


def phrase_of(text: str) -> Phrase:
    """A listed phrase as the words that a message would have for it."""
    return tuple(word.text for word in words_of(fold(text)))


@lru_cache(maxsize=512)
def phrase_set(listed: str) -> frozenset[Phrase]:
    """The phrases of one list."""
    return frozenset(phrase_of(phrase) for phrase in phrases(listed))


@cache
def all_phrases(entry: str) -> frozenset[Phrase]:
    """The phrases of one entry of the vocabularies, of every language."""
    return frozenset().union(*(phrase_set(getattr(vocabulary, entry)) for vocabulary in VOCABULARIES))


@cache
def word_set(entry: str) -> frozenset[str]:
    """The single words of one entry, of every language."""
    return frozenset(phrase[0] for phrase in all_phrases(entry) if len(phrase) == 1)


@cache
def longest(entry: str) -> int:
    """Words in the longest phrase of an entry."""
    return max(len(phrase) for phrase in all_phrases(entry))


def length_at(texts: tuple[str, ...], place: int, entry: str) -> int:
    """Words of the longest phrase of an entry that stands at a place; 0 where none does."""
    listed = all_phrases(entry)
    for length in range(min(longest(entry), len(texts) - place), 0, -1):
        if texts[place : place + length] in listed:
            return length
    return 0


def has_phrase(texts: tuple[str, ...], entry: str) -> bool:
    """Whether any phrase of an entry is said."""
    return any(length_at(texts, place, entry) for place in range(len(texts)))
