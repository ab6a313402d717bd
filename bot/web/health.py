"""`GET /healthz`: 200 once a message can be answered by the whole chain, else 503 with the part that is missing."""

from typing import Any

from flask import Blueprint
from sqlalchemy import text

from bot.bootstrap import Bot
from bot.records.database import StorageDownError


def make_health(bot: Bot) -> Blueprint:
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> tuple[dict[str, Any], int]:
        missing = {**_own_database(bot), **bot.chain.missing()}
        if missing:
            return {"status": "unavailable", "missing": missing}, 503
        return {"status": "ok"}, 200

    return blueprint


def _own_database(bot: Bot) -> dict[str, str]:
    try:
        with bot.database.read() as connection:
            connection.execute(text("SELECT count(*) FROM programs"))
    except StorageDownError as error:
        return {"database": str(error)}
    return {}
