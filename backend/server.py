"""Serves the back end with gunicorn: one listening socket, workers with threads."""

import logging
import socket
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from typing import Any

from apiflask import APIFlask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from backend.bootstrap import Backend, assemble
from backend.city.city import City, load_city
from backend.records.engine import make_engine
from backend.records.migrate import migrate
from backend.settings import BackendSettings
from runtime.logs import configure_logging

_BACKLOG = 512
_KEEP_ALIVE_SECONDS = 75


class PortTakenError(Exception):
    """The back end cannot listen where its settings say; the message names the address."""


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, told everything by our settings: it reads no file and no command line of its own."""

    def __init__(self, settings: BackendSettings, city: City, listener: int) -> None:
        self._settings = settings
        self._city = city
        self._backend: Backend | None = None
        self._options: dict[str, Any] = {
            "bind": f"fd://{listener}",
            "workers": settings.backend_workers,
            "threads": settings.backend_threads,
            "worker_class": "gthread",
            "keepalive": _KEEP_ALIVE_SECONDS,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "worker_exit": self._stop_backend,
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> APIFlask:
        # In the worker, after the fork: a connection must not be shared between processes.
        self._backend = assemble(self._settings, self._city, make_engine(self._settings))
        self._backend.start_jobs()
        return self._backend.app

    def _stop_backend(self, _server: object, _worker: object) -> None:
        if self._backend is not None:
            self._backend.close()


def serve(settings: BackendSettings) -> None:
    """Migrate, listen, and answer until told to stop.

    Raises `SettingsError`, `CityFileError`, `PortTakenError`, or SQLAlchemy's error where the database is away.
    """
    settings.check_secrets()
    configure_logging("backend", settings.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    city = load_city(settings.city)
    listener = listen_on(settings.bind_host, settings.backend_port)
    migrate_records(settings)
    _Server(settings, city, listener.detach()).run()


def migrate_records(settings: BackendSettings) -> None:
    engine = make_engine(settings)
    try:
        migrate(engine)
    finally:
        engine.dispose()


def listen_on(host: str, port: int) -> socket.socket:
    """A socket that takes connections already. Raises `PortTakenError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Gunicorn sets this too, but later: a caller that connects while we start would wait 40 ms for every answer.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise PortTakenError(_why(error, host, port)) from error
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    address = f"{host}:{port}"
    if error.errno == EADDRINUSE:
        return f"{address} is taken by another program. PERMITLINE_BACKEND_PORT chooses another port."
    if error.errno in (EACCES, EADDRNOTAVAIL):
        return f"{address} cannot be listened on: {error.strerror}. PERMITLINE_BIND_HOST and …_BACKEND_PORT choose it."
    return f"{address} cannot be listened on: {error.strerror or error}"
