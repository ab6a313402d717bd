"""The intent that a whole message has, values counted in."""

from datetime import date

import pytest

from actions.conversation.message import Message
from actions.understanding.context import Context
from actions.understanding.reading import read
from permitline.explaining import Explanation, Heard, as_json, meant
from tests.unit.actions.understanding.riverbend import CATALOGUE

CONTEXT = Context(
    today=date(2026, 12, 1), language="en", catalogue=CATALOGUE, permit_shapes=(r"[A-Z]{2,6}\d{2,4}-?\d{3,6}",)
)


@pytest.mark.parametrize(
    ("text", "heard", "intent"),
    [
        ("S NRE261051 299 12/8", "affirm", "schedule_inspection"),
        ("R NRE261051", "inform", "inspection_result"),
        ("electrical final tuesday", "inform", "schedule_inspection"),
        ("thursday", "inform", "inform"),
        ("2", "nlu_fallback", "choose_option"),
        ("sure", "nlu_fallback", "affirm"),
        ("blorp", "nlu_fallback", "out_of_scope"),
        ("undo that", "undo", "stop_flow"),
        ("what are your hours", "ask_policy", "ask_policy"),
    ],
)
def test_what_a_message_means(text: str, heard: str, intent: str) -> None:
    assert meant(Heard(heard, 0.9), read(text, CONTEXT)) == intent


def test_two_readings_of_a_day_are_marked() -> None:
    reading = read("next thursday morning", CONTEXT)
    told = as_json("next thursday morning", Explanation(Message(reading), Heard("inform", 0.9), "inform", "en"))
    assert told["ambiguous_days"] is True
    assert told["days"] == [{"date": "2026-12-03", "half_day": "am"}, {"date": "2026-12-10", "half_day": "am"}]


def test_either_of_two_days_is_no_doubt() -> None:
    reading = read("thursday or friday", CONTEXT)
    told = as_json("thursday or friday", Explanation(Message(reading), Heard("inform", 0.9), "inform", "en"))
    assert told["ambiguous_days"] is False
    assert [day["date"] for day in told["days"]] == ["2026-12-03", "2026-12-04"]
