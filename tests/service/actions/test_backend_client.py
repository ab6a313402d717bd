"""The back end's client: which answers mean an outage, which waiting would mend, and which a mistake of ours."""

import asyncio

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from actions.backend_client import BackendMisunderstoodError, BackendUnavailableError, HttpBackend, Request


async def rule_against(status: int) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({"code": "x"}, status=status)

    app = web.Application()
    app.router.add_post("/v1/rulings", answer)
    async with TestServer(app) as server, aiohttp.ClientSession(base_url=str(server.make_url("/"))) as session:
        await HttpBackend(session, "sealed", None).rule("book", Request("NRE261051", ()))


@pytest.mark.parametrize("status", [401, 429, 500, 502, 503])
def test_an_answer_that_may_be_another_one_later_is_an_outage(status: int) -> None:
    with pytest.raises(BackendUnavailableError):
        asyncio.run(rule_against(status))


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_request_that_is_found_wrong_is_a_mistake_that_waiting_does_not_mend(status: int) -> None:
    with pytest.raises(BackendMisunderstoodError):
        asyncio.run(rule_against(status))
