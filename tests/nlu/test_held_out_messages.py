"""The intent model is judged by messages that it was not taught, and taught by lines that agree with one another."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict

import pytest
from rapidfuzz import fuzz, process

from quality.cases import LANGUAGES, MessageCase, message_cases, strangers_to_permits
from quality.listening import demo_counter
from tests.nlu.examples import HELD_OUT, Message, held_out_messages, normalised, training_messages

TOO_ALIKE = 92
SHORT = 3  # words: there are only so many ways to write "the second one"
LEAST_TAUGHT = 12
LEAST_ASKED = {"en": 700, "es": 550}
STYLES = {"homeowner", "contractor", "elderly", "hurried", "angry", "voice", "mixed"}
LABELS = {"text", "lang", "intent", "style", "permits", "types", "days", "half_day", "from", "now"}


@pytest.fixture(scope="module")
def taught() -> list[Message]:
    return training_messages()


@pytest.fixture(scope="module")
def asked() -> list[Message]:
    return held_out_messages()


def too_alike(text: str, taught_lines: list[str]) -> str | None:
    """The taught line that gives this message away, if any; bare answers of up to three words are exempt."""
    line = normalised(text)
    if len(line.split()) <= SHORT:
        return None
    longer = [other for other in taught_lines if len(other.split()) > SHORT]
    nearest = process.extractOne(line, longer, scorer=fuzz.ratio, score_cutoff=TOO_ALIKE)
    return nearest[0] if nearest else None


def test_no_held_out_message_is_a_taught_line(taught: list[Message], asked: list[Message]) -> None:
    lines = sorted({normalised(message.text) for message in taught})
    found = {message.text: twin for message in asked if (twin := too_alike(message.text, lines))}
    assert not found, f"these messages are no test of the model, since it was taught nearly the same: {found}"


def test_no_public_row_is_a_taught_line(taught: list[Message]) -> None:
    strangers = [case.text for case in strangers_to_permits()]
    if not strangers:
        pytest.skip("the public messages are not beside the project")
    lines = sorted({normalised(message.text) for message in taught})
    assert not {text: twin for text in strangers if (twin := too_alike(text, lines))}


def test_the_comparison_sees_through_accents_case_and_one_word() -> None:
    assert too_alike("¿QUE dias tienen el jueves?", ["que dias tienen el jueves"])
    assert too_alike("please cancel my inspection tomorrow", ["please cancel my inspections tomorrow"])
    assert too_alike("the second one", ["the second one"]) is None
    assert too_alike("my dog ate the permit card", ["please cancel my inspection tomorrow"]) is None


def test_few_short_messages_are_taught_word_for_word(taught: list[Message], asked: list[Message]) -> None:
    lines = {normalised(message.text) for message in taught}
    equal = [message.text for message in asked if normalised(message.text) in lines]
    assert len(equal) <= len(asked) * 0.03, equal


def test_no_text_is_taught_as_two_intents(taught: list[Message]) -> None:
    intents: defaultdict[str, set[str]] = defaultdict(set)
    for message in taught:
        intents[normalised(message.text)].add(message.intent)
    assert not {text: names for text, names in intents.items() if len(names) > 1}


def test_no_line_is_taught_twice_in_one_language(taught: list[Message]) -> None:
    times = Counter((message.lang, message.text.lower()) for message in taught)
    assert not [line for line, count in times.items() if count > 1]


@pytest.mark.parametrize("lang", sorted(LEAST_ASKED))
def test_every_intent_is_taught_and_asked_in_both_languages(
    lang: str, taught: list[Message], asked: list[Message]
) -> None:
    lessons = Counter(message.intent for message in taught if message.lang == lang)
    questions = Counter(message.intent for message in asked if message.lang == lang)
    intents = {message.intent for message in taught}
    assert not {intent: lessons[intent] for intent in intents if lessons[intent] < LEAST_TAUGHT}
    assert set(questions) == intents
    assert questions.total() >= LEAST_ASKED[lang]


@pytest.fixture(scope="module")
def cases() -> list[MessageCase]:
    return message_cases()


def test_the_labels_of_held_out_messages_are_known_ones() -> None:
    lines = [line for file in HELD_OUT.glob("messages.*.jsonl") for line in file.read_text("utf-8").splitlines()]
    assert not {label for line in lines for label in json.loads(line)} - LABELS


def test_every_held_out_message_has_a_known_style_and_language(cases: list[MessageCase]) -> None:
    assert not [case for case in cases if case.style not in STYLES or case.language not in LANGUAGES]


def test_held_out_messages_name_inspections_and_permits_of_the_demo_city(cases: list[MessageCase]) -> None:
    counter = demo_counter()
    catalogue = {one.type for one in counter.catalogue}
    assert not {name for case in cases for name in case.types or ()} - catalogue
    permits = {number for case in cases for number in case.permits or ()}
    assert not [one for one in permits if not any(re.fullmatch(shape, one) for shape in counter.city.permit_shapes)]


def test_held_out_messages_say_half_days_that_there_are(cases: list[MessageCase]) -> None:
    assert not {half for case in cases for half in case.half_days or ()} - {"am", "pm"}


def test_no_held_out_message_stands_twice_but_short_ones(cases: list[MessageCase]) -> None:
    times = Counter((case.text, case.phone, case.now) for case in cases if len(case.text.split()) > SHORT)
    assert not [key for key, count in times.items() if count > 1]


def test_examples_carry_no_entities_because_the_reader_finds_the_values(taught: list[Message]) -> None:
    assert not [message.text for message in taught if "](" in message.text]
