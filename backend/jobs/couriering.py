"""The courier's rounds: quick while the bot answers, with growing pauses while it does not."""

from collections.abc import Callable
from random import uniform

import structlog

from backend.services.hand_over_notices import Courier

LOOK_EVERY = 0.5
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 15.0
"""Seconds; how late a code can be after the bot is back."""

_log = structlog.get_logger("backend.courier")


class CourierRounds:
    def __init__(
        self, courier: Courier, look_every: float = LOOK_EVERY, jitter: Callable[[float, float], float] = uniform
    ) -> None:
        self._courier = courier
        self._look_every = look_every
        self._jitter = jitter
        self._times_away = 0

    def __call__(self) -> float:
        done = self._courier.hand_over_due()
        if done.is_away:
            return self._pause_while_away(done.why_away)
        if done.taken and self._times_away:
            _log.info("bot_back", tries=self._times_away)
            self._times_away = 0
        return 0.0 if done.has_more else self._look_every

    def _pause_while_away(self, why: str) -> float:
        if not self._times_away:
            _log.warning("bot_away", reason=why)
        pause = min(_FIRST_PAUSE * 2 ** min(self._times_away, 10), _LONGEST_PAUSE)
        self._times_away += 1
        return self._jitter(pause / 2, pause)
