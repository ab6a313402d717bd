"""What in a message is for the inspector."""

import pytest

from actions.understanding.site_notes import as_site_note, site_note_in


@pytest.mark.parametrize(
    ("text", "note", "rest"),
    [
        (
            "electrical final friday, gate code 4471, big dog in the yard",
            "gate code 4471; big dog in the yard",
            "electrical final friday",
        ),
        ("gate code is 0912", "gate code is 0912", ""),
        ("Final thursday. Lock box on the side door, 1234.", "Lock box on the side door, 1234", "Final thursday"),
        (
            "el perro está suelto, el código del portón es 0912",
            "el perro está suelto; el código del portón es 0912",
            "",
        ),
        (
            "eléctrica final el viernes. La clave de la caja es 22-9",
            "La clave de la caja es 22-9",
            "eléctrica final el viernes",
        ),
        ("please tell the inspector that the key is under the mat", "the key is under the mat", ""),
        ("dígale al inspector que toque fuerte", "toque fuerte", ""),
    ],
)
def test_a_note_is_cut_out_of_the_message(text: str, note: str, rest: str) -> None:
    found = site_note_in(text)
    assert found
    assert (found.note, found.rest) == (note, rest)


@pytest.mark.parametrize(
    "text",
    [
        "electrical final friday",
        "do I need to lock up my dog?",
        "205 on thursday",
        "¿tengo que amarrar al perro?",
        "code 701 friday",
        "I fixed the outlet, come back and look",
        "whoa go back, reverse it",
        "the second one",
        "",
        "?",
    ],
)
def test_other_messages_hold_no_note(text: str) -> None:
    assert site_note_in(text) is None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("note for the inspector: park in the alley", "park in the alley"),
        ("can you let the inspector know we are on the second floor", "we are on the second floor"),
        ("agregue una nota que hay escalera", "hay escalera"),
        ("call me 10 minutes before", "call me 10 minutes before"),
    ],
)
def test_a_message_understood_as_a_note_is_one_as_a_whole(text: str, note: str) -> None:
    found = as_site_note(text)
    assert found
    assert found.note == note


def test_a_note_has_a_longest_length() -> None:
    found = as_site_note("x" * 1000)
    assert found
    assert len(found.note) == 300
