"""One line a conversation: in this process its messages are served by one thread at a time, others' beside it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import structlog

_log = structlog.get_logger(__name__)


class Lines:
    """`serve` takes a conversation's id and works off what waits there; it is called again for what came meanwhile."""

    def __init__(self, serve: Callable[[int], None], threads: int) -> None:
        self._serve = serve
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="turn")
        self._lock = Lock()
        self._more_came: dict[int, bool] = {}

    def wake(self, conversation_id: int) -> None:
        with self._lock:
            if conversation_id in self._more_came:
                self._more_came[conversation_id] = True
                return
            self._more_came[conversation_id] = False
        self._pool.submit(self._run, conversation_id)

    def is_busy(self, conversation_id: int) -> bool:
        with self._lock:
            return conversation_id in self._more_came

    def close(self) -> None:
        """Finish the turns at hand; what waits behind them is another process's, or the next start's."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, conversation_id: int) -> None:
        while True:
            try:
                self._serve(conversation_id)
            except Exception:  # a turn that failed must not leave its conversation closed for ever: the sweep retries
                _log.exception("line_failed", conversation=conversation_id)
            with self._lock:
                if not self._more_came[conversation_id]:
                    del self._more_came[conversation_id]
                    return
                self._more_came[conversation_id] = False
