"""Answers to "Still ready?" in words."""

import pytest

from actions.understanding.readiness import is_not_ready, is_ready, leading_number

STAYS = [
    "still ready", "Still on!", "ready", "we are ready", "all set for tomorrow", "yes, good to go", "confirmed",
    "see you then", "we'll be there", "I will be ready", "keep it", "leave it as is", "that works", "don't cancel it",
    "sigue en pie", "sí, sigue", "listo", "estamos listos", "todo bien", "ahí estaré", "confirmo", "la confirmamos",
    "nos vemos", "déjela así", "está bien", "de acuerdo", "no la cancele",
]  # fmt: skip
STAYS_NOT = [
    "not ready", "we're not ready yet", "we are not going to be ready", "it isn't ready", "won't be ready",
    "no estamos listos", "todavía no está lista", "aún no estamos listos", "no está listo",
]  # fmt: skip
NEITHER = ["what time?", "move it to friday", "electrical final", "1", "thanks", "gracias", "who is coming", ""]


@pytest.mark.parametrize("text", STAYS)
def test_it_stays(text: str) -> None:
    assert is_ready(text)
    assert not is_not_ready(text)


@pytest.mark.parametrize("text", STAYS_NOT)
def test_it_is_not_ready(text: str) -> None:
    assert is_not_ready(text)
    assert not is_ready(text)


@pytest.mark.parametrize("text", NEITHER)
def test_neither_is_said(text: str) -> None:
    assert not is_ready(text)
    assert not is_not_ready(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2 move it", 2),
        ("2) mover", 2),
        ("1 yes", 1),
        ("3. drop it", 3),
        ("2", None),
        ("12 oak", None),
        ("move 2", None),
    ],
)
def test_the_number_before_its_words(text: str, number: int | None) -> None:
    assert leading_number(text) == number
