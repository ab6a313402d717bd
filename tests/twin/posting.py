"""Signed requests from Twilio to us."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from time import monotonic
from urllib.parse import urlencode, urlsplit

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
    """Each request has a connection of its own, as many at once as there are: Twilio has no pool that fills up."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def post(self, url: str, parameters: Parameters, headers: Mapping[str, str] | None = None) -> Answer:
        told = {
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": sign(self._account.token, url, parameters),
            **(headers or {}),
        }
        started = monotonic()
        try:
            status, content_type, body = self._ask(url, urlencode(parameters), told)
        except (OSError, HTTPException) as error:
            return Answer(url, 0, "", "", monotonic() - started, f"{type(error).__name__}: {error}")
        return Answer(url, status, content_type, body, monotonic() - started)

    def _ask(self, url: str, form: str, headers: Mapping[str, str]) -> tuple[int, str, str]:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=self._account.webhook_timeout)
        with closing(connection):
            connection.request(
                "POST", f"{parts.path}?{parts.query}" if parts.query else parts.path or "/", form, dict(headers)
            )
            reply = connection.getresponse()
            body = reply.read().decode(reply.headers.get_content_charset() or "utf-8", "replace")
            return reply.status, reply.headers.get("Content-Type", ""), body
