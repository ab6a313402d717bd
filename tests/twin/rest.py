"""Twilio's REST API: who may ask, what is asked, and what is answered. Knows nothing of sockets."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.twin.creating import Form
from tests.twin.errors import ApiError
from tests.twin.messages import API, Json, Message, Picture, as_json, picture_as_json
from tests.twin.store import page
from tests.twin.twilio import Twilio


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(default_factory=dict)
    authorization: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def json_response(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(status, json.dumps(content).encode(), headers=headers or {})


def error_response(error: ApiError) -> Response:
    headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="Twilio API"'
    return json_response(error.as_json(), error.status, headers)


def answer(twilio: Twilio, request: Request) -> Response:
    try:
        _check_allowed(twilio, request)
        match _resource(twilio, request), request.method:
            case ["Verifications"], "POST":
                made = twilio.verify.create(request.form)
                return json_response(made.as_json(twilio.account, twilio.account.verify_service), 201)
            case ["VerificationCheck"], "POST":
                checked = twilio.verify.check(request.form, request.path)
                return json_response(checked.as_check_json(twilio.account, twilio.account.verify_service), 201)
            case ["Messages.json"], "POST":
                return json_response(as_json(twilio.account, twilio.create(request.form)), 201)
            case ["Messages.json"], "GET":
                return _listed(twilio, request)
            case ["Messages", name], method:
                return _one_message(twilio, request, method, name)
            case ["Messages", sid, "Media.json"], "GET":
                return _media(twilio, request, sid)
            case ["Messages", sid, "Media", name], "GET":
                return _one_picture(twilio, request, sid, name)
        raise ApiError(20404, request.path)
    except ApiError as error:
        return error_response(error)


def _check_allowed(twilio: Twilio, request: Request) -> None:
    given = f"{twilio.account.sid}:{twilio.account.token}".encode()
    if request.authorization != f"Basic {base64.b64encode(given).decode()}":
        raise ApiError(20003)


def _resource(twilio: Twilio, request: Request) -> list[str]:
    """The parts of the path below the account, or below its Verify service."""
    for root in (f"{API}/Accounts/{twilio.account.sid}/", f"/v2/Services/{twilio.account.verify_service}/"):
        if request.path.startswith(root):
            return request.path.removeprefix(root).split("/")
    return []


def _listed(twilio: Twilio, request: Request) -> Response:
    found = [(each.sid, as_json(twilio.account, each)) for each in twilio.store.search(request.query)]
    return json_response(page(request.path, request.query, "messages", found))


def _one_message(twilio: Twilio, request: Request, method: str, name: str) -> Response:
    message = _get(twilio, request, name.removesuffix(".json"))
    match method:
        case "DELETE":
            twilio.store.remove(message.sid)
            return Response(204)
        case "POST":
            _change(message, request.form)
    return json_response(as_json(twilio.account, message))


def _change(message: Message, form: Form) -> None:
    """A body can only be emptied; only what has not been sent can be called off."""
    if "Body" in form:
        message.body = ""
    if form.get("Status") == ["canceled"] and message.status in {"queued", "accepted", "scheduled"}:
        message.move_to("canceled")
    message.updated = datetime.now(UTC)


def _media(twilio: Twilio, request: Request, sid: str) -> Response:
    message = _get(twilio, request, sid)
    found: list[tuple[str, Json]] = [
        (each.sid, picture_as_json(twilio.account, message, each)) for each in message.pictures
    ]
    return json_response(page(request.path, request.query, "media_list", found))


def _one_picture(twilio: Twilio, request: Request, sid: str, name: str) -> Response:
    """Its record where the name ends in .json, the picture itself where it does not."""
    message = _get(twilio, request, sid)
    picture = _picture(message, name.removesuffix(".json"))
    if picture is None:
        raise ApiError(20404, request.path)
    if name.endswith(".json"):
        return json_response(picture_as_json(twilio.account, message, picture))
    return Response(200, picture.content, picture.content_type)


def _picture(message: Message, sid: str) -> Picture | None:
    return next((each for each in message.pictures if each.sid == sid), None)


def _get(twilio: Twilio, request: Request, sid: str) -> Message:
    message = twilio.store.find(sid)
    if message is None:
        raise ApiError(20404, request.path)
    return message
