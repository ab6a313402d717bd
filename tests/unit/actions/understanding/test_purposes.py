"""Turns of phrase that say what a message is about, and those that only look like them."""

from collections.abc import Callable

import pytest

from actions.understanding import agreement, purposes


@pytest.mark.parametrize(
    ("says", "texts"),
    [
        (
            purposes.calls_something_off,
            ["cancel the fire alarm", "please call off the final", "por favor cancele la final"],
        ),
        (purposes.says_cancel, ["on second thought cancel it", "mejor cancele la del viernes"]),
        (
            purposes.keeps_it,
            ["don't cancel it", "please do not cancel the rough", "no la cancele", "no cancele la final"],
        ),
        (purposes.moves_something, ["move the final to friday", "necesito cambiar la final para el viernes"]),
        (purposes.drops_something, ["drop the slab", "quite la losa", "la losa no"]),
        (purposes.adds_something, ["also the slab", "y también la de plomería"]),
        (purposes.wants_the_same, ["same as last time", "the usual", "lo mismo de la vez pasada"]),
        (purposes.asks_on_condition, ["if I book today can you come tomorrow?", "si reservo hoy ¿vienen mañana?"]),
        (purposes.prefers_something_else, ["thursday instead", "mejor el jueves"]),
        (agreement.takes_any, ["either", "whatever is first", "cualquiera", "me da igual", "doesn't matter"]),
        (agreement.takes_all, ["both", "all of them", "las dos", "todas por favor"]),
        (agreement.asks_why, ["why not", "but why", "¿y por qué no?", "how come"]),
        (agreement.refuses, ["i don't want any of those", "none of them", "ninguna"]),
        (agreement.declines, ["no thanks", "siempre no", "never mind"]),
    ],
)
def test_what_says_so(says: Callable[[str], bool], texts: list[str]) -> None:
    assert not [text for text in texts if not says(text)]


@pytest.mark.parametrize(
    ("says", "texts"),
    [
        (purposes.calls_something_off, ["can I cancel on the day", "I cancelled the final", "book the final"]),
        (purposes.says_cancel, ["don't cancel it", "it was cancelled", "what is your cancellation rule"]),
        (purposes.keeps_it, ["cancel it", "not friday", "no, thursday"]),
        (purposes.wants_the_same, ["the same day", "lo mismo digo yo no"[:3]]),
        (purposes.asks_on_condition, ["if I book today you come tomorrow", "when can I book?"]),
        (agreement.takes_any, ["do you have any afternoon", "any day next week", "any word on my permit"]),
        (agreement.takes_all, ["all the finals", "both of us will be there", "todo bien con la final"]),
        (agreement.asks_why, ["the reason is rain", "no"]),
        (agreement.refuses, ["either", "doesn't matter", "no importa"]),
    ],
)
def test_what_does_not(says: Callable[[str], bool], texts: list[str]) -> None:
    assert not [text for text in texts if says(text)]


def test_the_deeds_of_a_yes() -> None:
    assert agreement.deeds_in("yes, book it") == {"schedule"}
    assert agreement.deeds_in("sí, cancélela") == {"cancel"}
    assert agreement.deeds_in("yes please") == frozenset()
