"""Every error as `application/problem+json`: a code and facts, never a sentence for a person."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from json import dumps

import structlog
from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Request, Response
from werkzeug.datastructures import Headers

from backend.domain.model import Opening
from backend.services.codes import CodesUnavailableError
from backend.services.entries import Refused
from backend.services.ports import KeyReusedError, RecordsUnavailableError

PROBLEM = "application/problem+json"
RETRY_AFTER_SECONDS = 2

_CODES = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.UNAUTHORIZED: "not_authenticated",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.UNPROCESSABLE_ENTITY: "invalid_request",
}

_log = structlog.get_logger("backend.api")


class RequestInJson(Request):
    """A request whose body, where it is not JSON, is answered like any other mistake in it."""

    def on_json_loading_failed(self, e: ValueError | None) -> None:
        raise HTTPError(422, "The request is not valid", {"json": {"_schema": ["This is not JSON."]}})


def problem(
    status: int,
    code: str,
    title: str,
    facts: Mapping[str, object] | None = None,
    openings: Iterable[Opening] = (),
    headers: Headers | Mapping[str, str] | None = None,
) -> Response:
    body = {
        "type": f"urn:permitline:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "facts": dict(facts or {}),
        "openings": [opening_view(opening) for opening in openings],
    }
    return Response(dumps(body, ensure_ascii=False), status, headers=Headers(headers or {}), content_type=PROBLEM)


def opening_view(opening: Opening) -> dict[str, str | None]:
    return {"day": opening.day.isoformat(), "half_day": opening.half_day.value if opening.half_day else None}


def refused(refusal: Refused) -> Response:
    return problem(409, refusal.code, "The rules do not allow this", refusal.facts, refusal.openings)


def no_such_permit(number: str) -> Response:
    return problem(404, "unknown_permit", "There is no such permit", {"number": number})


def answer_errors_with_problems(app: APIFlask) -> None:
    app.request_class = RequestInJson
    app.error_processor(_http_error)
    app.register_error_handler(RecordsUnavailableError, _records_unavailable)
    app.register_error_handler(CodesUnavailableError, _codes_unavailable)
    app.register_error_handler(KeyReusedError, _key_reused)
    app.register_error_handler(RecursionError, _nested_too_deep)
    app.register_error_handler(Exception, _bug)


def _http_error(error: HTTPError) -> Response:
    code = _CODES.get(HTTPStatus(error.status_code), "error")
    facts = {"problems": error.detail} if error.detail else {}
    return problem(error.status_code, code, error.message or "", facts, headers=Headers(error.headers))


def _records_unavailable(error: Exception) -> Response:
    _log.warning("records_unavailable", reason=str(error))
    return problem(
        503,
        "records_unavailable",
        "The records cannot be reached or are locked; nothing was written",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


def _codes_unavailable(error: Exception) -> Response:
    _log.warning("codes_unavailable", reason=str(error))
    return problem(
        503,
        "codes_unavailable",
        "The service that sends and checks codes did not answer",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


def _key_reused(_error: Exception) -> Response:
    return problem(422, "key_reused", "This Idempotency-Key came with another request before")


def _nested_too_deep(_error: Exception) -> Response:
    return problem(422, "invalid_request", "The request is not valid", {"problems": {"json": ["nested too deep"]}})


def _bug(error: Exception) -> Response:
    _log.exception("unexpected_error", error=type(error).__name__)
    return problem(500, "internal_error", "Something went wrong here; nothing was written")
