"""T6: who wants no texts gets none, and is told that no inspection was cancelled."""

import threading

import pytest
from sqlalchemy import select

from bot.ports import Answer, CarrierRefusedError, Question
from bot.records.tables import CONSENT, MESSAGES
from bot.rendering import Said


def _ledger(bench):
    with bench.bot.database.read() as connection:
        return [tuple(row) for row in connection.execute(select(CONSENT.c.phone, CONSENT.c.change, CONSENT.c.words))]


def test_stop_gets_one_clarifying_text_and_then_silence(bench) -> None:
    reply = bench.reply("Stop", sid="SM9")
    assert "no more texts" in reply
    assert "No inspection was cancelled" in reply
    for body in ("schedule electrical final", "stop", "1", "cancel", ""):
        assert bench.reply(body) == ""
    assert bench.dialogue.asked == []
    assert _ledger(bench) == [("+16785550102", "stop", "Stop")]


def test_the_same_stop_again_gets_the_same_clarifying_text(bench) -> None:
    assert bench.reply("stop", sid="SM9") == bench.reply("stop", sid="SM9") != ""
    assert len(_ledger(bench)) == 1


def test_help_is_answered_even_then_and_start_comes_back(bench) -> None:
    bench.reply("STOP")
    help_text = bench.reply("HELP")
    for words in ("City of Riverbend", "678-555-0100", "Msg & data rates may apply", "STOP"):
        assert words in help_text
    assert "again" in bench.reply("yes")
    assert bench.reply("hello") == "1: hello"
    assert [change for _, change, _ in _ledger(bench)] == ["stop", "start"]


def test_yes_is_for_the_dialogue_unless_opted_out(bench) -> None:
    assert bench.reply("YES") == "1: YES"


def test_cancel_alone_says_how_to_cancel_in_words(bench) -> None:
    reply = bench.reply("CANCEL")
    assert "no inspection was cancelled" in reply
    assert "cancel my electrical final" in reply
    assert bench.reply("hello") == ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("no más mensajes", "No se canceló ninguna inspección"),
        ("dejen de mandarme mensajes", "No se canceló ninguna inspección"),
        ("CANCELAR", "no se canceló ninguna inspección"),
        ("AYUDA", "Pueden aplicarse cargos"),
        ("please stop texting me", "No inspection was cancelled"),
    ],
)
def test_in_the_words_language(bench, body: str, words: str) -> None:
    assert words in bench.reply(body)


def test_where_the_carrier_has_answered_itself_we_only_note_it(bench) -> None:
    assert bench.reply("STOP", OptOutType="STOP") == ""
    assert bench.reply("hello") == ""
    assert bench.reply("HELP", OptOutType="HELP") == ""
    assert bench.reply("START", OptOutType="START") == ""
    assert bench.reply("hello") == "1: hello"


def test_an_opt_out_while_the_reply_is_worked_out_holds_it_back(start_bot) -> None:
    bench = start_bot(lease=600.0, reply_within=0.1)
    go_on = threading.Event()
    echo = bench.dialogue.answer

    def slow(question):
        go_on.wait(5)
        return echo(question)

    bench.dialogue.answer = slow
    assert bench.reply("hello") == ""
    bench.reply("STOP")
    go_on.set()
    bench.bot.lines.close()
    assert bench.carrier.sent == []
    with bench.bot.database.read() as connection:
        states = list(connection.scalars(select(MESSAGES.c.state).where(MESSAGES.c.kind == "reply")))
    assert states == ["suppressed"]


def test_the_carriers_error_21610_counts_as_an_opt_out(start_bot) -> None:
    bench = start_bot(lease=600.0, reply_within=0.05)
    echo = bench.dialogue.answer
    bench.dialogue.answer = lambda question: (threading.Event().wait(0.3), echo(question))[1]
    bench.carrier.errors = [CarrierRefusedError(21610)]
    assert bench.reply("hello") == ""
    bench.bot.lines.close()
    assert _ledger(bench) == [
        ("+16785550102", "implied", "hello"), ("+16785550102", "stop", "(carrier error 21610)"),
    ]  # fmt: skip
    assert bench.reply("anyone?") == ""
    assert len(bench.dialogue.asked) == 1


def test_coming_back_begins_the_talk_anew_in_its_language(bench) -> None:
    bench.dialogue.answer = lambda question: Answer((Said("1 to book"),), {**question.slots, **OPEN_QUESTION})
    bench.reply("electrical final friday")
    bench.reply("STOP")
    bench.reply("START")
    bench.reply("1")
    assert bench.dialogue.asked[-1].slots == {"language": "es"}


def test_a_reply_that_was_not_sent_for_a_stop_leaves_no_open_question(bench) -> None:
    def stop_meanwhile(question: Question) -> Answer:
        bench.reply("STOP")
        return Answer((Said("1 to book"),), dict(OPEN_QUESTION))

    bench.dialogue.answer = stop_meanwhile
    assert bench.reply("electrical final friday") == ""
    bench.dialogue.answer = lambda _question: Answer((Said("what?"),), {})
    bench.reply("START")
    bench.reply("1")
    assert bench.dialogue.asked[-1].slots == {"language": "es"}


OPEN_QUESTION = {"language": "es", "task": "schedule", "question": {"kind": "confirm"}}
