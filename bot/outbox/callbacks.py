"""The address at which the carrier says what became of a message; it names our row, signed, so that nobody invents one.

`Messages.create` takes no idempotency key. This address is what ties the carrier's message to our row even when its
answer never reached us (T11).
"""

from dataclasses import dataclass
from hashlib import sha256

from itsdangerous import BadSignature, Signer

CALLBACK_PATH = "/sms/status/"
_SALT = "permitline.status-callback"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a row: `serial` counts how often the row was claimed."""

    row_id: int
    serial: int


class CallbackAddress:
    def __init__(self, public_url: str, key: str) -> None:
        self._base = public_url + CALLBACK_PATH
        self._signer = Signer(key, salt=_SALT, digest_method=sha256)

    def of(self, claim: Claim) -> str:
        return self._base + self._signer.sign(f"{claim.row_id}-{claim.serial}").decode()

    def read(self, token: str) -> Claim | None:
        """None for a token that is not ours."""
        try:
            row_id, _, serial = self._signer.unsign(token).decode().partition("-")
            return Claim(int(row_id), int(serial))
        except (BadSignature, ValueError):
            return None
