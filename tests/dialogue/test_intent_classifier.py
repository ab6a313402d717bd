"""The classifier's chances are scikit-learn's, and a model from disk gives the same ones."""

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse
from dialogue.intent_classifier import CountsIntentClassifier, UnfitIntentsError
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

CHANCE = np.random.default_rng(7)


def message(intent: str | None = None) -> Message:
    """A message with counts of two featurizers, as the pipeline makes them."""
    made = Message(data={TEXT: "words", **({"intent": intent} if intent else {})})
    for width, origin in ((12, "words"), (30, "letters")):
        counts = scipy.sparse.coo_matrix(CHANCE.integers(0, 3, (1, width)))
        made.add_features(Features(counts, FEATURE_TYPE_SEQUENCE, TEXT, origin))
        made.add_features(Features(counts, FEATURE_TYPE_SENTENCE, TEXT, origin))
    return made


def trained(folder: Path, intents: tuple[str, ...] = ("greet", "cancel", "book", "help")) -> CountsIntentClassifier:
    classifier = CountsIntentClassifier(
        CountsIntentClassifier.get_default_config(), "intents", LocalModelStorage(folder), Resource("intents")
    )
    classifier.train(TrainingData([message(intent) for intent in intents for _ in range(8)]))
    return classifier


def test_the_chances_are_those_of_scikit_learn(tmp_path: Path) -> None:
    classifier = trained(tmp_path)
    for asked in [message() for _ in range(20)]:
        theirs = dict(
            zip(classifier.clf.classes_, classifier.clf.predict_proba(classifier._create_X([asked]))[0], strict=True)
        )
        classifier.process([asked])
        ours = {each["name"]: each["confidence"] for each in asked.get("intent_ranking")}
        assert ours == pytest.approx(theirs, abs=1e-9)
        assert asked.get("intent")["name"] == max(theirs, key=lambda name: theirs[name])


def test_a_model_from_disk_says_the_same(tmp_path: Path) -> None:
    classifier = trained(tmp_path)
    context = ExecutionContext(GraphSchema({}), node_name="intents")
    loaded = CountsIntentClassifier.load(
        CountsIntentClassifier.get_default_config(), LocalModelStorage(tmp_path), Resource("intents"), context
    )
    asked = message()
    before = classifier.process([asked])[0].get("intent_ranking")
    assert loaded.process([asked])[0].get("intent_ranking") == before


def test_a_message_without_features_gets_an_answer(tmp_path: Path) -> None:
    asked = Message(data={TEXT: ""})
    assert trained(tmp_path).process([asked])[0].get("intent")["confidence"] < 1.0


def test_fewer_than_three_intents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfitIntentsError):
        trained(tmp_path, ("greet", "cancel"))


def test_dense_features_are_refused(tmp_path: Path) -> None:
    asked = message()
    asked.add_features(Features(np.ones((1, 3)), FEATURE_TYPE_SENTENCE, TEXT, "dense"))
    with pytest.raises(UnfitIntentsError):
        trained(tmp_path).process([asked])
