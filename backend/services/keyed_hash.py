"""Keyed hashes with a key of our own: nobody who reads the records, or knows how we hash, can try values out."""

from dataclasses import dataclass, field
from hashlib import sha256
from hmac import new

_PURPOSE = b"permitline: codes, contacts and decoys"
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class KeyedHash:
    """HMAC-SHA256. What a hash is for is its first part, so that no two uses can be mixed up."""

    key: bytes = field(repr=False)

    @classmethod
    def derived_from(cls, secret: str) -> "KeyedHash":
        """A key that only codes, contacts and decoys use, from a secret that has another use too."""
        return cls(new(secret.encode(), _PURPOSE, sha256).digest())

    def digest(self, use: str, *parts: str) -> bytes:
        return new(self.key, _BETWEEN.join((use, *parts)).encode(), sha256).digest()

    def hexdigest(self, use: str, *parts: str) -> str:
        return self.digest(use, *parts).hex()
