"""For `permitline records purge` and `hold`: which phones are under legal hold, and one batch of a purge a call."""

from typing import Annotated, Any

from flask import Blueprint, request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.bootstrap import Bot
from bot.records.retention import Purge, hold_phones, purge_batch, take_toll

type Json = dict[str, Any]
type Id = Annotated[str, Field(pattern=r"^[0-9a-f]{8,32}$")]
type Who = Annotated[str, Field(min_length=1, max_length=80)]
type Held = Annotated[str, Field(min_length=1, max_length=24)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class HoldsAsked(_Asked):
    by: Who
    holds: dict[Id, list[Held]]


class TollAsked(_Asked):
    before: AwareDatetime


class PurgeAsked(TollAsked):
    purge: Id
    by: Who


def make_retention(bot: Bot) -> Blueprint:
    blueprint = Blueprint("retention", __name__, url_prefix="/private/records")

    @blueprint.put("/holds")
    def holds() -> Json:
        asked = HoldsAsked.model_validate(request.get_json(silent=True))
        hold_phones(bot.database, asked.holds, asked.by, bot.real_time.now())
        return {"holds": len(asked.holds)}

    @blueprint.post("/toll")
    def toll() -> Json:
        asked = TollAsked.model_validate(request.get_json(silent=True))
        taken = take_toll(bot.database, asked.before)
        return {"would": taken.would, "of": taken.of, "held": taken.held}

    @blueprint.post("/purges")
    def purges() -> Json:
        asked = PurgeAsked.model_validate(request.get_json(silent=True))
        purge = Purge(asked.purge, asked.by, bot.real_time.now(), asked.before)
        return {"emptied": purge_batch(bot.database, purge)}

    @blueprint.errorhandler(ValidationError)
    def bad(error: ValidationError) -> tuple[Json, int]:
        wrong = sorted({".".join(map(str, one["loc"][:1])) or "the question" for one in error.errors()})
        return {"error": f"not understood: {', '.join(wrong)}"}, 422

    return blueprint
