"""Messages that ask for several things, and those that only seem to."""

from datetime import date

import pytest

from actions.understanding.context import Context, KnownPermit
from actions.understanding.errands import errands_in
from actions.understanding.reading import Reading, read
from tests.unit.actions.understanding.riverbend import CATALOGUE

PEAK = KnownPermit(
    "BRES2026-0142",
    "17575 Peak Avenue",
    ("framing", "plumbing_rough", "electrical_rough", "electrical_final", "plumbing_final"),
)
HAVANA = KnownPermit("NRE261051", "10899 Havana Street", ("electrical_final", "electrical_rough"))
COMMERCE = KnownPermit("CELEC26-00031", "900 Commerce Parkway, Suite 120", ("electrical_final", "fire_alarm"))
CONTEXT = Context(
    today=date(2026, 12, 1),
    language="en",
    catalogue=CATALOGUE,
    permit_shapes=(r"[A-Z]{2,6}\d{2,4}-?\d{3,6}",),
    permits=(PEAK, HAVANA, COMMERCE),
)


def told(text: str) -> list[str]:
    """Each errand in one line: deed, permits, what, day of the month."""
    return [" ".join(part for part in _parts(each.deed, each.reading) if part) for each in _errands(text)]


def _errands(text: str):  # type: ignore[no-untyped-def]
    return errands_in(read(text, CONTEXT), CONTEXT)


def _parts(deed: str | None, reading: Reading) -> list[str]:
    what = [*reading.types, *(reading.stages if not reading.types else ()), reading.all_of or ""]
    days = [f"{each.day.day}{each.half_day or ''}" for each in reading.dates.days]
    return [deed or "", *reading.permits, *what, *days]


@pytest.mark.parametrize(
    ("text", "errands"),
    [
        ("rough plumbing monday, framing thursday", ["plumbing_rough 7", "framing 3"]),
        ("rough plumbing monday and framing thursday morning", ["plumbing_rough 7", "framing 3am"]),
        ("electrical rough monday and the final thursday", ["electrical_rough 7", "electrical_final 3"]),
        ("cancel the rough and book the final Friday", ["cancel rough", "schedule final 4"]),
        ("cancel framing book electrical final friday", ["cancel framing", "schedule electrical_final 4"]),
        ("move the framing to Friday and cancel the electrical final", ["move framing 4", "cancel electrical_final"]),
        ("move the final to Friday and the rough to Monday", ["move final 4", "move rough 7"]),
        ("cancel it and book the plumbing final Friday", ["cancel", "schedule plumbing_final 4"]),
        ("cancel the framing thursday and the plumbing rough friday", ["cancel framing 3", "cancel plumbing_rough 4"]),
        (
            "finals on NRE261051 and BRES2026-0142 Friday",
            ["NRE261051 final 4", "BRES2026-0142 final 4"],
        ),
        (
            "electrical final on NRE261051 monday and framing on BRES2026-0142 Thursday",
            ["NRE261051 electrical_final 7", "BRES2026-0142 framing 3"],
        ),
        (
            "book the electrical final at peak and at havana for friday",
            ["schedule BRES2026-0142 electrical_final 4", "schedule NRE261051 electrical_final 4"],
        ),
        ("electrical final Dec. 8 and plumbing final Dec. 9", ["electrical_final 8", "plumbing_final 9"]),
        ("electrical final thursday plumbing final friday", ["electrical_final 3", "plumbing_final 4"]),
        (
            "footing wednesday slab thursday framing friday all at peak",
            ["footing 2", "slab 3", "BRES2026-0142 framing 4"],
        ),
        ("thursday framing friday electrical final", ["framing 3", "electrical_final 4"]),
        ("electrica final el jueves plomeria final el viernes", ["electrical_final 3", "plumbing_final 4"]),
        ("la final eléctrica el jueves la final de plomería el viernes", ["electrical_final 3", "plumbing_final 4"]),
        ("zapatas el miercoles losa el jueves y estructura el viernes", ["footing 2", "slab 3", "framing 4"]),
        (
            "framing and plumbing rough at peak, wednesday and thursday",
            ["BRES2026-0142 framing 2", "BRES2026-0142 plumbing_rough 3"],
        ),
        ("electrical and plumbing finals wednesday and thursday", ["electrical_final 2", "plumbing_final 3"]),
        ("estructura y losa el miércoles y el jueves", ["framing 2", "slab 3"]),
        ("framing wednesday and plumbing rough the day after", ["framing 2", "plumbing_rough 3"]),
        ("estructura el miércoles y losa al día siguiente", ["framing 2", "slab 3"]),
        ("losa el miércoles y estructura el día después", ["slab 2", "framing 3"]),
        (
            "framing peak 12/4 elec final havana 12/8",
            ["BRES2026-0142 framing 4", "NRE261051 electrical_final 8"],
        ),
        (
            "electrical final at peak thursday and electrical final at commerce friday",
            ["BRES2026-0142 electrical_final 3", "CELEC26-00031 electrical_final 4"],
        ),
        (
            "final electrico en la peak el thursday y en commerce el friday",
            ["BRES2026-0142 electrical_final 3", "CELEC26-00031 electrical_final 4"],
        ),
        (
            "cancele la estructura y apúnteme la eléctrica final para el viernes",
            ["cancel framing", "schedule electrical_final 4"],
        ),
        ("cancele la estructura y necesito la eléctrica final", ["cancel framing", "schedule electrical_final"]),
        ("cancela la estructura quiero la eléctrica final", ["cancel framing", "schedule electrical_final"]),
        ("cancel framing and put me down for electrical final", ["cancel framing", "schedule electrical_final"]),
        (
            "cancel framing, and i need final electric at commerce thursday",
            ["cancel framing", "schedule CELEC26-00031 electrical_final 3"],
        ),
        (
            "cancel framing and i need the electrical final moved to friday",
            ["cancel framing", "move electrical_final 4"],
        ),
        (
            "move rough to mon and fire alarm to thurs, and i need a rough at peak ave wed",
            ["move rough 7", "move fire_alarm 3", "schedule BRES2026-0142 rough 2"],
        ),
        ("move thursday to friday and friday to monday", ["move 3 4", "move 4 7"]),
        ("pasa la del jueves al viernes y la del viernes al lunes", ["move 3 4", "move 4 7"]),
        ("cancele la preliminar y agende la final el viernes", ["cancel rough", "schedule final 4"]),
        ("plomería preliminar el lunes y estructura el jueves por la mañana", ["plumbing_rough 7", "framing 3am"]),
        ("cancela la de Havana y muéveme la de Peak al viernes", ["cancel NRE261051", "move BRES2026-0142 4"]),
    ],
)
def test_several_things_in_one_message(text: str, errands: list[str]) -> None:
    assert told(text) == errands


@pytest.mark.parametrize(
    ("text", "errand"),
    [
        ("cancel my final and rebook it for Friday", "move final 4"),
        ("don't cancel the rough, just move the final to friday", "move final 4"),
        ("book the electrical final and cancel it if it rains", "schedule electrical_final"),
        ("no cancele la preliminar, mueva la final al viernes", "move final 4"),
        ("don't cancel the framing, move it to monday", "move framing 7"),
        ("cancel the final schedule for friday", "cancel final 4"),
    ],
)
def test_what_is_not_to_be_done_is_left_out(text: str, errand: str) -> None:
    assert told(text) == [errand]


@pytest.mark.parametrize(
    ("text", "errand"),
    [
        ("cancel the plumbing rough but keep the framing", "cancel plumbing_rough"),
        ("cancela la preliminar de plomería pero deja la estructura", "cancel plumbing_rough"),
        ("deja la estructura y cancela la final eléctrica", "cancel electrical_final"),
        ("leave the framing and the plumbing rough and cancel electrical final", "cancel electrical_final"),
        ("move framing to the 14th, leave the plumbing final", "move framing 14"),
        ("reschedule framing to the 14th, plumbing final stays", "move framing 14"),
        ("la estructura dejala, cancela la final eléctrica", "cancel electrical_final"),
        ("mueve la estructura al lunes pero la final eléctrica no la muevas", "move framing 7"),
        ("no canceles la estructura solo la final eléctrica", "cancel electrical_final"),
        ("don't cancel the framing just the electrical final", "cancel electrical_final"),
        ("cancel the framing, leave the rest", "cancel framing"),
    ],
)
def test_what_is_to_stay_is_left_out(text: str, errand: str) -> None:
    assert told(text) == [errand]


@pytest.mark.parametrize(
    "text",
    [
        "cancel everything except the framing",
        "cancel all but the framing",
        "cancel everything but leave the framing",
        "cancela todo menos la estructura",
        "cancela todo pero la estructura no la canceles",
    ],
)
def test_all_but_one(text: str) -> None:
    (errand,) = _errands(text)
    assert errand.deed == "cancel"
    assert errand.reading.all_of == "all"
    assert errand.reading.rejected_types == ("framing",)
    assert "framing" not in errand.reading.types
    assert {"plumbing_rough", "electrical_final"} < set(errand.reading.types)


def test_what_stays_is_not_meant_by_a_word_that_it_shares() -> None:
    (errand,) = _errands("cancel the rough but keep the electrical rough")
    assert errand.reading.types == ("plumbing_rough",)


@pytest.mark.parametrize(
    "text",
    [
        "keep the framing",
        "la estructura dejala",
        "don't cancel the framing and the plumbing rough",
        "book framing friday, i'll leave the gate open",
        "agenda la estructura, deje la puerta abierta",
        "déjame la estructura para el viernes",
        "electrical final friday",
        "framing and plumbing rough thursday",
        "electrical and plumbing finals thursday",
        "electrical final friday or monday",
        "cancel the framing, what do I need before electrical final",
        "cancela la estructura, quiero saber de la final eléctrica",
        "move thursday to friday",
        "electrical and plumbing finals friday morning",
        "electrical final friday or the next day",
        "framing thursday instead of slab friday",
        "framing passed monday electrical final friday",
        "electrical final for havana, and make it friday",
        "i already cancelled the rough, book the final friday",
        "cancel the framing scheduled for friday",
        "cancel the framing I booked for friday",
        "cancel my framing booking for friday",
        "cancele la estructura programada para el viernes",
        "cancele la inspección de estructura que programé para el viernes",
        "move my framing booking to monday",
        "move the framing scheduled for friday to monday",
        "what do I need before framing and when do you close",
        "thanks and goodbye",
        "move it",
        "",
        "and and and, y e plus",
    ],
)
def test_one_thing_is_no_errands(text: str) -> None:
    assert told(text) == []
