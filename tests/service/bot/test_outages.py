"""What is left when a program fails: nothing is lost, nothing is said twice, and the person is told once."""

import sqlite3
import threading
import time

from sqlalchemy import event, select, update

from bot.ports import CarrierBusyError, DialogueDownError, TurnFailedError
from bot.records.tables import CONVERSATIONS, MESSAGES, PROGRAMS, State
from tests.service.bot.outgoing import MARIA, go_on, hand_over, real_clock

JAMES = "+16785550102"


def _eventually(condition, seconds=8.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def _states(bench, direction="in"):
    with bench.bot.database.read() as connection:
        query = select(MESSAGES.c.state).where(MESSAGES.c.direction == direction).order_by(MESSAGES.c.id)
        return list(connection.scalars(query))


def _rasa_down(bench) -> None:
    bench.dialogue.fail = DialogueDownError("ConnectError")
    bench.chain.trouble = {"rasa": "does not answer"}


def _rasa_back(bench) -> None:
    bench.dialogue.fail, bench.chain.trouble = None, {}


def test_rasa_down_one_apology_an_incident_and_the_answers_when_it_is_back(bench) -> None:
    _rasa_down(bench)
    apology = bench.reply("electrical final", sid="SM1")
    assert "as soon as it is back" in apology
    assert "678-555-0100" in apology
    assert bench.reply("hello?") == ""
    assert bench.reply("electrical final", sid="SM1") == apology
    bench.sweep()
    assert bench.carrier.sent == []
    _rasa_back(bench)
    bench.sweep()
    _eventually(lambda: len(bench.carrier.sent) == 2)
    assert bench.carrier.sent[0] == (JAMES, "Sorry for the wait. About your message of 10:00 AM:\n1: electrical final")
    assert bench.carrier.sent[1][1].endswith("2: hello?")
    assert _states(bench) == ["answered", "answered"]
    assert bench.reply("thanks") == "3: thanks"
    _rasa_down(bench)
    assert "as soon as it is back" in bench.reply("a new incident")


def test_an_old_message_is_answered_before_the_one_that_finds_rasa_back(bench) -> None:
    _rasa_down(bench)
    bench.reply("first")
    _rasa_back(bench)
    assert bench.reply("second") == "2: second"
    assert bench.carrier.sent[0][1].endswith("1: first")


def test_the_time_of_arrival_stays_that_of_the_message(bench) -> None:
    _rasa_down(bench)
    bench.reply("electrical final")
    _rasa_back(bench)
    bench.sweep()
    _eventually(lambda: len(bench.carrier.sent) == 1)
    assert {question.metadata["received_at"] for question in bench.dialogue.asked} == {"2026-12-01T10:00:00-05:00"}


def test_an_empty_reply_while_the_back_end_is_down_waits_for_it(bench) -> None:
    bench.dialogue.fail = TurnFailedError("no words")
    bench.chain.trouble = {"backend": "does not answer"}
    assert "as soon as it is back" in bench.reply("electrical final")
    assert _states(bench) == ["waiting"]
    _rasa_back(bench)
    bench.sweep()
    _eventually(lambda: len(bench.carrier.sent) == 1)


def test_an_empty_reply_while_all_is_well_is_tried_again_and_then_owned_up_to(bench) -> None:
    bench.reply("hello")
    bench.dialogue.fail = TurnFailedError("no words")
    reply = bench.reply("the message that breaks it")
    assert "went wrong on our side" in reply
    assert len(bench.dialogue.asked) == 3
    assert _states(bench) == ["answered", "given_up"]
    bench.dialogue.fail = None
    assert bench.reply("again") == "2: again"  # the old state was kept


def test_one_failure_that_passes_is_not_noticed(bench) -> None:
    echo, failures = bench.dialogue.answer, iter([True])

    def once_bad(question):
        if next(failures, False):
            raise TurnFailedError("no words")
        return echo(question)

    bench.dialogue.answer = once_bad
    assert bench.reply("hello") == "1: hello"


def test_what_a_dead_process_left_is_taken_up_once_its_lease_has_run_out(start_bot) -> None:
    dead = start_bot(lease=600.0, reply_within=0.1)
    dead.dialogue.answer = lambda question: threading.Event().wait(1.5) or (_ for _ in ()).throw(KeyError("killed"))
    assert dead.reply("electrical final", sid="SM1") == ""
    alive = start_bot(lease=600.0)
    alive.sweep()
    assert alive.dialogue.asked == []  # its lease still runs
    with alive.bot.database.write() as connection:
        then = alive.bot.sweep.real_time.now().replace(year=2020)
        connection.execute(update(PROGRAMS).where(PROGRAMS.c.id == dead.bot.sweep.program).values(alive_until=then))
    alive.sweep()
    _eventually(lambda: alive.carrier.sent == [(JAMES, "1: electrical final")])
    dead.bot.lines.close()
    assert _states(alive) == ["answered"]
    assert alive.reply("electrical final", sid="SM1") == ""  # it went by the carrier


def test_a_process_taken_for_dead_that_comes_back_changes_nothing(start_bot) -> None:
    slow = start_bot(lease=600.0, reply_within=0.1)
    go_on, echo = threading.Event(), slow.dialogue.answer
    slow.dialogue.answer = lambda question: (go_on.wait(8), echo(question))[1]
    assert slow.reply("hello") == ""
    other = start_bot(lease=600.0)
    with other.bot.database.write() as connection:
        connection.execute(PROGRAMS.delete().where(PROGRAMS.c.id == slow.bot.sweep.program))
    other.sweep()
    _eventually(lambda: len(other.carrier.sent) == 1)
    go_on.set()
    slow.bot.lines.close()
    assert slow.carrier.sent == []
    assert len(_states(other, "out")) == 1
    with other.bot.database.read() as connection:
        assert connection.scalar(select(CONVERSATIONS.c.slots)) == {"turns": 1}


def test_the_sweeps_threads_do_it_by_themselves(start_bot) -> None:
    bench = start_bot(sweeping=True, sweep_every=0.1, lease=2.0)
    _rasa_down(bench)
    bench.reply("electrical final")
    _rasa_back(bench)
    _eventually(lambda: len(bench.carrier.sent) == 1)


def test_a_carrier_that_hangs_does_not_keep_stranded_messages_waiting(start_bot) -> None:
    bench = start_bot(sweeping=True, sweep_every=0.1, lease=600.0)
    _rasa_down(bench)
    bench.reply("first")
    bench.carrier.errors = [CarrierBusyError()]
    _rasa_back(bench)
    _eventually(lambda: "queued" in _states(bench, "out"))
    _rasa_down(bench)
    bench.reply("second", phone="+16785550101")
    hanging, go_on, send = threading.Event(), threading.Event(), bench.carrier.send
    bench.carrier.send = lambda *message: (hanging.set(), go_on.wait(8), send(*message))[2]
    with bench.bot.database.write() as connection:
        connection.execute(update(MESSAGES).where(MESSAGES.c.state == State.QUEUED).values(retry_at=None))
    assert hanging.wait(8)
    _rasa_back(bench)
    try:
        _eventually(lambda: _states(bench) == ["answered", "answered"], seconds=4.0)
    finally:
        go_on.set()
    _eventually(lambda: len(bench.carrier.sent) == 2)


def test_a_reply_that_died_with_its_process_before_it_left_follows_by_the_carrier(start_bot) -> None:
    real = real_clock()
    dead = start_bot(real_time=real, lease=10.0)
    assert dead.reply("hello", sid="SM1") == "1: hello"  # which the process never got to write, say
    alive = start_bot(like=dead, real_time=real, lease=10.0)
    for _ in range(9):
        go_on(alive, real, seconds=20)
    assert alive.carrier.sent == [(JAMES, "1: hello")]
    assert _states(alive, "out") == ["sent"]
    assert alive.reply("hello", sid="SM1") == ""


def test_a_reply_that_left_before_its_process_died_is_not_sent_again(start_bot) -> None:
    real = real_clock()
    dead = start_bot(real_time=real, lease=10.0)
    for sid in ("SM1", "SM2"):
        dead.carrier.in_responses.append((JAMES, dead.reply("HELP", sid=sid)))
    alive = start_bot(like=dead, real_time=real, lease=10.0)
    for _ in range(9):
        go_on(alive, real, seconds=20)
    assert alive.carrier.sent == []
    assert _states(alive, "out") == ["sent", "sent"]


def test_of_two_same_replies_the_one_that_did_not_leave_follows(start_bot) -> None:
    real = real_clock()
    dead = start_bot(real_time=real, lease=10.0)
    dead.reply("HELP", sid="SM1")
    help_text = dead.reply("HELP", sid="SM2")
    dead.carrier.in_responses.append((JAMES, help_text))
    alive = start_bot(like=dead, real_time=real, lease=10.0)
    for _ in range(9):
        go_on(alive, real, seconds=20)
    assert alive.carrier.sent == [(JAMES, help_text)]


def test_what_a_process_returned_long_before_its_end_is_not_doubted(start_bot) -> None:
    real = real_clock()
    dead = start_bot(real_time=real, lease=10.0)
    dead.reply("hello")
    real.go_on(seconds=60)
    dead.bot.sweep.say_alive()
    alive = start_bot(like=dead, real_time=real, lease=10.0)
    for _ in range(9):
        go_on(alive, real, seconds=20)
    assert alive.carrier.sent == []
    assert _states(alive, "out") == ["returned"]


def test_while_the_disk_is_full_nothing_is_promised_and_afterwards_it_goes_on(bench, settings) -> None:
    if settings.database_url:
        return
    hand_over(bench, "before", phone=MARIA, not_before="2026-12-01T10:30:00-05:00")
    engine = bench.bot.database.engine

    def fill(connection: sqlite3.Connection, _record: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", fill)
    engine.dispose()
    long = "electrical final " * 90
    for n in range(12):  # until the last free pages are used up
        reply = bench.reply(long, sid=f"SM{n}")
    assert "could not be saved" in reply
    answers = [hand_over(bench, f"n{n}", values={"what": long, "address": "", "day": ""}) for n in range(3)]
    assert answers[-1].status_code == 503
    event.remove(engine, "connect", fill)
    engine.dispose()
    assert bench.reply(long, sid="SM11").startswith(tuple("123456789"))
    assert hand_over(bench, "n2").status_code == 201
    bench.clock.go_on(hours=1)
    bench.sweep()
    assert any("before" in text for _, text in bench.carrier.sent)


def test_while_the_database_is_locked_the_person_is_told_that_nothing_was_taken(bench, settings) -> None:
    if settings.database_url:
        return
    lock = sqlite3.connect(settings.state_dir / "bot.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        reply = bench.reply("electrical final", sid="SM1")
    finally:
        lock.execute("ROLLBACK")
        lock.close()
    assert "could not be saved" in reply
    assert bench.dialogue.asked == []
    assert bench.reply("electrical final", sid="SM1") == "1: electrical final"
