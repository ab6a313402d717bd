"""`POST /private/verifications`, `…/{id}/check`: one-time codes by Twilio Verify, for the back end."""

from hashlib import sha256
from hmac import compare_digest
from hmac import new as keyed
from typing import Annotated, Any, Literal, Self

import structlog
from flask import Blueprint, request
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from bot.bootstrap import Bot
from bot.mail.letter import read_address
from bot.outbox.notices import Short, reasons_of
from bot.phones import read_phone
from bot.ports import CheckedCode, Verifier, VerifierBusyError, VerifierDownError, VerifierRefusedError
from bot.records.database import StorageDownError
from bot.records.verifications import Verification, find_verification, keep_verification, note_approved
from bot.sentences import Language

type Json = dict[str, Any]
type Answer = tuple[Json, int]

_log = structlog.get_logger(__name__)
_NO_SERVICE: Answer = ({"error": "no verification service is set (PERMITLINE_TWILIO_VERIFY_SERVICE)"}, 501)
_UNKNOWN: Answer = ({"error": "there is no such verification"}, 404)


class _Asked(BaseModel):
    """`verification` is the back end's id: the same one again sends nothing more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verification: Short
    phone: str | None = None
    email: str | None = None
    language: Language

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if (self.phone is None) == (self.email is None):
            raise ValueError("it goes to a phone or to an email")
        return self


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]


def make_verifications(bot: Bot) -> Blueprint:
    blueprint = Blueprint("verifications", __name__, url_prefix="/private/verifications")

    @blueprint.post("")
    def send() -> Answer:
        if bot.verifier is None:
            return _NO_SERVICE
        try:
            asked = _Asked.model_validate(request.get_json(silent=True))
            return _send(bot, bot.verifier, asked)
        except ValidationError as error:
            return {"error": reasons_of(error)}, 422
        except StorageDownError as error:
            return _away(error)

    @blueprint.post("/<verification>/check")
    def check(verification: str) -> Answer:
        if bot.verifier is None:
            return _NO_SERVICE
        try:
            given = _Given.model_validate(request.get_json(silent=True))
            known = find_verification(bot.database, verification)
            return _UNKNOWN if known is None else _check(bot, bot.verifier, verification, known, given.code)
        except ValidationError as error:
            return {"error": reasons_of(error)}, 422
        except StorageDownError as error:
            return _away(error)

    return blueprint


def _send(bot: Bot, verifier: Verifier, asked: _Asked) -> Answer:
    channel, to = _way_of(asked, bot)
    if to is None:
        return {"error": f"{'phone' if channel == 'sms' else 'email'}: the city cannot send a code there"}, 422
    if find_verification(bot.database, asked.verification) is None:
        try:
            sid = verifier.send(to, channel, asked.language)
        except VerifierBusyError as error:
            _log.warning("verifier_busy", reason=str(error))
            return {"error": "too many codes were asked for"}, 409
        except VerifierRefusedError as error:
            return {"error": str(error)}, 422
        except VerifierDownError as error:
            return _away(error)
        keep_verification(bot.database, asked.verification, sid, bot.real_time.now())
    return {"verification": asked.verification}, 202


def _way_of(asked: _Asked, bot: Bot) -> tuple[Literal["sms", "email"], str | None]:
    """The address is None where none can be sent to."""
    if asked.phone is not None:
        return "sms", read_phone(asked.phone, bot.settings.dialling_codes)
    return "email", read_address(asked.email or "")


def _check(bot: Bot, verifier: Verifier, verification: str, known: Verification, code: str) -> Answer:
    digest = keyed(bot.settings.conversation_key.encode(), f"{verification} {code}".encode(), sha256).hexdigest()
    if known.approved is not None:  # asked once more by who did not hear the answer: only for the same code
        same = compare_digest(known.approved, digest)
        return {"status": CheckedCode.APPROVED if same else CheckedCode.EXPIRED}, 200
    if not (code.isascii() and code.isdigit() and 4 <= len(code) <= 10):
        return {"status": CheckedCode.PENDING}, 200
    try:
        checked = verifier.check(known.sid, code)
    except VerifierDownError as error:
        return _away(error)
    if checked is CheckedCode.APPROVED:
        note_approved(bot.database, verification, digest)
    return {"status": checked}, 200


def _away(error: Exception) -> Answer:
    _log.warning("verifier_away", reason=str(error))
    return {"error": "it cannot be done now; ask again"}, 503
