"""`POST /sms`: a text message from Twilio, answered as TwiML. `POST /sms/status/…`: what became of one of ours."""

from uuid import uuid4
from xml.sax.saxutils import escape

import structlog
from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from bot.bootstrap import Bot
from bot.conversation.tickets import Outcome
from bot.incoming import Incoming
from bot.outbox.callbacks import CALLBACK_PATH
from bot.phones import read_phone
from bot.records.database import StorageDownError

_log = structlog.get_logger(__name__)
_MOST_PICTURES = 10
_ID_LENGTH = 64
_ADDRESS_LENGTH = 1000
_PERHAPS_PICTURES = ("image/", "application/octet-stream")


def make_sms(bot: Bot) -> Blueprint:
    blueprint = Blueprint("sms", __name__)

    @blueprint.post("/sms")
    def receive() -> Response:
        message = _read(bot, request.form)
        if message is None:
            return _twiml(Outcome(""))
        outcome = bot.counter.receive(message)
        response = _twiml(outcome)
        response.headers["X-Correlation-Id"] = message.correlation_id
        if not bot.settings.is_production:
            response.headers["Server-Timing"] = ", ".join(
                f"{name};dur={value:.2f}" for name, value in outcome.timings_ms.items()
            )
        return response

    @blueprint.post(f"{CALLBACK_PATH}<token>")
    def take_report(token: str) -> Response:
        """200 for what is not known too: asking Twilio to say it again would not help."""
        try:
            bot.reports.take(token, request.form)
        except StorageDownError as error:
            _log.exception("storage_down", reason=str(error))
            return Response(status=503)
        return Response(status=200)

    return blueprint


def _read(bot: Bot, form: MultiDict[str, str]) -> Incoming | None:
    """None where nobody can be answered: no sender, or a number that the city does not serve."""
    correlation_id = uuid4().hex
    phone = read_phone(form.get("From", ""), bot.settings.dialling_codes)
    if phone is None:
        _log.warning("sender_not_served", correlation_id=correlation_id, sender_given=bool(form.get("From")))
        return None
    addresses, files = _read_media(form)
    message_id = form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or f"NOSID{correlation_id}"
    return Incoming(
        message_id=_storable(message_id)[:_ID_LENGTH],
        channel="sms",
        phone=phone,
        text=form.get("Body", ""),
        received_at=bot.clock.now(),
        parameters=tuple((_storable(name), _storable(value)) for name, value in form.items(multi=True)),
        addresses=addresses,
        files=files,
        correlation_id=correlation_id,
        answered_by_carrier=bool(form.get("OptOutType")),
    )


def _storable(text: str) -> str:
    """NUL shown as a symbol: PostgreSQL keeps none."""
    return text.replace("\x00", "␀")


def _read_media(form: MultiDict[str, str]) -> tuple[tuple[str, ...], int]:
    """The addresses of what may be pictures, and how many are said to be no pictures.

    The type that is said counts against a file, never for it: what is fetched is looked at.
    """
    places = range(_count(form.get("NumMedia", "0")))
    said = [form.get(f"MediaContentType{place}", "image/").lower() for place in places]
    addresses = tuple(
        _storable(form.get(f"MediaUrl{place}", ""))[:_ADDRESS_LENGTH]
        for place in places
        if said[place].startswith(_PERHAPS_PICTURES)
    )
    return addresses, len(places) - len(addresses)


def _count(text: str) -> int:
    digits = text.strip()
    return min(int(digits), _MOST_PICTURES) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _twiml(outcome: Outcome) -> Response:
    inner = f"<Message>{escape(outcome.text)}</Message>" if outcome.text else ""
    body = f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>'
    return Response(body, mimetype="text/xml")
