"""The action server: rasa-sdk's webhook, private, with a check of our own and without echoing what people wrote."""

import hmac
import logging
import warnings
from typing import Any

import aiohttp
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic, response
from sanic.handlers import ErrorHandler
from sanic.response import HTTPResponse

from actions.action import Counter, SkillAction, warm
from actions.backend_client import BackendUnavailableError, HttpBackend, fetch_city
from actions.conversation.route import Skill
from actions.failing import describe_failure
from actions.records import City, Metadata
from actions.settings import ActionsSettings

_log = logging.getLogger(__name__)

_CONNECTIONS = 64
_IDLE_SECONDS = 15.0
"""Below the time after which the back end closes an idle connection."""


class CityDesk:
    """Holds the connection to the back end and the city's facts, fetched when first needed after a start."""

    def __init__(self, settings: ActionsSettings) -> None:
        self._settings = settings
        self._session: aiohttp.ClientSession | None = None
        self._city: City | None = None

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(
            base_url=self._settings.backend_base_url,
            headers={"Authorization": f"Bearer {self._settings.backend_token}"},
            timeout=aiohttp.ClientTimeout(total=self._settings.backend_timeout),
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_IDLE_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def learn_city(self) -> City:
        """The city's facts. Raises `BackendUnavailableError` while the back end is not there."""
        if self._city is None:
            city = await fetch_city(self._opened())
            warm(city)
            self._city = city
        return self._city

    def city(self) -> City:
        if self._city is None:
            raise BackendUnavailableError("the city's facts are not known yet")
        return self._city

    def backend_for(self, metadata: Metadata) -> HttpBackend:
        return HttpBackend(self._opened(), metadata.speaker, metadata.correlation_id)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise BackendUnavailableError("the action server is starting")
        return self._session


def create_server(settings: ActionsSettings) -> "Sanic[Any, Any]":
    """The Sanic app with one action for each skill."""
    # rasa-sdk warns on every request that Rasa 3.6 is older than itself; the pair is the one we test (ADR 1).
    warnings.filterwarnings("ignore", category=UserWarning, module=r"rasa_sdk\.utils")
    desk = CityDesk(settings)
    counter = Counter(desk.city, desk.backend_for, settings.public_base_url)
    executor = ActionExecutor()
    for skill in Skill:
        executor.register_action(SkillAction(skill, counter))
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.config.KEEP_ALIVE_TIMEOUT = 75
    app.config.ACCESS_LOG = False

    async def open_desk(_app: object) -> None:
        await desk.open()

    async def close_desk(_app: object) -> None:
        await desk.close()

    async def guard(request: Request) -> HTTPResponse | None:
        if request.path == "/health":
            await desk.learn_city()
            return None
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {settings.actions_token}".encode()):
            return response.json({"error": "unauthorized"}, status=401)
        await desk.learn_city()
        return None

    app.register_listener(open_desk, "before_server_start")
    app.register_listener(close_desk, "after_server_stop")
    app.register_middleware(guard, "request")
    app.error_handler = ErrorHandler()  # instead of rasa-sdk's, which echoes the whole request
    app.error_handler.add(Exception, _answer_failure)
    return app


async def _answer_failure(_request: Request, error: Exception) -> HTTPResponse:
    """Say that it failed, never what people wrote."""
    outage = isinstance(error, BackendUnavailableError)
    _log.error("action failed: %s", error if outage else describe_failure(error))
    return response.json({"error": "back end unavailable" if outage else "failed"}, status=503 if outage else 500)
