"""Rasa's door: the input channel `permitline`, through which the bot hands over a message and gets the turn back.

The JSON is described in docs/architecture.md, "bot → Rasa".
"""

import hmac
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import ujson
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from dialogue.memory import slots_after
from dialogue.turn import Turn, opened

logger = logging.getLogger(__name__)

NAME = "permitline"
PROBE = "hello"


class BadTurnRequestError(ValueError):
    """The request is not the JSON that docs/architecture.md describes; the message says what is wrong."""


@dataclass(frozen=True)
class TurnRequest:
    sender: str
    message: str
    slots: Mapping[str, Any]
    metadata: Mapping[str, Any]


class TurnOutput(OutputChannel):
    """Collects what the actions say, in order."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        said = {
            "response": message.get("utter_action"),
            "text": message.get("text"),
            "buttons": message.get("buttons") or [],
        }
        if message.get("custom"):
            said["custom"] = message["custom"]
        self.messages.append(said)


class PermitlineChannel(InputChannel):
    """POST /webhooks/permitline/webhook and GET /webhooks/permitline/ready, for whoever has the token."""

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def name(cls) -> str:
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "PermitlineChannel":
        token = (credentials or {}).get("token") or os.environ.get("PERMITLINE_RASA_TOKEN", "")
        if not token:
            cls.raise_missing_credentials_exception()
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        doors = Blueprint("permitline_webhook")

        @doors.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return json({"error": "the bearer token is missing or wrong"}, status=401)
            try:
                asked = read_request(request.body)
            except BadTurnRequestError as problem:
                return json({"error": str(problem)}, status=400)
            agent = ready_agent(request.app)
            if agent is None:
                return json({"error": "the model is not loaded yet"}, status=503)
            return await answer(agent, asked)

        @doors.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            agent = ready_agent(request.app)
            if agent is None or not await can_parse(agent):
                return json({"ready": False}, status=503)
            return json({"ready": True, "model": agent.model_id})

        return doors

    def _is_ours(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode())


def read_request(body: bytes) -> TurnRequest:
    """Raises `BadTurnRequestError`."""
    try:
        content = ujson.loads(body)
    except ValueError as problem:
        raise BadTurnRequestError("the body is not JSON") from problem
    if not isinstance(content, dict):
        raise BadTurnRequestError("the body is no JSON object")
    for key, kind in (("sender", str), ("message", str), ("slots", dict), ("metadata", dict)):
        if not isinstance(content.get(key, kind()), kind):
            raise BadTurnRequestError(f"{key} is no {kind.__name__}")
    if not content.get("sender") or "message" not in content:
        raise BadTurnRequestError("sender and message are needed")
    return TurnRequest(content["sender"], content["message"], content.get("slots") or {}, content.get("metadata") or {})


def plain_words(message: str) -> str:
    """A person's words are never a command: Rasa would run "/intent{…}" and set slots from it."""
    return message.lstrip("/ \t\r\n\0")


def ready_agent(app: Sanic) -> Agent | None:
    agent: Agent | None = getattr(app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


async def can_parse(agent: Agent) -> bool:
    try:
        parsed = await agent.parse_message(PROBE)
    except Exception:
        logger.exception("The model is loaded but cannot parse")
        return False
    return bool(parsed["intent"]["name"])


async def answer(agent: Agent, asked: TurnRequest) -> HTTPResponse:
    """Play one turn. Nothing of a failed one counts: 503 where it may succeed later, 500 where it would fail again."""
    started = perf_counter()
    output = TurnOutput()
    with opened(Turn(slots=asked.slots)) as turn:
        message = UserMessage(
            plain_words(asked.message),
            output,
            asked.sender,
            input_channel=NAME,
            message_id=asked.metadata.get("message_id"),
            metadata=dict(asked.metadata),
        )
        with turn.timed("nlu"):
            message.parse_data = await agent.processor.parse_message(message)
        await agent.handle_message(message)
    if turn.failure or turn.tracker is None:
        logger.error("The turn failed: %s", turn.failure or "no conversation came out of it")
        return json({"error": turn.failure or "the turn failed"}, status=503 if turn.outage else 500)
    turn.timings_ms["total"] = (perf_counter() - started) * 1000
    return json(reply(turn, output, message, agent))


def reply(turn: Turn, output: TurnOutput, message: UserMessage, agent: Agent) -> dict[str, Any]:
    intent = message.parse_data["intent"]
    return {
        "messages": output.messages,
        "slots": slots_after(turn.tracker, agent.domain),
        "intent": {"name": intent["name"], "confidence": intent["confidence"]},
        "timings_ms": {part: round(spent, 2) for part, spent in turn.timings_ms.items()},
    }
