"""The language of a message, where its words tell."""

import pytest

from actions.understanding.language import language_of
from actions.understanding.reading import read
from tests.unit.actions.understanding.riverbend import MARIA


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("can I get an inspection tomorrow?", "en"),
        ("electrical final next tuesday", "en"),
        ("what do I owe", "en"),
        ("thanks", "en"),
        ("necesito la final para el jueves", "es"),
        ("hola", "es"),
        ("sí", "es"),
        ("plomería", "es"),
        ("manana por la tarde", "es"),
        ("necesito schedule una inspección del framing para el friday", "es"),
        ("¿abierto?", "es"),
        ("vincular NRE261051", "es"),
        ("desvincular NRE261051", "es"),
        ("si", None),
        ("ok", None),
        ("no", None),
        ("y", None),
        ("2", None),
        ("framing", None),
        ("👍", None),
        ("", None),
    ],
)
def test_the_language_that_the_words_tell(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["BRES2O26-O142", "NRE261051", "17575 Peak Avenue"])
def test_permits_and_addresses_tell_nothing(text: str) -> None:
    assert read(text, MARIA).language is None
