"""The intent model (`dialogue/intents/`) as a component of Rasa's pipeline: the only one that reads the words.

The model lies in one .npz file without any code in it. Nothing of scikit-learn or TensorFlow is needed to answer.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from dialogue.intents.model import IntentModel, taught
from dialogue.intents.regression import Settings

FILE = "intents.npz"
FEWEST_INTENTS = 2


class UnfitIntentsError(RasaException):
    """The training data has too few intents to tell apart."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CountsAndVectorsClassifier(GraphComponent, IntentClassifier):
    """Tells intents apart by counts of words and letters and by sentence vectors."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None = None
    ) -> None:
        self._config, self._storage, self._resource, self._model = config, storage, resource, model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking_length`: how many intents are told, 0 for all; `rounds`: how often each example is seen."""
        return {"ranking_length": 10, "random_state": 42, "rounds": Settings.rounds}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa trains anew when its configuration or its data has changed; here also when the model's code has."""
        code = sorted((Path(__file__).parent / "intents").glob("*.py"))
        return hashlib.sha256(b"".join(file.read_bytes() for file in code)).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CountsAndVectorsClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Raises `UnfitIntentsError` for fewer than two intents."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        intents = [str(each.get(INTENT)) for each in examples]
        if len(set(intents)) < FEWEST_INTENTS:
            raise UnfitIntentsError(f"{FEWEST_INTENTS} intents with examples are needed, at least")
        settings = Settings(rounds=self._config["rounds"], seed=self._config["random_state"])
        self._model = taught([each.get(TEXT) for each in examples], intents, settings)
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / FILE, **self._model.arrays())
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` on each message, the most likely first."""
        if self._model is None:
            raise UnfitIntentsError("the model of intents was not trained")
        for message in messages:
            chances = self._model.chances([message.get(TEXT) or ""])[0]
            ranking = [
                {"name": self._model.intents[column], "confidence": float(chances[column])}
                for column in np.argsort(-chances, kind="stable")
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"] or None], add_to_output=True)
        return messages

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CountsAndVectorsClassifier":
        threadpool_limits(limits=1)  # one message is too little to share between cores that other programs need
        with model_storage.read_from(resource) as folder, np.load(folder / FILE, allow_pickle=False) as kept:
            return cls(config, model_storage, resource, IntentModel.from_arrays({name: kept[name] for name in kept}))
