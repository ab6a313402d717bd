"""The Flask application: every blueprint with its guard, and the headers that every response carries."""

import structlog
from flask import Blueprint, Flask, Response

from bot.bootstrap import Bot
from bot.demo_phones import read_demo_phones
from bot.records.database import StorageDownError
from bot.web.access import Guard, signed_by_carrier, with_bearer_token
from bot.web.calendars import make_calendars
from bot.web.health import make_health
from bot.web.notices import make_notices
from bot.web.outbox import make_outbox
from bot.web.pages import make_pages
from bot.web.private import make_private
from bot.web.records import make_records
from bot.web.retention import make_retention
from bot.web.sms import make_sms
from bot.web.verifications import make_verifications

_log = structlog.get_logger(__name__)
_MOST_BYTES = 256 * 1024
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def make_app(bot: Bot) -> Flask:
    app = Flask("bot", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = _MOST_BYTES
    settings = bot.settings
    _register(app, make_sms(bot), signed_by_carrier(settings.public_url, settings.twilio_auth_tokens))
    for make in (make_private, make_notices, make_outbox, make_records, make_retention, make_verifications):
        _register(app, make(bot), with_bearer_token(settings.bot_token))
    _register(app, make_health(bot), None)
    _register(app, make_calendars(bot), None)
    if not settings.is_production:
        _register(app, make_pages(bot, read_demo_phones(settings.city)), None)
    app.register_error_handler(StorageDownError, _storage_down)
    secure = settings.public_url.startswith("https://")

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response

    return app


def _storage_down(error: StorageDownError) -> tuple[dict[str, str], int]:
    """Where a route has nothing better to say."""
    _log.exception("storage_down", reason=str(error))
    return {"error": "the database is locked or away; nothing was changed; try again"}, 503


def _register(app: Flask, blueprint: Blueprint, guard: Guard | None) -> None:
    """Without a guard each endpoint must be listed in `access.PUBLIC_ROUTES`."""
    if guard is not None:
        blueprint.before_request(guard)
    app.register_blueprint(blueprint)
