"""Makes rows of what the programs tell, with the codes in them masked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.domain.masking_messages import masked_message
from permitline.records.row import Kind, Row

_A_QUESTION_FOR_A_CODE = "code"
_MESSAGE_DETAILS = (
    "purpose",
    "delivery",
    "error_code",
    "notice",
    "responses",
    "late",
    "pictures",
    "email",
    "subject",
    "purged_at",
)
_CONSENT_DETAILS = ("purpose", "shown")
_RULING_DETAILS = ("asked_at", "what_if", "asked", "facts", "offered", "change")
_NOTICE_DETAILS = ("response", "values", "language", "email", "purpose", "reason", "settled_at")


def message_row(told: Mapping[str, Any], zone: ZoneInfo) -> Row:
    brings_a_code = told["direction"] == "out" and told["purpose"] == "code"
    said_before = _A_QUESTION_FOR_A_CODE if told["answers_a_code"] else told["said_before"]
    return Row(
        at=_at(told["at"], zone),
        kind=Kind.MESSAGE,
        id=str(told["id"]),
        what=told["direction"],
        state=told["state"],
        phone=None if told["email"] else told["phone"] or None,
        channel=told["channel"],
        text=masked_message(told["text"], said_before=said_before, is_one_time_code=brings_a_code),
        message_id=told["message_id"],
        in_reply_to=None if told["in_reply_to"] is None else str(told["in_reply_to"]),
        correlation_id=told["correlation_id"],
        details={name: told[name] for name in _MESSAGE_DETAILS},
    )


def consent_row(told: Mapping[str, Any], zone: ZoneInfo) -> Row:
    return Row(
        at=_at(told["at"], zone),
        kind=Kind.CONSENT,
        id=str(told["id"]),
        what=told["change"],
        phone=told["phone"],
        channel=told["channel"],
        text=masked_message(told["words"]),
        message_id=told["message_id"],
        details={name: told[name] for name in _CONSENT_DETAILS},
    )


def ruling_row(told: Mapping[str, Any], zone: ZoneInfo) -> Row:
    return Row(
        at=_at(told["at"], zone),
        kind=Kind.RULING,
        id=told["ruling"],
        what=told["action"],
        state="allowed" if told["allowed"] else told["code"],
        phone=told["phone"],
        permit=told["permit"],
        channel=told["channel"],
        message_id=told["message_id"],
        details=_masked({name: told[name] for name in _RULING_DETAILS}),
    )


def change_row(told: Mapping[str, Any], zone: ZoneInfo) -> Row:
    return Row(
        at=_at(told["at"], zone),
        kind=Kind.CHANGE,
        id=told["change"],
        what=told["kind"],
        phone=told["phone"],
        permit=told["permit"],
        channel=told["channel"],
        details={"inspections": told["inspections"], "undoes": told["undoes"]},
    )


def notice_row(told: Mapping[str, Any], zone: ZoneInfo) -> Row:
    details = {name: told[name] for name in _NOTICE_DETAILS}
    values = _masked(details["values"], is_one_time_code=told["purpose"] == "code")
    return Row(
        at=_at(told["at"], zone),
        kind=Kind.NOTICE,
        id=told["notice"],
        what=told["kind"],
        state=told["state"],
        phone=told["phone"],
        permit=told["permit"],
        details=details | {"values": values},
    )


def _at(told: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(told).astimezone(zone)


def _masked(content: Any, *, is_one_time_code: bool = False) -> Any:
    """The same content with every text in it masked."""
    if isinstance(content, str):
        return masked_message(content, is_one_time_code=is_one_time_code)
    if isinstance(content, int) and not isinstance(content, bool) and is_one_time_code:
        return masked_message(str(content), is_one_time_code=True)
    if isinstance(content, dict):
        return {key: _masked(value, is_one_time_code=is_one_time_code) for key, value in content.items()}
    if isinstance(content, list):
        return [_masked(value, is_one_time_code=is_one_time_code) for value in content]
    return content
