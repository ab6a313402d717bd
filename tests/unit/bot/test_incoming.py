"""What reaches the dialogue of what a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.incoming import clean, for_the_dialogue


@pytest.mark.parametrize(
    "text",
    [
        '/schedule{"permit": "NRE261051"}', '  /schedule{"permit": "NRE261051"}', "///schedule", "\u200b/schedule",
        "\ufeff \u200e/\u2060/schedule", "\n\n/schedule", "／schedule", "\u00ad/schedule", "\u3164 /schedule",
        "\u0301/schedule", "⁄schedule", "\u2800/schedule",
    ],
)  # fmt: skip
def test_a_command_loses_its_slash_however_it_is_hidden(text: str) -> None:
    assert for_the_dialogue(clean(text)).startswith("schedule")


@given(st.text())
def test_no_text_reaches_the_dialogue_as_a_command(text: str) -> None:
    heard = for_the_dialogue(clean(text))
    assert not heard.strip().startswith("/")
    assert "\x00" not in heard


def test_slashes_inside_stay() -> None:
    assert for_the_dialogue("electrical final 12/8 am") == "electrical final 12/8 am"


@pytest.mark.parametrize("text", ["👍", "1", "מחר בבוקר", "¿cuándo?", "#12", "@office"])
def test_words_signs_and_emoji_stay(text: str) -> None:
    assert for_the_dialogue(clean(text)) == text


def test_controls_go_and_line_breaks_stay() -> None:
    assert clean("a\x00b\x07\tc\r\nd\re ") == "ab c\nd\ne"


@pytest.mark.parametrize("text", ["", "   ", "/", " / / ", "\u200b", "\x00"])
def test_nothing_is_left_of_these(text: str) -> None:
    assert for_the_dialogue(clean(text)) == ""
