"""T8, T10: what goes first, and at which hours the city may speak first."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.purposes import Purpose, earliest

CITY = ZoneInfo("America/New_York")


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def test_codes_go_before_replies_before_notices_before_reminders() -> None:
    assert list(Purpose) == ["code", "reply", "notice", "reminder"]
    assert [purpose.is_ours for purpose in Purpose] == [False, False, True, True]


@pytest.mark.parametrize(
    ("purpose", "asked", "goes"),
    [
        ("notice", "2026-12-01T10:00", "2026-12-01T10:00"),
        ("notice", "2026-12-01T08:00", "2026-12-01T08:00"),
        ("notice", "2026-12-01T07:59:59", "2026-12-01T08:00"),
        ("notice", "2026-12-01T20:59:59", "2026-12-01T20:59:59"),
        ("notice", "2026-12-01T21:00", "2026-12-02T08:00"),
        ("notice", "2026-12-31T23:30", "2027-01-01T08:00"),
        ("reminder", "2026-12-01T10:00", "2026-12-01T17:00"),
        ("reminder", "2026-12-01T17:00", "2026-12-01T17:00"),
        ("reminder", "2026-12-01T19:59:59", "2026-12-01T19:59:59"),
        ("reminder", "2026-12-01T20:00", "2026-12-02T17:00"),
        ("reply", "2026-12-01T03:00", "2026-12-01T03:00"),
        ("code", "2026-12-01T03:00", "2026-12-01T03:00"),
        # The clocks go back at 2 AM on November 1 and forward at 2 AM on March 14.
        ("notice", "2026-10-31T22:00", "2026-11-01T08:00"),
        ("notice", "2026-11-01T01:30", "2026-11-01T08:00"),
        ("reminder", "2026-10-31T20:30", "2026-11-01T17:00"),
        ("notice", "2027-03-13T21:30", "2027-03-14T08:00"),
        ("notice", "2027-03-14T03:01", "2027-03-14T08:00"),
        ("reminder", "2027-03-14T16:59", "2027-03-14T17:00"),
    ],
)
def test_the_hours(purpose: str, asked: str, goes: str) -> None:
    assert earliest(Purpose(purpose), city(asked), CITY) == city(goes)


def test_the_second_half_past_one_of_a_night_counts_as_night_too() -> None:
    second = city("2026-11-01T01:30").replace(fold=1)
    assert earliest(Purpose.NOTICE, second, CITY) == city("2026-11-01T08:00")


def test_the_wait_over_a_changed_clock_is_an_hour_longer_or_shorter() -> None:
    def wait(text: str) -> timedelta:
        asked = city(text).astimezone(ZoneInfo("UTC"))
        return earliest(Purpose.NOTICE, asked, CITY).astimezone(ZoneInfo("UTC")) - asked

    assert wait("2026-10-30T21:00") == timedelta(hours=11)
    assert wait("2026-10-31T21:00") == timedelta(hours=12)
    assert wait("2027-03-13T21:00") == timedelta(hours=10)


@given(
    st.sampled_from(list(Purpose)),
    st.integers(0, 2 * 365 * 86400).map(lambda seconds: city("2026-01-01T00:00") + timedelta(seconds=seconds)),
)
def test_nothing_goes_early_nothing_waits_longer_than_a_day_and_what_may_go_goes(
    purpose: Purpose, asked: datetime
) -> None:
    goes = earliest(purpose, asked, CITY)
    assert asked <= goes <= asked + timedelta(hours=25)
    assert earliest(purpose, goes, CITY) == goes
    if purpose.is_ours:
        assert 8 <= goes.hour < 21
