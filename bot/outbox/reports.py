"""What the carrier reports of a message, from the parameters of its status callback."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.outbox.callbacks import CallbackAddress
from bot.outbox.delivery import read_delivery
from bot.outbox.retrying import pause_after
from bot.records.database import Database
from bot.records.deliveries import Noted, Report, note_report
from runtime.clock import Clock

_log = structlog.get_logger(__name__)
_ID_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Reports:
    database: Database
    callbacks: CallbackAddress
    clock: Clock
    real_time: Clock

    def take(self, token: str, form: Mapping[str, str]) -> Noted:
        """Raise `StorageDownError`. What cannot be understood is logged, without numbers, and changes nothing."""
        status = form.get("MessageStatus") or form.get("SmsStatus") or ""
        claim, delivery = self.callbacks.read(token), read_delivery(status)
        message_id = (form.get("MessageSid") or form.get("SmsSid") or "").replace("\x00", "")[:_ID_LENGTH]
        if claim is None or delivery is None or not message_id:
            _log.warning("report_not_understood", token_is_ours=claim is not None, status_is_known=delivery is not None)
            return Noted.NO_SUCH_MESSAGE
        now = self.real_time.now()
        report = Report(claim, message_id, delivery, _code(form.get("ErrorCode", "")))
        noted = note_report(
            self.database, report,
            now=now, city_now=self.clock.now(), retry_at=now + pause_after(_PAUSE_OF_TRY, random.random),
        )  # fmt: skip
        level = "error" if noted is Noted.SENT_TWICE else "info"
        getattr(_log, level)("report", row=claim.row_id, status=delivery, code=report.error_code, noted=noted)
        return noted


_PAUSE_OF_TRY = 5
"""A message that was taken and did not arrive goes again within half a minute or so, not at once."""


def _code(text: str) -> int | None:
    digits = text.strip()
    return int(digits) or None if digits.isascii() and digits.isdigit() and len(digits) <= 6 else None
