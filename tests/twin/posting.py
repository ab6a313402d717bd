"""Signed requests from Twilio to us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import httpx

from tests.twin.account import Account
from tests.twin.signing import sign

type Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `status` 0 and `error` where nothing did."""

    url: str
    status: int
    content_type: str
    body: str
    seconds: float
    error: str = ""


class Poster:
    def __init__(self, account: Account) -> None:
        self._account = account
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=20)
        self._client = httpx.Client(timeout=account.webhook_timeout, limits=limits)

    def post(self, url: str, parameters: Parameters, headers: Mapping[str, str] | None = None) -> Answer:
        signature = sign(self._account.token, url, parameters)
        form: dict[str, list[str]] = {}
        for name, value in parameters:
            form.setdefault(name, []).append(value)
        told = {"User-Agent": "TwilioProxy/1.1", "X-Twilio-Signature": signature, **(headers or {})}
        started = monotonic()
        try:
            reply = self._client.post(url, data=form, headers=told)
        except httpx.HTTPError as error:
            return Answer(url, 0, "", "", monotonic() - started, f"{type(error).__name__}: {error}")
        content_type = reply.headers.get("Content-Type", "")
        return Answer(url, reply.status_code, content_type, reply.text, monotonic() - started)

    def close(self) -> None:
        self._client.close()
