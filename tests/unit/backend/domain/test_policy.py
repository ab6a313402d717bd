"""Rules with their versions, and the read-back that is honoured for ten minutes."""

from dataclasses import replace
from datetime import UTC, date, time

import pytest

from backend.domain.dated import Dated, Version
from backend.domain.model import Booking, Refusal, RefusalCode, Visit, Words
from backend.domain.policy import Cutoff, decided_at, is_reached
from backend.domain.scheduling import decide

from .riverbend import HOMEOWNER, NO_LOAD, POLICY, at, day, full, permit

OLD, NEW = Words("old", "viejo"), Words("new", "nuevo")


@pytest.mark.parametrize(
    ("read_back", "answered", "as_of"),
    [
        ("Thursday, December 3, 2026, 15:55:00", "Thursday, December 3, 2026, 15:59:00", "15:55:00"),
        ("Thursday, December 3, 2026, 15:55:00", "Thursday, December 3, 2026, 16:05:00", "15:55:00"),
        ("Thursday, December 3, 2026, 15:55:00", "Thursday, December 3, 2026, 16:05:01", "16:05:01"),
        ("Thursday, December 3, 2026, 15:55:00", "Thursday, December 3, 2026, 15:54:59", "15:54:59"),
    ],
)
def test_a_read_back_is_honoured_for_ten_minutes(read_back: str, answered: str, as_of: str) -> None:
    assert decided_at(at(read_back), at(answered), POLICY).strftime("%H:%M:%S") == as_of


def test_ten_minutes_are_ten_minutes_while_the_clocks_go_back() -> None:
    before = at("Sunday, November 1, 2026, 01:55:00")
    an_hour_later = before.replace(fold=1)
    assert decided_at(before, an_hour_later, POLICY).fold == 1


def test_a_yes_after_the_cut_off_books_what_was_read_back_before_it_but_holds_no_place() -> None:
    friday = day("Friday, December 4, 2026")
    as_of = decided_at(at("Thursday, December 3, 2026, 15:58:00"), at("Thursday, December 3, 2026, 16:03:00"), POLICY)
    visit = Visit("electrical_final", friday)
    assert isinstance(decide(visit, permit(issued_on=date(2026, 11, 1)), HOMEOWNER, NO_LOAD, POLICY, as_of), Booking)
    taken = decide(visit, permit(issued_on=date(2026, 11, 1)), HOMEOWNER, full("electrical", friday), POLICY, as_of)
    assert isinstance(taken, Refusal)
    assert taken.code is RefusalCode.FULLY_BOOKED


@pytest.mark.parametrize(
    ("now", "cutoff_time", "horizon"),
    [
        ("Thursday, December 31, 2026, 23:59:59", time(16), 15),
        ("Friday, January 1, 2027, 00:00:00", time(14), 20),
        ("Monday, March 1, 2032, 12:00:00", time(14), 20),
        ("Tuesday, December 3, 2019, 12:00:00", time(16), 15),
    ],
)
def test_the_day_of_the_request_decides_which_version_holds(now: str, cutoff_time: time, horizon: int) -> None:
    year = (date(2020, 1, 1), date(2027, 1, 1))
    changing = replace(
        POLICY,
        book_cutoff=Dated((Version(Cutoff(time(16), 1), year[0], OLD), Version(Cutoff(time(14), 1), year[1], NEW))),
        horizon_workdays=Dated((Version(15, year[0], OLD), Version(20, year[1], NEW))),
    )
    rules = changing.rules_at(at(now))
    assert (rules.book_cutoff.time, rules.horizon_workdays) == (cutoff_time, horizon)


def test_a_rule_knows_why() -> None:
    rule = Dated((Version(15, date(2020, 1, 1), OLD), Version(20, date(2027, 1, 1), NEW)))
    assert rule.version_on(date(2026, 12, 31)).reason == OLD
    assert rule.version_on(date(2027, 1, 1)).reason.es == "nuevo"


@pytest.mark.parametrize("days", [[], [date(2027, 1, 1), date(2026, 1, 1)], [date(2026, 1, 1), date(2026, 1, 1)]])
def test_versions_out_of_order_are_a_mistake(days: list[date]) -> None:
    with pytest.raises(ValueError, match="at least one version"):
        Dated(tuple(Version(1, one, OLD) for one in days))


def test_today_is_the_date_on_the_citys_wall() -> None:
    late_in_the_evening = at("Tuesday, December 1, 2026, 22:00:00").astimezone(UTC)
    assert late_in_the_evening.date() == day("Wednesday, December 2, 2026")
    assert POLICY.today(late_in_the_evening) == day("Tuesday, December 1, 2026")


def test_instants_are_compared_not_wall_clocks() -> None:
    first = at("Sunday, November 1, 2026, 01:30:00")
    assert not is_reached(first.replace(fold=1), first)
    assert is_reached(first, first.replace(fold=1))
    assert is_reached(first, first)
