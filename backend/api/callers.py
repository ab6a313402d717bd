"""Who calls: the bearer token of a program, and the sealed token of the person it speaks for."""

from datetime import timedelta
from hmac import compare_digest
from secrets import token_hex

import structlog
from flask import Flask, Response, g, request

from backend.api.desk import desk
from backend.api.problems import problem
from backend.services.entries import Caller
from runtime.speaker import BadSpeakerTokenError

PUBLIC = frozenset({"health.healthz", "openapi.spec"})
"""Endpoints that anyone may call. Everything else needs the bearer token; a test holds every route to this."""

SPEAKER = "X-Permitline-Speaker"
CORRELATION = "X-Correlation-Id"
_CLOCKS_MAY_DIFFER = timedelta(minutes=1)
_LONGEST_CORRELATION = 80


def guard(app: Flask) -> None:
    """Check every request to this app, and tie its log lines together."""
    app.before_request(_bind_correlation)
    app.before_request(_authenticate)
    app.after_request(_echo_correlation)


def caller() -> Caller:
    """Who makes this request."""
    found: Caller = g.caller
    return found


def _bind_correlation() -> None:
    given = request.headers.get(CORRELATION, "")
    is_usable = given.isascii() and given.isprintable() and 0 < len(given) <= _LONGEST_CORRELATION
    g.correlation_id = given if is_usable else token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(program="backend", correlation_id=g.correlation_id)


def _echo_correlation(response: Response) -> Response:
    response.headers[CORRELATION] = g.get("correlation_id", "")
    return response


def _authenticate() -> Response | None:
    if request.endpoint in PUBLIC:
        return None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not compare_digest(token.strip().encode(), desk().token.encode()):
        return _not_authenticated("The bearer token is missing or wrong", 'Bearer realm="permitline"')
    try:
        g.caller = _read_caller(request.headers.get(SPEAKER))
    except BadSpeakerTokenError:
        return _not_authenticated(f"{SPEAKER} is not a token of ours", 'Bearer error="invalid_token"')
    return None


def _read_caller(token: str | None) -> Caller:
    """A message counts as of its arrival, but never later than our own clock, give or take what clocks differ.

    It may well be older: what could not be answered at once is answered when it can be, by the rules of its arrival.
    """
    now = desk().clock.now()
    if token is None:
        return Caller(at=now, clock=now)
    speaker = desk().seal.open(token)
    if speaker.received_at.tzinfo is None:
        raise BadSpeakerTokenError("the time of arrival has no zone")
    return Caller(
        at=min(speaker.received_at, now + _CLOCKS_MAY_DIFFER).astimezone(now.tzinfo),
        clock=now,
        channel=speaker.channel,
        phone=speaker.phone,
        message_id=speaker.message_id,
    )


def _not_authenticated(title: str, challenge: str) -> Response:
    return problem(401, "not_authenticated", title, headers={"WWW-Authenticate": challenge})
