"""Every sentence as the carrier sees it: its segments with the longest data (T9), and no word that opts out (T7).

`pytest tests/structure/test_sentences_as_text_messages.py -s` prints the segments of each.
"""

import pytest

from bot.consent.words import asks_for_a_reserved_word
from bot.rendering import Said, join_messages
from bot.segments import cost
from tests.structure.dialogue_files import sentences

LONGEST = {
    "en": {
        "day": "Wednesday, September 30",
        "what": "Electrical Service / Meter Release and Plumbing Rough-in (Top-out)",
        "time": "10:00 AM",
        "status": "awaiting payment",
        "days": "180",
    },
    "es": {
        "day": "miércoles 30 de septiembre",
        "what": "Eléctrica subterránea y Plomería subterránea",
        "time": "10:00 a.m.",
        "status": "awaiting payment",
        "days": "180",
    },
}
PLAIN = {
    "address": "900 Commerce Parkway, Suite 120",
    "permit": "BRES2026-0142",
    "number": "BRES2026-0142",
    "numbers": "481203 (Plumbing Underground) and 481204 (Electrical Service / Meter Release)",
    "confirmation": "481203",
    "amount": "$112,378.46",
    "office_phone": "678-555-0100",
    "office": "41 Mill Street, Riverbend",
    "city": "City of Riverbend",
    "name": "Quickwire Electric LLC",
    "note": "Rebar cover under 3 inches on the north side. Fix and call again.",
    "words": "february 30",
    "reason": "The inspector is ill.",
    "code": "482913",
    "phone": "***-***-**02",
    "asked": "40",
    "count": "12",
    "most": "6",
    "holidays": "Christmas Day (Friday, December 25), New Year's Day (Friday, January 1)",
}
MOST_SEGMENTS = {"en": 3, "es": 4}
"""Of one sentence. The longest ones are refusals, which say the rule, the way out and the office's number."""


def values(language: str) -> dict[str, str]:
    longest = LONGEST[language]
    days = dict.fromkeys(
        ("was", "today", "last_day", "last_activity", "cutoff_day", "first_day", "last_day", "first", "last"),
        longest["day"],
    )
    times = dict.fromkeys(("cutoff_time", "opens", "closes", "am_from", "am_to", "pm_from", "pm_to"), longest["time"])
    lists = dict.fromkeys(("missing", "on_permit", "left", "booked", "visits"), longest["what"])
    return {**PLAIN, **longest, **days, **times, **lists}


def rendered(name: str, language: str) -> str:
    return join_messages([Said(sentences()[name][language].format(**values(language)))])


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(sentences()))
def test_a_sentence_fits_its_segments(name: str, language: str) -> None:
    text = rendered(name, language)
    price = cost(text)
    print(f"{price.segments} {price.encoding} {price.units:4d} {language} {name}")
    assert price.segments <= MOST_SEGMENTS[language], text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_everyday_booking_fits(language: str) -> None:
    """Read-back and confirmation are what people get most: two segments in English, three in Spanish."""
    most = {"en": 2, "es": 3}[language]
    everyday = values(language) | {
        "what": "Electrical Final" if language == "en" else "Eléctrica final",
        "numbers": "481203",
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
@pytest.mark.parametrize("name", sorted(sentences()))
def test_no_sentence_asks_for_a_word_that_opts_out(name: str, language: str) -> None:
    assert not asks_for_a_reserved_word(rendered(name, language))
