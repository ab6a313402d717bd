"""The intent model: made from examples, kept as plain arrays, asked for the chances of each intent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from dialogue.intents.counts import Counts
from dialogue.intents.noise import bent
from dialogue.intents.regression import Linear, Settings, fitted, softmax
from dialogue.intents.spelling import Speller
from dialogue.intents.vectors import SentenceEncoder, encoder_for
from dialogue.intents.wording import masked, plain

SHARPNESS = 1.6
"""What scores are multiplied by before they become chances: training holds them back. Chosen so that of the held-out
messages heard with a chance of x, about x are heard rightly (docs/adr/0008)."""

LEANING = {"out_of_scope": 2.0}
"""Added to the sharpened score of an intent: people send more about other things than the examples do, and what is let
in costs more than what is asked again. From the same messages."""

_EVENNESS = 0.5
"""0: an intent with many examples is the likelier; 1: all intents are equally likely beforehand."""


@dataclass(frozen=True)
class Scale:
    """Brings each number of the sentence vectors to a like spread, around zero."""

    middle: NDArray[np.float32]
    factor: NDArray[np.float32]

    OVERALL = 8.0

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> "Scale":
        return cls(vectors.mean(axis=0), (1 / (vectors.std(axis=0) + 1e-6) / cls.OVERALL).astype(np.float32))

    def __call__(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        return (vectors - self.middle) * self.factor


@dataclass
class IntentModel:
    """Ask it with `chances`; keep it with `arrays` and `from_arrays`."""

    intents: list[str]
    speller: Speller
    counts: Counts
    encoder: SentenceEncoder
    scale: Scale
    linear: Linear

    def chances(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row a text, a column an intent, in the order of `intents`; rows add up to one."""
        mended = [self.speller.mend(plain(text)) for text in texts]
        scores = self.scale(self.encoder.encode(mended)) @ self.linear.of_vectors + self.linear.bias
        for row, text in enumerate(mended):
            columns, values = self.counts.row(masked(text))
            scores[row] += values @ self.linear.of_counts[columns]
        return softmax(np.float32(SHARPNESS) * scores)

    def arrays(self) -> dict[str, Any]:
        """Everything, without any code in it (`numpy.savez`, `allow_pickle=False`)."""
        return {
            "intents": _joined(self.intents),
            "taught": _joined(self.speller.taught),
            "times_taught": np.array(list(self.speller.taught.values()), dtype=np.int32),
            "common": _joined(self.speller.common),
            **{f"parts_{kind}": _joined(parts) for kind, parts in enumerate(self.counts.parts)},
            **{f"encoder_{name}": value for name, value in self.encoder.arrays().items()},
            "middle": self.scale.middle,
            "factor": self.scale.factor,
            "of_counts": self.linear.of_counts.astype(np.float16),
            "of_vectors": self.linear.of_vectors,
            "bias": self.linear.bias,
        }

    @classmethod
    def from_arrays(cls, kept: Mapping[str, Any]) -> "IntentModel":
        names = list(kept)
        taught = dict(zip(_parted(kept["taught"]), kept["times_taught"].tolist(), strict=True))
        kinds = sorted(name for name in names if name.startswith("parts_"))
        encoder = {name.removeprefix("encoder_"): kept[name] for name in names if name.startswith("encoder_")}
        return cls(
            intents=_parted(kept["intents"]),
            speller=Speller(taught, _parted(kept["common"])),
            counts=Counts([_parted(kept[name]) for name in kinds]),
            encoder=SentenceEncoder(encoder),
            scale=Scale(kept["middle"], kept["factor"]),
            linear=Linear(kept["of_counts"].astype(np.float32), kept["of_vectors"], kept["bias"]),
        )


def taught(texts: Sequence[str], intents: Sequence[str], settings: Settings | None = None) -> IntentModel:
    """The model of these examples. One thread, so that the same examples give the same model on the same machine."""
    with threadpool_limits(limits=1):
        return _taught(texts, intents, settings or Settings())


def _taught(texts: Sequence[str], intents: Sequence[str], settings: Settings) -> IntentModel:
    names = sorted(set(intents))
    written = [plain(text) for text in texts]
    speller = Speller.taught_by(written)
    mended = [speller.mend(text) for text in (*written, *(bent(text, settings.seed) for text in written))]
    counts = Counts.of(masked(text) for text in mended)
    encoder = encoder_for([*written, *mended], speller.common)
    vectors = encoder.encode(mended)
    scale = Scale.of(vectors)
    of = {name: column for column, name in enumerate(names)}
    labels = np.array([of[intent] for intent in intents] * 2)
    linear = fitted(counts.rows([masked(text) for text in mended]), scale(vectors), labels, _weights(labels), settings)
    for name, leaning in LEANING.items():
        if name in of:
            linear.bias[0, of[name]] += leaning / SHARPNESS
    return IntentModel(names, speller, counts, encoder, scale, linear)


def _weights(labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """An example of a rare intent counts more, one on average."""
    times = Counter(labels.tolist())
    weights = np.array([times[label] ** -_EVENNESS for label in labels.tolist()], dtype=np.float32)
    return np.asarray(weights / weights.mean(), dtype=np.float32)


def _joined(texts: Any) -> NDArray[Any]:
    return np.array("\n".join(texts))


def _parted(kept: Any) -> list[str]:
    return str(kept).split("\n")
