"""Says what may be said publicly of the city: its facts, the rules in force, its holidays and its catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.city.city import City
from backend.domain.model import Words
from backend.domain.policy import Rules

_COMING = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class CityDescribed:
    city: City
    rules: Rules
    holidays: Mapping[date, Words]
    """Holidays and closures of the coming year, in order."""


def describe_city(city: City, now: datetime) -> CityDescribed:
    today = city.policy.today(now)
    coming = city.policy.calendar.holidays_between(today, today + _COMING)
    return CityDescribed(city, city.policy.as_of(today), coming)
