"""Whole messages: everything that one says is read at once; nothing that anyone sends breaks the reader or slows it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.understanding.reading import Reading, read
from actions.understanding.vocabulary import VOCABULARIES
from actions.understanding.vocabulary.entries import phrases
from tests.unit.actions.understanding.riverbend import CATALOGUE, JAMES, MARIA, STRANGER


def days(reading: Reading) -> list[str]:
    return [each.day.isoformat() for each in reading.dates.days]


def test_a_message_with_everything_needs_no_question() -> None:
    reading = read("Schedule electrical final for NRE261051 next tuesday morning", JAMES)
    assert (reading.permits, reading.types, reading.language) == (("NRE261051",), ("electrical_final",), "en")
    assert "2026-12-08" in days(reading)
    assert reading.dates.half_day == "am"
    assert (reading.choice, reading.assent) == (None, None)


def test_the_same_in_spanish() -> None:
    reading = read("necesito la eléctrica final y la de plomería para el jueves", MARIA)
    assert (reading.types, reading.language) == (("electrical_final", "plumbing_final"), "es")
    assert days(reading) == ["2026-12-03"]


def test_an_address_and_a_day_in_one_breath() -> None:
    reading = read("electrical final 10899 havana st tomorrow & roof final", JAMES)
    assert (reading.permits, reading.types) == (("NRE261051",), ("electrical_final", "roof_final"))
    assert days(reading) == ["2026-12-02"]


def test_the_grammar_of_a_keypad_line() -> None:
    reading = read("SCHED BRES2026-0142 299 12/3", MARIA)
    assert (reading.permits, reading.types) == (("BRES2026-0142",), ("electrical_final",))


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    for context in (JAMES, STRANGER):
        read(text, context)


_PIECES = st.sampled_from(
    [
        *(
            "electrical",
            "final",
            "rough",
            "not",
            "all",
            "the",
            "and",
            ",",
            "no",
            "la",
            "de",
            "plomería",
            "2",
            "299",
            "#",
        ),
        *(
            "BRES",
            "2026",
            "-",
            "0142",
            "nre261051",
            "tuesday",
            "12/8",
            "both",
            "ok",
            "10899",
            "havana",
            "\x00",
            "👍",
            "or",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=25).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_whatever_is_said_only_real_types_and_each_once(text: str) -> None:
    reading = read(text, JAMES)
    catalogue = {entry.type for entry in CATALOGUE}
    said = [*reading.types, *reading.rejected_types, *(each for group in reading.unsure_types for each in group)]
    assert set(said) <= catalogue
    assert len(set(reading.types)) == len(reading.types)
    assert not set(reading.types) & set(reading.rejected_types)
    assert all(len(group) > 1 for group in reading.unsure_types)
    assert set(reading.near_permits) <= {permit.number for permit in JAMES.permits}


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "1",
            " ",
            "-",
            "a1 ",
            "ab12-34 ",
            "no, ",
            "bres 2026 ",
            "261051 ",
            "electrical final and ",
            "todas las ",
        ),
        *("r n e ", "double r ", "erre, ", "nre one two ", "oh one ", "not friday, the next "),
        *("12/", "el 1 ", "0o0o0l", "http://", "\u0301", "ﷺ", "zqwe ftings elektrical ", "$1.", "10899 havanna "),
    ],
)
def test_no_text_makes_the_reader_slow(piece: str) -> None:
    """Ten thousand characters of anything take milliseconds; a backtracking pattern would take minutes.

    The best of three counts: in a whole run the collector of garbage, or another thread, may fall into one of them.
    """
    text = (piece * (10_000 // len(piece) + 1))[:10_000]
    read("warm up", JAMES)
    assert min(_seconds_to_read(text) for _ in range(3)) < 0.5


def _seconds_to_read(text: str) -> float:
    begun = time.process_time()
    read(text, JAMES)
    return time.process_time() - begun


def test_every_word_of_the_vocabulary_stands_for_a_known_trade_or_type() -> None:
    catalogue = {entry.type for entry in CATALOGUE}
    for vocabulary in VOCABULARIES:
        grouped = {type_ for group in (*vocabulary.either, *vocabulary.together) for type_ in group}
        assert set(vocabulary.inspections) | grouped <= catalogue
        for trade in vocabulary.trades:
            assert any(type_.startswith(f"{trade}_") for type_ in catalogue), trade


def test_every_phrase_of_the_vocabulary_is_read_as_what_it_stands_for() -> None:
    for vocabulary in VOCABULARIES:
        for type_, listed in vocabulary.inspections.items():
            for phrase in phrases(listed):
                assert read(phrase, STRANGER).types == (type_,), phrase


@pytest.mark.parametrize(
    "text",
    [
        "i smell gas",
        "there's a lot of smoke",
        "i smell something burning",
        "burning smell from the panel",
        "there's smoke coming out of the panel",
        "smoke from the outlet",
        "the outlet is sparking",
        "the wall fell on my guy",
        "someone's hurt",
        "somebody got hurt",
        "i got shocked by the water heater",
        "the smoke alarm is on and there is smoke",
        "huele a gas",
        "huele a quemado",
        "hay un cable quemándose",
        "hay un corto y sale humo",
        "hay humo en el pasillo",
        "hay chispas en el panel",
        "se cayó la pared y hay un herido",
        "me dio toques la regadera",
        "la regadera da toques",
    ],
)
def test_danger_is_told(text: str) -> None:
    assert read(text, JAMES).tells_of_danger


@pytest.mark.parametrize(
    "text",
    [
        "smoke alarm",
        "smoke detectors",
        "lots of smoke detectors to test",
        "smoke alarm in the hallway",
        "fire alarm",
        "fire final",
        "gas test",
        "alarma de humo",
        "detector de humo en el pasillo",
        "alarma contra incendio",
        "prueba de gas",
        "no me da corriente el medidor",
        "will it hurt to wait",
        "the old wall came down",
    ],
)
def test_what_an_inspection_is_about_is_no_danger(text: str) -> None:
    assert not read(text, JAMES).tells_of_danger
