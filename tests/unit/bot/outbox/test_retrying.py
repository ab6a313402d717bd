"""T11: how long a message that was not taken waits for its next try."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.retrying import is_busy_too_long, longest_pause, pause_after


@pytest.mark.parametrize(("tries", "seconds"), [(1, 4), (2, 8), (3, 16), (7, 256), (8, 512), (9, 600), (5000, 600)])
def test_the_longest_pause_doubles_up_to_ten_minutes(tries: int, seconds: int) -> None:
    assert longest_pause(tries) == timedelta(seconds=seconds)


@given(st.integers(1, 50), st.floats(0, 1))
def test_the_pause_is_anything_from_a_second_to_the_longest(tries: int, chance: float) -> None:
    assert timedelta(seconds=1) <= pause_after(tries, lambda: chance) <= longest_pause(tries)


def test_the_whole_range_is_used() -> None:
    assert [pause_after(3, lambda chance=chance: chance).total_seconds() for chance in (0.0, 0.5, 1.0)] == [1, 8.5, 16]


def test_a_day_of_a_busy_carrier_is_enough() -> None:
    queued = datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert not is_busy_too_long(queued, queued + timedelta(hours=23, minutes=59))
    assert is_busy_too_long(queued, queued + timedelta(hours=24))
