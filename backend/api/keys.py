"""The idempotency key of a write: the same key with the same request gets the same answer."""

from collections.abc import Collection
from hashlib import sha256
from json import dumps

from apiflask.exceptions import HTTPError
from flask import request

from backend.api.callers import caller
from backend.services.entries import Key

IDEMPOTENCY = "Idempotency-Key"
_LONGEST = 200


def idempotency_key(without: Collection[str] = ()) -> Key:
    """Raise a 400 where the request has no key, or one that cannot be kept.

    `without` are fields whose values must not be kept, not even as a hash: six digits are soon tried out.
    """
    key = request.headers.get(IDEMPOTENCY, "").strip()
    if not key or len(key) > _LONGEST or not (key.isascii() and key.isprintable()):
        raise HTTPError(400, f"A write needs an {IDEMPOTENCY} of 1 to {_LONGEST} printable characters")
    return Key(key, _fingerprint(without))


def _fingerprint(without: Collection[str]) -> str:
    body = request.get_json(force=True)
    if without and isinstance(body, dict):
        body = {name: value for name, value in body.items() if name not in without}
    # By phone, not by token: the same message sealed twice gives two tokens.
    asked = [request.method, request.path, caller().phone, body]
    return sha256(dumps(asked, sort_keys=True).encode()).hexdigest()
