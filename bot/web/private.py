"""For other programs of ours: reading a person's messages, in and out, in order."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request

from bot.bootstrap import Bot
from bot.phones import read_phone
from bot.records.history import Told, messages_of
from bot.records.pictures import Picture, find_content, pictures_of

type Json = dict[str, Any]


def make_private(bot: Bot) -> Blueprint:
    blueprint = Blueprint("private", __name__, url_prefix="/private")

    @blueprint.get("/messages")
    def messages() -> tuple[Json, int]:
        phone = read_phone(request.args.get("phone", ""), bot.settings.dialling_codes)
        if phone is None:
            return {"error": "phone must be a number such as +16785550102 (a plus in an address is written %2B)"}, 400
        after = request.args.get("after", default=0, type=int)
        pictures = pictures_of(bot.database, phone)
        return {
            "messages": [present(told, pictures.get(told.id, [])) for told in messages_of(bot.database, phone, after)]
        }, 200

    @blueprint.get("/pictures/<int:picture_id>")
    def picture(picture_id: int) -> Response:
        found = find_content(bot.database, picture_id)
        if found is None:
            return Response("There is no such picture, or it was not kept.\n", status=404, mimetype="text/plain")
        content, content_type = found
        name = f"picture-{picture_id}.{content_type.rpartition('/')[2]}"
        return Response(
            content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    return blueprint


def present(told: Told, pictures: Sequence[Picture] = ()) -> Json:
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
        "pictures": [
            {"id": one.id, "state": one.state, "reason": one.reason, "type": one.content_type, "bytes": one.size}
            for one in pictures
        ],
    }
