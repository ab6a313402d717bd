"""The bot's `POST /private/notices`, over HTTP with the connection kept open, as docs/architecture.md describes it."""

from datetime import datetime
from http import HTTPStatus
from json import JSONDecodeError, dumps, loads
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from backend.services.notices import Notice, Receipt, Reception

_PATH = "/private/notices"
_SECONDS = urllib3.Timeout(connect=2.0, read=5.0)
_TAKEN = frozenset({HTTPStatus.OK, HTTPStatus.CREATED})
_AWAY = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,  # another token there than here: no notice can pass until that is mended
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,  # something else listens there
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)


class HttpBotDoor:
    """The environment's proxies are not asked: the bot is on loopback or a private network."""

    def __init__(self, address: str, token: str) -> None:
        self._path = urlsplit(address).path.rstrip("/") + _PATH
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connections = urllib3.connection_from_url(address, maxsize=2, timeout=_SECONDS, retries=False)

    def hand_over(self, notice: Notice) -> Reception:
        body = dumps(content_of(notice)).encode()
        try:
            answer = self._connections.request("POST", self._path, body=body, headers=self._headers, redirect=False)
        except HTTPError as error:
            return Reception(Receipt.AWAY, type(error).__name__)
        if answer.status in _TAKEN:
            return Reception(Receipt.TAKEN)
        if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
            return Reception(Receipt.REFUSED, _error_in(answer.data))
        return Reception(Receipt.AWAY if answer.status in _AWAY else Receipt.LATER, f"status {answer.status}")

    def close(self) -> None:
        self._connections.close()


def content_of(notice: Notice) -> dict[str, object]:
    """A notice as the bot takes it; where it goes is named once, by phone or by e-mail."""
    content: dict[str, object] = {
        "notice": notice.id,
        "language": notice.language,
        "response": notice.response,
        "values": dict(notice.values),
        "choices": list(notice.choices),
        "purpose": notice.purpose.value,
        "not_before": _iso(notice.not_before),
        "expires_at": _iso(notice.expires_at),
        "about": notice.about,
    }
    if notice.phone is not None:
        return {**content, "phone": notice.phone}
    content |= {"email": notice.email, "subject": notice.subject}
    return content if notice.attachment is None else {**content, "attachment": notice.attachment}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _error_in(data: bytes) -> str:
    try:
        content = loads(data)
    except (JSONDecodeError, UnicodeDecodeError):
        return "no reason given"
    return str(content.get("error", "no reason given")) if isinstance(content, dict) else "no reason given"
