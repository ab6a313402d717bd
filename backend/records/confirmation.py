"""Confirmation numbers: six digits, drawn at random so that nobody can guess a neighbour's, and easy to say."""

from secrets import randbelow

_FIRST, _LAST = 100_000, 999_999


def draw_confirmation() -> str:
    """A number without a leading zero, and without three equal digits in a row, which people miscount aloud."""
    while True:
        number = str(_FIRST + randbelow(_LAST - _FIRST + 1))
        if not any(number[at] == number[at + 1] == number[at + 2] for at in range(4)):
            return number
