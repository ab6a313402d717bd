"""Permits by number, however it was typed, by their digits alone, and by address."""

import pytest

from actions.understanding.context import Context, KnownPermit
from actions.understanding.permit_shapes import as_the_city_writes
from actions.understanding.reading import read
from tests.unit.actions.understanding.riverbend import (
    JAMES,
    MARIA,
    QUICKWIRE,
    SHAPES,
    STRANGER,
    TODAY,
    speaking,
)


@pytest.mark.parametrize(
    ("speaker", "text", "number"),
    [
        (MARIA, "BRES2026-0142", "BRES2026-0142"),
        (MARIA, "bres 2026 142", "BRES2026-0142"),
        (MARIA, "bres20260142 friday please", "BRES2026-0142"),
        (MARIA, "permit BRES2O26-O142", "BRES2026-0142"),
        (MARIA, "bres26-142", "BRES2026-0142"),
        (MARIA, "BRES-2026-0142", "BRES2026-0142"),
        (JAMES, "NRE 261051", "NRE261051"),
        (JAMES, "nre-261051", "NRE261051"),
        (JAMES, "NRE26l0S1", "NRE261051"),
        (JAMES, "RNEW26-10", "RNEW26-00010"),
        (JAMES, "framing on rnew26 10 tuesday", "RNEW26-00010"),
        (JAMES, "schd 205 wed on rnew2600010", "RNEW26-00010"),
        (JAMES, "RNWE26-00010", "RNEW26-00010"),
        (JAMES, "NRE26105", "NRE261051"),
        (JAMES, "RES 26-00010 framing", "RNEW26-00010"),
        (MARIA, "bers2026-0142", "BRES2026-0142"),
        (STRANGER, "bres 2026 142", "BRES2026-0142"),
        (STRANGER, "status of rnew23 10", "RNEW23-00010"),
        (STRANGER, "AEC10007", "AEC10007"),
    ],
)
def test_a_number_is_read_as_the_city_writes_it(speaker: Context, text: str, number: str) -> None:
    assert read(text, speaker).permits == (number,)


@pytest.mark.parametrize(
    ("speaker", "text", "number"),
    [
        (JAMES, "261051", "NRE261051"),
        (MARIA, "0142", "BRES2026-0142"),
        (MARIA, "2026 0142", "BRES2026-0142"),
        (MARIA, "permit 142", "BRES2026-0142"),
        (MARIA, "el permiso 3", "RPOOL26-00003"),
        (JAMES, "26-00010", "RNEW26-00010"),
        (JAMES, "the one ending in 318", "RROOF25-00318"),
    ],
)
def test_digits_alone_name_a_permit_of_the_speakers(speaker: Context, text: str, number: str) -> None:
    assert read(text, speaker).permits == (number,)


@pytest.mark.parametrize(
    ("speaker", "text", "number"),
    [
        (MARIA, "b r e s twenty twenty six oh one four two", "BRES2026-0142"),
        (MARIA, "it's B R E S 20 26 dash 0 1 4 2 please", "BRES2026-0142"),
        (JAMES, "n r e two six one zero five one for tomorrow", "NRE261051"),
        (MARIA, "permiso b r e s veinte veintiséis cero uno cuatro dos", "BRES2026-0142"),
        (STRANGER, "n r e twenty six ten fifty one", "NRE261051"),
    ],
)
def test_a_number_spelt_aloud(speaker: Context, text: str, number: str) -> None:
    assert read(text, speaker).permits == (number,)


@pytest.mark.parametrize(
    "text", ["dec 10 2026", "12/10/2026", "call me at 678-555-0102", "$261051", "code 205", "2 inspections", "at 9:30"]
)
def test_dates_phones_and_amounts_are_no_permits(text: str) -> None:
    reading = read(text, JAMES)
    assert (reading.permits, reading.near_permits, reading.unread_permits) == ((), (), ())


def test_a_number_of_the_citys_shape_that_is_not_the_speakers_is_taken_as_written() -> None:
    assert read("NRE261052", JAMES).permits == ("NRE261052",)
    assert read("RNEW26-00011", JAMES).permits == ("RNEW26-00011",)


def test_a_near_miss_never_becomes_a_permit_that_is_not_the_speakers() -> None:
    assert read("BERS2026-0142", STRANGER).permits == ("BERS2026-0142",)
    assert "BRES2026-0142" not in read("bers2026-0142", JAMES).permits


def test_where_several_permits_are_equally_near_all_are_candidates() -> None:
    twins = speaking(KnownPermit("NRE261051", "1 Elm Street", ()), KnownPermit("NRE261052", "3 Elm Street", ()))
    assert read("NRE26105", twins).near_permits == ("NRE261051", "NRE261052")
    assert read("NRE26105", twins).permits == ()


def test_what_looks_like_a_number_and_fits_nothing_is_handed_back() -> None:
    assert read("status of B25-00001 please", STRANGER).unread_permits == ("B25-00001",)


def test_the_date_after_a_number_is_no_part_of_it() -> None:
    reading = read("rnew26 10 12/8 framing", JAMES)
    assert reading.permits == ("RNEW26-00010",)
    assert [each.day.isoformat() for each in reading.dates.days] == ["2026-12-08"]


def test_a_code_after_a_number_is_no_part_of_it() -> None:
    reading = read("S NRE261051 299 12/8", JAMES)
    assert (reading.permits, reading.types) == (("NRE261051",), ("electrical_final",))


def test_several_permits_are_read_in_order() -> None:
    assert read("is it RNEW26-10 or nre 261051?", JAMES).permits == ("RNEW26-00010", "NRE261051")


@pytest.mark.parametrize(
    ("shape", "typed", "number"),
    [
        (r"B\d{2}-\d{5}", "b25-1", "B25-00001"),
        (r"EL-\d{2}-\d{4}", "el 00 26", "EL-00-0026"),
        (r"BP\d{2}-\d{5}", "bp13 1542", "BP13-01542"),
        (r"RER-\d{2}-\d{4}", "rer113040", "RER-11-3040"),
        (r"\d{4}-\d{4}", "2501-0001", "2501-0001"),
        (r"BLD\d{2}-\d{4}", "bld190119", "BLD19-0119"),
        (r"EPM\d{6}", "epm 196001", "EPM196001"),
        (r"BRM\d{4}", "brm1234", "BRM1234"),
        (r"[A-Z]?\d{2}-\d{4}", "a22-0001", "A22-0001"),
    ],
)
def test_the_shapes_of_other_cities(shape: str, typed: str, number: str) -> None:
    city = Context(TODAY, "en", (), (shape,))
    assert read(f"permit {typed}", city).permits == (number,)


def test_zeros_are_filled_in_apart_from_digits_typed() -> None:
    written = as_the_city_writes("rnew26-10", SHAPES)
    assert "RNEW26-00010" in written.filled
    assert "RNEW26-00010" not in written.exactly


def test_a_shape_that_is_no_regular_expression_does_no_harm() -> None:
    assert read("NRE261051", Context(TODAY, "en", (), ("(", r"NRE\d{6}"))).permits == ("NRE261051",)


@pytest.mark.parametrize(
    ("speaker", "text", "number"),
    [
        (JAMES, "electrical final at 10899 Havana, next Tuesday morning", "NRE261051"),
        (JAMES, "10899", "NRE261051"),
        (JAMES, "the alder ct one", "RNEW26-00010"),
        (JAMES, "call in insulation for friday, 208 alder", "RNEW26-00010"),
        (JAMES, "final on 208 adler court", "RNEW26-00010"),
        (MARIA, "the Peak Avenue house", "BRES2026-0142"),
        (MARIA, "la casa de la calle orchard", "RPOOL26-00003"),
        (MARIA, "peek avenue", "BRES2026-0142"),
        (QUICKWIRE, "suite 120 commerce parkway", "CELEC26-00031"),
    ],
)
def test_an_address_names_a_permit_of_the_speakers(speaker: Context, text: str, number: str) -> None:
    assert read(text, speaker).permits == (number,)


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        (QUICKWIRE, "the chamber of commerce called me"),
        (JAMES, "I live at 208 Main Street"),
        (STRANGER, "10899 Havana Street"),
    ],
)
def test_other_places_name_none(speaker: Context, text: str) -> None:
    reading = read(text, speaker)
    assert (reading.permits, reading.near_permits) == ((), ())


def test_two_addresses_name_two_permits() -> None:
    reading = read("framing at 208 alder and electrical final at 10899 havana", JAMES)
    assert (reading.permits, reading.near_permits) == (("RNEW26-00010", "NRE261051"), ())


def test_two_permits_at_one_address_are_both_candidates() -> None:
    owner = speaking(KnownPermit("NRE261051", "9 Elm Grove", ()), KnownPermit("RNEW26-00010", "9 Elm Grove", ()))
    assert read("the 9 elm grove job", owner).near_permits == ("NRE261051", "RNEW26-00010")


def test_a_number_settles_which_permit_at_an_address_is_meant() -> None:
    owner = speaking(KnownPermit("NRE261051", "9 Elm Grove", ()), KnownPermit("RNEW26-00010", "9 Elm Grove", ()))
    reading = read("9 elm grove, NRE261051", owner)
    assert (reading.permits, reading.near_permits) == (("NRE261051",), ())
