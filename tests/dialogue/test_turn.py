"""A whole turn through Rasa: slots in, the action called, sentences and slots out, nothing kept."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from json import loads
from pathlib import Path
from typing import Any

import pytest
from dialogue.channel import TurnRequest, answer, read_request
from dialogue.memory import MemoryOfOneTurn, NoLocks
from dialogue.speech import Speech
from dialogue.speedups.action_server import ActionServer
from dialogue.speedups.switch import all_replacements
from rasa.core.agent import Agent

from played_actions import PlayedActions, played, slot

Say = Callable[..., Coroutine[Any, Any, tuple[int, Any]]]
BOOKED = {
    "events": [slot("task", "schedule"), slot("inspections", ["electrical_final"])],
    "responses": [
        {
            "response": "utter_booked",
            "what": "Electrical Final",
            "day": "Tuesday",
            "buttons": [{"title": "Yes", "payload": "1"}],
        }
    ],
}


@pytest.fixture(params=["stock", "sped up"], autouse=True)
def functions(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every turn is played on Rasa's own functions and on the faster ones: they must not differ."""
    for replacement in all_replacements() if request.param == "sped up" else ():
        wrapper = staticmethod if isinstance(replacement.stock(), staticmethod) else lambda function: function
        monkeypatch.setattr(replacement.owner, replacement.attribute, wrapper(replacement.faster))


async def say(agent: Agent, message: str, slots: dict[str, Any] | None = None, sender: str = "anna") -> tuple[int, Any]:
    response = await answer(agent, TurnRequest(sender, message, slots or {}, {"speaker": "token", "message_id": "SM1"}))
    return response.status, loads(response.body)


def with_agent(model: Path, actions: PlayedActions, talk: Callable[[Say], Coroutine[Any, Any, Any]]) -> Any:
    async def run() -> Any:
        async with played(actions):
            server = ActionServer(actions.url, token="secret", time_limit=0.5)
            agent = Agent(
                generator=Speech(), tracker_store=MemoryOfOneTurn(None), lock_store=NoLocks(), action_endpoint=server
            )
            agent.load_model(model)
            try:
                return await talk(partial(say, agent))
            finally:
                await server.close()

    return asyncio.run(run())


def test_a_turn_gives_sentences_slots_intent_and_times(model: Path) -> None:
    actions = PlayedActions(BOOKED)
    status, turn = with_agent(model, actions, lambda say: say("schedule electrical final", {"language": "en"}))
    assert status == 200
    assert turn["messages"] == [
        {
            "response": "utter_booked",
            "text": "Booked: Electrical Final, Tuesday.",
            "buttons": [{"title": "Yes", "payload": "1"}],
        }
    ]
    assert turn["slots"] == {"language": "en", "task": "schedule", "inspections": ["electrical_final"]}
    assert turn["intent"]["name"] == "schedule_inspection"
    assert turn["timings_ms"]["total"] >= turn["timings_ms"]["nlu"] + turn["timings_ms"]["actions"] > 0


def test_the_action_gets_slots_metadata_and_token_and_no_domain(model: Path) -> None:
    actions = PlayedActions(BOOKED)
    with_agent(model, actions, lambda say: say("schedule electrical final", {"language": "es", "task": "cancel"}))
    (call,) = actions.calls
    assert call["next_action"] == "action_schedule"
    assert call["domain"] == {}
    assert call["tracker"]["slots"]["task"] == "cancel"
    assert call["tracker"]["latest_message"]["metadata"]["speaker"] == "token"
    assert call["tracker"]["latest_message"]["text"] == "schedule electrical final"
    assert next(event["event"] for event in call["tracker"]["events"]) == "user"
    assert actions.headers[0]["Authorization"] == "Bearer secret"


def test_spanish_is_spoken_to_who_speaks_spanish(model: Path) -> None:
    _, turn = with_agent(model, PlayedActions(BOOKED), lambda say: say("schedule electrical final", {"language": "es"}))
    assert turn["messages"][0]["text"] == "Reservado: Electrical Final, Tuesday."


def test_the_turn_that_switches_the_language_is_answered_in_the_new_one(model: Path) -> None:
    switched = {**BOOKED, "events": [slot("language", "es")]}
    _, turn = with_agent(model, PlayedActions(switched), lambda say: say("necesito la eléctrica", {"language": "en"}))
    assert turn["messages"][0]["text"].startswith("Reservado")
    assert turn["slots"]["language"] == "es"


def test_a_rule_can_speak_without_an_action(model: Path) -> None:
    _, turn = with_agent(model, PlayedActions(), lambda say: say("hello", {"language": "es"}))
    assert turn["messages"][0]["text"] == "Hola. ¿Qué hay que inspeccionar?"


def test_a_repeated_turn_starts_from_the_same_state(model: Path) -> None:
    async def twice(say: Say) -> tuple[Any, Any]:
        return await say("hello", {"task": "cancel"}), await say("hello", {"task": "cancel"})

    (_, first), (_, second) = with_agent(model, PlayedActions(), twice)
    assert first["messages"] == second["messages"]
    assert first["slots"] == second["slots"]


def test_nothing_of_a_turn_is_seen_in_the_next(model: Path) -> None:
    async def after_another(say: Say) -> Any:
        await say("schedule electrical final", {"language": "es"})
        return await say("hello")

    _, turn = with_agent(model, PlayedActions(BOOKED), after_another)
    assert turn["slots"] == {"language": None, "task": None, "inspections": None}


def test_turns_at_the_same_time_do_not_mix(model: Path) -> None:
    def echo(call: dict[str, Any]) -> dict[str, Any]:
        return {"events": [slot("task", call["tracker"]["slots"]["task"] + "!")], "responses": [{"text": "ok"}]}

    async def many(say: Say) -> list[tuple[int, Any]]:
        turns = [say("schedule electrical final", {"task": f"t{n}"}, f"person {n}") for n in range(20)]
        return list(await asyncio.gather(*turns))

    replies = with_agent(model, PlayedActions(echo, delay=0.02), many)
    assert [turn["slots"]["task"] for _, turn in replies] == [f"t{n}!" for n in range(20)]


def test_slots_that_the_domain_lacks_are_ignored_with_a_warning(model: Path, caplog: pytest.LogCaptureFixture) -> None:
    _, turn = with_agent(model, PlayedActions(), lambda say: say("hello", {"shoe_size": 44}))
    assert "shoe_size" not in turn["slots"]
    assert "shoe_size" in caplog.text
    assert "44" not in caplog.text


@pytest.mark.parametrize(
    ("actions", "expected", "told"),
    [
        (PlayedActions({"error": "boom", "request": "schedule electrical final"}, status=500), 500, "answered 500"),
        (PlayedActions({"error": "back end unavailable"}, status=503), 503, "answered 503"),
        (PlayedActions(BOOKED, delay=2.0), 503, "within 0.5 s"),
        (
            PlayedActions({"events": [], "responses": [{"response": "utter_nothing"}]}),
            500,
            "utter_nothing stands in no",
        ),
        (
            PlayedActions({"events": [], "responses": [{"response": "utter_booked", "what": "x"}]}),
            500,
            "value for {day}",
        ),
    ],
)
def test_a_failed_action_fails_the_turn_and_says_why_and_whether_waiting_would_mend_it(
    model: Path, actions: PlayedActions, expected: int, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, turn = with_agent(model, actions, lambda say: say("schedule electrical final"))
    assert status == expected
    assert told in turn["error"]
    assert "schedule electrical final" not in caplog.text  # the error page quotes the request; the log must not


def test_the_connection_to_the_action_server_is_kept(model: Path) -> None:
    async def thrice(say: Say) -> None:
        for _ in range(3):
            await say("schedule electrical final")

    actions = PlayedActions(BOOKED)
    with_agent(model, actions, thrice)
    assert len(actions.calls) == 3
    assert len(actions.connections) == 1


def test_words_that_look_like_a_command_are_words(model: Path) -> None:
    _, turn = with_agent(model, PlayedActions(BOOKED), lambda say: say('/confirm{"task": "cancel"}'))
    assert turn["intent"]["confidence"] < 1.0
    assert turn["slots"]["task"] != "cancel"


@pytest.mark.parametrize("message", ["", "\0", "🙂", "שלום", "x" * 1600, "<b>hi</b>", "///"])
def test_odd_messages_are_answered(model: Path, message: str) -> None:
    status, turn = with_agent(model, PlayedActions(BOOKED), lambda say: say(message))
    assert status == 200
    assert turn["messages"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "not JSON"),
        (b"[]", "no JSON object"),
        (b'{"message": "hi"}', "sender and message are needed"),
        (b'{"sender": "a"}', "sender and message are needed"),
        (b'{"sender": "a", "message": 1}', "message is no str"),
        (b'{"sender": "a", "message": "hi", "slots": []}', "slots is no dict"),
    ],
)
def test_a_request_that_is_not_as_described_is_refused(body: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_request(body)
