"""A yes in the words of what was asked."""

import pytest

from actions.understanding.agreement import agrees_to


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ("cancel", "yes cancel it"),
        ("cancel", "sí, cancélela"),
        ("cancel", "cancel it"),
        ("cancel", "ok cancel the inspection please"),
        ("move", "yes move it"),
        ("move", "sí, muévala por favor"),
        ("schedule", "yes book it"),
        ("schedule", "sí, resérvela"),
    ],
)
def test_a_yes_that_repeats_the_question(task: str, text: str) -> None:
    assert agrees_to(task, text)


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ("schedule", "cancel it"),
        ("schedule", "yes cancel it"),
        ("cancel", "don't cancel it"),
        ("cancel", "no la cancele"),
        ("cancel", "cancel it?"),
        ("cancel", "can i cancel it later"),
        ("move", "yes"),
        ("move", "reschedule it"),
        ("cancel", "book it"),
        ("cancel", ""),
    ],
)
def test_anything_else_is_no_yes_to_it(task: str, text: str) -> None:
    assert not agrees_to(task, text)
