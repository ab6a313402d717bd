"""The back end's client: which answers mean an outage, which waiting would mend, and which a mistake of ours."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from actions.backend_client import BackendMisunderstoodError, BackendUnavailableError, HttpBackend, Request
from actions.records import CalendarLink, Link, Linked, Problem, SentCode, Unlinked


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


EXAMPLES = Path(__file__).parents[2] / "contract" / "backend"
"""What the back end answers, by its own tests."""


async def ask_like(example: str, ask: Callable[[HttpBackend], Awaitable[object]]) -> object:
    """The client's call against an example: the request has to be the example's, the answer is what it makes of it."""
    told: dict[str, Any] = json.loads((EXAMPLES / f"{example}.json").read_text("utf-8"))
    asked: list[tuple[str, str, Any]] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append((request.method, request.path, await request.json()))
        assert request.headers["Idempotency-Key"] == "SM1:key"
        return web.json_response(told["response"]["body"], status=told["response"]["status"])

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server, aiohttp.ClientSession(base_url=str(server.make_url("/"))) as session:
        made = await ask(HttpBackend(session, "sealed", None))
    request = told["request"]
    assert asked == [(request["method"], request["path"], request["body"])]
    return made


def link_of(example: str) -> str:
    """The id of a link, which an example's address has."""
    path: str = json.loads((EXAMPLES / f"{example}.json").read_text("utf-8"))["request"]["path"]
    return path.split("/")[3]


def body_of(example: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((EXAMPLES / f"{example}.json").read_text("utf-8"))["request"]["body"]
    return body


KEY = "SM1:key"


def test_the_contacts_that_can_prove_a_permit() -> None:
    made = asyncio.run(ask_like("link", lambda backend: backend.open_link(body_of("link")["permit"], KEY)))
    assert isinstance(made, Link)
    assert {each.kind for each in made.contacts} == {"text", "email"}


def test_a_code_that_was_sent() -> None:
    made = asyncio.run(ask_like("link_code", lambda backend: backend.send_code(link_of("link_code"), 1, KEY)))
    assert isinstance(made, SentCode)
    assert made.masked.startswith("***")


@pytest.mark.parametrize(
    ("example", "kind"), [("proof", Linked), ("proof_refused", Problem), ("proof_expired", Problem)]
)
def test_a_code_that_came_back(example: str, kind: type[object]) -> None:
    code = body_of(example)["code"]
    made = asyncio.run(ask_like(example, lambda backend: backend.prove(link_of(example), code, KEY)))
    assert isinstance(made, kind)


def test_a_permit_taken_off_and_a_phone_forgotten() -> None:
    made = asyncio.run(ask_like("unlink", lambda backend: backend.unlink(body_of("unlink")["permit"], KEY)))
    assert isinstance(made, Unlinked)
    assert asyncio.run(ask_like("forgetting", lambda backend: backend.forget(KEY))) is None


def test_the_kinds_of_text_after_a_choice() -> None:
    body = body_of("notices_chosen")
    made = asyncio.run(
        ask_like("notices_chosen", lambda backend: backend.choose_notices(body["kind"], body["wanted"], KEY))
    )
    assert made == {"reminders": False, "results": True, "changes": True, "inactivity": True, "fees": True}


def test_where_a_visit_s_calendar_file_is() -> None:
    body = body_of("calendar_link")
    made = asyncio.run(
        ask_like(
            "calendar_link",
            lambda backend: backend.calendar_link(body["permit"], body["inspection"], KEY),
        )
    )
    assert isinstance(made, CalendarLink)
    assert made.path.startswith("/c/")
