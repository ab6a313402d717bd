"""Codes and phone numbers in a note are masked, in both languages; its words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.masking import masked

CODES = [
    ("gate code 4471", "gate code ****"),
    ("clave del portón 0912", "clave del portón ****"),
    ("el código es el 0987", "el código es el ****"),
    ("código de la caja 3-1-4", "código de la caja *-*-*"),
    ("padlock combo 18-4-30", "padlock combo **-*-**"),
    ("combo is left 33 right 12 left 7", "combo is left ** right ** left *"),
    ("#22*88", "#*****"),
    ("gate is 5512#", "gate is ****#"),
    ("keypad on the side: 7", "keypad on the side: *"),
    ("to get in push 4 then #", "to get in push * then #"),
    ("hay que marcar 4 y luego gato", "hay que marcar * y luego gato"),
    ("code A1B2", "code ****"),
    ("la clave es A1B2", "la clave es ****"),
    ("A1B2 es el código", "**** es el código"),
    ("combo: b7-c9", "combo: **-**"),
    ("12 is the code", "** is the code"),
    ("code:4471 code4471 pin-12", "code:**** code**** pin-**"),
    ("the code is like 4 4 0 9", "the code is like * * * *"),
    ("the box takes 1,2,3,4", "the box takes *,*,*,*"),
    ("gate 3345 then pound", "gate **** then pound"),
    ("use the lockbox, 4410", "use the lockbox, ****"),
    ("does he have the gate code? if not it's 5005", "does he have the gate code? if not it's ****"),
    ("the old one is 4471, the new one 3090", "the old one is ****, the new one ****"),
    ("code 10:30", "code **:**"),
    ("CÓDIGO 44", "CÓDIGO **"),
    ("codigo 44", "codigo **"),
    ("code ４４７１", "code ****"),
    ("code 4\ufe0f\u20e34\ufe0f\u20e3", "code *\ufe0f\u20e3*\ufe0f\u20e3"),
    ("code four four seven one", "code **** **** ***** ***"),
    ("it is four-four-seven-one", "it is ****-****-*****-***"),
    ("la clave es cuarenta y cuatro setenta y uno", "la clave es ******** y ****** ******* y ***"),
]

PHONES = [
    ("call Sam 678-555-0142 before you come", "call Sam ***-***-**42 before you come"),
    ("que llame al 678 555 0142", "que llame al *** *** **42"),
    ("cell (678) 555-0142", "cell (***) ***-**42"),
    ("6785550142", "********42"),
    ("+1 678.555.0142", "+* ***.***.**42"),
    ("+52 81 1234 5678", "+** ** **** **78"),
    ("call 555-0142", "call ***-**42"),
    ("dial 678-555-0142", "dial ***-***-**42"),
    ("código 4471 o llame al 678-555-0142", "código **** o llame al ***-***-**42"),
    ("the code is 678-555-0142", "the code is ***-***-****"),
    ("678-555-01423", "***-***-*****"),
]

WORDS = [
    "big dog in the yard",
    "call 30 min ahead",
    "crew leaves at 2",
    "here from 10:30, or 8am-12pm",
    "2 dogs and one cat",
    "unit 120 is upstairs, apt #12, suite no. 118",
    "lote 18, segunda a la izquierda",
    "que toque en el apto 3B, 2nd floor",
    "hay dos o tres perros",
    "ask about the code once you are in",
    "",
]


@pytest.mark.parametrize(("note", "shown"), CODES)
def test_codes_are_masked(note: str, shown: str) -> None:
    assert masked(note) == shown


@pytest.mark.parametrize(("note", "shown"), PHONES)
def test_a_phone_number_keeps_its_last_two_digits(note: str, shown: str) -> None:
    assert masked(note) == shown


@pytest.mark.parametrize("note", WORDS)
def test_what_is_no_code_stays(note: str) -> None:
    assert masked(note) == note


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        (
            "gate code 4471, big dog, call Sam 678-555-0142 before you come",
            "gate code ****, big dog, call Sam ***-***-**42 before you come",
        ),
        ("gate code 44 and 2 dogs", "gate code ** and 2 dogs"),
        ("clave 44 y dos perros", "clave ** y dos perros"),
        ("unit 3B gate code 4471", "unit 3B gate code ****"),
        ("alarm 2468 within 30 seconds", "alarm **** within 30 seconds"),
        ("apto 12, clave 0912, timbre a las 2", "apto 12, clave ****, timbre a las 2"),
    ],
)
def test_a_note_keeps_what_stands_beside_its_code(note: str, shown: str) -> None:
    assert masked(note) == shown


words = st.sampled_from(["gate", "dog", "the", "portón", "Sam", "is", "y", "at", ",", "#", "unit", "call"])


@given(
    before=st.lists(words, max_size=6),
    secret=st.sampled_from(["code", "combo", "clave", "código", "pin", "keypad"]),
    code=st.from_regex(r"[0-9]{3,8}", fullmatch=True),
    after=st.lists(words, max_size=6),
)
def test_a_code_is_masked_whatever_stands_around_it(
    before: list[str], secret: str, code: str, after: list[str]
) -> None:
    assert code not in masked(" ".join([*before, secret, code, *after]))


@given(st.text(max_size=300))
def test_only_digits_and_letters_of_codes_change_and_nothing_moves(note: str) -> None:
    shown = masked(note)
    assert len(shown) == len(note)
    assert all(now == was or (now == "*" and was.isalnum()) for now, was in zip(shown, note, strict=True))
