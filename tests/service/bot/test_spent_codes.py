"""S2: a one-time code stands in the clear for as long as it is good; then nobody reads it in our messages."""

import pytest
from sqlalchemy import event

from bot.records import spent_codes
from tests.service.bot.conftest import Bench, Hands
from tests.service.bot.outgoing import JAMES, go_on, hand_over, only, real_clock, rows, states
from tests.service.bot.test_email import hand_over_mail

CODE = {
    "response": "utter_notice_code",
    "values": {"code": "048151", "permit": "NRE261051", "phone": "***-***-**99"},
    "purpose": "code",
    "expires_at": "2026-12-01T10:10:00-05:00",
}
WORDS = "{} is the code to add phone ***-***-**99 to permit NRE261051. It is good for 10 minutes."
IN_THE_CLEAR, WIPED = WORDS.format("048151"), WORDS.format("******")


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot, real: Hands) -> Bench:
    return start_bot(real_time=real, lease=600.0)


def wipe(bench: Bench) -> None:
    bench.bot.sweep.wipe_spent_codes()


def test_a_code_is_wiped_from_its_message_once_it_is_over(bench: Bench, real: Hands) -> None:
    hand_over(bench, **CODE)
    bench.sweep()
    wipe(bench)
    assert only(bench).text.startswith(IN_THE_CLEAR)
    go_on(bench, real, minutes=10)
    wipe(bench)
    assert only(bench).text.startswith(WIPED)
    assert bench.carrier.sent[0][1].startswith(IN_THE_CLEAR)
    told = bench.client.get(f"/private/messages?phone=%2B{JAMES[1:]}", headers={"Authorization": "Bearer private"})
    assert "048151" not in told.text


def test_a_code_by_email_is_wiped_too(bench: Bench, real: Hands) -> None:
    hand_over_mail(bench, **CODE)
    bench.sweep()
    go_on(bench, real, minutes=10)
    wipe(bench)
    assert only(bench).text.startswith(WIPED)
    assert bench.mail_server.letters[0].text.startswith(IN_THE_CLEAR)


def test_what_may_still_go_out_keeps_its_words(bench: Bench, real: Hands) -> None:
    hand_over(bench, **CODE, not_before="2026-12-01T10:05:00-05:00")
    hand_over(bench, "n2", **CODE | {"expires_at": "2026-12-01T10:20:00-05:00"})
    bench.clock.go_on(minutes=10)
    wipe(bench)
    assert states(bench) == ["queued", "sent"]
    assert [row.text.startswith(IN_THE_CLEAR) for row in rows(bench)] == [True, True]
    go_on(bench, real, minutes=1)
    wipe(bench)
    assert states(bench) == ["expired", "sent"]
    assert [row.text.startswith(IN_THE_CLEAR) for row in rows(bench)] == [False, True]
    go_on(bench, real, minutes=10)
    wipe(bench)
    assert [row.text.startswith(WIPED) for row in rows(bench)] == [True, True]


def test_no_other_message_loses_a_number(bench: Bench, real: Hands) -> None:
    hand_over(bench, values={"what": "Footing", "address": "12 Oak St", "day": "123456"},
              expires_at="2026-12-01T10:10:00-05:00")  # fmt: skip
    bench.sweep()
    go_on(bench, real, minutes=20)
    wipe(bench)
    assert "123456" in only(bench).text


def test_a_bot_that_was_down_meanwhile_wipes_what_it_finds(bench: Bench, real: Hands, start_bot) -> None:
    hand_over(bench, **CODE)
    bench.sweep()
    later = start_bot(like=bench, real_time=real, lease=600.0)
    go_on(later, real, minutes=10)
    wipe(later)
    assert only(bench).text.startswith(WIPED)


def test_messages_that_were_looked_at_are_not_looked_at_again(
    bench: Bench, real: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spent_codes, "_STORED_LATE", 2)
    hand_over(bench, **CODE)
    go_on(bench, real, minutes=10)
    wipe(bench)
    for number in range(5):
        bench.reply(f"hello {number}")
    wipe(bench)
    looked_from: list[object] = []

    def note(_connection, statement, _many, values, _options) -> None:
        if statement is spent_codes._CODES:
            looked_from.append(values["first"])

    event.listen(bench.bot.database.engine, "before_execute", note)  # on all engines it would slow the other tests
    wipe(bench)
    assert looked_from == [11 - 2]
