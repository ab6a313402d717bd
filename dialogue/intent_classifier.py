"""Rasa's logistic regression over counts, kept as plain numbers and scored with one product.

Training is Rasa's own (`LogisticRegressionClassifier`). What differs: Rasa keeps the model through skops, whose import
takes longer than all the rest of loading, and scores one message by way of six copies of its features. Here the
coefficients lie in a .npz file without any code in it, and the chances of a message are computed from its few columns.
The numbers are the same; `tests/dialogue/test_intent_classifier.py` compares them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

FILE = "intents.npz"
FEWEST_INTENTS = 3  # with two, scikit-learn keeps one row of coefficients only


class UnfitIntentsError(RasaException):
    """The training data has too few intents, or the pipeline makes features that this classifier does not read."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CountsIntentClassifier(LogisticRegressionClassifier):
    """Tells intents apart by the counts of words and of letters (`CountVectorsFeaturizer`)."""

    def train(self, training_data: TrainingData) -> Resource:
        """Raises `UnfitIntentsError` for fewer than three intents."""
        if len(training_data.intents) < FEWEST_INTENTS:
            raise UnfitIntentsError(f"{FEWEST_INTENTS} intents with examples are needed, at least")
        return super().train(training_data)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` on each message, the most likely first."""
        for message in messages:
            chances = self._chances(sentence_features(message))
            ranking = [
                {"name": str(self.clf.classes_[index]), "confidence": float(chances[index])}
                for index in np.argsort(-chances, kind="stable")
            ]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[: self.config["ranking_length"] or None], add_to_output=True)
        return messages

    def _chances(self, features: list[Features]) -> NDArray[np.float64]:
        """The chance of each intent: softmax over the scores, as scikit-learn has it for lbfgs."""
        scores = self.clf.intercept_.copy()
        offset = 0
        for each in features:
            scores += self.clf.coef_[:, each.features.col + offset] @ each.features.data
            offset += each.features.shape[1]
        raised = np.exp(scores - scores.max())
        chances: NDArray[np.float64] = raised / raised.sum()
        return chances

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                folder / FILE,
                coefficients=self.clf.coef_,
                intercepts=self.clf.intercept_,
                intents=np.array(self.clf.classes_, dtype=str),
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CountsIntentClassifier":
        classifier = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / FILE, allow_pickle=False) as kept:
            classifier.clf.coef_ = kept["coefficients"]
            classifier.clf.intercept_ = kept["intercepts"]
            classifier.clf.classes_ = kept["intents"]
        return classifier


def sentence_features(message: Message) -> list[Features]:
    """The counts of the whole message, in the order of the pipeline. Raises `UnfitIntentsError` for dense ones."""
    features = [each for each in message.features if each.type == FEATURE_TYPE_SENTENCE and each.attribute == TEXT]
    if not all(each.is_sparse() for each in features):
        raise UnfitIntentsError("a featurizer of the pipeline makes dense features; this classifier reads counts")
    return features
