"""The scheduler's rounds: looks at the city's clock, which a demo moves, and does what is due by it.

Several may run at once, and each may be killed at any point: what is said is known by its id, and said once.
"""

from collections.abc import Callable
from datetime import date, datetime
from time import monotonic

import structlog

from backend.domain.inactivity import warns_now
from backend.domain.reminding import Timing, days_to_remind_of, timing_of
from backend.services import remind_of_visits as reminding
from backend.services import warn_of_inactivity as warning
from backend.services.office import Office
from runtime.clock import Clock

LOOK_EVERY = 1.0
_REMIND_AGAIN_AFTER = 60.0
"""Seconds; within the evening, for visits that are booked, moved or dropped meanwhile."""

_log = structlog.get_logger("backend.scheduler")


class Scheduler:
    def __init__(
        self, office: Office, clock: Clock, look_every: float = LOOK_EVERY, seconds: Callable[[], float] = monotonic
    ) -> None:
        self._office = office
        self._clock = clock
        self._look_every = look_every
        self._seconds = seconds
        self._reminded: dict[date, float] = {}

    def __call__(self) -> float:
        now = self._clock.now()
        self._remind(now)
        self._warn(now)
        return self._look_every

    def _remind(self, now: datetime) -> None:
        zone = self._office.policy.zone
        today, tomorrow = days_to_remind_of(now, zone)
        for day in (today, tomorrow):
            match timing_of(day, now, zone):
                case Timing.NOW if self._is_to_be_looked_at(day):
                    added = reminding.remind_of_visits(day, now, self._office)
                    self._reminded = {day: self._seconds()}
                    if added:
                        _log.info("reminders_made", day=day.isoformat(), reminders=added)
                case Timing.TOO_LATE if self._is_unsettled(day, is_over=day == today):
                    missed = reminding.record_missed_reminders(day, now, self._office)
                    if missed:
                        _log.warning("reminders_dropped", day=day.isoformat(), reminders=missed, reason="too_late")

    def _is_to_be_looked_at(self, day: date) -> bool:
        if self._seconds() - self._reminded.get(day, -_REMIND_AGAIN_AFTER) >= _REMIND_AGAIN_AFTER:
            return True
        with self._office.records.reading() as uow:  # a demo that was laid out afresh has forgotten that it was done
            return uow.jobs.find(reminding.JOB, day) is None

    def _is_unsettled(self, day: date, *, is_over: bool) -> bool:
        """What was missed while we were down is noted; what was before our time is not ours."""
        with self._office.records.reading() as uow:
            run = uow.jobs.find(reminding.JOB, day)
            if run is None and is_over:
                return uow.jobs.has_earlier(reminding.JOB, day)
        return run is None or not run.is_finished

    def _warn(self, now: datetime) -> None:
        policy = self._office.policy
        if not warns_now(now, policy.zone):
            return
        with self._office.records.reading() as uow:
            run = uow.jobs.find(warning.JOB, policy.today(now))
        is_finished = run is not None and run.is_finished
        made = 0
        while not is_finished:
            done = warning.warn_of_inactivity(now, self._office)
            made += done.notices
            is_finished = done.is_finished
        if made:
            _log.info("inactivity_warned", notices=made)
