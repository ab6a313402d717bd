"""Tries whose outcome nobody knows: the carrier is asked what it has, and only its lasting silence lets us send again.

The window (ADR 9): a message that the carrier does not list `window` after it was claimed was never taken.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.outbox.retrying import MOST_TRIES, is_busy_too_long
from bot.ports import Carrier, CarrierError
from bot.records import outbox
from bot.records.database import Database
from bot.records.outbox import Taken, Unknown
from runtime.clock import Clock

_log = structlog.get_logger(__name__)
_SKEW = timedelta(seconds=90)
"""How far the carrier's clock may be behind ours."""
_MOST_PAUSES = 8


@dataclass(frozen=True, slots=True)
class Reconciler:
    database: Database
    carrier: Carrier
    real_time: Clock
    window: timedelta

    def reconcile(self) -> None:
        now = self.real_time.now()
        if given_up := outbox.give_up_leases(self.database, now):
            _log.warning("unknown_whether_sent", messages=given_up)
        for unknown in outbox.find_unknown(self.database, now):
            self._settle(unknown)

    def _settle(self, unknown: Unknown) -> None:
        asked_at = self.real_time.now()
        log = _log.bind(correlation_id=unknown.correlation_id, row=unknown.claim.row_id)
        try:
            message_id = self._find(unknown)
        except CarrierError as error:
            self._could_not_ask(unknown, asked_at)
            log.warning("carrier_cannot_be_asked", reason=type(error).__name__)
            return
        if message_id is not None:
            with self.database.write() as connection:
                taken = outbox.note_taken(connection, unknown.claim, message_id, asked_at)
            log.log(_LEVEL[taken], "carrier_had_it", taken=taken)
        elif asked_at - unknown.claimed_at < self.window:
            outbox.ask_again(self.database, unknown.claim, asked_at + self._pause())
        elif unknown.tries >= MOST_TRIES:
            outbox.bury(self.database, unknown.claim, "the carrier never said whether it took it, and does not list it")
            log.warning("carrier_never_had_it", tries=unknown.tries)
        else:
            outbox.put_back(self.database, unknown.claim, reason="the carrier did not say whether it took it")
            log.warning("sent_again_after_the_window", tries=unknown.tries)

    def _find(self, unknown: Unknown) -> str | None:
        """The carrier's message of this try, or None where it lists none but those of other rows."""
        since = unknown.claimed_at - _SKEW
        listed = self.carrier.find(unknown.phone, unknown.text, since, in_response=unknown.in_response)
        ours = outbox.ids_that_are_ours(self.database, listed)
        free = [message_id for message_id in listed if message_id not in ours]
        # Of what went out in responses we know no ids: as many as we returned since then must be there.
        needed = outbox.count_alike(self.database, unknown, since) if unknown.in_response else 1
        return free[-1] if free and len(free) >= needed else None

    def _could_not_ask(self, unknown: Unknown, now: datetime) -> None:
        if is_busy_too_long(unknown.queued_at, now):
            outbox.bury(self.database, unknown.claim, "nobody knows whether the carrier took it; it cannot be asked")
        else:
            outbox.ask_again(self.database, unknown.claim, now + self._pause())

    def _pause(self) -> timedelta:
        return self.window / _MOST_PAUSES


_LEVEL = {Taken.NEWS: 20, Taken.KNOWN: 20, Taken.TWICE: 40}
