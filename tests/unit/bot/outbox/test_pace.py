"""T10: a token bucket of segments."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.pace import Bucket, burst, full_bucket

START = datetime(2026, 12, 1, 17, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_a_burst_and_then_the_rate() -> None:
    bucket = full_bucket(3, START)
    for _ in range(10):
        assert bucket.wait_for(1, 3) == 0
        bucket = bucket.without(1)
    assert bucket.wait_for(1, 3) == 1 / 3
    assert bucket.filled(3, after(0.5)).wait_for(1, 3) == 0
    assert bucket.filled(3, after(3600)).segments == burst(3)


def test_a_message_larger_than_the_bucket_goes_when_it_is_full_and_is_paid_for_after() -> None:
    bucket = full_bucket(1, START)
    assert bucket.wait_for(24, 1) == 0
    bucket = bucket.without(24)
    assert bucket.wait_for(1, 1) == 15
    assert bucket.filled(1, after(15)).wait_for(1, 1) == 0


def test_complaints_halve_the_rate_and_time_without_them_undoes_it() -> None:
    bucket = full_bucket(8, START).slowed(START).slowed(START)
    assert bucket.rate(8) == 2
    assert bucket.wait_for(1, 8) == 0.5
    assert bucket.filled(8, after(29)).rate(8) == 2
    bucket = bucket.filled(8, after(30))
    assert bucket.rate(8) == 4
    assert bucket.filled(8, after(59)).rate(8) == 4
    assert bucket.filled(8, after(60)).rate(8) == 8


def test_it_never_stands_still() -> None:
    bucket = full_bucket(1, START)
    for _ in range(50):
        bucket = bucket.slowed(START)
    assert bucket.rate(1) == 1 / 32


def test_a_clock_that_was_set_back_adds_nothing_and_takes_nothing() -> None:
    assert Bucket(2.0, START).filled(3, after(-3600)).segments == 2.0


@given(st.floats(0.5, 100), st.lists(st.tuples(st.floats(0, 5), st.integers(1, 10)), max_size=60))
def test_never_more_than_the_burst_and_the_rate_together(rate: float, messages: list[tuple[float, int]]) -> None:
    bucket, sent, passed = full_bucket(rate, START), 0, 0.0
    for pause, segments in messages:
        passed += pause
        bucket = bucket.filled(rate, after(passed))
        if bucket.wait_for(segments, rate) == 0:
            bucket, sent = bucket.without(segments), sent + segments
    assert sent <= burst(rate) + rate * passed + 10  # the last one may be ahead by its own size
