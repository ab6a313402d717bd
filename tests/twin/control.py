"""The twin's own door, `/twin/…`: how a test steers it and looks into it. JSON both ways; `client.py` speaks it."""

import base64
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.twin.delivery import Fate, Weather
from tests.twin.messages import Message, Picture
from tests.twin.rest import Response, json_response
from tests.twin.scenarios import Scenario
from tests.twin.twilio import Text, Twilio

type Given = dict[str, Any]


def control(twilio: Twilio, method: str, path: str, given: Given) -> Response:
    do = _DOORS.get((method, path))
    return json_response({"error": f"no {method} {path}"}, 404) if do is None else json_response(do(twilio, given))


def _text(twilio: Twilio, given: Given) -> object:
    pictures = [Picture(each["content_type"], base64.b64decode(each["content"])) for each in given["pictures"]]
    more = [(name, value) for name, value in given["more"]]
    message, brought, sent = twilio.receive(Text(**{**given, "pictures": pictures, "more": more}))
    return {
        "sid": message.sid,
        "answers": [asdict(each) for each in brought.answers],
        "words": None if brought.replies is None else [each.body for each in brought.replies],
        "sent": [each.sid for each in sent],
    }


def _messages(twilio: Twilio, _given: Given) -> object:
    return [_as_kept(each) for each in twilio.store.all()]


def _as_kept(message: Message) -> Given:
    return {
        "sid": message.sid,
        "to": message.to,
        "sender": message.sender,
        "body": message.body,
        "direction": message.direction,
        "statuses": list(message.statuses),
        "error_code": message.error_code,
        "status_callback": message.status_callback,
        "pictures": [each.url for each in message.pictures],
        "arrived": message.arrived,
        "created": message.created.isoformat(),
    }


def _alerts(twilio: Twilio, _given: Given) -> object:
    return [asdict(each) for each in twilio.alerts]


def _callbacks(twilio: Twilio, _given: Given) -> object:
    return twilio.delivery.callbacks_as_json()


def _idle(twilio: Twilio, _given: Given) -> object:
    return twilio.is_idle()


def _scenario(twilio: Twilio, given: Given) -> None:
    twilio.scenarios.add(Scenario(**given))


def _scenarios_left(twilio: Twilio, _given: Given) -> object:
    return twilio.scenarios.left()


def _clear_scenarios(twilio: Twilio, _given: Given) -> None:
    twilio.scenarios.clear()


def _weather(twilio: Twilio, given: Given) -> None:
    twilio.delivery.weather = Weather(**given)


def _fate(twilio: Twilio, given: Given) -> None:
    twilio.delivery.fates[given["to"]] = Fate(given["status"], given["error_code"])


def _opt_out(twilio: Twilio, given: Given) -> None:
    twilio.opt_outs.put(given["phone"], out=given["out"])


def _point(twilio: Twilio, given: Given) -> None:
    twilio.point_to(given["sms_url"], given["fallback_url"])


def _verifications(twilio: Twilio, _given: Given) -> object:
    return [
        {"sid": one.sid, "to": one.to, "channel": one.channel, "locale": one.locale, "code": one.code,
         "status": one.status, "sends": len(one.sends), "checks": one.checks}
        for one in twilio.verify.all
    ]  # fmt: skip


def _expire(twilio: Twilio, _given: Given) -> None:
    twilio.verify.expire()


def _forget(twilio: Twilio, _given: Given) -> None:
    twilio.forget()


_DOORS: dict[tuple[str, str], Callable[[Twilio, Given], object]] = {
    ("POST", "/twin/texts"): _text,
    ("GET", "/twin/messages"): _messages,
    ("GET", "/twin/alerts"): _alerts,
    ("GET", "/twin/callbacks"): _callbacks,
    ("GET", "/twin/idle"): _idle,
    ("POST", "/twin/scenarios"): _scenario,
    ("GET", "/twin/scenarios"): _scenarios_left,
    ("DELETE", "/twin/scenarios"): _clear_scenarios,
    ("POST", "/twin/weather"): _weather,
    ("POST", "/twin/fates"): _fate,
    ("POST", "/twin/opt-outs"): _opt_out,
    ("POST", "/twin/webhook"): _point,
    ("GET", "/twin/verifications"): _verifications,
    ("POST", "/twin/verifications/expire"): _expire,
    ("POST", "/twin/forget"): _forget,
}
