"""Hot spot: Rasa's count featurizer also counts each word by itself, twice, through scikit-learn's checks.

Only the counts of the whole sentence are used by our classifier (`config.yml` has no component that reads a message
word by word; a test holds this), so only these are made, with the analyzer built once. Training takes Rasa's own way.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.sparse
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import TEXT
from sklearn.feature_extraction.text import CountVectorizer

from dialogue.speedups.replacement import Replacement

Matrices = list[scipy.sparse.spmatrix | None]
_ANALYZER = "_permitline_analyzer"


def create_features(
    featurizer: CountVectorsFeaturizer, attribute: str, all_tokens: list[list[str]]
) -> tuple[Matrices, Matrices]:
    """Rasa's pair (features of words, features of sentences), the first one empty for a message's text."""
    vectorizer = featurizer.vectorizers.get(attribute)
    if attribute != TEXT or len(all_tokens) != 1 or not all_tokens[0] or not vectorizer or vectorizer.binary:
        return stock_create_features(featurizer, attribute, all_tokens)
    return [None], [count(vectorizer, " ".join(all_tokens[0]))]


def count(vectorizer: CountVectorizer, text: str) -> scipy.sparse.coo_matrix:
    """What `vectorizer.transform([text])` counts, sorted by column."""
    vocabulary = vectorizer.vocabulary_
    counts = Counter(vocabulary[part] for part in analyzer(vectorizer)(text) if part in vocabulary)
    columns = np.array(sorted(counts), dtype=np.int32)
    numbers = np.array([counts[column] for column in columns.tolist()], dtype=vectorizer.dtype)
    return scipy.sparse.coo_matrix((numbers, (np.zeros_like(columns), columns)), shape=(1, len(vocabulary)))


def analyzer(vectorizer: CountVectorizer) -> Callable[[str], list[str]]:
    if _ANALYZER not in vectorizer.__dict__:
        vectorizer.__dict__[_ANALYZER] = vectorizer.build_analyzer()
    found: Any = vectorizer.__dict__[_ANALYZER]
    return found


stock_create_features = CountVectorsFeaturizer._create_features

REPLACEMENTS = (
    Replacement(
        CountVectorsFeaturizer, "_create_features", create_features, "d841f50f6649704a", "features of words, unused"
    ),
)
