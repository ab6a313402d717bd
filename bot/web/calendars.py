"""`GET /c/<token>`: a visit for somebody's calendar, for whoever has its address. Public, so it is rate-limited."""

import re
import time

import structlog
from flask import Blueprint, Response, render_template, request

from bot.bootstrap import Bot
from bot.ports import CalendarsDownError
from bot.sentences import Language
from bot.web.pages import PAGES, read_page_texts
from bot.web.throttle import Throttle

_log = structlog.get_logger(__name__)
_TOKEN = re.compile(r"[2-9A-Za-z]{10}")
_AT_ONCE, _A_SECOND = 60, 1.0
"""A person asks once, a calendar program a few times a day; behind a proxy a whole city has one address."""
_HEADERS = {
    "Content-Disposition": 'attachment; filename="inspection.ics"',
    "X-Robots-Tag": "noindex",
}


def make_calendars(bot: Bot) -> Blueprint:
    blueprint = Blueprint("calendars", __name__, template_folder=str(PAGES))
    texts = {language: read_page_texts(language, bot.phrasebook.city) for language in Language}
    throttle = Throttle(_AT_ONCE, _A_SECOND, time.monotonic)

    def say(what: str, status: int) -> Response:
        """In both languages: whoever follows an old link may have got it from anybody."""
        said = [(language.value, texts[language][what]) for language in Language]
        title = [texts[language]["calendar_title"] for language in Language]
        return Response(render_template("calendar.html", title=title, said=said), status, {"X-Robots-Tag": "noindex"})

    @blueprint.get("/c/<token>")
    def calendar(token: str) -> Response:
        if not throttle.allows(request.remote_addr or ""):
            return say("calendar_too_often", 429)
        try:
            found = bot.calendars.find(token) if _TOKEN.fullmatch(token) else None
        except CalendarsDownError as error:
            _log.warning("calendar_not_available", reason=str(error))
            return say("calendar_away", 503)
        if found is None:
            return say("calendar_unknown", 404)
        return Response(found, headers=_HEADERS, content_type="text/calendar; charset=utf-8")

    return blueprint
