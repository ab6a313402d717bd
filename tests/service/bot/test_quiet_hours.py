"""T8: what the city starts keeps to the hours of the day, also in the nights in which the clocks change."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.service.bot.conftest import Bench
from tests.service.bot.outgoing import go_on, hand_over, only, real_clock

CITY = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("evening", "purpose", "goes"),
    [
        ("2026-10-31T21:00", "notice", "2026-11-01T08:00"),  # the clocks go back
        ("2026-10-31T20:01", "reminder", "2026-11-01T17:00"),
        ("2027-03-13T21:00", "notice", "2027-03-14T08:00"),  # and forward
        ("2027-03-13T20:01", "reminder", "2027-03-14T17:00"),
        ("2026-12-01T21:00", "notice", "2026-12-02T08:00"),
    ],
)
def test_hour_by_hour_through_the_night(start_bot: Callable[..., Bench], evening: str, purpose: str, goes: str) -> None:
    real = real_clock()
    bench = start_bot(lease=600_000.0, real_time=real)
    bench.clock.time = datetime.fromisoformat(evening).replace(tzinfo=CITY).astimezone(ZoneInfo("UTC"))
    opens = datetime.fromisoformat(goes).replace(tzinfo=CITY)
    hand_over(bench, purpose=purpose)
    while bench.clock.time + timedelta(minutes=30) < opens:
        go_on(bench, real, minutes=30)
        assert only(bench).state == "queued", bench.clock.time.astimezone(CITY)
    go_on(bench, real, minutes=30)
    assert only(bench).state == "sent"
    assert bench.clock.time.astimezone(CITY) - opens < timedelta(minutes=30)


@pytest.mark.parametrize("night", ["2026-11-01T01:30", "2027-03-14T03:30", "2026-12-01T03:00"])
def test_replies_and_codes_go_at_any_hour(start_bot: Callable[..., Bench], night: str) -> None:
    bench = start_bot(lease=600.0)
    bench.clock.time = datetime.fromisoformat(night).replace(tzinfo=CITY)
    hand_over(bench, purpose="code")
    assert only(bench).state == "sent"
    assert bench.reply("hello") == "1: hello"
