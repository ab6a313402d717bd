"""Counts of words, pairs of words and runs of letters, as sparse rows.

Each kind of count is a block of its own: a part counts 1 + log(times), and each block of a text has length one, so
that a long message weighs no more than a short one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from dialogue.intents.wording import without_accents

_TOKEN = re.compile(r"\w+|\?|\$")
_LEAST_TEXTS = 3
"""Examples, bent ones among them, that a part must stand in to count."""

_RUNS = (2, 5)
_FAR = 3
"""Words between two that still make a pair: "not … Tuesday"."""


def words(text: str) -> list[str]:
    """Words, pairs of neighbours, pairs with up to two words between, and how the message begins and ends."""
    found = _TOKEN.findall(without_accents(text))
    if not found:
        return []
    pairs = [f"{one} {other}" for one, other in pairwise(found)]
    apart = [f"{one} _ {other}" for at, one in enumerate(found) for other in found[at + 2 : at + 1 + _FAR]]
    return [*found, *pairs, *apart, f"^{' '.join(found[:2])}", f"^{' '.join(found[:3])}", f"{found[-1]}$"]


def letters(text: str) -> list[str]:
    """Runs of two to five letters inside each word, its ends marked by a space."""
    shortest, longest = _RUNS
    return [
        padded[start : start + length]
        for word in without_accents(text).split()
        for padded in [f" {word} "]
        for length in range(shortest, longest + 1)
        for start in range(max(1, len(padded) - length + 1))
    ]


KINDS: tuple[Callable[[str], list[str]], ...] = (words, letters)


class Counts:
    """`parts` holds, for each kind, the parts that have a column, in the order of the columns."""

    def __init__(self, parts: Sequence[Sequence[str]]) -> None:
        self.parts = [list(each) for each in parts]
        self._columns: list[dict[str, int]] = []
        first = 0
        for each in self.parts:
            self._columns.append({part: first + place for place, part in enumerate(each)})
            first += len(each)
        self.size = first

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Counts":
        """Every part that enough of the texts have."""
        stands_in: list[Counter[str]] = [Counter() for _ in KINDS]
        for text in texts:
            for kind, counter in zip(KINDS, stands_in, strict=True):
                counter.update(set(kind(text)))
        return cls([sorted(part for part, count in each.items() if count >= _LEAST_TEXTS) for each in stands_in])

    def row(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Columns, and the values in them."""
        columns: list[int] = []
        values = []
        for kind, known in zip(KINDS, self._columns, strict=True):
            counted = Counter(known[part] for part in kind(text) if part in known)
            block = 1 + np.log(np.fromiter(counted.values(), dtype=np.float32, count=len(counted)))
            columns += counted
            values.append(block / (np.sqrt(block @ block) or 1))
        return np.array(columns, dtype=np.int32), np.concatenate(values).astype(np.float32)

    def rows(self, texts: Sequence[str]) -> Any:
        """A matrix in scipy's CSR format with a row a text."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        return scipy.sparse.csr_matrix(
            (
                np.concatenate([values for _, values in rows]),
                np.concatenate([columns for columns, _ in rows]),
                ends.astype(np.int32),
            ),
            shape=(len(texts), self.size),
        )
