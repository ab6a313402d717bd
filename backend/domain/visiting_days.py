"""What stands against a day, and which days near it would be accepted instead."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice

from backend.domain.model import Asker, HalfDay, Load, Opening, Refusal, RefusalCode, Visit
from backend.domain.policy import Policy, Rules, is_reached

ABOUT_A_DAY = frozenset(
    {
        RefusalCode.PAST_DATE,
        RefusalCode.NOT_A_WORKING_DAY,
        RefusalCode.PAST_CUTOFF,
        RefusalCode.BEYOND_HORIZON,
        RefusalCode.HALF_DAY_NOT_OFFERED,
        RefusalCode.FULLY_BOOKED,
    }
)
"""Refusals that another day, or the same day without the wish, would answer."""

MOST_OPENINGS = 3


def against_day(visit: Visit, asker: Asker, load: Load, policy: Policy, now: datetime) -> Refusal | None:
    """The most fundamental reason for which this inspection cannot be on this day."""
    rules = policy.rules_at(now)
    return (
        past_date(visit.day, policy.today(now))
        or _closed(visit.day, policy)
        or _past_cutoff(visit.day, policy, now)
        or _beyond_horizon(visit.day, policy.last_day(now))
        or _half_day_not_offered(visit, asker, rules)
        or _fully_booked(visit, load, policy, rules)
    )


def nearest_openings(
    fits: Callable[[date, HalfDay | None], bool],
    near: date | None,
    half_day: HalfDay | None,
    asker: Asker,
    policy: Policy,
    now: datetime,
    most: int,
    wants: Callable[[date], bool],
) -> tuple[Opening, ...]:
    """The days that fit, nearest to `near` and then in order; the first ones where no day is named.

    `wants` tells which days the person would take at all.

    A wish that is not offered to the asker is left out. Then the day that was asked for comes first, should it fit.
    """
    wish = half_day if is_offered(half_day, asker, policy.rules_at(now)) else None
    days = [day for day in _days_to_ask_for(policy, now) if wants(day)]
    if near is not None:
        days.sort(key=lambda day: (abs(day - near), day))
    nearest = islice((day for day in days if fits(day, wish)), most)
    return tuple(Opening(day, wish) for day in sorted(nearest, key=lambda day: (day != near, day)))


def past_date(day: date, today: date) -> Refusal | None:
    if day >= today:
        return None
    return Refusal(RefusalCode.PAST_DATE, {"day": day.isoformat(), "today": today.isoformat()})


def is_offered(half_day: HalfDay | None, asker: Asker, rules: Rules) -> bool:
    """No wish can always be had. A program of the city has no role and may note any wish."""
    if half_day is None:
        return True
    return half_day in rules.half_days.windows and (asker.role is None or asker.role in rules.half_days.offered_to)


def _days_to_ask_for(policy: Policy, now: datetime) -> list[date]:
    today = policy.today(now)
    return [today + timedelta(days=ahead) for ahead in range((policy.last_day(now) - today).days + 1)]


def _closed(day: date, policy: Policy) -> Refusal | None:
    closed = policy.calendar.closed(day)
    if closed is None:
        return None
    name = {"en": closed.name.en, "es": closed.name.es} if closed.name else None
    return Refusal(RefusalCode.NOT_A_WORKING_DAY, {"day": day.isoformat(), "closed": closed.why.value, "name": name})


def _past_cutoff(day: date, policy: Policy, now: datetime) -> Refusal | None:
    rules = policy.rules_at(now)
    cutoff = policy.cutoff_for(day, rules.book_cutoff)
    same_day_refused = day == policy.today(now) and not rules.same_day
    if not is_reached(cutoff, now) and not same_day_refused:
        return None
    return Refusal(RefusalCode.PAST_CUTOFF, {"day": day.isoformat(), "cutoff": cutoff.isoformat()})


def _beyond_horizon(day: date, last_day: date) -> Refusal | None:
    if day <= last_day:
        return None
    return Refusal(RefusalCode.BEYOND_HORIZON, {"day": day.isoformat(), "last_day": last_day.isoformat()})


def _half_day_not_offered(visit: Visit, asker: Asker, rules: Rules) -> Refusal | None:
    if visit.half_day is None or is_offered(visit.half_day, asker, rules):
        return None
    return Refusal(RefusalCode.HALF_DAY_NOT_OFFERED, {"day": visit.day.isoformat(), "half_day": visit.half_day.value})


def _fully_booked(visit: Visit, load: Load, policy: Policy, rules: Rules) -> Refusal | None:
    trade = policy.trade_of(visit.type)
    if load.on(trade, visit.day) < rules.capacity_per_day[trade]:
        return None
    return Refusal(RefusalCode.FULLY_BOOKED, {"day": visit.day.isoformat(), "trade": trade})
