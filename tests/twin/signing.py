"""Twilio's signature: base64 of HMAC-SHA1 over the address and the sorted parameters, each with its sorted values."""

import base64
import hashlib
import hmac
from collections.abc import Iterable


def sign(token: str, url: str, parameters: Iterable[tuple[str, str]]) -> str:
    words = "".join(f"{name}{value}" for name, value in sorted(set(parameters)))
    digest = hmac.new(token.encode(), f"{url}{words}".encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
