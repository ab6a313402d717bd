"""A refusal's facts as a reader takes them: which sentence, with which values."""

from dataclasses import replace

import pytest

from actions.action import make_turn
from actions.conversation.memory import Memory
from actions.conversation.refusals import refusal_say
from actions.conversation.turn import Turn
from actions.records import Account, Metadata, Refusal
from tests.service.actions.fakes import CITY, NOW


@pytest.fixture
def turn() -> Turn:
    metadata = Metadata(speaker="sealed", received_at=NOW, channel="sms", message_id="SM1")
    return make_turn({"text": "hi"}, metadata, Memory(), Account(person=None, permits=()), CITY)


@pytest.mark.parametrize("action", ["book", "cancel", "move", "note"])
def test_what_a_role_may_not_do_has_a_sentence_of_its_own(turn: Turn, action: str) -> None:
    say = refusal_say(turn, Refusal(code="role_may_not", facts={"role": "agent", "action": action}))
    assert say.response == f"utter_refusal_role_may_not_{action}"


@pytest.mark.parametrize(
    ("language", "day", "time"), [("en", "Tuesday, December 1", "11:30 AM"), ("es", "martes 1 de diciembre", "11:30")]
)
def test_too_many_tries_says_when_to_try_again(turn: Turn, language: str, day: str, time: str) -> None:
    refusal = Refusal(code="too_many_tries", facts={"again_at": "2026-12-01T11:30:00-05:00"})
    say = refusal_say(replace(turn, language=language), refusal)
    assert say.response == "utter_refusal_too_many_tries"
    assert day in say.values["again_day"]
    assert say.values["again_time"].startswith(time)


def test_a_wrong_code_says_how_many_tries_are_left(turn: Turn) -> None:
    say = refusal_say(turn, Refusal(code="wrong_code", facts={"tries_left": 2}))
    assert (say.response, say.values["tries_left"]) == ("utter_refusal_wrong_code", "2")
