"""What the bot accepts of Rasa."""

import pytest

from bot.ports import TurnFailedError
from bot.rasa import read_answer
from bot.rendering import Button


def test_the_agreed_reply_is_read() -> None:
    answer = read_answer(
        {
            "messages": [
                {"response": "utter_x", "text": "Which day?", "buttons": [{"title": "Tuesday", "payload": "1"}]}
            ],
            "slots": {"language": "en", "task": None},
            "timings_ms": {"nlu": 3.1},
        }
    )
    assert answer.messages[0].buttons == (Button("Tuesday", "1"),)
    assert answer.slots == {"language": "en", "task": None}
    assert answer.timings_ms == {"nlu": 3.1}


@pytest.mark.parametrize(
    "content",
    [
        None, [], "x", {}, {"messages": []}, {"messages": [], "slots": {}}, {"messages": None, "slots": {}},
        {"messages": [{"text": "hello"}]}, {"messages": [{"text": " "}], "slots": {}}, {"messages": ["x"], "slots": {}},
        {"messages": [{"text": "x", "buttons": [{}]}], "slots": {}}, {"messages": [{"text": "x"}], "slots": 5},
        {"messages": [{"text": "x"}], "slots": {}, "timings_ms": {"nlu": "fast"}},
        {"messages": [{"text": "x", "buttons": "y"}], "slots": {}},
    ],
)  # fmt: skip
def test_anything_else_is_a_failed_turn(content: object) -> None:
    with pytest.raises(TurnFailedError):
        read_answer(content)
