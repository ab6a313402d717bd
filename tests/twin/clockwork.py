"""Things that are to happen later, each at its time and in a thread of its own, so that a slow one holds none up."""

import heapq
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

type Task = Callable[[], None]

_THREADS = 16


class Clockwork:
    def __init__(self) -> None:
        self._due: list[tuple[float, int, Task]] = []
        self._places = itertools.count()
        self._changed = threading.Condition()
        self._stopped = False
        self._under_way = 0
        self._pool = ThreadPoolExecutor(_THREADS, "twin")
        self._thread = threading.Thread(target=self._run, name="twin-clockwork", daemon=True)
        self._thread.start()

    def after(self, seconds: float, task: Task) -> None:
        with self._changed:
            heapq.heappush(self._due, (monotonic() + seconds, next(self._places), task))
            self._changed.notify()

    def is_idle(self) -> bool:
        with self._changed:
            return not self._due and not self._under_way

    def forget(self) -> None:
        """What is due no longer happens; what has begun goes on."""
        with self._changed:
            self._due.clear()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._due.clear()
            self._changed.notify()
        self._thread.join()
        self._pool.shutdown(cancel_futures=True)

    def _run(self) -> None:
        while (task := self._next()) is not None:
            self._pool.submit(self._do, task)

    def _do(self, task: Task) -> None:
        try:
            task()
        finally:
            with self._changed:
                self._under_way -= 1

    def _next(self) -> Task | None:
        with self._changed:
            while not self._stopped:
                if self._due and self._due[0][0] <= monotonic():
                    self._under_way += 1
                    return heapq.heappop(self._due)[2]
                self._changed.wait(self._due[0][0] - monotonic() if self._due else None)
        return None
