"""Where a picture may be fetched: at Twilio alone, and the account's token goes to its API alone (T5). Pure.

Source: Twilio's documentation of media: the API answers with the picture or with a redirect to its store. Names are
compared whole and TLS proves them, so no name of these can lead to an address inside the house.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

TWILIO = "https://api.twilio.com"
_API = re.compile(r"api(\.[a-z0-9-]{1,30}){0,2}\.twilio\.com")
"""Also by edge and region, as in api.dublin.ie1.twilio.com."""
_STORES = frozenset({"media.twiliocdn.com", "mms.twiliocdn.com"})


@dataclass(frozen=True, slots=True)
class Step:
    """What to ask next; `with_account`: with the account's number and token."""

    url: str
    with_account: bool


@dataclass(frozen=True, slots=True)
class Addresses:
    """`api_url` stands in for Twilio's API where it is not empty, as in tests."""

    api_url: str = ""

    def first(self, address: str) -> Step | None:
        """None where the address of a message is none of Twilio's API."""
        step = self._read(self._moved(address))
        return step if step is not None and step.with_account else None

    def after(self, step: Step, location: str) -> Step | None:
        """Where a redirect leads; None where that is not Twilio's."""
        return self._read(self._moved(urljoin(step.url, location))) if location else None

    def _moved(self, address: str) -> str:
        if self.api_url and address.startswith(f"{TWILIO}/"):
            return self.api_url.rstrip("/") + address.removeprefix(TWILIO)
        return address

    def _read(self, address: str) -> Step | None:
        try:
            parts = parse_url(address)
        except LocationParseError:
            return None
        if parts.auth is not None or not parts.host:
            return None
        # Put together anew from what was looked at, so that nobody reads it in another way afterwards.
        url = Url(parts.scheme, None, parts.host, parts.port, parts.path or "/", parts.query).url
        if self.api_url:
            if _origin(parts) == _origin(parse_url(self.api_url)):
                return Step(url, with_account=True)
        elif _is_tls(parts) and _API.fullmatch(parts.host):
            return Step(url, with_account=True)
        return Step(url, with_account=False) if _is_tls(parts) and parts.host in _STORES else None


def _is_tls(parts: Url) -> bool:
    return parts.scheme == "https" and parts.port in {None, 443}


def _origin(parts: Url) -> tuple[str | None, str | None, int | None]:
    return parts.scheme, parts.host, parts.port
