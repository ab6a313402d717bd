"""A text message comes in: signed, stored, answered once."""

import threading
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from hmac import new as hmac_new

import pytest
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.ports import Answer
from bot.records.tables import CONVERSATIONS, MESSAGES
from bot.rendering import Said
from runtime.speaker import SpeakerSeal

JAMES = "+16785550102"


def _messages(bench, **where):
    with bench.bot.database.read() as connection:
        query = select(MESSAGES).order_by(MESSAGES.c.id)
        return connection.execute(query.filter_by(**where)).all()


def test_t1_a_message_is_stored_with_all_that_the_carrier_said_and_answered_in_the_response(bench) -> None:
    response = bench.text("schedule electrical final", sid="SM1", FromCity="RIVERBEND", BrandNew="yes")
    assert bench.said(response) == "1: schedule electrical final"
    assert response.mimetype == "text/xml"
    came, went = _messages(bench)
    assert (came.direction, came.message_id, came.state) == ("in", "SM1", "answered")
    assert ["BrandNew", "yes"] in came.parameters
    assert (went.direction, went.state, went.in_reply_to) == ("out", "returned", came.id)


def test_what_rasa_is_told(bench, settings) -> None:
    bench.text("hello", sid="SM1")
    question = bench.dialogue.asked[0]
    speaker = SpeakerSeal(settings.speaker_key).open(question.metadata["speaker"])
    assert (speaker.phone, speaker.channel, speaker.message_id) == (JAMES, "sms", "SM1")
    assert question.metadata["received_at"] == "2026-12-01T10:00:00-05:00" == speaker.received_at.isoformat()
    assert question.metadata["correlation_id"] == question.correlation_id
    told = {**question.metadata, "speaker": "", "sender": question.sender, "message": question.message}
    assert not any("6785550102" in value for value in told.values())


def test_the_state_comes_back_with_the_next_message_and_belongs_to_one_person(bench) -> None:
    assert bench.reply("hello") == "1: hello"
    assert bench.reply("again") == "2: again"
    assert bench.reply("hello", phone="+16785550101") == "1: hello"
    senders = [question.sender for question in bench.dialogue.asked]
    assert senders[0] == senders[1] != senders[2]


def test_t2_the_same_message_later_gets_the_same_answer_and_no_turn(bench) -> None:
    first = bench.text("hello", sid="SM1")
    again = bench.text("hello", sid="SM1")
    assert first.data == again.data
    assert len(bench.dialogue.asked) == 1
    assert len(_messages(bench)) == 2


def test_t2_the_same_message_twenty_times_at_once_is_one_turn(bench) -> None:
    with ThreadPoolExecutor(20) as pool:
        responses = list(pool.map(lambda _: bench.text("hello", sid="SM1"), range(20)))
    assert {bench.said(response) for response in responses} == {"1: hello"}
    assert len(bench.dialogue.asked) == 1


def test_t2_the_same_message_on_two_processes_at_once_is_one_turn(start_bot) -> None:
    one = start_bot(lease=600.0)
    other = start_bot(like=one, lease=600.0)
    with ThreadPoolExecutor(20) as pool:
        benches = [one, other] * 10
        responses = list(pool.map(lambda bench: bench.text("hello", sid="SM1"), benches))
    assert {one.said(response) for response in responses} == {"1: hello"}
    assert len(one.dialogue.asked) == 1


def test_t2_the_same_message_after_a_restart(start_bot) -> None:
    before = start_bot(lease=600.0)
    answered = before.reply("hello", sid="SM1")
    after = start_bot(lease=600.0)
    assert after.reply("hello", sid="SM1") == answered
    assert after.dialogue.asked == []


def test_t3_one_persons_messages_are_handled_one_after_the_other_and_others_beside_them(bench) -> None:
    at_work, most, together = {}, {}, set()
    lock, all_in = threading.Lock(), threading.Barrier(4)
    echo = bench.dialogue.answer

    def slow(question):
        with lock:
            at_work[question.sender] = at_work.get(question.sender, 0) + 1
            most[question.sender] = max(most.get(question.sender, 0), at_work[question.sender])
        if question.slots.get("turns") is None:
            all_in.wait(timeout=5)  # each person's first turn waits until all four are at work
            together.add(question.sender)
        threading.Event().wait(0.01)
        with lock:
            at_work[question.sender] -= 1
        return echo(question)

    bench.dialogue.answer = slow
    phones = [f"+1678555010{n}" for n in range(4)]
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda n: bench.reply("x", phone=phones[n % 4], sid=f"SM{n}"), range(20)))
    assert len(together) == 4
    assert set(most.values()) == {1}
    assert sorted(replies) == sorted(["1: x", "2: x", "3: x", "4: x", "5: x"] * 4)


def test_t3_two_processes_keep_one_persons_order(start_bot) -> None:
    one = start_bot(lease=600.0)
    other = start_bot(like=one, lease=600.0)
    overlapping, busy = [], threading.Lock()
    echo = one.dialogue.answer

    def alone(question):
        overlapping.append(not busy.acquire(blocking=False))
        threading.Event().wait(0.01)
        if busy.locked():
            busy.release()
        return echo(question)

    one.dialogue.answer = alone
    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(lambda n: (one, other)[n % 2].reply("x", sid=f"SM{n}"), range(12)))
    assert not any(overlapping)
    assert sorted(replies) == sorted(f"{n}: x" for n in range(1, 13))
    arrived = [row.id for row in _messages(one, direction="in")]
    answered = [row.in_reply_to for row in _messages(one, direction="out")]
    assert answered == arrived


def test_a_new_message_costs_two_transactions_whoever_else_is_at_work(bench) -> None:
    begun = []
    original = type(bench.bot.database).write

    def counting(database):
        begun.append(1)
        return original(database)

    in_turn, go_on = threading.Event(), threading.Event()
    echo = bench.dialogue.answer

    def answer(question):
        if question.message == "slow":
            in_turn.set()
            go_on.wait(8)
        return echo(question)

    bench.dialogue.answer = answer
    with ThreadPoolExecutor(1) as pool, pytest.MonkeyPatch.context() as patch:
        slow = pool.submit(bench.reply, "slow", phone="+16785550101")
        in_turn.wait(8)
        patch.setattr(type(bench.bot.database), "write", counting)
        assert bench.reply("hello") == "1: hello"
        go_on.set()
        slow.result()
    assert len(begun) == 3  # two of James, and the one that ends Maria's turn


def test_a_slow_reply_follows_by_the_carrier_and_is_not_given_twice(start_bot) -> None:
    bench = start_bot(lease=600.0, reply_within=0.2)
    go_on, done = threading.Event(), threading.Event()
    echo = bench.dialogue.answer

    def slow(question):
        go_on.wait(5)
        return echo(question)

    bench.dialogue.answer = slow
    bench.carrier.send = _signalling(bench.carrier.send, done)
    assert bench.reply("hello", sid="SM1") == ""
    go_on.set()
    assert done.wait(5)
    assert bench.carrier.sent == [(JAMES, "1: hello")]
    assert bench.reply("hello", sid="SM1") == ""
    assert len(bench.dialogue.asked) == 1


def test_when_everything_hangs_newcomers_are_stored_and_sent_on_their_way(start_bot) -> None:
    """Four threads: two may wait for their answers to the end, the others stay free for what comes next (T1)."""
    bench = start_bot(lease=600.0, reply_within=14.0, bot_threads=4)
    go_on, echo = threading.Event(), bench.dialogue.answer

    def hang(question):
        go_on.wait(20)
        return echo(question)

    bench.dialogue.answer = hang
    phones = [f"+1678555020{digit}" for digit in range(6)]
    with ThreadPoolExecutor(2) as patient:
        first = [patient.submit(bench.reply, "hello", phone=phone) for phone in phones[:2]]
        _until(lambda: len(bench.dialogue.asked) == 2)
        began = time.monotonic()
        assert [bench.reply("hello", phone=phone) for phone in phones[2:]] == [""] * 4
        assert time.monotonic() - began < 8  # not four times fourteen seconds
        go_on.set()
        assert [one.result() for one in first] == ["1: hello"] * 2
    _until(lambda: len(bench.carrier.sent) == 4)
    assert sorted(bench.carrier.sent) == [(phone, "1: hello") for phone in phones[2:]]


def _until(holds) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _signalling(send, done):
    def sent(phone, text, report_to):
        try:
            return send(phone, text, report_to)
        finally:
            done.set()

    return sent


def test_reply_and_state_are_stored_together_or_not_at_all(bench) -> None:
    bench.reply("hello")
    bench.dialogue.answer = lambda question: Answer((Said("x"),), {"bad": object()})  # cannot be stored as JSON
    assert bench.reply("again") == ""
    with bench.bot.database.read() as connection:
        assert connection.scalar(select(CONVERSATIONS.c.slots)) == {"turns": 1}
    assert [row.state for row in _messages(bench, direction="in")] == ["answered", "waiting"]


def test_the_signature_of_twilios_documentation(bench) -> None:
    from werkzeug.datastructures import MultiDict

    parameters = {
        "CallSid": "CA1234567890ABCDE", "Digits": "1234", "From": "+14158675309", "To": "+18005551212",
        "Caller": "+14158675309",
    }  # fmt: skip
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert RequestValidator("12345").validate(url, MultiDict(parameters), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


@pytest.mark.parametrize("signature", ["", "x", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "é"])
def test_a_wrong_signature_is_refused_and_leaves_nothing(bench, signature: str) -> None:
    response = bench.client.post(
        "/sms", data={"From": JAMES, "Body": "x", "MessageSid": "SM1"}, headers={"X-Twilio-Signature": signature}
    )
    assert response.status_code == 403
    assert response.mimetype == "text/plain"
    assert _messages(bench) == []


def test_the_signature_is_over_the_public_address_with_its_query_and_never_the_host(bench) -> None:
    parameters = {"From": JAMES, "Body": "x", "MessageSid": "SM1"}
    sign = RequestValidator("12345").compute_signature
    by_host = sign("http://localhost/sms", parameters)
    assert bench.client.post("/sms", data=parameters, headers={"X-Twilio-Signature": by_host}).status_code == 403
    by_query = sign("https://text.riverbend.example/sms?from=twilio", parameters)
    headers = {"X-Twilio-Signature": by_query, "Host": "evil.example"}
    assert bench.client.post("/sms?from=twilio", data=parameters, headers=headers).status_code == 200


def test_repeated_parameters_count_in_the_signature(bench) -> None:
    text = "https://text.riverbend.example/smsBodyxFrom" + JAMES + "MessageSidSM1Tag1Tag2"
    signature = b64encode(hmac_new(b"12345", text.encode(), "sha1").digest()).decode()
    body = "From=%2B16785550102&Body=x&MessageSid=SM1&Tag=2&Tag=1&Tag=2"
    response = bench.client.post(
        "/sms", data=body, content_type="application/x-www-form-urlencoded", headers={"X-Twilio-Signature": signature}
    )
    assert response.status_code == 200


def test_during_rotation_both_tokens_are_accepted(start_bot) -> None:
    bench = start_bot(lease=600.0, twilio_auth_token="the-new-one, 12345")
    assert bench.reply("x") == "1: x"


def test_without_a_token_nothing_is_accepted(start_bot) -> None:
    bench = start_bot(lease=600.0, twilio_auth_token="")
    assert bench.text("x").status_code == 403
