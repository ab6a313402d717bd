"""Twilio Verify as the twin has it: draws codes, counts sends and checks, and forgets what is over."""

import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.twin.account import Account
from tests.twin.creating import Form
from tests.twin.errors import ApiError
from tests.twin.messages import Json

_MOST_SENDS = 5
_MOST_CHECKS = 5
_CHANNELS = {"sms", "call", "email", "whatsapp"}


@dataclass
class Verification:
    """One at a time for an address: asked for again while it is pending, the same code goes out once more."""

    to: str
    channel: str
    locale: str
    sid: str = field(default_factory=lambda: f"VE{secrets.token_hex(16)}")
    code: str = field(default_factory=lambda: f"{secrets.randbelow(1_000_000):06}")
    status: str = "pending"
    sends: list[str] = field(default_factory=list)
    checks: int = 0
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    def as_json(self, account: Account, service: str) -> Json:
        moment = self.created.strftime("%Y-%m-%dT%H:%M:%SZ")
        address = f"https://verify.twilio.com/v2/Services/{service}/Verifications/{self.sid}"
        return {
            **self._common(account, service),
            "lookup": {},
            "send_code_attempts": [
                {"time": moment, "channel": self.channel.upper(), "attempt_sid": sid} for sid in self.sends
            ],
            "sna": None,
            "url": address,
        }

    def as_check_json(self, account: Account, service: str) -> Json:
        return {**self._common(account, service), "sna_attempts_error_codes": []}

    def _common(self, account: Account, service: str) -> Json:
        moment = self.created.strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "sid": self.sid,
            "service_sid": service,
            "account_sid": account.sid,
            "to": self.to,
            "channel": self.channel,
            "status": self.status,
            "valid": self.status == "approved",
            "amount": None,
            "payee": None,
            "date_created": moment,
            "date_updated": moment,
        }


class VerifyService:
    """What is approved, has expired or was checked too often is not found any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: dict[str, Verification] = {}
        self.all: list[Verification] = []

    def create(self, form: Form) -> Verification:
        to, channel = _only(form, "To"), _only(form, "Channel")
        if channel not in _CHANNELS or ("@" in to) != (channel == "email") or not (to.startswith("+") or "@" in to):
            raise ApiError(60200, to)
        with self._lock:
            pending = self._pending.get(to)
            if pending is None:
                pending = Verification(to, channel, _only(form, "Locale") or "en")
                self._pending[to] = pending
                self.all.append(pending)
            if len(pending.sends) >= _MOST_SENDS:
                raise ApiError(60203)
            pending.sends.append(f"VL{secrets.token_hex(16)}")
            return pending

    def check(self, form: Form, path: str) -> Verification:
        with self._lock:
            asked = {_only(form, "VerificationSid"), _only(form, "To")}
            found = next((one for one in self._pending.values() if asked & {one.sid, one.to}), None)
            if found is None:
                raise ApiError(20404, path)
            if found.checks >= _MOST_CHECKS:
                raise ApiError(60202)
            found.checks += 1
            if _only(form, "Code") == found.code:
                found.status = "approved"
                del self._pending[found.to]
            return found

    def expire(self) -> None:
        """Ten minutes pass."""
        with self._lock:
            self._pending.clear()

    def clear(self) -> None:
        with self._lock:
            self._pending.clear()
            self.all.clear()


def _only(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")
