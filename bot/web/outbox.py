"""For staff, by the command line: what was given up, and where the outbox stands. Phones are masked here already."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from bot.bootstrap import Bot
from bot.mail.letter import masked_address
from bot.records import dead_letters
from bot.records.dead_letters import DeadLetter, Ruled
from bot.records.pacing import find_pace

type Json = dict[str, Any]

_REFUSALS = {
    Ruled.NOT_DEAD: "it is not among the messages that were given up",
    Ruled.NO_LONGER_USEFUL: "its time is over: what it says is no longer useful",
}


def make_outbox(bot: Bot) -> Blueprint:
    blueprint = Blueprint("outbox", __name__, url_prefix="/private/outbox")

    @blueprint.get("/dead")
    def dead() -> Json:
        now = bot.real_time.now()
        letters = dead_letters.dead_letters(bot.database)
        return {"dead": [_present(one, (now - one.stored_at).total_seconds()) for one in letters]}

    @blueprint.post("/dead/<int:row_id>/retry")
    def retry(row_id: int) -> tuple[Json, int]:
        return _rule(
            lambda: dead_letters.retry(bot.database, row_id, now=bot.real_time.now(), city_now=bot.clock.now()),
            then=bot.queue.wake,
        )

    @blueprint.post("/dead/<int:row_id>/discard")
    def discard(row_id: int) -> tuple[Json, int]:
        return _rule(lambda: dead_letters.discard(bot.database, row_id))

    @blueprint.get("/status")
    def status() -> Json:
        return standing_of(bot)

    return blueprint


def standing_of(bot: Bot) -> Json:
    now, city_now = bot.real_time.now(), bot.clock.now()
    standing = dead_letters.standing(bot.database, now, city_now)
    pacing = bot.sender.limits.terms.pacing
    spent = find_pace(bot.database, pacing)
    today = city_now.astimezone(bot.sender.limits.terms.zone).date().isoformat()
    rate = pacing.segments_a_second
    return {
        "queued": dict(standing.queued),
        "held_back": standing.held_back,
        "sending": standing.sending,
        "unknown": standing.unknown,
        "dead": standing.dead,
        "oldest_due_seconds": (now - standing.oldest_due).total_seconds() if standing.oldest_due else None,
        "segments_per_second": rate,
        "segments_per_second_now": spent.bucket.filled(rate, now).rate(rate) if spent else rate,
        "segments_today": spent.segments_on(today) if spent else 0,
        "segments_per_day": pacing.most_a_day or None,
    }


def _rule(word: Callable[[], Ruled], then: Callable[[], None] | None = None) -> tuple[Json, int]:
    ruled = word()
    if ruled is not Ruled.DONE:
        return {"error": _REFUSALS[ruled]}, 409
    if then is not None:
        then()
    return {"done": True}, 200


def _present(letter: DeadLetter, age: float) -> Json:
    return {
        "id": letter.row_id,
        "phone": masked_address(letter.email) if letter.email else f"…{letter.phone[-4:]}",
        "purpose": letter.purpose,
        "reason": letter.reason,
        "error_code": letter.error_code,
        "tries": letter.tries,
        "age_seconds": round(age),
    }
