"""Wakes the threads that send, in this process or another, by a huey queue. The rows are the truth; it may lose wakes.

A wake is a task without arguments, kept as JSON, not as huey's pickle: others may write into a queue on a server.
"""

import logging
from collections.abc import Callable
from json import dumps, loads
from pathlib import Path

import structlog
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer
from huey.registry import Message
from huey.serializer import Serializer

_log = structlog.get_logger(__name__)
_NAME = "permitline-outbox"
_LONGEST_LOOK = 0.5
"""Seconds between looks into a queue that does not wake its readers itself (SQLite)."""


class _AsJson(Serializer):  # type: ignore[misc]  # huey has no types
    def _serialize(self, data: Message) -> bytes:
        return dumps({"id": data.id, "name": data.name}).encode()

    def _deserialize(self, data: bytes) -> Message:
        content = loads(data)
        return Message(str(content["id"]), str(content["name"]), args=(), kwargs={}, retries=0, retry_delay=0)


class _Consumer(Consumer):  # type: ignore[misc]
    """Inside the bot, whose server has the signals."""

    def _set_signal_handlers(self) -> None: ...


class HueyQueue:
    """`threads` of this process wait for a wake and run `task`."""

    def __init__(self, huey: Huey, task: Callable[[], None], threads: int) -> None:
        self._huey = huey
        self._threads = threads
        self._wake = huey.task(name="send_due")(task)
        self._consumer: Consumer | None = None

    def start(self) -> None:
        logging.getLogger("huey").setLevel(logging.WARNING)  # it tells of every wake
        self._consumer = _Consumer(
            self._huey, workers=self._threads, periodic=False, backoff=1.5, max_delay=_LONGEST_LOOK,
            scheduler_interval=60, check_worker_health=False,
        )  # fmt: skip
        self._consumer.start()

    def wake(self) -> None:
        """At most as many wakes wait as there are threads to be woken."""
        try:
            if self.waiting() < self._threads:
                self._wake()
        except Exception as error:  # whatever the queue's store raises; the sweep finds the rows
            _log.warning("queue_down", reason=type(error).__name__)

    def waiting(self) -> int:
        """How many wakes nobody has taken yet."""
        return int(self._huey.pending_count())

    def stop(self) -> None:
        if self._consumer is not None:
            self._consumer.stop(graceful=True)
        self._huey.storage.close()


class NoQueue:
    """Where the queue's store cannot be opened: what is due is found by the sweep alone."""

    def start(self) -> None: ...

    def wake(self) -> None: ...

    def stop(self) -> None: ...


def open_queue(url: str, state_dir: Path, task: Callable[[], None], threads: int) -> HueyQueue | NoQueue:
    """`url` is redis://…, postgresql://…, or empty for SQLite in the state folder."""
    try:
        return HueyQueue(_open_huey(url, state_dir), task, threads)
    except Exception as error:  # whatever its store raises: the city's messages must not depend on it
        _log.error("queue_cannot_be_opened", reason=type(error).__name__)
        return NoQueue()


def _open_huey(url: str, state_dir: Path) -> Huey:
    common = {"name": _NAME, "results": False, "serializer": _AsJson()}
    if url.startswith(("redis://", "rediss://")):
        return RedisHuey(url=url, **common)
    if url:
        dsn = url.replace("postgresql+psycopg://", "postgresql://", 1)
        return PostgresHuey(dsn=dsn, table_prefix="permitline_queue", connect_timeout=4, **common)
    state_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(filename=str(state_dir / "queue.db"), **common)
