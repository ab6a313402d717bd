"""What becomes of the days of a message: wished, ruled out, corrected, or none. It is Tuesday, December 1, 2026."""

from datetime import date
from itertools import pairwise

import pytest

from actions.understanding.dates import DateReading, read_dates
from tests.unit.actions.understanding.dates.in_short import in_short

TUESDAY = date(2026, 12, 1)
TUESDAYS = [1, 8]


def read(text: str) -> DateReading:
    return read_dates(text, TUESDAY)


def december(text: str) -> list[int]:
    return [one.day.day for one in read(text).days if (one.day.year, one.day.month) == (2026, 12)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("thursday or friday", [3, 4]),
        ("thurs or fri am", [3, 4]),
        ("viernes o sábado", [4, 5]),
        ("dec 9 or 10", [9, 10]),
        ("dec 9-11", [9, 10, 11]),
        ("el 9 o el 10", [9, 10]),
        ("next tues or wed", [8, 9]),
        ("wednesday or thursday next week", [9, 10]),
        ("between monday and wednesday", [7, 8, 9]),
        ("wed-fri", [2, 3, 4]),
        ("del lunes al miércoles", [7, 8, 9]),
    ],
)
def test_several_days_wished(text: str, days: list[int]) -> None:
    assert december(text) == days
    assert read(text).either


def test_a_half_day_at_the_end_of_a_list_is_for_all_of_it() -> None:
    assert [one.half_day for one in read("thurs or fri am").days] == ["am", "am"]
    assert [one.half_day for one in read("wed morning or thursday afternoon").days] == ["am", "pm"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("did I say march 9th? make it dec 8th", [8]),
        ("thursday... actually friday", [4]),
        ("thursday, no, friday", [4]),
        ("el jueves, digo el viernes", [4]),
        ("el jueves... no, mejor el viernes", [4]),
        ("move it from wednesday to friday", [4]),
        ("reschedule my thursday inspection to friday", [4]),
        ("cambiar la del jueves para el viernes", [4]),
        ("no, Thursday", [3]),
        ("no thursday", [3]),
        ("No, el jueves", [3]),
        ("I failed framing on monday, need reinspection friday", [4]),
    ],
)
def test_the_last_word_counts(text: str, days: list[int]) -> None:
    assert december(text) == days
    assert not read(text).either


@pytest.mark.parametrize(
    ("text", "rejected", "days"),
    [
        ("not wednesday", [2], []),
        ("not wednesday, friday", [2], [4]),
        ("not wednesday or thursday", [2, 3], []),
        ("thursday instead of friday", [4], [3]),
        ("i can't do wednesday, how about friday", [2], [4]),
        ("wednesday doesn't work", [2], []),
        ("anything but monday", [7], []),
        ("no mondays", [7], []),
        ("no el martes", TUESDAYS, []),
        ("el martes no puedo, el jueves sí", TUESDAYS, [3]),
        ("no puedo el viernes", [4], []),
        ("el viernes no, el jueves", [4], [3]),
        ("no es el jueves, es el viernes", [3], [4]),
        ("ni el jueves ni el viernes", [3, 4], []),
        ("cualquier día menos el lunes", [7], []),
        ("no mañana", [2], []),
        ("no tomorrow, no thursday", [2, 3], []),
        ("no thursday no friday", [3, 4], []),
        ("jueves no, viernes no", [3, 4], []),
        ("not thursday, not friday", [3, 4], []),
        ("no puedo el jueves ni el viernes", [3, 4], []),
        ("not tomorrow", [2], []),
        ("not this week", [1, 2, 3, 4, 5, 6], []),
        ("no esta semana", [1, 2, 3, 4, 5, 6], []),
        ("esta semana no", [1, 2, 3, 4, 5, 6], []),
        ("no la próxima semana", [7, 8, 9, 10, 11, 12, 13], []),
        ("no este viernes", [4], []),
    ],
)
def test_days_ruled_out(text: str, rejected: list[int], days: list[int]) -> None:
    assert [day.day for day in read(text).rejected] == rejected
    assert december(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "asap",
        "as soon as possible",
        "first available",
        "the earliest you can",
        "whenever",
        "any day but monday",
        "cuanto antes",
        "lo más pronto posible",
        "lo antes posible",
        "cualquier día",
    ],
)
def test_any_day_will_do(text: str) -> None:
    assert read(text).any_day
    assert not read(text).days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as soon as possible but not tomorrow", "any rej=Wed12/2"),
        ("anything but wednesday", "any rej=Wed12/2"),
        ("any weekday but wednesday", "any rej=Wed12/2"),
        ("any day other than friday", "any rej=Fri12/4"),
        ("any day next week but monday", "rej=Mon12/7 period=Mon12/7..Sun12/13"),
        ("any day this week but thursday", "rej=Thu12/3 period=Tue12/1..Sun12/6"),
        ("next week, any day but not tuesday or thursday", "rej=Tue12/8,Thu12/10 period=Mon12/7..Sun12/13"),
        ("any day works but monday is best", "Mon12/7"),
        ("any day but monday would be great", "any rej=Mon12/7"),
        ("any day but monday please", "any rej=Mon12/7"),
        ("lo antes posible pero no mañana", "any rej=Wed12/2"),
        ("cuando sea, nomás no mañana", "any rej=Wed12/2"),
        ("cualquier día menos el jueves", "any rej=Thu12/3"),
        ("cualquier día de la próxima semana menos el lunes", "rej=Mon12/7 period=Mon12/7..Sun12/13"),
        ("no, mañana", "Wed12/2"),
    ],
)
def test_days_left_out_of_what_will_do(text: str, expected: str) -> None:
    assert in_short(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("a week later", 7),
        ("actually a week later", 7),
        ("make it a week later", 7),
        ("can we do it two days later instead", 2),
        ("move my thursday inspection to a week later", 7),
        ("push my thursday inspection back a week", 7),
        ("una semana después", 7),
        ("mejor una semana después", 7),
        ("una semana más tarde", 7),
        ("dos días después", 2),
        ("mueva mi inspección del jueves a una semana después", 7),
    ],
)
def test_later_counts_from_the_visit(text: str, shift: int) -> None:
    assert in_short(read(text)) == f"shift={shift}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ocupo colar el viernes mandeme al inspector de las zapatas manana", "Wed12/2"),
        ("colamos el viernes o el sábado, inspección mañana", "Wed12/2"),
        ("concreto el viernes, zapatas mañana", "Wed12/2"),
        ("el camión llega el viernes, inspección el jueves", "Thu12/3"),
        ("we pour friday, need footing tomorrow", "Wed12/2"),
        ("need footing thursday, we pour friday", "Thu12/3"),
        ("pour is friday need footing inspected thursday", "Thu12/3"),
        ("friday's pour, inspector tomorrow", "Wed12/2"),
        ("truck comes friday, inspector tomorrow please", "Wed12/2"),
        ("concrete friday, footing thursday", "Thu12/3"),
        ("concrete comes friday morning, inspection thursday", "Thu12/3"),
        ("we pour friday, need someone asap", "any"),
        ("we pour friday", "Fri12/4"),
        ("colamos el viernes", "Fri12/4"),
        ("concrete thursday and framing friday", "Thu12/3+Fri12/4"),
        ("pre-pour thursday or friday", "Thu12/3+Fri12/4"),
    ],
)
def test_the_day_of_the_work_is_not_the_day_of_the_visit(text: str, expected: str) -> None:
    assert in_short(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("puede ser el 10", "Thu12/10"),
        ("el siguiente día hábil", "Wed12/2"),
        ("puede ser el 10 o el siguiente día hábil", "Thu12/10+Fri12/11"),
        ("el viernes o el siguiente día hábil", "Fri12/4+Mon12/7"),
        ("friday or the next business day", "Fri12/4+Mon12/7"),
        ("the next working day", "Wed12/2"),
    ],
)
def test_the_next_working_day_is_counted_from_the_day_said_with_it(text: str, expected: str) -> None:
    assert in_short(read(text)) == expected


def test_a_day_that_was_named_goes_before_any_day() -> None:
    assert not read("asap, thursday if possible").any_day
    assert not read("any day after the 9th").any_day


@pytest.mark.parametrize(("text", "day"), [("2nd", 2), ("3rd", 3), ("3rd.", 3), ("4th", 4), ("the 3rd", 3)])
def test_a_bare_ordinal_is_a_day_too(text: str, day: int) -> None:
    assert december(text) == [day]


@pytest.mark.parametrize("text", ["feb 30", "31 de abril", "13/45", "nov 31", "the 32nd", "2/29", "30/2/2027"])
def test_dates_that_do_not_exist(text: str) -> None:
    assert read(f"framing {text} please").impossible == (text,)
    assert not read(text).days


@pytest.mark.parametrize("text", ["after tuesday", "before friday", "después del jueves", "no later than friday"])
def test_a_limit_is_no_wish(text: str) -> None:
    assert read(text).days == ()


@pytest.mark.parametrize(
    "text",
    [
        "299",
        "NRE261051",
        "nre 261051",
        "2501-0001",
        "BRES2026-0142",
        "EL-00-0026",
        "22-0001",
        "AEC10007",
        "1",
        "2",
        "12",
        "678-555-0101",
        "(678) 555-0101",
        "+1 678 555 0101",
        "+16785550101",
        "10899 Havana",
        "1200 24th St",
        "ok 2",
        "second",
        "the second one",
        "the first",
        "el segundo",
        "option 2",
        "the 2nd floor",
        "24/7",
        "1:1",
        "1/2 inch pipe",
        '3/4" pipe',
        "$12.50",
        "may I come in",
        "he sat down",
        "the sun is out",
        "we'd like that",
        "I am ready",
        "am I booked?",
        "that's the one",
        "at 10899 Havana",
        "set 2 inspections",
        "hi Tom",
        "#12",
        "good morning",
        "Morning, I need help",
        "buenos días",
        "buenas tardes",
        "happy monday!",
        "más tarde",
        "next week",
        "how are you doing",
        "I'm moving out",
        "what is the meaning of this",
        "which trade is it",
        "a few trades",
        "thirsty",
        "ellos vienen",
        "no sirve pa nada, ya entro",
        "juntos",
        "los bienes",
    ],
)
def test_what_is_neither_day_nor_half_day(text: str) -> None:
    reading = read(text)
    assert (reading.days, reading.half_day, reading.impossible, reading.rejected) == ((), None, (), ())


@pytest.mark.parametrize(
    ("text", "half_day"),
    [
        ("9am", "am"),
        ("3:30pm", "pm"),
        ("at 2", "pm"),
        ("10:15", "am"),
        ("before noon", "am"),
        ("after lunch", "pm"),
        ("8-12", "am"),
        ("8am to noon", "am"),
        ("between 1 and 3", "pm"),
        ("in the a.m.", "am"),
        ("not in the morning", "pm"),
        ("no pm, only am", "am"),
        ("morning or afternoon", None),
        ("am/pm", None),
        ("10 to 3pm", None),
        ("después de las 2", "pm"),
        ("de 8 a 12", "am"),
        ("a las 10 de la mañana", "am"),
        ("por la tarde", "pm"),
        ("al mediodía", "pm"),
        ("antes del mediodía", "am"),
    ],
)
def test_half_days_without_a_day(text: str, half_day: str | None) -> None:
    assert read(text).half_day == half_day
    assert not read(text).days


def test_hours_beside_a_weekday_are_no_date() -> None:
    assert [(one.day.day, one.half_day) for one in read("thursday 8-12").days] == [(3, "am")]
    assert [(one.day.day, one.half_day) for one in read("thursday 10 am").days] == [(3, "am")]


def test_spans_are_the_words_of_days_and_half_days() -> None:
    text = "Sí, eléctrica final NRE261051 el próximo martes a las 9am, permit 2"
    spans = read(text).spans
    assert [text[start:end] for start, end in spans] == ["el próximo martes", "a las 9am"]
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


def test_accents_written_as_separate_marks_keep_their_place() -> None:
    text = "man\u0303ana, 12/9"
    assert [text[start:end] for start, end in read(text).spans] == ["man\u0303ana", "12/9"]
