"""Hot spot: the call of the action server. Stock Rasa opens a new connection for each, sends the whole domain and all
events, and waits up to 300 s.

This client keeps its connections, sends an empty domain (Rasa SDK asks for one only where the key is missing) and the
events of this turn, which is all that an action may look at: what lasts is in the slots. It also learns the slots that
the action sets, so that the sentences are spoken with them (`dialogue.speech`), and keeps the action server's error
pages, which quote the whole request, out of the logs.
"""

import asyncio
import logging
from typing import Any

import aiohttp
import ujson
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from dialogue.turn import Turn, open_turn

logger = logging.getLogger(__name__)

# Below the 5 s after which the action server's Sanic closes an idle connection.
IDLE_SECONDS = 4.0
REJECTED = 400
UNAVAILABLE = 503


class ActionServer(EndpointConfig):
    """Rasa's `action_endpoint`. The time limit is in seconds, for one call as a whole."""

    def __init__(self, url: str, token: str = "", time_limit: float = 10.0) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # With `enable_selective_domain` Rasa leaves the domain out; request() puts the empty one in.
        super().__init__(url, headers=headers, enable_selective_domain=True)
        self._time_limit = time_limit
        self._session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", json: dict[str, Any] | None = None, **_rasas_own: Any) -> Any:
        """The action's events and responses. Raises what `RemoteAction.run` expects; the turn remembers the failure."""
        turn = open_turn()
        body = lean_body(json or {})
        try:
            with turn.timed("actions"):
                answer = await self._call(body)
        except (aiohttp.ClientError, asyncio.TimeoutError) as problem:
            turn.failure = f"{body.get('next_action')}: {_in_plain_words(problem, self._time_limit)}"
            turn.outage = _is_outage(problem)
            raise
        learn_slots(turn, answer)
        return answer

    async def _call(self, body: dict[str, Any]) -> Any:
        try:
            return await self._post(body)
        except aiohttp.ServerDisconnectedError:
            # The kept connection was closed at the moment of writing. A repeat is safe: all writes carry a key.
            return await self._post(body)

    async def _post(self, body: dict[str, Any]) -> Any:
        async with self._kept_session().post(self.url, data=ujson.dumps(body).encode()) as response:
            if response.status >= REJECTED:
                text = await response.text() if response.status == REJECTED else ""
                raise ClientResponseError(response.status, response.reason or "", text)
            return ujson.loads(await response.read())

    def _kept_session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),
                timeout=aiohttp.ClientTimeout(total=self._time_limit),
                headers={"Content-Type": "application/json", **self.headers},
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def lean_body(body: dict[str, Any]) -> dict[str, Any]:
    """Rasa's call with no domain and with the events since the person's last message."""
    tracker = body.get("tracker") or {}
    return {**body, "domain": {}, "tracker": {**tracker, "events": events_of_turn(tracker.get("events") or [])}}


def events_of_turn(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for index in range(len(events) - 1, -1, -1):
        if events[index].get("event") == "user":
            return events[index:]
    return events


def learn_slots(turn: Turn, answer: Any) -> None:
    events = answer.get("events") if isinstance(answer, dict) else None
    for event in events or []:
        if event.get("event") == "slot":
            turn.new_slots[event["name"]] = event.get("value")


def _is_outage(problem: BaseException) -> bool:
    """An action that crashes will crash again; one that is not there, or says that it cannot work now, may yet work."""
    return not isinstance(problem, ClientResponseError) or problem.status == UNAVAILABLE


def _in_plain_words(problem: BaseException, time_limit: float) -> str:
    if isinstance(problem, asyncio.TimeoutError):
        return f"no answer from the action server within {time_limit:g} s"
    if isinstance(problem, ClientResponseError):
        return f"the action server answered {problem.status}"
    return f"the action server cannot be reached ({type(problem).__name__})"
