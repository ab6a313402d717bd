"""Rasa, over HTTP with connections kept open, as docs/architecture.md describes the channel `permitline`."""

from collections.abc import Mapping
from json import JSONDecodeError

import httpx

from bot.ports import Answer, DialogueDownError, Question, TurnFailedError
from bot.rendering import Button, Said

_WEBHOOK = "/webhooks/permitline/webhook"
_DOWN_STATUSES = frozenset({502, 503, 504})
_MOST_CONNECTIONS = 64


def make_client(address: str, token: str, timeout: float) -> httpx.Client:
    """`timeout` in seconds is for the whole turn; connecting to a neighbour takes milliseconds or does not work."""
    return httpx.Client(
        base_url=address,
        headers={"Authorization": f"Bearer {token}"},
        timeout=httpx.Timeout(timeout, connect=2.0),
        limits=httpx.Limits(max_connections=_MOST_CONNECTIONS, max_keepalive_connections=_MOST_CONNECTIONS),
        trust_env=False,
    )


class Rasa:
    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(self, question: Question) -> Answer:
        try:
            response = self._client.post(
                _WEBHOOK,
                json={
                    "sender": question.sender,
                    "message": question.message,
                    "slots": dict(question.slots),
                    "metadata": dict(question.metadata),
                },
                headers={"X-Correlation-Id": question.correlation_id},
            )
        except httpx.HTTPError as error:
            raise DialogueDownError(type(error).__name__) from error
        if response.status_code in _DOWN_STATUSES:
            raise DialogueDownError(f"status {response.status_code}")
        if response.status_code != httpx.codes.OK:
            raise TurnFailedError(f"status {response.status_code}")
        try:
            return read_answer(response.json())
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise TurnFailedError("not JSON") from error


def read_answer(content: object) -> Answer:
    """Raise `TurnFailedError` for what is no reply, or says nothing."""
    if not isinstance(content, Mapping):
        raise TurnFailedError("not the JSON that was agreed")
    try:
        messages = tuple(_said(message) for message in content["messages"])
        slots = dict(content["slots"])
        timings = {str(name): float(value) for name, value in (content.get("timings_ms") or {}).items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TurnFailedError("not the JSON that was agreed") from error
    if not any(message.text.strip() or message.buttons for message in messages):
        raise TurnFailedError("no words")
    return Answer(messages, slots, timings)


def _said(message: Mapping[str, object]) -> Said:
    buttons = message.get("buttons") or []
    if not isinstance(buttons, list):
        raise TypeError("buttons")
    return Said(
        text=str(message.get("text") or ""),
        buttons=tuple(Button(str(button["title"]), str(button.get("payload", ""))) for button in buttons),
        response=str(message.get("response") or ""),
    )
