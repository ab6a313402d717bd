"""`POST /private/notices`: the back end hands over what the city wants to say."""

from typing import Any
from uuid import uuid4

import structlog
from flask import Blueprint, request

from bot.bootstrap import Bot
from bot.outbox.notices import BadNoticeError
from bot.records.database import StorageDownError
from bot.records.notices import keep_notice

type Json = dict[str, Any]

_log = structlog.get_logger(__name__)


def make_notices(bot: Bot) -> Blueprint:
    blueprint = Blueprint("notices", __name__, url_prefix="/private")

    @blueprint.post("/notices")
    def take() -> tuple[Json, int]:
        correlation_id = (request.headers.get("X-Correlation-Id") or uuid4().hex)[:32]
        try:
            notice = bot.notices.read(request.get_json(silent=True))
            text = bot.notices.words_of(notice)
        except BadNoticeError as error:
            return {"error": str(error)}, 422
        now, city_now = bot.real_time.now(), bot.clock.now()
        try:
            kept = keep_notice(bot.database, notice, text, correlation_id, now=now, city_now=city_now)
        except StorageDownError as error:
            _log.exception("storage_down", correlation_id=correlation_id, reason=str(error))
            return {"error": "the notice could not be stored; hand it over again"}, 503
        if kept.is_new:
            bot.queue.wake()
        return {"notice": notice.notice, "id": kept.row_id, "state": kept.state, "text": kept.text}, (
            201 if kept.is_new else 200
        )

    return blueprint
