"""The intent that a whole message has, values counted in."""

from datetime import date

import pytest

from actions.conversation.message import Message
from actions.understanding.context import Context
from actions.understanding.reading import read
from permitline.explaining import Explanation, Heard, as_json, explain, meant
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


def test_a_day_for_each_errand_is_told() -> None:
    text = "plumbing rough monday, framing thursday morning"
    told = as_json(text, explain(text, Heard("schedule_inspection", 0.9), CONTEXT))
    assert told["types"] == ["plumbing_rough", "framing"]
    assert told["days"] == [{"date": "2026-12-07", "half_day": None}, {"date": "2026-12-03", "half_day": "am"}]
    assert told["ambiguous_days"] is False


@pytest.mark.parametrize(
    ("text", "heard", "guess", "intent"),
    [
        ("don't cancel the final", "cancel_inspection", "cancel_inspection", "deny"),
        ("add the framing to that", "link_permit", "link_permit", "schedule_inspection"),
        ("link NRE261051", "link_permit", "link_permit", "link_permit"),
        ("um is there anything for NRE261051 on friday", "nlu_fallback", "list_inspections", "list_inspections"),
        ("NRE261051 friday", "nlu_fallback", "list_inspections", "inform"),
        ("gate code 4471 and a dog", "inform", "inform", "add_note"),
        ("tell the inspector not to come friday", "cancel_inspection", "cancel_inspection", "cancel_inspection"),
    ],
)
def test_words_that_settle_an_intent(text: str, heard: str, guess: str, intent: str) -> None:
    assert explain(text, Heard(heard, 0.9, guess), CONTEXT).intent == intent


def test_a_week_later_alone_is_counted_from_the_day_of_the_message() -> None:
    text = "a week later in the morning"
    told = as_json(text, explain(text, Heard("inform", 0.9), CONTEXT))
    assert told["days"] == [{"date": "2026-12-08", "half_day": "am"}]
