"""The bot's own sentences, in both languages, with the longest data a city has."""

import string
from zoneinfo import ZoneInfo

import pytest

from bot.city import CityFacts, phone_in_print
from bot.consent.words import asks_for_a_reserved_word
from bot.rendering import normalise
from bot.segments import cost
from bot.sentences import Language, Phrasebook, Sentence, read_sentences

SENTENCES = read_sentences()
CITY = CityFacts("City of Rancho Santa Margarita", ZoneInfo("America/New_York"), "678-555-0100")
NAMES_CARRIER_WORDS = {
    Sentence.OPTED_OUT, Sentence.OPTED_OUT_BY_CANCEL, Sentence.CAME_BACK, Sentence.HELP, Sentence.INVITATION,
}  # fmt: skip
"""The law wants STOP and START named here; none of these asks a question."""
MOST_SEGMENTS = {Language.ENGLISH: 2, Language.SPANISH: 4}
"""Spanish costs more: one á, í, ó or ú makes the whole message UCS-2."""


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_file_has_the_sentences_that_the_bot_says_and_no_other() -> None:
    assert set(SENTENCES) == set(Sentence)


@pytest.mark.parametrize("sentence", Sentence)
def test_both_languages_say_the_same_with_the_same_facts(sentence: Sentence) -> None:
    texts = SENTENCES[sentence]
    assert set(texts) == set(Language)
    assert _placeholders(texts["en"]) == _placeholders(texts["es"]) <= {"city", "phone", "time", "minutes"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("sentence", Sentence)
def test_each_sentence_fits_its_segments(sentence: Sentence, language: Language) -> None:
    text = Phrasebook(SENTENCES, CITY).say(sentence, language, time="12:59 PM", minutes="10")
    assert text == normalise(text)
    price = cost(text)
    print(f"{sentence:20} {language} {price.encoding:6} {price.units:4} units {price.segments} segments")
    assert price.segments <= MOST_SEGMENTS[language]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("sentence", [one for one in Sentence if one not in NAMES_CARRIER_WORDS])
def test_no_sentence_asks_for_a_word_that_carriers_act_on(sentence: Sentence, language: Language) -> None:
    assert not asks_for_a_reserved_word(SENTENCES[sentence][language])


@pytest.mark.parametrize("language", Language)
def test_sentences_that_name_carrier_words_ask_no_question(language: Language) -> None:
    for sentence in NAMES_CARRIER_WORDS:
        assert "?" not in SENTENCES[sentence][language]


@pytest.mark.parametrize("sentence", [Sentence.OPTED_OUT, Sentence.OPTED_OUT_BY_CANCEL])
def test_an_opt_out_says_that_no_inspection_was_cancelled(sentence: Sentence) -> None:
    assert "o inspection was cancelled" in SENTENCES[sentence]["en"]
    assert "o se canceló ninguna inspección" in SENTENCES[sentence]["es"]


def test_a_phone_as_people_read_it() -> None:
    assert phone_in_print("+16785550100") == "678-555-0100"
    assert phone_in_print("+442071838750") == "+442071838750"
