"""The Sanic application around Rasa's agent: the channel's two doors, and the model loaded before the first request."""

import asyncio
import logging
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, register
from sanic import Sanic

from dialogue.channel import PermitlineChannel
from dialogue.memory import MemoryOfOneTurn, NoLocks
from dialogue.settings import DialogueSettings
from dialogue.speech import Speech
from dialogue.speedups.action_server import ActionServer

logger = logging.getLogger(__name__)

ROUTE = "/webhooks/"
LONGEST_BODY = 256 * 1024
KEEP_ALIVE_SECONDS = 120


def make_app(settings: DialogueSettings) -> Sanic:
    actions = ActionServer(settings.actions_url, settings.actions_token, settings.actions_timeout)

    def make_agent() -> Agent:
        return Agent(
            generator=Speech(), tracker_store=MemoryOfOneTurn(None), lock_store=NoLocks(), action_endpoint=actions
        )

    app = app_around(make_agent, str(settings.model), PermitlineChannel(settings.rasa_token))

    @app.after_server_stop
    async def close_connections(_app: Sanic, _loop: Any) -> None:
        await actions.close()

    return app


def app_around(make_agent: Any, model: str, channel: InputChannel) -> Sanic:
    """The doors answer 503 until the model is loaded; a model that cannot be loaded ends the program."""
    app = Sanic("permitline_dialogue", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS
    app.config.REQUEST_MAX_SIZE = LONGEST_BODY
    register([channel], app, route=ROUTE)

    @app.after_server_start
    async def load_model(running: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        running.add_task(_load(running, make_agent, model))

    return app


async def _load(app: Sanic, make_agent: Any, model: str) -> None:
    try:
        agent: Agent | None = await asyncio.get_event_loop().run_in_executor(None, _loaded, make_agent, model)
    except Exception:
        logger.critical("The model %s cannot be loaded; train it anew: python -m dialogue.train", model, exc_info=True)
        app.stop()
        return
    app.ctx.agent = agent
    logger.info("Rasa is ready with the model %s", model)


def _loaded(make_agent: Any, model: str) -> Agent:
    agent: Agent = make_agent()
    agent.load_model(model)
    return agent
