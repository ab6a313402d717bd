"""Rasa, over HTTP with connections kept open, as docs/architecture.md describes the channel `permitline`."""

from collections.abc import Mapping
from json import JSONDecodeError, dumps, loads
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, ProtocolError

from bot.ports import Answer, DialogueDownError, Question, TurnFailedError
from bot.rendering import Button, Said

_WEBHOOK = "/webhooks/permitline/webhook"
_OK = 200
_DOWN_STATUSES = frozenset({502, 503, 504})
_MOST_CONNECTIONS = 64
_CONNECT_SECONDS = 2.0


class Rasa:
    """`timeout` in seconds is for the whole turn; connecting to a neighbour takes milliseconds or does not work.

    The environment's proxies are not asked: Rasa is on loopback or a private network.
    """

    def __init__(self, address: str, token: str, timeout: float) -> None:
        self._path = urlsplit(address).path.rstrip("/") + _WEBHOOK
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connections = urllib3.connection_from_url(
            address,
            maxsize=_MOST_CONNECTIONS,
            timeout=urllib3.Timeout(connect=_CONNECT_SECONDS, read=timeout),
            retries=False,
        )

    def ask(self, question: Question) -> Answer:
        asked = {
            "sender": question.sender,
            "message": question.message,
            "slots": dict(question.slots),
            "metadata": dict(question.metadata),
        }
        headers = {**self._headers, "X-Correlation-Id": question.correlation_id}
        response = self._post(dumps(asked).encode(), headers)
        if response.status in _DOWN_STATUSES:
            raise DialogueDownError(f"status {response.status}")
        if response.status != _OK:
            raise TurnFailedError(f"status {response.status}")
        try:
            return read_answer(loads(response.data))
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise TurnFailedError("not JSON") from error

    def _post(self, body: bytes, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        try:
            try:
                return self._connections.request("POST", self._path, body=body, headers=headers, redirect=False)
            except ProtocolError:
                # Rasa may close a connection that lay idle just when we write on it. A turn that is asked for twice
                # starts from the same slots and has the same idempotency keys, so asking again is safe (ADR 2).
                return self._connections.request("POST", self._path, body=body, headers=headers, redirect=False)
        except HTTPError as error:
            raise DialogueDownError(type(error).__name__) from error


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
