"""The longest data of the demo city for every value that a sentence takes: names, addresses, days, lists."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.segments import Encoding, cost
from runtime.wording import say_day, say_list
from tests.structure.dialogue_files import PROJECT, read

CITY: Path = PROJECT / "cities" / "riverbend"
_FIRST_DAY = date(2026, 1, 1)

DAYS = frozenset({"day", "was", "today", "first_day", "last_day", "cutoff_day", "again_day", "first", "last"})
DAYS_WITH_A_YEAR = frozenset({"last_activity"})
"""Said of what was long ago."""

TIMES = frozenset({"time", "cutoff_time", "again_time", "opens", "closes", "am_from", "am_to", "pm_from", "pm_to"})
LISTS = frozenset({"missing", "on_permit", "left", "booked", "visits"})
"""Values that name any number of inspections."""


@cache
def names(language: str) -> tuple[str, ...]:
    """Every inspection of the catalogue, the costliest name first."""
    types: Mapping[str, Any] = read(CITY / "city.yml")["inspection_types"]
    return tuple(sorted((one["name"][language] for one in types.values()), key=_costliness, reverse=True))


@cache
def longest(language: str) -> dict[str, str]:
    """A value for each placeholder; one inspection where a sentence is about inspections."""
    demo, facts = read(CITY / "demo.yml"), read(CITY / "city.yml")["city"]
    permits: Mapping[str, Any] = demo["permits"]
    number = _costliest(permits)
    most_listed = max(permits.values(), key=lambda permit: len(permit["inspections"]))
    types = read(CITY / "city.yml")["inspection_types"]
    listed = say_list([types[key]["name"][language] for key in most_listed["inspections"]], language)
    return {
        **dict.fromkeys(DAYS, _costliest(say_day(day, language) for day in _two_years())),
        **dict.fromkeys(DAYS_WITH_A_YEAR, _costliest(say_day(day, language, date(2029, 1, 1)) for day in _two_years())),
        **dict.fromkeys(TIMES, "12:30 PM" if language == "en" else "12:30 p.m."),
        **dict.fromkeys(LISTS, listed),
        "what": names(language)[0],
        "address": _costliest(permit["address"] for permit in permits.values()),
        "permit": number,
        "number": number,
        "name": _costliest(person["name"] for person in demo["people"].values()),
        "note": _costliest(
            inspection.get("note", "") for permit in permits.values() for inspection in permit["inspections"].values()
        ),
        "city": facts["name"],
        "office": facts["address"],
        "office_phone": "678-555-0100",
        "phone": "678-555-0100",
        "confirmation": "481203",
        "numbers": say_list([f"481203 ({names(language)[0]})", f"481204 ({names(language)[1]})"], language),
        "amount": "$112,378.46",
        "status": "awaiting payment",
        "days": "180",
        "minutes": "10",
        "words": "february 30",
        "reason": "The inspector is ill." if language == "en" else "El inspector está enfermo.",
        "code": "482913",
        "masked": "c************@q*************.com",
        "link": "https://permits.cityofriverbend.example/c/abcdefghij",
        "asked": "40",
        "count": "12",
        "most": "6",
        "tries_left": "4",
        "holidays": "Christmas Day (Friday, December 25), New Year's Day (Friday, January 1)",
    }


def with_inspections(language: str, count: int) -> dict[str, str]:
    """As `longest`, for a request with so many inspections, those with the longest names."""
    return longest(language) | {"what": say_list(names(language)[:count], language)}


def _two_years() -> Iterable[date]:
    return (_FIRST_DAY + timedelta(days=number) for number in range(730))


def _costliest(texts: Iterable[str]) -> str:
    return max(texts, key=_costliness)


def _costliness(text: str) -> tuple[bool, int]:
    """A letter outside of GSM-7 more than halves what fits into a segment."""
    return cost(text).encoding is Encoding.UCS2, len(text)
