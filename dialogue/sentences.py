"""Read `responses/*.yml`: every sentence in each language under one name, and refuse what is not in order.

    utter_booked:
      en: "Booked: {what}, {day}."
      es: "Reservado: {what}, {day}."

This module knows YAML and no Rasa, so that a wrong sentence is named in a moment, with file and line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError

LANGUAGES = ("en", "es")
DEFAULT_LANGUAGE = "en"
LANGUAGE_NAMES = {"en": "English", "es": "Spanish"}
ALWAYS_KNOWN = frozenset({"city", "office_phone"})
"""Who speaks may be left out in one language, where a text message has no room for it."""

_NAME = re.compile(r"utter_[a-z0-9_]+\Z")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class WrongSentencesError(ValueError):
    """Sentences that are not in order; the message names each with its file and line."""


@dataclass(frozen=True)
class Sentence:
    """One response in every language."""

    name: str
    texts: Mapping[str, str]
    place: str


def read_sentences(folder: Path) -> list[Sentence]:
    """All sentences of the folder, sorted by file and line. Raises `WrongSentencesError`, which names every problem."""
    sentences: list[Sentence] = []
    problems: list[str] = []
    for file in sorted(folder.rglob("*.yml")):
        found, wrong = _read_file(file)
        sentences += found
        problems += wrong
    problems += _repeated(sentences)
    if problems:
        raise WrongSentencesError("\n".join(problems))
    return sentences


def placeholders(text: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(text))


def as_responses(sentences: list[Sentence]) -> dict[str, list[dict[str, Any]]]:
    """The sentences as Rasa writes responses: a variation on the slot `language`, and English where none fits."""
    return {sentence.name: list(_variations(sentence)) for sentence in sentences}


def _variations(sentence: Sentence) -> Iterator[dict[str, Any]]:
    for language in LANGUAGES:
        if language != DEFAULT_LANGUAGE:
            condition = [{"type": "slot", "name": "language", "value": language}]
            yield {"text": sentence.texts[language], "condition": condition}
    yield {"text": sentence.texts[DEFAULT_LANGUAGE]}


def _read_file(file: Path) -> tuple[list[Sentence], list[str]]:
    try:
        content = YAML(typ="rt").load(file.read_text(encoding="utf-8"))
    except DuplicateKeyError as error:
        return [], [f"{file}:{_line(error)}: this name stands twice in the file"]
    except (MarkedYAMLError, UnicodeDecodeError) as error:
        return [], [f"{file}:{_line(error)}: this is not YAML: {getattr(error, 'problem', error)}"]
    if content is None:
        return [], []
    if not isinstance(content, CommentedMap):
        return [], [f"{file}:1: a file of sentences maps names to languages"]
    sentences: list[Sentence] = []
    problems: list[str] = []
    for name, texts in content.items():
        place = f"{file}:{content.lc.key(name)[0] + 1}"
        wrong = list(_problems(str(name), texts))
        problems += [f"{place}: {name} {problem}" for problem in wrong]
        if not wrong:
            sentences.append(Sentence(name, {language: texts[language] for language in LANGUAGES}, place))
    return sentences, problems


def _line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def _problems(name: str, texts: Any) -> Iterator[str]:
    if not _NAME.match(name):
        yield "is no response name: utter_ and then small letters, digits and _"
    if not isinstance(texts, Mapping):
        yield f"needs a sentence for each of {', '.join(LANGUAGES)}"
        return
    for key in texts:
        if key not in LANGUAGES:
            yield f"has an unknown key {key!r}; known are {', '.join(LANGUAGES)}"
    for language in LANGUAGES:
        if not isinstance(texts.get(language), str) or not texts[language].strip():
            yield f"has no {LANGUAGE_NAMES[language]} sentence ({language})"
        elif re.search(r"[{}]", _PLACEHOLDER.sub("", texts[language])):
            yield f"has a brace in its {LANGUAGE_NAMES[language]} sentence that is no {{placeholder}}"
    yield from _differing_placeholders(texts)


def _differing_placeholders(texts: Mapping[str, Any]) -> Iterator[str]:
    here = {language: placeholders(texts[language]) for language in LANGUAGES if isinstance(texts.get(language), str)}
    everywhere = frozenset().union(*here.values()) if here else frozenset()
    for language, names in here.items():
        for missing in sorted(everywhere - names - ALWAYS_KNOWN):
            yield f"lacks {{{missing}}} in its {LANGUAGE_NAMES[language]} sentence"


def _repeated(sentences: list[Sentence]) -> Iterator[str]:
    first: dict[str, str] = {}
    for sentence in sentences:
        if sentence.name in first:
            yield f"{sentence.place}: {sentence.name} stands in {first[sentence.name]} already"
        first.setdefault(sentence.name, sentence.place)
