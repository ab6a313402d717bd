"""Intents, rules, actions, refusal codes and sentences: none is missing its counterpart."""

import ast
import re
from collections import Counter

import pytest

from actions.conversation.route import Skill
from backend.domain.model import RefusalCode
from tests.structure.dialogue_files import PROJECT, domain, rules, sentences, trained_intents

CLOSED_FOR = ("weekend", "holiday", "closure")


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


@pytest.mark.parametrize("code", list(RefusalCode))
def test_every_refusal_has_its_sentence_in_each_language(code: RefusalCode) -> None:
    names = [f"utter_refusal_{code}"]
    if code is RefusalCode.NOT_A_WORKING_DAY:
        names = [f"utter_refusal_{code}_{reason}" for reason in CLOSED_FOR]
    for name in names:
        assert sentences()[name].keys() >= {"en", "es"}


def test_every_sentence_that_the_actions_name_exists_and_no_other() -> None:
    exact, patterns = _names_in_the_code()
    known = set(sentences())
    assert exact <= known
    unmatched = {pattern for pattern in patterns if not any(re.fullmatch(pattern, name) for name in known)}
    assert unmatched == set()
    unused = {name for name in known - exact if not any(re.fullmatch(pattern, name) for pattern in patterns)}
    assert unused == set()


def _names_in_the_code() -> tuple[set[str], set[str]]:
    """Response names in `actions/`, and patterns for those that are put together."""
    exact, patterns = set(), set()
    for file in (PROJECT / "actions").rglob("*.py"):
        tree = ast.parse(file.read_text())
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                pattern = "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+" for part in node.values
                )
                if pattern.startswith("utter_"):
                    patterns.add(pattern)
            elif isinstance(node, ast.Constant) and id(node) not in parts and str(node.value).startswith("utter_"):
                exact.update({str(node.value)} - {"utter_ask_", "utter_offer_"})
    return exact, patterns
