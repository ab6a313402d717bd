"""Inspection types in the words of builders and homeowners, in English and Spanish."""

import pytest

from actions.understanding.context import Context
from actions.understanding.reading import read
from tests.unit.actions.understanding.riverbend import CATALOGUE, JAMES, MARIA, QUICKWIRE, STRANGER, SUMMIT

FOUR_WAY = ("electrical_rough", "plumbing_rough", "mechanical_rough", "framing")


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.type)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_name_of_the_catalogue_is_read_as_its_type(entry, language: str) -> None:  # type: ignore[no-untyped-def]
    assert read(f"{entry.names[language]}", JAMES).types == (entry.type,)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.type)
def test_every_code_of_the_catalogue_is_read_as_its_type(entry) -> None:  # type: ignore[no-untyped-def]
    for text in (f"{entry.code}", f"code {entry.code}", f"#{entry.code} please", f"S NRE261051 {entry.code}"):
        assert read(text, JAMES).types == (entry.type,)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("top-out", "plumbing_rough"),
        ("ground rough plumbing", "plumbing_underground"),
        ("UG electric", "electrical_underground"),
        ("dry-in", "roof_underlayment"),
        ("mono slab pour friday", "slab"),
        ("stem wall", "foundation_wall"),
        ("lath", "drywall"),
        ("pre-drywall", "drywall"),
        ("drywall nail", "drywall"),
        ("walk-through", "building_final"),
        ("CO final", "building_final"),
        ("Need T-pole inspection so the power co can hook us up", "temporary_power"),
        ("temp pole", "temporary_power"),
        ("elec final", "electrical_final"),
        ("plmb rough", "plumbing_rough"),
        ("mech fnl", "mechanical_final"),
        ("bldg final", "building_final"),
        ("my hvac final", "mechanical_final"),
        ("electical finel", "electrical_final"),
        ("plumming rough", "plumbing_rough"),
        ("framming", "framing"),
        ("insullation", "insulation"),
        ("gas line pressure test", "gas_test"),
        ("zapata", "footing"),
        ("cimientos", "footing"),
        ("la losa, vamos a colar el viernes", "slab"),
        ("armazon", "framing"),
        ("inspección de estructura", "framing"),
        ("tablaroca", "drywall"),
        ("ocupo el calentador", "water_heater"),
        ("rociadores", "fire_sprinkler"),
        ("necesito framing para el viernes", "framing"),
        ("inspección de drenaje", "sewer"),
        ("la de gas por favor", "gas_test"),
    ],
)
def test_the_words_of_the_trade(text: str, types: str) -> None:
    assert read(text, JAMES).types == (types,)


@pytest.mark.parametrize("text", ["four-way friday", "4 way", "combo inspection", "combinada"])
def test_a_four_way_is_three_roughs_and_the_framing(text: str) -> None:
    assert read(text, JAMES).types == FOUR_WAY


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("electrical final and plumbing", ("electrical_final", "plumbing_final")),
        ("necesito la eléctrica final y la de plomería para el jueves", ("electrical_final", "plumbing_final")),
        ("rough electrical and plumbing", ("electrical_rough", "plumbing_rough")),
        ("finales de electricidad y plomería", ("electrical_final", "plumbing_final")),
        ("electrical and plumbing finals", ("electrical_final", "plumbing_final")),
        ("eléctrica y plomería finales", ("electrical_final", "plumbing_final")),
        ("electrical rough and final", ("electrical_rough", "electrical_final")),
        (
            "electrical rough, plumbing and mechanical finals",
            ("electrical_rough", "plumbing_final", "mechanical_final"),
        ),
        ("la final de electricidad y la preliminar de plomería", ("electrical_final", "plumbing_rough")),
        ("elec/plumb/mech roughs", ("electrical_rough", "plumbing_rough", "mechanical_rough")),
        ("finals: elec, plmb, mech", ("electrical_final", "plumbing_final", "mechanical_final")),
        ("elec final n plumbing 4 the peak ave house thurs", ("electrical_final", "plumbing_final")),
        ("book the plumbing final. also the electrical", ("plumbing_final", "electrical_final")),
        ("building and plumbing finals", ("building_final", "plumbing_final")),
        ("framing, insulation, and drywall", ("framing", "insulation", "drywall")),
        ("code 299 and 399", ("electrical_final", "plumbing_final")),
        ("drenaje y gas", ("sewer", "gas_test")),
    ],
)
def test_several_in_one_message_share_the_stage_that_was_said(text: str, types: tuple[str, ...]) -> None:
    assert read(text, MARIA).types == types


def test_a_trade_without_a_stage_is_sure_where_the_permit_leaves_one() -> None:
    assert read("NRE261051 electrical", JAMES).types == ("electrical_final",)
    assert read("final for NRE261051", JAMES).types == ("electrical_final",)
    assert read("plumbing inspection thursday", SUMMIT).types == ("gas_test",)
    assert read("fire inspection thursday", QUICKWIRE).types == ("fire_alarm",)


def test_a_trade_without_a_stage_asks_among_those_of_the_permit() -> None:
    reading = read("electrical on CELEC26-00031", QUICKWIRE)
    assert reading.types == ()
    assert reading.unsure_types == (("electrical_underground", "electrical_rough", "electrical_final"),)
    assert reading.trades == ("electrical",)


def test_a_stage_without_a_trade_asks_among_those_of_the_permit() -> None:
    reading = read("the final for RNEW26-10", JAMES)
    assert reading.unsure_types == (("electrical_final", "plumbing_final", "mechanical_final", "building_final"),)
    assert reading.stages == ("final",)


def test_a_stranger_is_asked_among_the_whole_catalogue() -> None:
    assert read("plumbing", STRANGER).unsure_types == (("plumbing_underground", "plumbing_rough", "plumbing_final"),)


@pytest.mark.parametrize("text", ["hot check", "meter release", "green tag", "el medidor"])
def test_a_release_is_electrical_service_or_gas(text: str) -> None:
    assert read(text, STRANGER).unsure_types == (("electrical_service", "gas_test"),)


def test_a_cover_is_one_of_the_roughs_or_the_framing() -> None:
    assert set(read("cover inspection", JAMES).unsure_types[0]) == set(FOUR_WAY)


@pytest.mark.parametrize(
    ("text", "types", "rejected"),
    [
        ("not the electrical rough, the electrical final", ("electrical_final",), {"electrical_rough"}),
        ("no need for the plumbing, I need the electrical final", ("electrical_final",), {"plumbing_final"}),
        ("instead of the electrical rough do plumbing final", ("plumbing_final",), {"electrical_rough"}),
        ("I don't need the electrical and plumbing finals", (), {"electrical_final", "plumbing_final"}),
        ("no quiero la eléctrica final, solo la plomería final", ("plumbing_final",), {"electrical_final"}),
        ("no plumbing final just electrical final", ("electrical_final",), {"plumbing_final"}),
        ("no electrical final", ("electrical_final",), set()),
        ("no, electrical final and plumbing", ("electrical_final", "plumbing_final"), set()),
    ],
)
def test_what_is_not_meant(text: str, types: tuple[str, ...], rejected: set[str]) -> None:
    reading = read(text, MARIA)
    assert (reading.types, set(reading.rejected_types)) == (types, rejected)


@pytest.mark.parametrize("text", ["the rough, not the final", "no la final, la preliminar", "not the final, the rough"])
def test_a_correction_by_stage_leaves_the_trade_to_the_talk(text: str) -> None:
    reading = read(text, MARIA)
    assert reading.types == ()
    assert reading.stages == ("rough",)
    assert reading.unsure_types == (("electrical_rough", "plumbing_rough", "mechanical_rough"),)
    assert "electrical_final" in reading.rejected_types


@pytest.mark.parametrize(
    ("text", "all_of"),
    [
        ("all the finals", "final"),
        ("todas las finales", "final"),
        ("finals", "final"),
        ("roughs please", "rough"),
        ("everything", "all"),
        ("both", "all"),
        ("ambas por favor", "all"),
        ("todas", "all"),
        ("cancel all my inspections", "all"),
        ("cancele las dos que tengo en commerce", "all"),
        ("all the electrical inspections", "electrical"),
    ],
)
def test_all_of_them(text: str, all_of: str) -> None:
    assert read(text, MARIA).all_of == all_of


def test_all_but_one() -> None:
    reading = read("all the finals except plumbing", MARIA)
    assert (reading.all_of, reading.rejected_types) == ("final", ("plumbing_final",))


@pytest.mark.parametrize(
    "text",
    [
        "finally done with all this",
        "you're fired",
        "customer service please",
        "all hands on deck",
        "I smell gas in the kitchen",
        "huele a gas en mi casa",
        "there's a gas leak send an inspector tomorrow",
        "when is the building open",
        "what are the building department hours",
        "I live at 299 Main Street",
        "it cost me $299",
        "gate code 299",
        "suite 101",
        "a 205 amp panel",
        "al final decidí esperar",
        "i'm home all next week",
        "ya está todo listo",
        "do ducks eat meat, vegetables, or both",
        "how to unclog a drain",
        "what are some deals on amazon",
        "is that your final answer",
        "that's all thanks",
        "es todo por ahora",
        "is the pool open today",
        "the previous inspector was nice",
        "the concrete is still drying",
        "we lose money with inflation",
        "the injection pump",
        "I need to swear",
        "my loss",
        "necesito comer algo",
        "en la playa",
        "el comienzo de la obra",
        "me robaron la plata",
    ],
)
def test_words_that_are_no_inspections(text: str) -> None:
    reading = read(text, JAMES)
    assert (reading.types, reading.unsure_types, reading.all_of) == ((), (), None)


def test_a_printed_example_that_lost_its_space() -> None:
    reading = read("S NRE261051 29912/8", JAMES)
    assert reading.types == ("electrical_final",)
    assert [each.day.isoformat() for each in reading.dates.days] == ["2026-12-08"]


def test_a_city_without_a_type_never_reads_it() -> None:
    small = Context(JAMES.today, "en", tuple(entry for entry in CATALOGUE if entry.type != "slab"), ())
    assert read("slab", small).types == ()
