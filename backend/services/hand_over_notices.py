"""Hands notices that wait to the bot, and notes what came of it. The call is outside of every transaction.

A courier that dies after the bot took a notice hands it over again: the bot takes the same id once. So several couriers
at once do no harm either.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import uniform

import structlog

from backend.services.notices import ClaimedNotice, Receipt, Reception, Settled, without_mark
from backend.services.office import new_id
from backend.services.ports import BotDoor, Records
from runtime.clock import Clock

AT_A_TIME = 20
LEASE = timedelta(minutes=2)
"""Longer than a batch takes, since a call that times out ends it."""
_FIRST_PAUSE = 2.0
_LONGEST_PAUSE = 600.0
"""Seconds until one notice is tried again; so many tries that it matters are a mistake of the bot's."""

_log = structlog.get_logger("backend.courier")


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did. `is_away`: nothing can be handed over now, so it is better to wait."""

    taken: int = 0
    is_away: bool = False
    has_more: bool = False
    why_away: str = ""


@dataclass(frozen=True, slots=True)
class Courier:
    """`clock` is the city's, by which a notice is of use or not; back-off and leases follow the `real_time`."""

    records: Records
    door: BotDoor
    clock: Clock
    real_time: Clock
    jitter: Callable[[float, float], float] = field(default=uniform)

    def hand_over_due(self) -> Round:
        now = self.real_time.now()
        with self.records.reading() as uow:
            if not uow.notices.has_due(now):
                return Round()
        claim = new_id()
        with self.records.writing() as uow:
            expired = uow.notices.drop_expired(now, self.clock.now())
            claimed = uow.notices.claim(AT_A_TIME, now, now + LEASE, claim)
            uow.commit()
        for notice_id in expired:
            _log.warning("notice_dropped", notice=without_mark(notice_id), reason="expired")
        settled = self._hand_over(claimed)
        with self.records.writing() as uow:
            uow.notices.settle(settled, self.clock.now(), claim)
            uow.commit()
        return _round(settled)

    def _hand_over(self, claimed: Sequence[ClaimedNotice]) -> list[Settled]:
        """One after the other. Once nobody is there, the others are put back untried."""
        settled: list[Settled] = []
        away: Reception | None = None
        for one in claimed:
            reception = away or self.door.hand_over(one.notice)
            if reception.receipt is Receipt.AWAY:
                away = reception
            settled.append(self._settled(one, reception))
        return settled

    def _settled(self, one: ClaimedNotice, reception: Reception) -> Settled:
        match reception.receipt:
            case Receipt.REFUSED:
                _log.error(
                    "notice_refused",
                    notice=without_mark(one.notice.id),
                    response=one.notice.response,
                    why=reception.reason,
                )
            case Receipt.LATER:
                pause = min(_FIRST_PAUSE * 2 ** min(one.tries - 1, 20), _LONGEST_PAUSE)
                due_at = self.real_time.now() + timedelta(seconds=self.jitter(pause / 2, pause))
                _log.warning("notice_waits", notice=without_mark(one.notice.id), tries=one.tries, why=reception.reason)
                return Settled(one.notice.id, reception, due_at)
            case Receipt.TAKEN | Receipt.AWAY:
                pass
        return Settled(one.notice.id, reception)


def _round(settled: Sequence[Settled]) -> Round:
    taken = sum(one.reception.receipt is Receipt.TAKEN for one in settled)
    away = next((one.reception for one in settled if one.reception.receipt is Receipt.AWAY), None)
    if away:
        return Round(taken, is_away=True, why_away=away.reason)
    return Round(taken, has_more=len(settled) == AT_A_TIME)
