"""The component answers as its model does, and a model from disk says the same."""

from pathlib import Path

import numpy as np
import pytest
from dialogue.intent_classifier import FILE, CountsAndVectorsClassifier, UnfitIntentsError
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

LESSONS = {
    "greet": ["hello there", "hi", "good morning", "hola", "buenos días"],
    "cancel_inspection": ["cancel my inspection", "call off the visit", "cancele la inspección", "ya no vengan"],
    "pay_fees": ["how much do I owe", "I want to pay", "cuánto debo", "quiero pagar"],
}
CONTEXT = ExecutionContext(GraphSchema({}), node_name="intents")
ASKED = ["cancel the inspection please", "quiero pagar lo que debo", "hi!", "", "CANCELE", "🙂"]


def classifier(folder: Path) -> CountsAndVectorsClassifier:
    config = CountsAndVectorsClassifier.get_default_config()
    return CountsAndVectorsClassifier.create(config, LocalModelStorage(folder), Resource("intents"), CONTEXT)


def lessons(intents: dict[str, list[str]]) -> TrainingData:
    return TrainingData([Message.build(text, intent) for intent, texts in intents.items() for text in texts])


def heard(model: CountsAndVectorsClassifier, text: str) -> list[tuple[str, float]]:
    message = model.process([Message.build(text)])[0]
    assert message.get("intent") == message.get("intent_ranking")[0]
    return [(each["name"], each["confidence"]) for each in message.get("intent_ranking")]


def test_it_learns_and_a_model_from_disk_says_the_same(tmp_path: Path) -> None:
    trained = classifier(tmp_path)
    trained.train(lessons(LESSONS))
    loaded = CountsAndVectorsClassifier.load(
        CountsAndVectorsClassifier.get_default_config(), LocalModelStorage(tmp_path), Resource("intents"), CONTEXT
    )
    assert [heard(trained, text)[0][0] for text in ASKED[:3]] == ["cancel_inspection", "pay_fees", "greet"]
    for text in ASKED:
        before, after = heard(trained, text), heard(loaded, text)
        assert [name for name, _ in before] == [name for name, _ in after]
        assert [chance for _, chance in before] == pytest.approx([chance for _, chance in after], abs=0.005)
        assert sum(chance for _, chance in after) == pytest.approx(1, abs=1e-5)


def test_the_model_on_disk_holds_no_code(tmp_path: Path) -> None:
    trained = classifier(tmp_path)
    trained.train(lessons(LESSONS))
    with np.load(next(tmp_path.rglob(FILE)), allow_pickle=False) as kept:
        assert {kept[name].dtype.kind for name in kept} <= set("fuiU")


def test_fewer_than_two_intents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfitIntentsError):
        classifier(tmp_path).train(lessons({"greet": ["hi"]}))
    with pytest.raises(UnfitIntentsError):
        classifier(tmp_path).process([Message.build("hi")])


def test_a_change_of_the_models_code_is_a_reason_to_train() -> None:
    assert len(CountsAndVectorsClassifier.fingerprint_addon({})) == 64
