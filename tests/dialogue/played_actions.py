"""A small action server for the tests, on a real socket: it answers what it is told to and keeps what it was asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class PlayedActions:
    reply: Any = field(default_factory=dict)
    status: int = 200
    delay: float = 0.0
    calls: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        call = await request.json()
        self.calls.append(call)
        self.headers.append(dict(request.headers))
        self.connections.add(request.transport)
        await asyncio.sleep(self.delay)
        reply = self.reply(call) if callable(self.reply) else self.reply
        return web.json_response(reply, status=self.status)


@asynccontextmanager
async def played(actions: PlayedActions) -> AsyncIterator[PlayedActions]:
    app = web.Application()
    app.router.add_post("/webhook", actions.answer)
    async with TestServer(app) as server:
        actions.url = str(server.make_url("/webhook"))
        yield actions


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value, "timestamp": None}
