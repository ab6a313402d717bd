"""How Twilio's client reaches Twilio: with a time-out, and in tests at another address."""

import re

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response

_TWILIO = re.compile(r"^https://[a-z.]+\.twilio\.com")


class _AtAnotherAddress(TwilioHttpClient):  # type: ignore[misc]  # twilio leaves it untyped
    """Every one of Twilio's addresses replaced, for a twin of the API in tests."""

    def __init__(self, address: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._address = address.rstrip("/")

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> Response:
        return super().request(method, _TWILIO.sub(self._address, url, count=1), *args, **kwargs)


def twilio_http(api_url: str, timeout: float) -> TwilioHttpClient:
    """`api_url` replaces Twilio's own addresses where it is not empty; `timeout` in seconds."""
    return _AtAnotherAddress(api_url, timeout) if api_url else TwilioHttpClient(timeout=timeout)
