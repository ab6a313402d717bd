"""For other programs of ours: reading a person's messages, in and out, in order."""

from typing import Any

from flask import Blueprint, request

from bot.bootstrap import Bot
from bot.phones import read_phone
from bot.records.history import Told, messages_of

type Json = dict[str, Any]


def make_private(bot: Bot) -> Blueprint:
    blueprint = Blueprint("private", __name__, url_prefix="/private")

    @blueprint.get("/messages")
    def messages() -> tuple[Json, int]:
        phone = read_phone(request.args.get("phone", ""), bot.settings.dialling_codes)
        if phone is None:
            return {"error": "phone must be a number such as +16785550102 (a plus in an address is written %2B)"}, 400
        after = request.args.get("after", default=0, type=int)
        return {"messages": [present(told) for told in messages_of(bot.database, phone, after)]}, 200

    return blueprint


def present(told: Told) -> Json:
    return {
        "id": told.id,
        "direction": told.direction,
        "text": told.text,
        "at": told.at.isoformat(),
        "state": told.state,
        "in_reply_to": told.in_reply_to,
        "message_id": told.message_id,
        "late": told.late,
        "responses": told.responses or [],
        "purpose": told.purpose,
        "delivery": told.delivery,
        "error_code": told.error_code,
    }
