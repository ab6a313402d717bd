"""Every sentence as the carrier sees it: its segments with the longest data (T9), and no word that opts out (T7).

`pytest tests/structure/test_sentences_as_text_messages.py -s` prints the segments of each.
"""

import re

import pytest

from bot.consent.words import asks_for_a_reserved_word
from bot.rendering import MOST_CHARACTERS, Said, join_messages
from bot.segments import cost
from bot.sentences import read_sentences
from tests.structure.dialogue_files import sentences
from tests.structure.longest_data import LISTS, longest, with_inspections

MOST_SEGMENTS = {"en": 3, "es": 4}
"""Of one sentence. The longest ones are refusals, which say the rule, the way out and the office's number."""

OF_THE_BOT = {f"bot:{name}": texts for name, texts in read_sentences().items()}
ALL = sentences() | OF_THE_BOT
MEANS_TO_NAME_THEM = {"bot:opted_out", "bot:opted_out_by_cancel", "bot:came_back", "bot:help", "bot:invitation"}
"""What is said about opting out itself; the law wants the words named there."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def rendered(name: str, language: str, inspections: int = 1) -> str:
    values = longest(language) if inspections == 1 else with_inspections(language, inspections)
    return join_messages([Said(ALL[name][language].format(**values))])


def names_lists(name: str) -> bool:
    return not LISTS.isdisjoint(_PLACEHOLDER.findall(ALL[name]["en"]))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_a_sentence_fits_its_segments(name: str, language: str) -> None:
    text = rendered(name, language)
    price = cost(text)
    print(f"{price.segments} {price.encoding} {price.units:4d} {language} {name}")
    assert names_lists(name) or price.segments <= MOST_SEGMENTS[language], text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_a_sentence_with_as_many_inspections_as_can_be_asked_for_is_one_message(name: str, language: str) -> None:
    assert len(rendered(name, language, inspections=6)) <= MOST_CHARACTERS


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_everyday_booking_fits(language: str) -> None:
    """Read-back and confirmation are what people get most: two segments in English, three in Spanish."""
    most = {"en": 2, "es": 3}[language]
    everyday = longest(language) | {
        "what": "Electrical Final" if language == "en" else "Eléctrica final",
        "numbers": "481203",
        "day": "Wednesday, September 30" if language == "en" else "miércoles 30 de septiembre",
    }
    for names in (
        ("utter_read_back_schedule", "utter_wish_am", "utter_ask_schedule"),
        ("utter_done_schedule", "utter_wish_am", "utter_confirmation", "utter_undo_schedule"),
        ("utter_read_back_cancel", "utter_ask_cancel"),
        ("utter_done_cancel", "utter_undo_cancel"),
    ):
        text = join_messages([Said(sentences()[name][language].format(**everyday)) for name in names])
        assert cost(text).segments <= most, text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(set(ALL) - MEANS_TO_NAME_THEM))
def test_no_sentence_asks_for_a_word_that_opts_out(name: str, language: str) -> None:
    assert not asks_for_a_reserved_word(rendered(name, language))


def test_what_is_said_in_one_language_is_said_in_the_other_with_the_same_values() -> None:
    """But for the city's own name and number, which may be left out where room is short."""
    for name, texts in ALL.items():
        english, spanish = (set(_PLACEHOLDER.findall(texts[language])) for language in ("en", "es"))
        assert english ^ spanish <= {"city", "office_phone"}, name
