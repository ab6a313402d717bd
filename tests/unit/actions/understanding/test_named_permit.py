"""A number that is called a permit."""

import pytest

from actions.understanding.named_permit import named_permit


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("electrical final for permit 99887766 friday", "99887766"),
        ("permit number AB-12345", "AB-12345"),
        ("el permiso número zz99-0001x", "ZZ99-0001X"),
        ("permit #778899", "778899"),
        ("my permit on friday", None),
        ("permit for 10899 Havana", None),
        ("what is a permit", None),
    ],
)
def test_a_number_called_a_permit(text: str, number: str | None) -> None:
    assert named_permit(text) == number
