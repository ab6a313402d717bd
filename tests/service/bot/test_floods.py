"""S9: a phone that floods the line gets one answer to it; everything is kept, and after a pause it goes on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.records.tables import CONSENT, MESSAGES
from runtime.settings import Environment
from tests.service.bot.conftest import JAMES, MARIA, Bench, Hands

ONCE = "we got very many messages from this phone"


@pytest.fixture
def time() -> Hands:
    """Real time, far from the city's: who counts by the wrong one is found out."""
    return Hands(datetime(2026, 11, 21, 3, 0, tzinfo=UTC))


@pytest.fixture
def five(start_bot: Callable[..., Bench], time: Hands) -> Bench:
    """A bot that answers five messages of a phone within ten minutes."""
    return start_bot(lease=6000.0, messages_per_phone=5, real_time=time)


def flood(bench: Bench, messages: int = 9) -> list[str]:
    return [bench.reply(f"hello {n}") for n in range(messages)]


def came(bench: Bench) -> list[tuple[str, str]]:
    with bench.bot.database.read() as connection:
        rows = connection.execute(select(MESSAGES).where(MESSAGES.c.direction == "in").order_by(MESSAGES.c.id))
        return [(row.text, row.state) for row in rows]


def test_the_first_of_too_many_is_told_the_others_are_kept_and_left_unanswered(five: Bench) -> None:
    replies = flood(five)
    assert replies[:5] == [f"{n + 1}: hello {n}" for n in range(5)]
    assert ONCE in replies[5]
    assert "Please wait 10 minutes" in replies[5]
    assert "678-555-0100" in replies[5]
    assert replies[6:] == ["", "", ""]
    assert came(five) == [(f"hello {n}", "answered" if n < 5 else "too_many") for n in range(9)]
    assert len(five.dialogue.asked) == 5


def test_others_are_answered_meanwhile(five: Bench) -> None:
    flood(five)
    assert five.reply("hello", phone=MARIA) == "1: hello"


def test_after_the_pause_the_talk_goes_on_where_it_was(five: Bench, time: Hands) -> None:
    flood(five)
    time.go_on(minutes=9)
    assert five.reply("hello?") == ""
    time.go_on(minutes=10, seconds=1)
    assert five.reply("1") == "6: 1"


def test_a_flood_that_does_not_pause_is_told_of_once(five: Bench, time: Hands) -> None:
    told = 0
    for _ in range(60):
        time.go_on(minutes=1)
        told += ONCE in five.reply("again")
    assert told == 1


def test_a_second_flood_is_told_of_again(five: Bench, time: Hands) -> None:
    flood(five)
    time.go_on(minutes=11)
    assert sum(ONCE in reply for reply in flood(five)) == 1


def test_as_many_as_are_allowed_over_a_long_time_are_all_answered(five: Bench, time: Hands) -> None:
    for n in range(12):
        assert five.reply("hello") == f"{n + 1}: hello"
        time.go_on(minutes=2, seconds=1)


def test_the_same_message_again_does_not_count_and_gets_the_same(five: Bench) -> None:
    assert {five.reply("hello", sid="SM1") for _ in range(9)} == {"1: hello"}
    flood(five, 4)
    told = five.reply("too many", sid="SM2")
    assert ONCE in told
    assert five.reply("too many", sid="SM2") == told
    assert five.reply("too many", sid="SM3") == five.reply("too many", sid="SM3") == ""


def test_messages_that_nobody_signed_do_not_count(five: Bench) -> None:
    for n in range(20):
        form = {"From": JAMES, "Body": "forged", "MessageSid": f"SMforged{n}"}
        assert five.client.post("/sms", data=form, headers={"X-Twilio-Signature": "x"}).status_code == 403
    assert five.reply("hello") == "1: hello"


def test_stop_counts_in_a_flood_and_start_too(five: Bench, time: Hands) -> None:
    flood(five)
    assert "no more texts" in five.reply("STOP")
    assert five.reply("START") == ""
    with five.bot.database.read() as connection:
        changes = list(connection.scalars(select(CONSENT.c.change).where(CONSENT.c.change.in_(["stop", "start"]))))
    assert changes == ["stop", "start"]
    time.go_on(minutes=11)
    assert five.reply("hello") == "1: hello"


def test_who_is_out_is_told_nothing_of_a_flood(five: Bench) -> None:
    five.reply("STOP")
    assert flood(five, 12) == [""] * 12


def test_in_spanish(five: Bench) -> None:
    replies = [five.reply("hola, necesito una inspección", phone=MARIA) for _ in range(6)]
    assert "Espere 10 minutos" in replies[-1]


def test_many_at_once_on_two_processes_are_told_once(start_bot: Callable[..., Bench]) -> None:
    one = start_bot(lease=600.0, messages_per_phone=5)
    other = start_bot(like=one, lease=600.0, messages_per_phone=5)
    flood(one, 5)
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda n: (one, other)[n % 2].reply("x", sid=f"SM{n}"), range(32)))
    assert sum(ONCE in reply for reply in replies) == 1
    assert [state for _, state in came(one)].count("too_many") == 32


def test_nought_answers_all(start_bot: Callable[..., Bench]) -> None:
    bench = start_bot(lease=600.0, messages_per_phone=0)
    assert flood(bench, 100)[-1] == "100: hello 99"


def test_the_default_leaves_a_long_talk_alone(bench: Bench) -> None:
    settings = bench.bot.settings
    assert settings.most_messages == 1000
    assert settings.model_copy(update={"env": Environment.PRODUCTION}).most_messages == 60


def test_sixty_are_answered_and_one_more_is_not(start_bot: Callable[..., Bench]) -> None:
    bench = start_bot(lease=600.0, messages_per_phone=60)
    assert all(flood(bench, 60))
    assert ONCE in bench.reply("one more")


def test_what_was_left_unanswered_is_purged_like_the_rest(five: Bench) -> None:
    flood(five)
    asked = {"before": "2027-01-01T00:00:00-05:00", "purge": "0123456789abcdef", "by": "clerk"}
    five.client.post("/private/records/purges", json=asked, headers={"Authorization": "Bearer private"})
    assert came(five) == [("", "answered" if n < 5 else "too_many") for n in range(9)]
