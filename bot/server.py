"""Serves the bot with gunicorn: one process with many threads by default, since the work is waiting for others."""

import errno
import socket
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from bot.bootstrap import Bot, build_bot
from bot.settings import BotSettings
from bot.web.app import make_app
from runtime.logs import configure_logging


class PortTakenError(Exception):
    """Another program listens where the bot should."""


class BotServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Each worker process builds its own bot after the fork: threads and connections do not survive one."""

    def __init__(self, settings: BotSettings) -> None:
        self._settings = settings
        self._bot: Bot | None = None
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self._settings.bind_host}:{self._settings.bot_port}",
            "workers": self._settings.bot_workers,
            "threads": self._settings.bot_threads,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 30,
            "worker_exit": self._stop_bot,
            "post_worker_init": self._route_logs,
            "accesslog": None,
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        configure_logging("bot", self._settings.log_level)
        self._bot = build_bot(self._settings)
        self._bot.start()
        return make_app(self._bot)

    def _stop_bot(self, _server: object, _worker: object) -> None:
        if self._bot is not None:
            self._bot.stop()

    def _route_logs(self, _worker: object) -> None:
        configure_logging("bot", self._settings.log_level)


def check_port(host: str, port: int) -> None:
    """Raise `PortTakenError` with the setting to change."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "is taken by another program" if error.errno == errno.EADDRINUSE else f"({error.strerror})"
            raise PortTakenError(
                f"The bot cannot listen on {host}:{port}: it {reason}. PERMITLINE_BOT_PORT sets it."
            ) from error
