"""One turn as one text message."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering import MOST_CHARACTERS, NEVER_SENT, Button, Said, fit, join_messages, normalise
from bot.segments import Encoding, cost

MORE = "(There is more: text MORE to read on.)"


def test_messages_are_joined_and_choices_stand_on_lines_of_their_own() -> None:
    days = (Button("Tuesday, December 8", "1"), Button("Wednesday, December 9", "2"))
    text = join_messages([Said("That day is full."), Said("Which day?", days), Said("  ")])
    assert text == "That day is full.\nWhich day?\n1 Tuesday, December 8\n2 Wednesday, December 9"


def test_a_choice_whose_payload_is_no_number_is_numbered_by_its_place() -> None:
    assert join_messages([Said("", (Button("Yes", "/affirm"), Button("No", "/deny")))]) == "1 Yes\n2 No"


def test_typographic_characters_become_those_that_cost_less() -> None:
    text = normalise("“It’s” 8:00–12:00 — ready… or\u00a0not\u200b • yes")
    assert text == '"It\'s" 8:00-12:00 - ready... or not - yes'
    assert cost(text).encoding is Encoding.GSM7


def test_letters_that_carry_meaning_stay() -> None:
    assert normalise("inspeccio\u0301n מחר 👍🏽") == "inspección מחר 👍🏽"


def test_controls_that_xml_refuses_are_dropped() -> None:
    assert normalise("a\x00b\x1bc\ud800d\ne") == "abcd\ne"


def test_a_long_text_is_cut_after_a_sentence_and_says_how_to_go_on() -> None:
    sentence = "Electrical Final is booked for Tuesday. "
    rendered = fit(sentence * 60, MORE)
    assert len(rendered.text) <= MOST_CHARACTERS
    assert rendered.text.endswith("Tuesday.\n" + MORE)
    assert rendered.rest.startswith("Electrical Final")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=5000))
def test_no_text_is_longer_than_a_carrier_takes_and_nothing_is_lost(text: str) -> None:
    whole, rest, seen = "".join(text.split()), text, ""
    while rest:
        rendered = fit(rest, MORE)
        assert len(rendered.text) <= MOST_CHARACTERS
        assert len(rendered.rest) < len(rest)
        seen += rendered.text.removesuffix(MORE) if rendered.rest else rendered.text
        rest = rendered.rest
    assert "".join(seen.split()) == whole


def test_exactly_controls_and_broken_characters_are_never_sent() -> None:
    every = "".join(map(chr, range(0x110000)))
    dropped = {letter for letter in every if unicodedata.category(letter) in {"Cc", "Cs"}} - {"\n"}
    assert set(NEVER_SENT.findall(every)) == dropped
