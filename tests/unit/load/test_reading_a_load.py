"""What a load makes of what it saw: figures that are not as they should be must not pass."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bench.traffic import CONVERSATION
from load.findings import Findings, percentile, table
from load.reminders import MovedClock, check_hours
from load.texting import Talk, whose_turn
from tests.twin.client import Kept

ZONE = ZoneInfo("America/New_York")


def test_each_person_of_a_crowd_says_the_whole_conversation() -> None:
    talks = [Talk((f"+1678555{place:04}", "NRE261051")) for place in range(23)]
    turns = [whose_turn(talks, nth, at_a_time=10) for nth in range(23 * len(CONVERSATION))]
    assert set(Counter(turn.person for turn in turns).values()) == {len(CONVERSATION)}
    assert turns[0].person == turns[10].person != turns[1].person


def test_a_figure_that_is_not_as_it_should_be_is_not_well() -> None:
    findings = Findings("L1")
    findings.expect("texts stored", 1200, 1200)
    assert findings.are_well
    findings.expect_none("texts with a second turn", ["SM1"])
    assert not findings.are_well
    assert "| L1 | texts with a second turn | 1: SM1 | **no** |" in table([findings])


@pytest.mark.parametrize(("seconds", "is_well"), [(0.99, True), (1.01, False)])
def test_a_limit_is_held_or_not(seconds: float, is_well: bool) -> None:
    findings = Findings("L2")
    findings.expect_within("reply p95", seconds, 1.0, "s")
    assert findings.are_well is is_well


def test_the_95th_percentile_leaves_five_of_a_hundred_above_it() -> None:
    assert percentile([float(each) for each in range(100)], 95) == 95.0
    assert percentile([0.5], 95) == 0.5


@pytest.mark.parametrize(
    ("city_time", "is_well"),
    [("16:59:59", False), ("17:00:00", True), ("19:59:59", True), ("20:00:01", True), ("20:00:03", False)],
)
def test_a_reminder_outside_its_hours_is_found_by_the_clock_of_the_city(city_time: str, is_well: bool) -> None:
    """Two seconds are left for the way from the bot to Twilio."""
    real = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    shown = datetime.fromisoformat(f"2026-12-01T{city_time}").replace(tzinfo=ZONE)
    clock = MovedClock(city=None, moves=[(real, shown - timedelta(minutes=5))])  # type: ignore[arg-type]
    findings = Findings("L5")
    check_hours(findings, clock, [taken_at(real + timedelta(minutes=5))])
    assert findings.are_well is is_well


def taken_at(moment: datetime) -> Kept:
    return Kept("SM1", "+16785550102", None, "", "outbound-api", (), None, "", (), None, moment.isoformat())
