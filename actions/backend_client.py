"""The back end as the actions call it: one port, one implementation over HTTP."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any, Literal, Protocol
from urllib.parse import quote

import aiohttp

from actions.records import (
    Account,
    CalendarLink,
    Change,
    ChosenNotices,
    City,
    HalfDay,
    Link,
    Linked,
    PermitView,
    Problem,
    PublicPermitView,
    Record,
    Ruling,
    SentCode,
    Unlinked,
)

type RulingAction = Literal["book", "cancel", "move"]


class BackendUnavailableError(Exception):
    """The back end did not answer, or answered that it cannot work now. Nothing was written."""


class BackendMisunderstoodError(Exception):
    """The back end found the request wrong: a mistake of ours, which waiting does not mend. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the rules, or to be written."""

    permit: str
    inspections: tuple[str, ...]
    day: date | None = None
    half_day: HalfDay | None = None
    ruling: str | None = None
    earliest: date | None = None
    """With `latest`: the span of openings that is wished for, on a ruling without a day."""
    latest: date | None = None
    excluding: tuple[date, ...] = ()
    """Days on which no opening is wished."""
    site_note: str | None = field(default=None, repr=False)
    """What the inspector should know, with a booking or a move."""

    def as_json(self) -> dict[str, Any]:
        return {
            "permit": self.permit,
            "inspections": list(self.inspections),
            "day": self.day.isoformat() if self.day else None,
            "half_day": self.half_day,
            "ruling": self.ruling,
        }


class Backend(Protocol):
    """The back end on behalf of one message's sender. `key` makes a write happen once."""

    async def account(self) -> Account: ...

    async def permit(self, number: str) -> PermitView | PublicPermitView | Problem | None: ...

    async def rule(self, action: RulingAction, request: Request) -> Ruling | Problem: ...

    async def write(self, action: RulingAction, request: Request, key: str) -> Change | Problem: ...

    async def undo(self, change: str, key: str) -> Change | Problem: ...

    async def leave_note(self, permit: str, inspections: tuple[str, ...], note: str, key: str) -> Problem | None: ...

    async def remember_language(self, language: str, key: str) -> None: ...

    async def open_link(self, permit: str, key: str) -> Link | Problem: ...

    async def send_code(self, link: str, contact: int, key: str) -> SentCode | Problem: ...

    async def prove(self, link: str, code: str, key: str) -> Linked | Problem: ...

    async def unlink(self, permit: str, key: str) -> Unlinked | Problem: ...

    async def forget(self, key: str) -> None: ...

    async def choose_notices(self, kind: str, wanted: bool, key: str) -> dict[str, bool]: ...

    async def calendar_link(
        self, permit: str, inspection: str, key: str, *, by_email: bool = False
    ) -> CalendarLink | Problem: ...


_FOUND_WRONG = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY})
_WRITES = {"book": "/v1/bookings", "cancel": "/v1/cancellations", "move": "/v1/moves"}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content: bytes


class HttpBackend:
    """`Backend` over HTTP for one message. A business "no" is a value.

    Raises `BackendUnavailableError` for outages, `BackendMisunderstoodError` for mistakes of ours.
    """

    def __init__(self, session: aiohttp.ClientSession, speaker: str, correlation_id: str | None) -> None:
        self._session = session
        self._headers = {"X-Permitline-Speaker": speaker}
        if correlation_id:
            self._headers["X-Correlation-Id"] = correlation_id

    async def account(self) -> Account:
        return Account.model_validate_json((await self._call("GET", "/v1/account")).content)

    async def permit(self, number: str) -> PermitView | PublicPermitView | Problem | None:
        answer = await self._call("GET", f"/v1/permits/{quote(number, safe='')}", expected=(200, 404, 409))
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        if answer.status == HTTPStatus.CONFLICT:
            return Problem.model_validate_json(answer.content)
        view = json.loads(answer.content)
        return PublicPermitView.model_validate(view) if view.get("public") else PermitView.model_validate(view)

    async def rule(self, action: RulingAction, request: Request) -> Ruling | Problem:
        span = {"earliest": request.earliest, "latest": request.latest}
        body = request.as_json() | {"action": action}
        body |= {end: day.isoformat() for end, day in span.items() if day}
        if request.excluding:
            body["excluding"] = [day.isoformat() for day in request.excluding]
        del body["ruling"]
        answer = await self._call("POST", "/v1/rulings", body=body, expected=(200, 404, 409))
        if answer.status == HTTPStatus.OK:
            return Ruling.model_validate_json(answer.content)
        return Problem.model_validate_json(answer.content)

    async def write(self, action: RulingAction, request: Request, key: str) -> Change | Problem:
        body = request.as_json()
        if action == "cancel":
            del body["day"], body["half_day"]
        elif request.site_note:
            body["site_note"] = request.site_note
        return await self._change(_WRITES[action], body, key)

    async def undo(self, change: str, key: str) -> Change | Problem:
        return await self._change("/v1/undos", {"change": change}, key)

    async def leave_note(self, permit: str, inspections: tuple[str, ...], note: str, key: str) -> Problem | None:
        body = {"permit": permit, "inspections": list(inspections), "site_note": note}
        answer = await self._call("PUT", "/v1/notes", body=body, key=key, expected=(200, 404, 409))
        return None if answer.status == HTTPStatus.OK else Problem.model_validate_json(answer.content)

    async def remember_language(self, language: str, key: str) -> None:
        await self._call("PUT", "/v1/account/language", body={"language": language}, key=key, expected=(200, 204, 409))

    async def open_link(self, permit: str, key: str) -> Link | Problem:
        return await self._ask(Link, "/v1/links", {"permit": permit}, key)

    async def send_code(self, link: str, contact: int, key: str) -> SentCode | Problem:
        return await self._ask(SentCode, f"/v1/links/{quote(link, safe='')}/codes", {"contact": contact}, key)

    async def prove(self, link: str, code: str, key: str) -> Linked | Problem:
        return await self._ask(Linked, f"/v1/links/{quote(link, safe='')}/proofs", {"code": code}, key)

    async def unlink(self, permit: str, key: str) -> Unlinked | Problem:
        return await self._ask(Unlinked, "/v1/unlinks", {"permit": permit}, key)

    async def forget(self, key: str) -> None:
        await self._call("POST", "/v1/forgettings", body={}, key=key, expected=(200, 409))

    async def choose_notices(self, kind: str, wanted: bool, key: str) -> dict[str, bool]:
        body = {"kind": kind, "wanted": wanted}
        answer = await self._call("PUT", "/v1/account/notices", body=body, key=key)
        return ChosenNotices.model_validate_json(answer.content).notices

    async def calendar_link(
        self, permit: str, inspection: str, key: str, *, by_email: bool = False
    ) -> CalendarLink | Problem:
        body = {"permit": permit, "inspection": inspection} | ({"by": "email"} if by_email else {})
        return await self._ask(CalendarLink, "/v1/calendar-links", body, key)

    async def _ask[Answered: Record](
        self, record: type[Answered], path: str, body: dict[str, Any], key: str
    ) -> Answered | Problem:
        answer = await self._call("POST", path, body=body, key=key, expected=(200, 201, 404, 409))
        done = answer.status in (HTTPStatus.OK, HTTPStatus.CREATED)
        return (record if done else Problem).model_validate_json(answer.content)

    async def _change(self, path: str, body: dict[str, Any], key: str) -> Change | Problem:
        answer = await self._call("POST", path, body=body, key=key, expected=(201, 404, 409))
        if answer.status == HTTPStatus.CREATED:
            return Change.model_validate_json(answer.content)
        return Problem.model_validate_json(answer.content)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        key: str | None = None,
        expected: Sequence[int] = (200,),
    ) -> _Answer:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        answer = await _request(self._session, method, path, body, headers)
        if answer.status in expected:
            return answer
        error = BackendMisunderstoodError if answer.status in _FOUND_WRONG else BackendUnavailableError
        raise error(f"{method} {path}: status {answer.status}")


async def fetch_city(session: aiohttp.ClientSession) -> City:
    """The city's public facts. Raises `BackendUnavailableError`."""
    answer = await _request(session, "GET", "/v1/city", None, {})
    if answer.status != HTTPStatus.OK:
        raise BackendUnavailableError(f"GET /v1/city: status {answer.status}")
    return City.model_validate_json(answer.content)


async def _request(
    session: aiohttp.ClientSession, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
) -> _Answer:
    try:
        async with session.request(method, path, json=body, headers=headers) as reply:
            return _Answer(reply.status, await reply.read())
    except (aiohttp.ClientError, TimeoutError) as error:
        raise BackendUnavailableError(f"{method} {path}: {type(error).__name__}") from error
