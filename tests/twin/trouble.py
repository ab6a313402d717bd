"""Carries out what is to go wrong with a request."""

import json
from collections.abc import Callable

from tests.twin.errors import ApiError
from tests.twin.rest import Request, Response, answer, error_response, json_response
from tests.twin.scenarios import Scenario
from tests.twin.twilio import Twilio

type Cut = None
"""The connection is closed without an answer."""

_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


def respond(twilio: Twilio, request: Request) -> Response | Cut:
    """The answer to a request to the API, with what a scenario makes of it; it takes as long as it takes."""
    creates = request.method == "POST" and request.path.endswith(("/Messages.json", "/Verifications"))
    to = next(iter(request.form.get("To", ())), request.query.get("To", ""))
    scenario = twilio.scenarios.take(creates=creates, to=to)
    if scenario is None:
        return answer(twilio, request)
    return _WAYS[scenario.goes](twilio, request, scenario)


def _refused(twilio: Twilio, request: Request, scenario: Scenario) -> Response:
    if scenario.stores:
        answer(twilio, request)
    error = ApiError(scenario.code, given_status=scenario.status, retry_after=scenario.retry_after)
    usual = error_response(error)
    if scenario.written == "html":
        return Response(error.status, _PAGE, "text/html", usual.headers)
    if scenario.written == "problem":
        told = error.as_json()
        problem = {"type": told["more_info"], "title": error.message, "status": error.status, "code": error.code}
        return json_response(problem, error.status, usual.headers)
    return usual


def _slow(twilio: Twilio, request: Request, scenario: Scenario) -> Response | Cut:
    """Where it does not store before the wait, it does after it: whoever has given up is texted all the same."""
    ready = answer(twilio, request) if scenario.stores else None
    if twilio.stopping.wait(scenario.seconds):
        return None
    return ready or answer(twilio, request)


def _cut(twilio: Twilio, request: Request, scenario: Scenario) -> Cut:
    if scenario.stores:
        answer(twilio, request)


def _changed(twilio: Twilio, request: Request, scenario: Scenario) -> Response:
    right = answer(twilio, request)
    return json_response({**json.loads(right.body), **scenario.changes}, right.status, right.headers)


_WAYS: dict[str, Callable[[Twilio, Request, Scenario], Response | Cut]] = {
    "refused": _refused,
    "slow": _slow,
    "cut": _cut,
    "changed": _changed,
}
