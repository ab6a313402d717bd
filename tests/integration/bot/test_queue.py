"""The queue that wakes who sends: on SQLite, PostgreSQL and Redis; broken, it delays a message to the next sweep."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from bot.outbox.queue import HueyQueue, open_queue
from tests.twin.client import eventually

POSTGRES = os.environ.get("PERMITLINE_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
REDIS = os.environ.get("PERMITLINE_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")

type Opener = Callable[[Callable[[], None]], HueyQueue]
"""Opens a queue whose wakes run this."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres), "redis"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "postgres":
        try:
            connection = psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True)
        except psycopg.OperationalError as error:
            if os.environ.get("CI_REQUIRE_SERVICES") == "1":
                raise
            pytest.skip(f"no PostgreSQL is reachable: {str(error).splitlines()[0]}")
        with connection:
            yield POSTGRES
            for table in ("kv", "schedule", "task", "counter"):
                connection.execute(f"DROP TABLE IF EXISTS permitline_queue_{table}")
    elif request.param == "redis":
        server = redis.Redis.from_url(REDIS)
        try:
            server.ping()
        except redis.ConnectionError as error:
            pytest.skip(f"no Redis is reachable: {error}")
        yield REDIS
        for key in server.scan_iter("huey.*permitlineoutbox*"):
            server.delete(key)
    else:
        yield ""


@pytest.fixture
def opened(url: str, tmp_path: Path) -> Iterator[Opener]:
    made: list[HueyQueue] = []

    def open_(task: Callable[[], None]) -> HueyQueue:
        queue = open_queue(url, tmp_path, task, threads=2)
        assert isinstance(queue, HueyQueue)
        made.append(queue)
        return queue

    yield open_
    for queue in made:
        queue.stop()


def test_a_wake_runs_the_task_soon_in_another_thread(opened: Opener) -> None:
    woken: list[tuple[float, str]] = []
    queue = opened(lambda: woken.append((time.monotonic(), threading.current_thread().name)))
    queue.start()
    time.sleep(1.0)  # it has looked in vain for a while
    asked = time.monotonic()
    queue.wake()
    eventually(lambda: len(woken) == 1, 5)
    assert woken[0][0] - asked < 1.5
    assert woken[0][1] != threading.current_thread().name
    assert woken[0][1].startswith("Worker")


def test_a_wake_reaches_another_program(opened: Opener) -> None:
    woken: list[str] = []
    web, worker = opened(lambda: woken.append("web")), opened(lambda: woken.append("worker"))
    worker.start()
    web.wake()
    eventually(lambda: woken == ["worker"], 5)


def test_many_wakes_become_few(opened: Opener) -> None:
    queue = opened(lambda: None)
    for _ in range(500):
        queue.wake()
    assert queue.waiting() == 2


def test_a_task_that_fails_does_not_end_the_threads(opened: Opener) -> None:
    woken: list[int] = []

    def fail() -> None:
        woken.append(1)
        raise OSError("the database is away")

    queue = opened(fail)
    queue.start()
    for n in range(1, 4):
        queue.wake()
        eventually(lambda n=n: len(woken) == n, 5)  # type: ignore[misc]


def test_a_queue_that_cannot_be_reached_raises_nothing(tmp_path: Path) -> None:
    queue = open_queue("redis://127.0.0.1:1/0", tmp_path, lambda: None, threads=1)
    queue.wake()
    queue.stop()


def test_a_queue_that_cannot_be_opened_leaves_it_to_the_sweep(tmp_path: Path) -> None:
    (tmp_path / "queue.db").write_bytes(b"rubbish" * 1000)
    for url in ("", "postgresql://nobody@127.0.0.1:1/none"):
        queue = open_queue(url, tmp_path, lambda: None, threads=1)
        queue.start()
        queue.wake()
        queue.stop()


def test_a_queue_file_that_becomes_rubbish_raises_nothing(tmp_path: Path) -> None:
    queue = open_queue("", tmp_path, lambda: None, threads=1)
    for file in tmp_path.glob("queue.db*"):
        file.unlink()
    (tmp_path / "queue.db").write_bytes(b"rubbish" * 1000)
    queue.wake()
    queue.stop()
