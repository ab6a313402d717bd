"""`POST /private/notices`: the back end hands over what the city wants to say, by text message or by e-mail."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import structlog
from flask import Blueprint, request

from bot.bootstrap import Bot
from bot.outbox.notices import BadNoticeError
from bot.records.database import StorageDownError
from bot.records.mail import keep_mail
from bot.records.notices import Kept, keep_notice

type Json = dict[str, Any]

_log = structlog.get_logger(__name__)


def make_notices(bot: Bot) -> Blueprint:
    blueprint = Blueprint("notices", __name__, url_prefix="/private")

    @blueprint.post("/notices")
    def take() -> tuple[Json, int]:
        correlation_id = (request.headers.get("X-Correlation-Id") or uuid4().hex)[:32]
        content = request.get_json(silent=True)
        keep = _keep_mail if isinstance(content, dict) and "email" in content else _keep_text
        try:
            kept = keep(bot, content, correlation_id)
        except BadNoticeError as error:
            return {"error": str(error)}, 422
        except StorageDownError as error:
            _log.exception("storage_down", correlation_id=correlation_id, reason=str(error))
            return {"error": "the notice could not be stored; hand it over again"}, 503
        if kept.is_new and keep is _keep_text:
            bot.queue.wake()  # e-mail has a thread of its own, which looks every few seconds
        return {"notice": kept.notice, "id": kept.row_id, "state": kept.state, "text": kept.text}, (
            201 if kept.is_new else 200
        )

    return blueprint


def _keep_text(bot: Bot, content: object, correlation_id: str) -> Kept:
    now, city_now = bot.real_time.now(), bot.clock.now()
    notice = bot.notices.read(content)
    text = bot.notices.words_of(notice, _today(bot, city_now))
    return keep_notice(bot.database, notice, text, correlation_id, now=now, city_now=city_now)


def _keep_mail(bot: Bot, content: object, correlation_id: str) -> Kept:
    now, city_now = bot.real_time.now(), bot.clock.now()
    notice = bot.mail_notices.read(content)
    worded = bot.mail_notices.words_of(notice, _today(bot, city_now))
    return keep_mail(bot.database, notice, worded, correlation_id, now=now, city_now=city_now)


def _today(bot: Bot, city_now: datetime) -> date:
    return city_now.astimezone(bot.phrasebook.city.zone).date()
