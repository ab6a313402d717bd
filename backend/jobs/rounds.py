"""A thread that does a piece of work over and over, with pauses, until it is told to stop."""

from collections.abc import Callable
from threading import Event, Thread

import structlog

from backend.services.ports import RecordsUnavailableError

_AFTER_AN_OUTAGE = 2.0
_AFTER_A_MISTAKE = 10.0

_log = structlog.get_logger("backend.jobs")


class Rounds:
    """`work` returns for how many seconds to pause. What it raises is logged, and it goes on after a pause."""

    def __init__(self, name: str, work: Callable[[], float]) -> None:
        self._name = name
        self._work = work
        self._is_over = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        self._is_over.clear()
        self._thread = Thread(target=self._go_round, name=self._name, daemon=True)
        self._thread.start()

    def stop(self, within: float = 10.0) -> None:
        """Wait for the round that is on its way, for at most so many seconds."""
        self._is_over.set()
        if self._thread is not None:
            self._thread.join(within)
            self._thread = None

    def _go_round(self) -> None:
        structlog.contextvars.bind_contextvars(program="backend", job=self._name)
        pause = 0.0
        while not self._is_over.wait(pause):
            pause = self._work_once()

    def _work_once(self) -> float:
        try:
            return self._work()
        except RecordsUnavailableError as error:
            _log.warning("records_unavailable", reason=str(error))
            return _AFTER_AN_OUTAGE
        except Exception as error:  # a mistake of ours must not silence the city for good
            _log.exception("job_failed", error=type(error).__name__)
            return _AFTER_A_MISTAKE
