"""Who may call what: each blueprint is registered with its guard, and what is open to all is listed here."""

import hmac
from collections.abc import Callable

from flask import Request, Response, request
from twilio.request_validator import RequestValidator, get_signature_algorithm

type Guard = Callable[[], Response | None]

PUBLIC_ROUTES = frozenset(
    {
        "calendars.calendar",
        "health.healthz",
        "pages.front",
        "pages.messages_since",
        "pages.say",
        "pages.static",
    }
)
"""Endpoints without a signature or a token. Those of `pages` exist in a demo only; a calendar's address is a secret."""


def signed_by_carrier(public_url: str, tokens: tuple[str, ...]) -> Guard:
    """Twilio's signature over the configured public address; never over what `Host` says."""
    validators = [RequestValidator(token) for token in tokens]

    def guard() -> Response | None:
        url = public_url + request.path + _query(request)
        signature = request.headers.get("X-Twilio-Signature", "")
        algorithm = get_signature_algorithm(request.headers.get("X-Twilio-Webhooks-Signature-Settings", ""))
        if any(validator.validate(url, request.form, signature, algorithm) for validator in validators):
            return None
        return Response("The signature is missing or wrong.\n", status=403, mimetype="text/plain")

    return guard


def with_bearer_token(token: str) -> Guard:
    expected = f"Bearer {token}".encode()

    def guard() -> Response | None:
        if hmac.compare_digest(request.headers.get("Authorization", "").encode("utf-8", "replace"), expected):
            return None
        return Response(
            "A bearer token is needed.\n",
            status=401,
            mimetype="text/plain",
            headers={"WWW-Authenticate": "Bearer"},
        )

    return guard


def _query(sent: Request) -> str:
    query = sent.query_string.decode("latin-1")
    return f"?{query}" if query else ""
