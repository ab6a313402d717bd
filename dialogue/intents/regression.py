"""Multinomial logistic regression over sparse counts and dense vectors at once, by small steps (Adam).

scikit-learn's solvers take minutes for this many examples. Two things keep the model from relying on any one feature:
in each step some are left out, and the weights shrink a little. The chances are held back from 0 and 1 (smoothing), and
sharpened afterwards (`model.py`). One seed, one result.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Settings:
    """`left_out_*` is the share of features left out in a step; `shrink` the share of a weight lost a unit of rate."""

    rounds: int = 6
    batch: int = 512
    rate_counts: float = 0.018
    rate_vectors: float = 0.006
    shrink: float = 0.1
    left_out_counts: float = 0.2
    left_out_vectors: float = 0.3
    smoothing: float = 0.1
    seed: int = 42


@dataclass(frozen=True)
class Linear:
    """Scores are `counts @ of_counts + vectors @ of_vectors + bias`, a column an intent."""

    of_counts: Floats
    of_vectors: Floats
    bias: Floats


def fitted(counts: Any, vectors: Floats, labels: NDArray[np.int64], weights: Floats, settings: Settings) -> Linear:
    """`counts` is a CSR matrix, `labels` are columns, `weights` say how much each example counts."""
    chance = np.random.default_rng(settings.seed)
    columns, examples = int(labels.max()) + 1, len(labels)
    model = [
        np.zeros((counts.shape[1], columns), dtype=np.float32),
        np.zeros((vectors.shape[1], columns), dtype=np.float32),
        np.zeros((1, columns), dtype=np.float32),
    ]
    steppers = [
        _Adam(model[0], settings.rate_counts, settings.shrink),
        _Adam(model[1], settings.rate_vectors, settings.shrink),
        _Adam(model[2], settings.rate_vectors, 0),
    ]
    steps = settings.rounds * -(-examples // settings.batch)
    step = 0
    for _ in range(settings.rounds):
        order = chance.permutation(examples)
        for first in range(0, examples, settings.batch):
            chosen = order[first : first + settings.batch]
            some_counts = counts[chosen]
            some_counts.data *= _kept(chance, some_counts.data.shape, settings.left_out_counts)
            some_vectors = vectors[chosen] * _kept(chance, (len(chosen), vectors.shape[1]), settings.left_out_vectors)
            off = softmax(some_counts @ model[0] + some_vectors @ model[1] + model[2])
            off -= np.float32(settings.smoothing / columns)
            off[np.arange(len(chosen)), labels[chosen]] -= np.float32(1 - settings.smoothing)
            off *= weights[chosen, None] / np.float32(len(chosen))
            fading = 0.5 * (1 + np.cos(np.pi * step / steps))
            slopes = (some_counts.T @ off, some_vectors.T @ off, off.sum(axis=0, keepdims=True))
            for stepper, slope in zip(steppers, slopes, strict=True):
                stepper.step(np.asarray(slope), fading)
            step += 1
    return Linear(*model)


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def _kept(chance: np.random.Generator, shape: tuple[int, ...], left_out: float) -> Floats:
    """1 / share kept, or 0 for what is left out."""
    kept = chance.random(shape, dtype=np.float32) >= left_out
    return kept.astype(np.float32) / np.float32(1 - left_out)


class _Adam:
    """Moves weights against their slope, each by its own step."""

    MEMORY = (0.9, 0.99)

    def __init__(self, weights: Floats, rate: float, shrink: float) -> None:
        self.weights, self.rate, self.shrink = weights, rate, shrink
        self._slope, self._square = np.zeros_like(weights), np.zeros_like(weights)
        self._room = np.empty_like(weights)
        self._steps = 0

    def step(self, slope: Floats, fading: float) -> None:
        self._steps += 1
        first, second = self.MEMORY
        rate = self.rate * fading
        self._slope *= np.float32(first)
        self._slope += np.float32(1 - first) * slope
        np.multiply(slope, slope, out=self._room)
        self._room *= np.float32(1 - second)
        self._square *= np.float32(second)
        self._square += self._room
        np.sqrt(self._square, out=self._room)
        self._room += np.float32(1e-7)
        np.divide(self._slope, self._room, out=self._room)
        self._room *= np.float32(rate * np.sqrt(1 - second**self._steps) / (1 - first**self._steps))
        self.weights -= self._room
        if self.shrink:
            self.weights *= np.float32(1 - rate * self.shrink)
