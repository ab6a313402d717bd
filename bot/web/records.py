"""For the city's records officer, by the command line: messages and consent, page by page. What is asked is not in an
address, so that no phone number comes into a log of addresses."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from flask import Blueprint, request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.bootstrap import Bot
from bot.phones import read_phone
from bot.records.ledger import Page, Wanted, page_of_consent, page_of_messages
from runtime.paging import Place
from runtime.searching import Words

type Json = dict[str, Any]


def _is_a_place(text: str | None) -> str | None:
    if text is not None:
        int(Place.read(text).id)
    return text


class AskedFor(BaseModel):
    """Which rows; see `bot.records.ledger.Wanted`."""

    model_config = ConfigDict(extra="forbid")

    phone: str | None = None
    message_ids: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=2000)] = []
    notices: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=2000)] = []
    naming: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9 ./-]*$")] = ""
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    words: Annotated[str, Field(max_length=200)] = ""
    after: Annotated[str | None, AfterValidator(_is_a_place)] = None


class BadQuestionError(Exception):
    """Names the fields that are wrong, never what stood in them."""


def make_records(bot: Bot) -> Blueprint:
    blueprint = Blueprint("records", __name__, url_prefix="/private/records")

    @blueprint.post("/messages")
    def messages() -> Json:
        return _present("messages", page_of_messages(bot.database, _read(bot)))

    @blueprint.post("/consent")
    def consent() -> Json:
        return _present("consent", page_of_consent(bot.database, _read(bot)))

    @blueprint.errorhandler(BadQuestionError)
    def bad(error: BadQuestionError) -> tuple[Json, int]:
        return {"error": str(error)}, 422

    return blueprint


def _read(bot: Bot) -> Wanted:
    try:
        asked = AskedFor.model_validate(request.get_json(silent=True))
    except ValidationError as error:
        wrong = sorted({".".join(map(str, one["loc"])) or "the question" for one in error.errors()})
        raise BadQuestionError(f"not understood: {', '.join(wrong)}") from None
    phone = None if asked.phone is None else read_phone(asked.phone, bot.settings.dialling_codes)
    if asked.phone is not None and phone is None:
        raise BadQuestionError("not understood: phone")
    return Wanted(
        phone=phone,
        message_ids=asked.message_ids,
        notices=asked.notices,
        naming=asked.naming,
        since=asked.since,
        until=asked.until,
        words=Words.read(asked.words),
        after=Place.read(asked.after) if asked.after else None,
    )


def _present(name: str, page: Page[Any]) -> Json:
    rows: Sequence[Json] = [{key: _plain(value) for key, value in asdict(one).items()} for one in page.entries]
    return {name: rows, "after": str(page.after) if page.after else None}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
