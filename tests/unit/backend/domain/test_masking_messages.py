"""In a whole message codes are masked, and permits, days, addresses, times, money and confirmations stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.masking_messages import masked_message, speaks_of_a_code

CODES = [
    ("gate code 5521", "gate code ****"),
    ("Gate code is 5521.", "Gate code is ****."),
    ("lockbox: 12-34", "lockbox: **-**"),
    ("el código del portón es 4471", "el código del portón es ****"),
    ("the keypad is #9021*", "the keypad is #*****"),
    ("the code to get in is 5521", "the code to get in is ****"),
    ("5521 is the gate code", "**** is the gate code"),
    ("A1B2 is the code", "**** is the code"),
    ("4471 es la clave", "**** es la clave"),
    ("4471 abre el portón", "**** abre el portón"),
    ("use 5521 on the keypad", "use **** on the keypad"),
    ("4471 en el teclado", "**** en el teclado"),
    ("padlock combo 18-4-30", "padlock combo **-*-**"),
    ("combo is left 33 right 12 left 7", "combo is left ** right ** left *"),
    ("la combinación del candado es 18, 4, 30", "la combinación del candado es **, *, **"),
    ("code 44", "code **"),
    ("clave 44 y dos perros", "clave ** y dos perros"),
    ("the code is four four seven one", "the code is **** **** ***** ***"),
    ("gate 5512# then push", "gate ****# then push"),
    ("the gate is 5512", "the gate is ****"),
    ("portón 4471", "portón ****"),
    ("alarm 2468 within 30 seconds", "alarm **** within 30 seconds"),
    ("marque 4471 en la entrada", "marque **** en la entrada"),
    ("push 4 then #", "push * then #"),
    ("#22*88", "#*****"),
    ("code4471", "code****"),
    ("lock box 4410", "lock box ****"),
    ("la contraseña es 0912", "la contraseña es ****"),
    ("my verification code is 482913", "my verification code is ******"),
    ("the code is 678-555-0142", "the code is ***-***-****"),
    ("final NRE261051 tue, gate code 5521", "final NRE261051 tue, gate code ****"),
    ("CODE: 4471 for BRES2026-0142 on 12/8", "CODE: **** for BRES2026-0142 on 12/8"),
    ("gate code at 10899 Havana Street is 5521", "gate code at 10899 Havana Street is ****"),
    ("footing Dec 8, lockbox 4410, call 678-555-0142", "footing Dec 8, lockbox ****, call 678-555-0142"),
    ("llave en la caja, código 0987. permiso CELEC26-00031", "llave en la caja, código ****. permiso CELEC26-00031"),
    ("the gate code for the inspection is 5521", "the gate code for the inspection is ****"),
    ("pin 2580 tues 8am", "pin **** tues 8am"),
    ("codigo de la caja 3-1-4, martes 8 de diciembre", "codigo de la caja *-*-*, martes 8 de diciembre"),
]  # fmt: skip

READABLE = [
    "schedule electrical final for NRE261051 next tuesday morning",
    "BRES2026-0142 footing 12/8",
    "cancel CELEC26-00031 fire alarm on 12/10/2026",
    "fire alarm 503 on the 10th",
    "inspection code 299 for NRE261051",
    "schedule code 205 and 305 for thursday",
    "código de inspección 299",
    "programe el código 205",
    "per code 2018 we need a final",
    "fire code 2021 section 903",
    "zip code 30024",
    "código postal 30024",
    "area code 678",
    "Booked: Electrical Final, 10899 Havana Street, Tuesday, December 8. Confirmation 481203.",
    "Reservado: Eléctrica final, 10899 Havana Street, martes 8 de diciembre. Confirmación 481203.",
    "confirmation code 481203",
    "my confirmation number is 481203",
    "código de confirmación 481203",
    "Reply 1 to book it, 2 to change it.",
    "Responda 1 para reservarla, 2 para cambiarla.",
    "1",
    "2",
    "permit 1051",
    "permit number is 261051",
    "permiso que termina en 1051",
    "lockbox is on the door. Schedule 26-00142",
    "the door at 10899 Havana St is blue",
    "gate is at 41 Mill Street",
    "call me at 678-555-0142 when you reach the gate",
    "combo inspection 12/8",
    "combination inspection Dec 8",
    "code enforcement came on 12/1",
    "do you need a code? crew is there at 8, call 6785550142",
    "gate 3 on the north side",
    "door 12 is open",
    "PO box 4400",
    "unit 120 is upstairs, apt #12",
    "$4126.15 is due on CMECH26-00007",
    "fees are 12378.46 dollars",
    "2 dogs in the yard, the gate is open at 8",
    "lockbox on site, electrical final 12/8",
    "la puerta estará abierta a las 8 el martes 8 de diciembre de 2026",
    "house is 1042 Oak St, no code",
    "permit #4471 please",
    "garage door final at 10:30",
    "clave? no hay. calle Mill 41",
    "the key is under the mat at 1042 Oak",
    "",
]


@pytest.mark.parametrize(("text", "shown"), CODES)
def test_codes_are_masked(text: str, shown: str) -> None:
    assert masked_message(text) == shown


@pytest.mark.parametrize("text", READABLE)
def test_what_is_no_code_stays_readable(text: str) -> None:
    assert masked_message(text) == text


ASKED = "What is the gate code? Text it here."
ASKED_IN_SPANISH = "Le mandamos un código a su correo. Escríbalo aquí."


@pytest.mark.parametrize(
    ("said", "answer", "shown"),
    [
        (ASKED, "5521", "****"),
        (ASKED, "it's 5521#", "it's ****#"),
        (ASKED, "four four seven one", "**** **** ***** ***"),
        (ASKED_IN_SPANISH, "482913", "******"),
        (ASKED_IN_SPANISH, "es el 482913, gracias", "es el ******, gracias"),
        (ASKED, "NRE261051", "NRE261051"),
        (ASKED, "1", "1"),
        (ASKED, "no code, schedule 1051 first", "no code, schedule 1051 first"),
        ("Which permit? Text its number.", "261051", "261051"),
        ("What is your inspection code?", "299", "299"),
        ("", "481203", "481203"),
    ],
)
def test_a_bare_number_is_masked_where_we_had_spoken_of_a_code(said: str, answer: str, shown: str) -> None:
    assert masked_message(answer, said_before=said) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("482913", "******"),
        ("Riverbend: 482913 links NRE261051 to this phone.", "Riverbend: ****** links NRE261051 to this phone."),
        ("Su código para el permiso BRES2026-0142: 482913", "Su código para el permiso BRES2026-0142: ******"),
        ("Use 482-913 for the phone ending 02", "Use ***-*** for the phone ending 02"),
    ],
)
def test_a_message_that_brings_a_one_time_code_is_masked_throughout(text: str, shown: str) -> None:
    assert masked_message(text, is_one_time_code=True) == shown


def test_what_speaks_of_a_code() -> None:
    assert speaks_of_a_code(ASKED)
    assert speaks_of_a_code(ASKED_IN_SPANISH)
    assert not speaks_of_a_code("The inspection code 299 is electrical final.")
    assert not speaks_of_a_code("Confirmation 481203. Wrong? Text undo.")


@given(
    before=st.lists(st.sampled_from(["hello", "NRE261051", "tuesday", "12/8", "dogs"]), max_size=4),
    secret=st.sampled_from(["gate code", "lockbox", "el código es", "keypad:", "la clave", "padlock combo"]),
    code=st.from_regex(r"[0-9]{4,8}", fullmatch=True),
    after=st.lists(st.sampled_from(["thanks", "NRE261051", "please", "and", "gracias"]), max_size=4),
)
def test_a_code_behind_its_name_is_masked_whatever_stands_around_it(
    before: list[str], secret: str, code: str, after: list[str]
) -> None:
    shown = masked_message(" ".join([*before, secret, code, *after]))
    assert code not in shown.replace("NRE261051", "")


@given(st.text(max_size=300))
def test_only_digits_and_letters_of_codes_change_and_nothing_moves(text: str) -> None:
    shown = masked_message(text, said_before=ASKED, is_one_time_code=True)
    assert len(shown) == len(text)
    assert all(now == was or (now == "*" and was.isalnum()) for now, was in zip(shown, text, strict=True))
