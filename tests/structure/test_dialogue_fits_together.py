"""Intents, rules, actions, refusal codes and sentences: none is missing its counterpart."""

from collections import Counter

import pytest

from actions.conversation.route import Skill
from permitline.checkup.sentences import refusal_names, sentence_problems
from tests.structure.dialogue_files import PROJECT, domain, rules, sentences, trained_intents


def test_every_action_of_the_domain_exists_and_the_other_way_round() -> None:
    assert set(domain()["actions"]) == {f"action_{skill}" for skill in Skill}


def test_every_intent_has_one_rule_and_every_rule_an_action_that_exists() -> None:
    pairs = [(rule["steps"][0]["intent"], rule["steps"][1]["action"]) for rule in rules()]
    intents = Counter(intent for intent, _ in pairs)
    assert set(intents) == {*domain()["intents"], "nlu_fallback"}
    assert set(intents.values()) == {1}
    assert {action for _, action in pairs} <= set(domain()["actions"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_intent_is_taught_in_each_language(language: str) -> None:
    assert trained_intents(language) == set(domain()["intents"])


@pytest.mark.parametrize("name", sorted(refusal_names()))
def test_every_refusal_has_its_sentence_in_each_language(name: str) -> None:
    assert sentences()[name].keys() >= {"en", "es"}


def test_every_sentence_that_the_actions_name_exists_and_no_other() -> None:
    assert sentence_problems(PROJECT) == []


def test_a_permit_of_others_and_one_that_does_not_exist_are_told_in_the_same_words() -> None:
    """Else anyone could learn by asking which numbers exist (S2)."""
    written = sentences()
    assert written["utter_refusal_not_your_permit"] == written["utter_refusal_unknown_permit"]
