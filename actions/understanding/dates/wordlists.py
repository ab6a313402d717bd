"""Sets of words, written as the sentences of a vocabulary are: one after the other, with spaces between."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
