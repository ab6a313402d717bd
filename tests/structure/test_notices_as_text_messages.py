"""What the city says first, as the carrier sees it (T9): with every inspection and address of the demo's records."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from string import Formatter
from typing import Any

import pytest
from ruamel.yaml import YAML

from backend.services.notice_names import VALUES, NoticeName
from bot.rendering import Said, join_messages
from bot.segments import cost
from runtime.wording import say_day, say_half_day
from tests.structure.dialogue_files import PROJECT, sentences

LANGUAGES = ("en", "es")
REMINDER_SEGMENTS = {"en": 1, "es": 2}


@cache
def riverbend(name: str) -> Any:
    return YAML(typ="safe").load((PROJECT / f"cities/riverbend/{name}.yml").read_text(encoding="utf-8"))


def visits(language: str, role: str = "") -> Iterator[dict[str, str]]:
    """Every inspection at every address of the demo; of a role, those on permits of such people alone."""
    catalogue, demo = riverbend("city")["inspection_types"], riverbend("demo")
    for permit in demo["permits"].values():
        if role and role not in {demo["people"][person]["role"] for person in permit["people"]}:
            continue
        for type_ in permit["inspections"]:
            yield {"what": catalogue[type_]["name"][language], "address": permit["address"]}


def days_of_a_year() -> list[date]:
    """Every Monday to Friday, on which inspections are."""
    return [day for n in range(365) if (day := date(2026, 1, 1) + timedelta(days=n)).weekday() < 5]


def said(name: str, language: str, **values: str) -> str:
    city = riverbend("city")["city"]["name"]
    return join_messages([Said(sentences()[name][language].format(city=city, office_phone="678-555-0100", **values))])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_of_any_visit_on_any_day_fits(language: str) -> None:
    longest = sorted({say_day(day, language) for day in days_of_a_year()}, key=len)[-5:]
    texts = [said(NoticeName.REMINDER, language, **visit, day=day) for visit in visits(language) for day in longest]
    half_days = [f"{day}, {say_half_day(half, language)}" for day in longest for half in ("am", "pm")]
    wishes = visits(language, "homeowner")  # nobody else may wish for a half-day in Riverbend
    texts += [said(NoticeName.REMINDER, language, **visit, day=day) for visit in wishes for day in half_days]
    assert len(texts) > 100
    worst = max(texts, key=lambda text: (cost(text).segments, cost(text).units))
    print(cost(worst), worst)
    assert cost(worst).segments <= REMINDER_SEGMENTS[language], worst


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(NoticeName))
def test_a_notice_uses_what_it_gets_and_all_of_it(name: NoticeName, language: str) -> None:
    used = {field for _, field, _, _ in Formatter().parse(sentences()[name][language]) if field}
    assert used - {"city", "office_phone"} == VALUES[name]


def test_every_notice_about_a_visit_names_its_day() -> None:
    without = {name for name in NoticeName if "day" not in VALUES[name]}
    assert without == {NoticeName.READY, NoticeName.CODE}


def test_every_name_has_its_values() -> None:
    assert set(VALUES) == set(NoticeName)
