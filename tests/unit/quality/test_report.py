"""From messages to the report, with a stand-in for the model."""

from datetime import date
from typing import Any

import pytest

from permitline.explaining import Heard
from quality.cases import DateCase, MessageCase, message_case
from quality.figures import Figure
from quality.listening import Listener, Milliseconds, demo_counter
from quality.measuring import Measured, figures, measure
from quality.report import report

ROWS: list[dict[str, Any]] = [
    {"text": "framing friday", "lang": "en", "intent": "schedule_inspection", "types": ["framing"], "permits": []},
    {"text": "what is the weather", "lang": "en", "intent": "out_of_scope", "style": "homeowner", "types": []},
    {"text": "permiso RNEW26-00010", "lang": "es", "intent": "inform", "style": "hurried", "permits": ["RNEW26-00010"]},
    {"text": "el viernes", "lang": "es", "intent": "inform", "days": [{"date": "2026-12-04", "half_day": None}]},
    {"text": "chiste", "lang": "es", "intent": "out_of_scope", "style": "hurried", "days": [], "permits": []},
]
MESSAGES = [message_case(row) for row in ROWS]
DAYS = [
    DateCase("on the 15th", "en", date(2013, 2, 12), date(2013, 2, 15), None, False, "a-project"),
    DateCase("next tuesday morning", "en", date(2013, 2, 12), date(2013, 2, 19), "am", True, "a-project"),
]
STRANGERS = [MessageCase("who won the game", "en", "out_of_scope")]
SPEED = {"reader": Milliseconds(0.3, 0.9), "model, round trip": Milliseconds(7.0, 9.0)}


class Deaf:
    """A model that takes everything for chit-chat."""

    def hear(self, text: str) -> Heard:
        return Heard("out_of_scope", 0.9)


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener(Deaf(), demo_counter())


@pytest.fixture(scope="module")
def measured(listener: Listener) -> Measured:
    return measure(listener, MESSAGES, DAYS, STRANGERS)


def by_name(measured: Measured) -> dict[str, Figure]:
    return {one.name: one for one in figures(measured)}


def test_figures_are_what_permitline_explain_would_show(measured: Measured) -> None:
    found = by_name(measured)
    assert found["inspection types, en"].percent == 100.0
    assert found["permits, es, where one is named"].percent == 100.0
    assert found["days, es, right or rightly asked"].percent == 100.0
    assert found["intents, en, accuracy"].percent == 100.0, "a type and a day are a wish for a visit"
    assert found["in scope, es, refused"].percent == 100.0
    assert found["in scope, es, refused"].is_met is False
    assert found["out of scope, public, en, accepted"].percent == 0.0
    assert found["out of scope, public, en, accepted"].is_met is True


def test_asking_which_day_is_good_on_contested_rows(measured: Measured) -> None:
    found = by_name(measured)
    assert found["days, public, en, right or rightly asked"].percent == 100.0
    assert found["days, public, en, contested, right or rightly asked"].percent == 100.0
    assert found["days, public, en, contested, half-days"].percent == 100.0


def test_every_name_is_used_once(measured: Measured) -> None:
    names = [one.name for one in figures(measured)]
    assert len(names) == len(set(names))


def test_two_runs_say_the_same(listener: Listener, measured: Measured) -> None:
    again = measure(Listener(Deaf(), listener.counter), MESSAGES, DAYS, STRANGERS)
    assert report(again, MESSAGES, DAYS, STRANGERS, SPEED) == report(measured, MESSAGES, DAYS, STRANGERS, SPEED)


def test_the_report_names_each_aim_and_whether_it_is_met(measured: Measured) -> None:
    text = report(measured, MESSAGES, DAYS, STRANGERS, SPEED)
    assert "| in scope, es, refused | 100.0 % | at most 2 % | **not met** |" in text
    assert "| inspection types, en | 100.0 % | at least 98 % | met |" in text
    assert "| reader | 0.30 | 0.90 | median under 1 | met |" in text
    assert "| model, round trip | 7.00 | 9.00 | median under 6 | **not met** |" in text


def test_without_the_public_rows_the_report_says_so(listener: Listener) -> None:
    text = report(measure(listener, MESSAGES, [], []), MESSAGES, [], [], SPEED)
    assert text.count("Skipped: the public rows are not beside the project.") == 2
    assert "days, public" not in text
