"""How often may be tried: sliding windows that end by themselves, however the tries are spread."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.guessing import KEPT_FOR, LIMITS, Limit, Scope, Try, free_again, limits_on

from .riverbend import at

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THREE_AN_HOUR = Limit(Try.CODE, Scope.CONTACT, 3, HOUR)
START = at("Tuesday, December 1, 2026, 00:00:00")


@pytest.mark.parametrize(
    ("tried", "now", "again"),
    [
        ([], "10:00:00", None),
        (["09:10:00", "09:20:00"], "10:00:00", None),
        (["09:10:00", "09:20:00", "09:30:00"], "10:00:00", "10:10:00"),
        (["09:10:00", "09:20:00", "09:30:00"], "10:09:59", "10:10:00"),
        (["09:10:00", "09:20:00", "09:30:00"], "10:10:00", None),
        (["09:30:00", "09:10:00", "09:20:00"], "10:00:00", "10:10:00"),
        (["09:10:00", "09:20:00", "09:30:00", "09:40:00"], "10:00:00", "10:20:00"),
        (["10:00:00", "10:00:00", "10:00:00"], "10:00:00", "11:00:00"),
        (["09:10:30", "09:20:00", "09:30:00"], "10:00:00", "10:11:00"),
        (["08:00:00", "08:30:00", "09:00:00"], "10:00:00", None),
    ],
)
def test_the_fourth_within_an_hour_waits_until_the_first_is_an_hour_ago(
    tried: list[str], now: str, again: str | None
) -> None:
    on = "Tuesday, December 1, 2026, "
    answer = free_again([at(on + one) for one in tried], THREE_AN_HOUR, at(on + now))
    assert answer == (at(on + again) if again else None)


def test_an_hour_is_an_hour_where_the_clocks_go_back() -> None:
    """1:30 comes twice on November 1, 2026: by the wall clock the second is no later than the first."""
    first = datetime(2026, 11, 1, 1, 30, tzinfo=START.tzinfo)
    second = first.replace(fold=1)
    assert free_again([first] * 3, THREE_AN_HOUR, second) is None
    assert free_again([first] * 3, THREE_AN_HOUR, first) is not None


_LIMITS = st.builds(
    Limit,
    st.just(Try.LINK),
    st.just(Scope.PHONE),
    st.integers(1, 6),
    st.integers(60, 90_000).map(lambda seconds: timedelta(seconds=seconds)),
)
_PAUSES = st.lists(st.integers(0, 30_000), max_size=60)


def _moments(pauses: list[int]) -> list[datetime]:
    moments, now = [], START
    for pause in pauses:
        now += timedelta(seconds=pause)
        moments.append(now)
    return moments


@given(_LIMITS, _PAUSES)
def test_no_span_ever_holds_more_than_the_limit_however_often_it_is_tried(limit: Limit, pauses: list[int]) -> None:
    taken: list[datetime] = []
    for moment in _moments(pauses):
        if free_again(taken, limit, moment) is None:
            taken.append(moment)
    for first in taken:
        assert sum(first <= one < first + limit.within for one in taken) <= limit.most


@given(_LIMITS, _PAUSES)
def test_who_waits_as_long_as_was_said_may_try_again(limit: Limit, pauses: list[int]) -> None:
    """However often it was tried in between: what is refused is not counted, so nobody is locked out for good."""
    taken: list[datetime] = []
    for moment in _moments(pauses):
        again = free_again(taken, limit, moment)
        if again is None:
            taken.append(moment)
        else:
            assert moment < again <= moment + limit.within + timedelta(minutes=1)
            assert free_again(taken, limit, again) is None
            before = free_again(taken, limit, again - timedelta(minutes=1))
            assert before is None or before == again


@given(_LIMITS, _PAUSES)
def test_what_is_older_than_the_window_does_not_count(limit: Limit, pauses: list[int]) -> None:
    moments = _moments(pauses)
    now = moments[-1] if moments else START
    recent = [one for one in moments if now - one < limit.within]
    assert free_again(moments, limit, now) == free_again(recent, limit, now)


def test_tries_are_kept_for_as_long_as_any_limit_counts_them() -> None:
    assert max(limit.within for limit in LIMITS) == KEPT_FOR == DAY


@pytest.mark.parametrize("kind", Try)
def test_every_kind_of_try_is_limited_for_a_phone_and_for_the_city(kind: Try) -> None:
    assert {Scope.PHONE, Scope.CITY} <= {limit.scope for limit in limits_on(kind)}


def test_a_million_codes_outlast_whoever_tries_them() -> None:
    """What can be tried at one permit in ten years is a small part of what there is."""
    a_day = min(limit.most for limit in limits_on(Try.PROOF) if limit.scope is Scope.PERMIT and limit.within == DAY)
    assert a_day * 365 * 10 < 0.12 * 10**6


def test_nobody_s_phone_can_be_rung_all_day() -> None:
    a_day = min(limit.most for limit in limits_on(Try.CODE) if limit.scope is Scope.CONTACT and limit.within == DAY)
    assert a_day <= 6
