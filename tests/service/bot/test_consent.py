"""T8: the ledger says who agreed to what, when, in which words, over which channel, and what they had been shown."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Row, select

from bot.ports import Answer
from bot.records.tables import CONSENT
from bot.rendering import Said
from bot.sentences import Language, Sentence
from tests.service.bot.conftest import JAMES, TEN_O_CLOCK, Bench
from tests.service.bot.outgoing import go_on, hand_over, real_clock, states


def ledger(bench: Bench) -> list[Row[tuple[object, ...]]]:
    with bench.bot.database.read() as connection:
        return list(connection.execute(select(CONSENT).order_by(CONSENT.c.id)))


def test_a_first_text_is_an_implied_consent_to_replies(bench: Bench) -> None:
    bench.reply("schedule electrical final", sid="SM1")
    bench.reply("again", sid="SM2")
    (note,) = ledger(bench)
    assert (note.phone, note.change, note.purpose, note.channel) == (JAMES, "implied", "replies", "sms")
    assert (note.words, note.message_id, note.at) == ("schedule electrical final", "SM1", TEN_O_CLOCK)
    for language in Language:
        assert bench.bot.phrasebook.say(Sentence.INVITATION, language) in note.shown


def test_twenty_first_texts_at_once_are_noted_once(bench: Bench) -> None:
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda n: bench.reply("hello", sid=f"SM{n}"), range(20)))
    assert [note.change for note in ledger(bench)] == ["implied"]


@pytest.mark.parametrize("body", ["", "HELP", "x" * 1601, "more"])
def test_a_first_text_of_any_kind_is_noted(bench: Bench, body: str) -> None:
    bench.reply(body)
    assert [note.change for note in ledger(bench)] == ["implied"]


def test_the_same_first_text_again_is_noted_once(bench: Bench) -> None:
    for _ in range(3):
        bench.reply("hello", sid="SM1")
    assert len(ledger(bench)) == 1


def test_who_was_told_something_by_the_city_before_consents_with_the_first_text_of_their_own(bench: Bench) -> None:
    hand_over(bench)
    assert ledger(bench) == []
    bench.reply("hello")
    assert [note.change for note in ledger(bench)] == ["implied"]


@pytest.mark.parametrize(
    ("language", "out", "back", "no", "yes"),
    [
        ("en", "STOP", "START", "No inspection was cancelled", "you will get our texts again"),
        ("es", "no más mensajes", "sí", "No se canceló ninguna inspección", "ya le mandaremos mensajes otra vez"),
    ],
)
def test_a_stop_revokes_and_a_start_is_express_with_the_words_that_were_shown(
    bench: Bench, language: str, out: str, back: str, no: str, yes: str
) -> None:
    bench.dialogue.answer = lambda _question: Answer((Said("…"),), {"language": language})
    for body in ("hello", out, back):
        bench.reply(body)
    first, stop, start = ledger(bench)
    assert first.change == "implied"
    assert (stop.change, stop.purpose, stop.words) == ("stop", "everything", out)
    assert no in stop.shown
    assert (start.change, start.purpose, start.words) == ("start", "everything", back)
    assert yes in start.shown


def test_where_the_carrier_answered_nothing_of_ours_was_shown(bench: Bench) -> None:
    bench.reply("STOP", OptOutType="STOP")
    bench.reply("START", OptOutType="START")
    assert [(note.change, note.shown) for note in ledger(bench)] == [("stop", None), ("start", None)]


def test_one_clarifying_text_at_most_within_five_minutes(bench: Bench) -> None:
    assert "No inspection was cancelled" in bench.reply("STOP")
    for _ in range(3):
        bench.clock.go_on(minutes=1)
        assert bench.reply("START")
        assert bench.reply("STOP") == ""
    assert [note.change for note in ledger(bench)] == ["stop", "start"] * 3 + ["stop"]
    bench.reply("START")
    bench.clock.go_on(minutes=2)
    assert "No inspection was cancelled" in bench.reply("STOP")


def test_a_stop_that_the_carrier_had_answered_leaves_ours_to_the_next(bench: Bench) -> None:
    bench.reply("STOP", OptOutType="STOP")
    bench.reply("START")
    assert "No inspection was cancelled" in bench.reply("STOP")


@pytest.mark.parametrize(("said", "became"), [(("STOP",), "suppressed"), (("STOP", "START"), "sent"), ((), "sent")])
def test_the_ledger_is_looked_up_when_something_goes_out_not_when_it_is_queued(
    start_bot: Callable[..., Bench], said: tuple[str, ...], became: str
) -> None:
    real = real_clock()
    bench = start_bot(lease=60_000.0, real_time=real)
    bench.clock.go_on(hours=12)
    hand_over(bench)
    assert states(bench) == ["queued"]  # it is 10 PM
    for body in said:
        bench.reply(body)
    go_on(bench, real, hours=11)
    assert states(bench)[0] == became


def test_times_are_the_citys(bench: Bench) -> None:
    bench.clock.go_on(days=3)
    bench.reply("hello")
    (note,) = ledger(bench)
    assert isinstance(note.at, datetime)
    assert note.at == TEN_O_CLOCK + timedelta(days=3)
