"""A note for the inspector is kept on one line, without what cannot be seen."""

import pytest

from backend.domain.site_note import cleaned


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("gate code 4471", "gate code 4471"),
        ("  gate code 4471\r\n\tbig dog  ", "gate code 4471 big dog"),
        ("gate\u2028code\u00a04471", "gate code 4471"),
        ("gate\x00 code\x1b[31m 4471\x7f", "gate code[31m 4471"),
        ("code 44\u200b71 \u202e1744", "code 4471 1744"),
        ("a \u200b b", "a b"),
        ("co\u0301digo del porto\u0301n 0912", "código del portón 0912"),
        ("dog 🐕, ¡ojo!", "dog 🐕, ¡ojo!"),
        ("half a smile \ud83d", "half a smile"),
        (" \n\u200b ", ""),
    ],
)
def test_a_note_is_one_line_of_what_can_be_seen(given: str, kept: str) -> None:
    assert cleaned(given) == kept
