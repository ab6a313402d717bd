"""Cleaning and folding: what nobody typed on purpose goes, every place stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.understanding.reading import read
from actions.understanding.text import clean, fold, words_of
from tests.unit.actions.understanding.riverbend import JAMES


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  don’t  ", "don't"),
        ("“final”", '"final"'),
        ("ｅｌｅｃｔｒｉｃａｌ", "electrical"),
        ("elec\u200btrical", "electrical"),
        ("\u202efinal\u202c", "final"),
        ("a\x00b", "a b"),
        ("12–3", "12-3"),
        ("👍🏽", "👍"),
        ("inspeccio\u0301n", "inspección"),
    ],
)
def test_cleaning(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_hyphen_inside_a_word_only_separates() -> None:
    assert [word.text for word in words_of("rough-in - 12-8 don't")] == ["rough", "in", "-", "12", "-", "8", "dont"]


def test_messages_that_say_nothing_are_marked() -> None:
    assert read("https://example.com/permit/299", JAMES).is_link_only
    assert read("???", JAMES).is_punctuation_only
    assert not read("👍", JAMES).is_punctuation_only
    assert not read("", JAMES).is_link_only


def test_a_link_is_not_read() -> None:
    assert read("see https://example.com/299/final ok", JAMES).types == ()


def test_markup_is_only_signs() -> None:
    assert read("<b>electrical final</b>", JAMES).types == ("electrical_final",)
