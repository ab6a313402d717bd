"""The messages of the account, and how the API finds and pages them."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from tests.twin.errors import ApiError
from tests.twin.messages import Json, Message

_PAGE_SIZE, _LARGEST_PAGE = 50, 1000


class Store:
    """Safe to use from several threads; what it hands out is the records themselves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._messages: dict[str, Message] = {}

    def add(self, message: Message) -> None:
        with self._lock:
            self._messages.setdefault(message.sid, message)

    def remove(self, sid: str) -> None:
        with self._lock:
            self._messages.pop(sid, None)

    def find(self, sid: str) -> Message | None:
        return self._messages.get(sid)

    def all(self) -> list[Message]:
        with self._lock:
            return list(self._messages.values())

    def clear(self) -> None:
        with self._lock:
            self._messages.clear()

    def search(self, asked: Mapping[str, str]) -> list[Message]:
        """The newest first, as Twilio lists them. A message that has not been sent has no date to be found by."""
        found = self.all()[::-1]
        return [each for each in found if all(holds(each) for holds in _filters(asked))]


def page(path: str, asked: Mapping[str, str], name: str, items: Sequence[tuple[str, Json]]) -> Json:
    """One page of `items` (each with its sid), named `name`, with the addresses of the others."""
    size = _size(asked)
    after = asked.get("PageToken", "").removeprefix("PA")
    sids = [sid for sid, _ in items]
    start = sids.index(after) + 1 if after in sids else 0
    shown = items[start : start + size]
    number = int(asked.get("Page") or 0)
    kept = {key: value for key, value in asked.items() if key not in {"Page", "PageToken", "PageSize"}}

    def address(number: int, token: str = "") -> str:
        more = {"PageToken": f"PA{token}"} if token else {}
        return f"{path}?{urlencode({**kept, 'PageSize': size, 'Page': number, **more})}"

    is_last = start + size >= len(items)
    before = sids[start - size - 1] if start > size else ""
    return {
        "end": start + max(len(shown) - 1, 0),
        "first_page_uri": address(0),
        "next_page_uri": None if is_last else address(number + 1, shown[-1][0]),
        "page": number,
        "page_size": size,
        "previous_page_uri": None if start == 0 else address(max(number - 1, 0), before),
        "start": start,
        "uri": address(number, after),
        name: [item for _, item in shown],
    }


def _size(asked: Mapping[str, str]) -> int:
    text = asked.get("PageSize") or str(_PAGE_SIZE)
    if not text.isdigit() or not 1 <= int(text) <= _LARGEST_PAGE:
        raise ApiError(20001, text)
    return int(text)


def _filters(asked: Mapping[str, str]) -> list[Callable[[Message], bool]]:
    made: list[Callable[[Message], bool]] = []
    if to := asked.get("To"):
        made.append(lambda message: message.to == to)
    if sender := asked.get("From"):
        made.append(lambda message: message.sender == sender)
    if on := asked.get("DateSent"):
        made.append(lambda message: message.sent is not None and message.sent.date() == _moment(on).date())
    if since := asked.get("DateSent>"):
        made.append(lambda message: message.sent is not None and _second(message.sent) >= _moment(since))
    if until := asked.get("DateSent<"):
        made.append(lambda message: message.sent is not None and _second(message.sent) <= _moment(until, ends=True))
    return made


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _moment(text: str, *, ends: bool = False) -> datetime:
    """A day or a moment, both in GMT; a day counts from its start, or to its end."""
    try:
        if len(text) == len("2026-12-01"):
            day = date.fromisoformat(text)
            return datetime.combine(day, datetime.max.time() if ends else datetime.min.time(), UTC)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ApiError(20001, text) from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
