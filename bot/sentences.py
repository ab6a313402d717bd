"""The sentences that the bot says itself: its own of sentences.yml, and the dialogue's where the city speaks first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from ruamel.yaml import YAML

from bot.city import CityFacts

SENTENCES_FILE = Path(__file__).with_name("sentences.yml")
RESPONSES = Path(__file__).resolve().parents[1] / "responses"


class Language(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"


class Sentence(StrEnum):
    """Every key of sentences.yml."""

    DOWN = "down"
    GAVE_UP = "gave_up"
    NOT_TAKEN = "not_taken"
    LATE = "late"
    OPTED_OUT = "opted_out"
    OPTED_OUT_BY_CANCEL = "opted_out_by_cancel"
    CAME_BACK = "came_back"
    HELP = "help"
    INVITATION = "invitation"
    PICTURE_ONLY = "picture_only"
    PICTURE_TOO = "picture_too"
    PICTURE_REFUSED = "picture_refused"
    FILE_ONLY = "file_only"
    FILE_TOO = "file_too"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The sentences with the city's facts at hand."""

    texts: Mapping[str, Mapping[str, str]]
    city: CityFacts

    def say(self, sentence: Sentence, language: Language, **values: str) -> str:
        return self.texts[sentence][language].format(city=self.city.name, phone=self.city.office_phone, **values)

    def in_every_language(self, sentence: Sentence) -> str:
        """A line each."""
        return "\n".join(self.say(sentence, language) for language in Language)


def read_sentences(file: Path = SENTENCES_FILE) -> Mapping[str, Mapping[str, str]]:
    content: dict[str, dict[str, str]] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return content


def make_phrasebook(city: CityFacts) -> Phrasebook:
    return Phrasebook(read_sentences(), city)


class Responses:
    """The sentences of the dialogue, by the names that it has for them; read at the first use."""

    def __init__(self, folder: Path = RESPONSES) -> None:
        self._folder = folder

    def find(self, name: str, language: Language) -> str | None:
        """The sentence as it is written, with its placeholders."""
        return self._texts.get(name, {}).get(language)

    @cached_property
    def _texts(self) -> Mapping[str, Mapping[str, str]]:
        files = sorted(self._folder.glob("*.yml"))
        return {name: texts for file in files for name, texts in read_sentences(file).items()}
