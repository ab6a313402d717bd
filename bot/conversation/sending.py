"""Handing a message to the carrier: once, with a pause before another try, never to somebody who opted out."""

from datetime import timedelta

import structlog

from bot.ports import Carrier, CarrierBusyError, CarrierRefusedError, CarrierSilentError
from bot.records import outbox
from bot.records.database import Database
from bot.records.tables import State
from runtime.clock import Clock

_log = structlog.get_logger(__name__)
_MOST_ATTEMPTS = 8
_FIRST_PAUSE = timedelta(seconds=2)
_LONGEST_PAUSE = timedelta(minutes=10)


class Sender:
    """`real_time` is for pauses; the city's clock dates what is noted."""

    def __init__(self, database: Database, carrier: Carrier, program: str, clock: Clock, real_time: Clock) -> None:
        self._database = database
        self._carrier = carrier
        self._program = program
        self._clock = clock
        self._real_time = real_time

    def send_due(self) -> None:
        for row_id in outbox.find_due(self._database, self._real_time.now()):
            self.send(row_id)

    def send(self, row_id: int) -> None:
        claimed = outbox.claim(self._database, row_id, self._program)
        if claimed is None:
            return
        log = _log.bind(correlation_id=claimed.correlation_id, row=row_id)
        try:
            message_id = self._carrier.send(claimed.phone, claimed.text)
        except CarrierBusyError:
            self._try_later(claimed)
            log.warning("carrier_busy", attempts=claimed.attempts)
        except CarrierSilentError:
            outbox.settle(self._database, row_id, State.UNKNOWN)
            log.exception("carrier_silent")
        except CarrierRefusedError as refusal:
            self._refused(claimed, refusal)
            log.warning("carrier_refused", code=refusal.code)
        else:
            outbox.settle(self._database, row_id, State.SENT, message_id=message_id)
            log.info("sent_by_carrier")

    def _try_later(self, claimed: outbox.Claimed) -> None:
        if claimed.attempts >= _MOST_ATTEMPTS:
            outbox.settle(self._database, claimed.row_id, State.REFUSED)
            return
        retry_at = self._real_time.now() + pause_after(claimed.attempts)
        outbox.settle(self._database, claimed.row_id, State.QUEUED, retry_at=retry_at)

    def _refused(self, claimed: outbox.Claimed, refusal: CarrierRefusedError) -> None:
        outbox.settle(self._database, claimed.row_id, State.REFUSED)
        if refusal.opted_out:
            outbox.note_carrier_opt_out(self._database, claimed, self._clock.now())


def pause_after(attempts: int) -> timedelta:
    """2, 4, 8 … seconds, ten minutes at most."""
    return min(_FIRST_PAUSE * (1 << (attempts - 1)), _LONGEST_PAUSE)
