"""The back end as the actions call it: one port, one implementation over HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

import httpx

from actions.records import Account, Change, City, HalfDay, PermitView, Problem, PublicPermitView, Ruling

type RulingAction = Literal["book", "cancel", "move"]


class BackendUnavailableError(Exception):
    """The back end did not answer, or answered that it cannot work now. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the rules, or to be written."""

    permit: str
    inspections: tuple[str, ...]
    day: date | None = None
    half_day: HalfDay | None = None
    ruling: str | None = None

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

    async def permit(self, number: str) -> PermitView | PublicPermitView | None: ...

    async def rule(self, action: RulingAction, request: Request) -> Ruling | Problem: ...

    async def write(self, action: RulingAction, request: Request, key: str) -> Change | Problem: ...

    async def undo(self, change: str, key: str) -> Change | Problem: ...

    async def remember_language(self, language: str, key: str) -> None: ...


_WRITES = {"book": "/v1/bookings", "cancel": "/v1/cancellations", "move": "/v1/moves"}


class HttpBackend:
    """`Backend` over HTTP for one message. Raises `BackendUnavailableError` for outages; a business "no" is a value."""

    def __init__(self, client: httpx.AsyncClient, speaker: str, correlation_id: str | None) -> None:
        self._client = client
        self._headers = {"X-Permitline-Speaker": speaker}
        if correlation_id:
            self._headers["X-Correlation-Id"] = correlation_id

    async def account(self) -> Account:
        return Account.model_validate_json((await self._call("GET", "/v1/account")).content)

    async def permit(self, number: str) -> PermitView | PublicPermitView | None:
        reply = await self._call("GET", f"/v1/permits/{number}", expected=(200, 404))
        if reply.status_code == httpx.codes.NOT_FOUND:
            return None
        view = reply.json()
        return PublicPermitView.model_validate(view) if view.get("public") else PermitView.model_validate(view)

    async def rule(self, action: RulingAction, request: Request) -> Ruling | Problem:
        body = request.as_json() | {"action": action}
        del body["ruling"]
        reply = await self._call("POST", "/v1/rulings", body=body, expected=(200, 404, 409))
        if reply.status_code == httpx.codes.OK:
            return Ruling.model_validate_json(reply.content)
        return Problem.model_validate_json(reply.content)

    async def write(self, action: RulingAction, request: Request, key: str) -> Change | Problem:
        body = request.as_json()
        if action == "cancel":
            del body["day"], body["half_day"]
        return await self._change(_WRITES[action], body, key)

    async def undo(self, change: str, key: str) -> Change | Problem:
        return await self._change("/v1/undos", {"change": change}, key)

    async def remember_language(self, language: str, key: str) -> None:
        await self._call("PUT", "/v1/account/language", body={"language": language}, key=key, expected=(200, 204, 409))

    async def _change(self, path: str, body: dict[str, Any], key: str) -> Change | Problem:
        reply = await self._call("POST", path, body=body, key=key, expected=(201, 404, 409))
        if reply.status_code == httpx.codes.CREATED:
            return Change.model_validate_json(reply.content)
        return Problem.model_validate_json(reply.content)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        key: str | None = None,
        expected: Sequence[int] = (200,),
    ) -> httpx.Response:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        try:
            reply = await self._client.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise BackendUnavailableError(f"{method} {path}: {type(error).__name__}") from error
        if reply.status_code in expected:
            return reply
        raise BackendUnavailableError(f"{method} {path}: status {reply.status_code}")


async def fetch_city(client: httpx.AsyncClient) -> City:
    """The city's public facts. Raises `BackendUnavailableError`."""
    try:
        reply = await client.get("/v1/city")
        reply.raise_for_status()
    except httpx.HTTPError as error:
        raise BackendUnavailableError(f"GET /v1/city: {type(error).__name__}") from error
    return City.model_validate_json(reply.content)
