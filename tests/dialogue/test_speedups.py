"""Each speed-up: Rasa's function is the one it was written against, and the results are the same."""

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
import rasa.core.policies.rule_policy
import rasa.core.processor
from dialogue.speedups import event_types, graph_run, rule_search
from dialogue.speedups.action_server import events_of_turn, lean_body
from dialogue.speedups.reply_check import check_reply
from dialogue.speedups.switch import all_replacements, switch_on
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses


@pytest.mark.parametrize("replacement", all_replacements(), ids=lambda replacement: replacement.name)
def test_rasas_function_is_the_one_that_the_speed_up_replaces(replacement: Any) -> None:
    assert replacement.is_known(), f"{replacement.name} has changed: read it anew, and compare {replacement.faster}"


def test_they_can_be_switched_off() -> None:
    before = {each.name: each.stock() for each in all_replacements()}
    assert switch_on({"PERMITLINE_SPEEDUPS": "off"}) is False
    assert {each.name: each.stock() for each in all_replacements()} == before


def test_an_unknown_function_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("dialogue.speedups.replacement.fingerprint", lambda _function: "changed")
    monkeypatch.setattr("dialogue.speedups.unread_logs.copy_nothing", lambda: None)
    before = RemoteAction._validate_action_result
    assert switch_on({}) is True
    assert RemoteAction._validate_action_result is before
    assert "its speed-up is left out" in caplog.text


@pytest.mark.parametrize("module", [rasa.core.processor, rasa.core.policies.rule_policy])
def test_rasa_copies_for_log_lines_only(module: Any) -> None:
    source = inspect.getsource(module)
    logged = re.findall(r"structlogger\.debug\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", source)
    assert source.count("copy.") == sum(call.count("copy.deepcopy") for call in logged) > 0


def test_event_classes_are_those_that_rasa_would_find() -> None:
    for event_class in all_subclasses(Event):
        name = event_class.type_name
        assert event_types.resolve_by_type(name) is event_types.stock_resolve_by_type(name)
    with pytest.raises(ValueError, match="no such event"):
        event_types.resolve_by_type("no such event")


@pytest.mark.parametrize(
    ("reply", "accepted"),
    [
        ({"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "a"}]}, True),
        ({}, True),
        ([], False),
        ({"events": {}}, False),
        ({"events": [{"name": "a"}]}, False),
        ({"events": ["slot"]}, False),
        ({"responses": ["a"]}, False),
    ],
)
def test_replies_are_accepted_and_refused_as_by_rasa(reply: Any, accepted: bool) -> None:
    action = RemoteAction("action_a", None)
    for check in (check_reply, RemoteAction._validate_action_result):
        if accepted:
            assert check(action, reply)
        else:
            with pytest.raises(ValidationError):
                check(action, reply)


def test_the_sdk_is_content_with_an_empty_domain_and_the_turns_events() -> None:
    events = [{"event": "session_started"}, {"event": "user"}, {"event": "action"}, {"event": "user"}, {"event": "bot"}]
    assert lean_body({"next_action": "a", "tracker": {"events": events, "slots": {"x": 1}}}) == {
        "next_action": "a",
        "domain": {},
        "tracker": {"events": events[3:], "slots": {"x": 1}},
    }
    assert events_of_turn([{"event": "action"}]) == [{"event": "action"}]


def test_a_rule_on_words_is_noticed() -> None:
    class Policy:
        def __init__(self, key: str) -> None:
            self.lookup = {"rules": {key: "action_a"}}

    assert rule_search.has_rules_on_words(Policy('[{"user": {"text": "hi"}}]'))  # type: ignore[arg-type]
    assert not rule_search.has_rules_on_words(Policy('[{"user": {"intent": "greet"}}]'))  # type: ignore[arg-type]


def test_the_graph_gives_what_dask_gives(model: Path, tmp_path: Path) -> None:
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.loader import load_predict_graph_runner
    from rasa.engine.storage.local_model_storage import LocalModelStorage

    metadata, runner = load_predict_graph_runner(tmp_path, model, LocalModelStorage, DaskGraphRunner)
    for text in ("hello", "schedule electrical final", "xyzzy"):
        results = [
            run(runner, inputs={"__message__": [UserMessage(text)], "__tracker__": None}, targets=[metadata.nlu_target])
            for run in (graph_run.run, DaskGraphRunner.run)
        ]
        ours, theirs = ([message.as_dict() for message in result[metadata.nlu_target]] for result in results)
        assert ours[0]["intent"] == theirs[0]["intent"]
        assert ours[0]["intent_ranking"] == theirs[0]["intent_ranking"]
