"""Codes that Twilio Verify draws, sends and checks, through the bot's private API (docs/architecture.md).

To a decoy nothing is sent, and what is answered to one is wrong. That takes as long as the last real call took, so that
the time of an answer does not tell the two apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from json import JSONDecodeError, dumps, loads
from time import monotonic, sleep
from urllib.parse import quote, urlsplit

import structlog
import urllib3
from urllib3.exceptions import HTTPError

from backend.domain.contacts import ContactKind
from backend.services.codes import CodesUnavailableError, Prepared, Sending, Verdict
from backend.services.links import LinkContact

_PATH = "/private/verifications"
_FIRST_GUESS = 0.3
"""Seconds that a call takes, until one was made."""
_VERDICTS = {"approved": Verdict.RIGHT, "pending": Verdict.WRONG, "expired": Verdict.EXPIRED}

_log = structlog.get_logger("backend.codes")


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    content: bytes


class BotVerifications:
    """The two calls, with the connection kept open. Raises `CodesUnavailableError` where nobody answers in time."""

    def __init__(self, address: str, token: str, timeout: float) -> None:
        self._path = urlsplit(address).path.rstrip("/") + _PATH
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        patience = urllib3.Timeout(connect=2.0, read=timeout)
        self._connections = urllib3.connection_from_url(address, maxsize=4, timeout=patience, retries=False)

    def post(self, path: str, content: Mapping[str, object]) -> Answered:
        try:
            answer = self._connections.request(
                "POST", self._path + path, body=dumps(content).encode(), headers=self._headers, redirect=False
            )
        except HTTPError as error:
            raise CodesUnavailableError(type(error).__name__) from error
        return Answered(answer.status, answer.data)


@dataclass(slots=True)
class VerifyCodes:
    post: Callable[[str, Mapping[str, object]], Answered]
    pause: Callable[[float], None] = field(default=sleep)
    took: float = field(default=_FIRST_GUESS)

    def prepare(self, sending: Sending) -> Prepared:
        return Prepared()

    def send(self, code_id: str, contact: LinkContact) -> None:
        if contact.is_decoy:
            self.pause(self.took)
            return
        where = "email" if contact.kind is ContactKind.EMAIL else "phone"
        answer = self._timed("", {"verification": code_id, where: contact.address, "language": contact.language})
        if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
            # It will never go there, and saying so would tell that the contact is none of a decoy's.
            _log.error("verification_refused", verification=code_id)
        elif answer.status not in (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED):
            raise CodesUnavailableError(f"status {answer.status}")

    def check(self, code_id: str, digest: str | None, contact: LinkContact, given: str) -> Verdict:
        if contact.is_decoy:
            self.pause(self.took)
            return Verdict.WRONG
        answer = self._timed(f"/{quote(code_id, safe='')}/check", {"code": given})
        if answer.status != HTTPStatus.OK:
            raise CodesUnavailableError(f"status {answer.status}")
        return _verdict(answer.content)

    def _timed(self, path: str, content: Mapping[str, object]) -> Answered:
        began = monotonic()
        answer = self.post(path, content)
        self.took = monotonic() - began
        return answer


def _verdict(content: bytes) -> Verdict:
    try:
        return _VERDICTS[loads(content)["status"]]
    except (JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise CodesUnavailableError("the answer says no status") from error
