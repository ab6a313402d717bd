"""Sending what is due: claimed, handed to the carrier, settled by what it says; never sent again on a guess (ADR 9)."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

import structlog

from bot.outbox.callbacks import CallbackAddress
from bot.outbox.errors import OPTED_OUT, Verdict, in_words, verdict
from bot.outbox.retrying import MOST_TRIES, is_busy_too_long, pause_after
from bot.ports import Carrier, CarrierBusyError, CarrierRefusedError, CarrierSilentError
from bot.records import outbox
from bot.records.claiming import Claimed, Now, Terms, Wait, claim_next, is_anything_due
from bot.records.database import Database, StorageDownError
from bot.records.outbox import Taken
from bot.records.pacing import slow_down
from runtime.clock import Clock

_log = structlog.get_logger(__name__)
ASK_AFTER = timedelta(seconds=5)
"""How long after a try without an answer the carrier is first asked about it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The terms on which messages are claimed; a call to the carrier ends within `longest_call`."""

    terms: Terms
    longest_call: timedelta


@dataclass(frozen=True, slots=True)
class Sender:
    """Any number of threads and processes may send at once. `real_time` is for leases, `clock` the city's."""

    database: Database
    carrier: Carrier
    callbacks: CallbackAddress
    limits: Limits
    program: str
    clock: Clock
    real_time: Clock
    stopped: Event = field(default_factory=Event)

    def send_due(self) -> None:
        """Until nothing is due any more; waits where the pace demands it."""
        if not is_anything_due(self.database, self._now()):
            return
        while not self.stopped.is_set():
            step = self._claim()
            if step is None:
                return
            if isinstance(step, Wait):
                self.stopped.wait(step.seconds)
            else:
                self._send(step)

    def stop(self) -> None:
        self.stopped.set()

    def _now(self) -> Now:
        return Now(self.real_time.now(), self.clock.now())

    def _claim(self) -> Claimed | Wait | None:
        return claim_next(self.database, self.program, self.limits.terms, self._now())

    def _send(self, claimed: Claimed) -> None:
        log = _log.bind(correlation_id=claimed.correlation_id, row=claimed.claim.row_id, purpose=claimed.purpose)
        if claimed.lease_until - self.real_time.now() < self.limits.longest_call:
            # This process slept too long since the claim: by the call's end somebody else may have it.
            outbox.put_back(self.database, claimed.claim, uncounted=True)
            log.warning("claim_is_old")
            return
        try:
            message_id = self.carrier.send(claimed.phone, claimed.text, self.callbacks.of(claimed.claim))
        except CarrierBusyError as busy:
            self._try_later(claimed, busy)
            log.warning("carrier_busy", tries=claimed.tries, code=busy.code)
        except CarrierSilentError as silent:
            outbox.note_unknown(self.database, claimed.claim, self.real_time.now() + ASK_AFTER)
            log.warning("carrier_silent", reason=str(silent))
        except CarrierRefusedError as refusal:
            self._refused(claimed, refusal.code)
            log.warning("carrier_refused", tries=claimed.tries, code=refusal.code)
        except StorageDownError:
            raise
        except Exception:  # what it was, the reconciler finds out once the lease has run out; others must go on
            log.exception("sending_failed")
        else:
            with self.database.write() as connection:
                taken = outbox.note_taken(connection, claimed.claim, message_id, self.real_time.now())
            if taken is Taken.TWICE:
                log.error("sent_twice")
            log.info("sent_by_carrier")

    def _try_later(self, claimed: Claimed, busy: CarrierBusyError) -> None:
        now = self.real_time.now()
        if busy.slow_down:
            slow_down(self.database, self.limits.terms.pacing, now)
        reason = in_words(busy.code)
        if is_busy_too_long(claimed.queued_at, now):
            outbox.bury(self.database, claimed.claim, f"{reason}, for a day", busy.code)
            return
        retry_at = now + pause_after(claimed.tries, random.random)
        outbox.put_back(self.database, claimed.claim, retry_at=retry_at, code=busy.code, reason=reason)

    def _refused(self, claimed: Claimed, code: int) -> None:
        if code == OPTED_OUT:
            outbox.suppress(self.database, claimed.claim, claimed.phone, code, self.clock.now())
        elif verdict(code) is Verdict.FOR_GOOD or claimed.tries >= MOST_TRIES:
            outbox.bury(self.database, claimed.claim, in_words(code), code)
        else:
            retry_at = self.real_time.now() + pause_after(claimed.tries, random.random)
            outbox.put_back(self.database, claimed.claim, retry_at=retry_at, code=code, reason=in_words(code))
