"""Sending e-mail that is due: claimed, handed to the mail server, settled by what that says (ADR 15)."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from zoneinfo import ZoneInfo

import structlog

from bot.outbox.retrying import MOST_TRIES, is_busy_too_long, pause_after
from bot.ports import MailBusyError, MailRefusedError, MailServer, MailSilentError
from bot.records import mail
from bot.records.claiming import Now
from bot.records.database import Database, StorageDownError
from bot.records.mail import ClaimedLetter
from runtime.clock import Clock

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class MailSender:
    """Any number of processes may send at once. `real_time` is for leases, `clock` the city's."""

    database: Database
    server: MailServer
    lease: timedelta
    program: str
    zone: ZoneInfo
    clock: Clock
    real_time: Clock
    stopped: Event = field(default_factory=Event)

    def send_due(self) -> None:
        """Until nothing is due any more."""
        now = self.real_time.now()
        if freed := mail.free_abandoned_letters(self.database, now):
            _log.warning("letters_sent_again", letters=freed, reason="their worker died or hung")
        while not self.stopped.is_set():
            now_in = Now(self.real_time.now(), self.clock.now())
            claimed = mail.claim_next_letter(self.database, self.program, self.zone, now_in, self.lease)
            if claimed is None:
                return
            self._send(claimed)

    def stop(self) -> None:
        self.stopped.set()

    def _send(self, claimed: ClaimedLetter) -> None:
        log = _log.bind(correlation_id=claimed.correlation_id, row=claimed.claim.row_id, purpose=claimed.purpose)
        try:
            self.server.send(claimed.letter)
        except MailBusyError as busy:
            self._try_later(claimed, busy)
            log.warning("mail_server_busy", tries=claimed.tries, code=busy.code, reason=str(busy))
        except MailSilentError as silent:
            self._again_or_never(claimed, "the mail server broke off; nobody knows whether it has it", silent.code)
            log.warning("mail_server_silent", tries=claimed.tries, reason=str(silent))
        except MailRefusedError as refusal:
            mail.give_up(self.database, claimed.claim, str(refusal), refusal.code)
            log.warning("mail_server_refused", tries=claimed.tries, code=refusal.code)
        except StorageDownError:
            raise
        except Exception:  # a mistake of ours: a few tries, and the others must go on
            self._again_or_never(claimed, "it could not be written or handed over", None)
            log.exception("mail_failed")
        else:
            mail.note_sent(self.database, claimed.claim, self.real_time.now())
            log.info("sent_by_mail_server")

    def _try_later(self, claimed: ClaimedLetter, busy: MailBusyError) -> None:
        if is_busy_too_long(claimed.queued_at, self.real_time.now()):
            mail.give_up(self.database, claimed.claim, f"{busy}, for a day", busy.code)
        else:
            self._pause(claimed, str(busy), busy.code)

    def _again_or_never(self, claimed: ClaimedLetter, reason: str, code: int | None) -> None:
        if claimed.tries >= MOST_TRIES:
            mail.give_up(self.database, claimed.claim, reason, code)
        else:
            self._pause(claimed, reason, code)

    def _pause(self, claimed: ClaimedLetter, reason: str, code: int | None) -> None:
        retry_at = self.real_time.now() + pause_after(claimed.tries, random.random)
        mail.try_later(self.database, claimed.claim, retry_at, reason, code)
