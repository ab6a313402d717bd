"""The outbox on both databases, with a bot that listens: each notice once, whoever hands it over, once it is up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from backend.jobs.bot_door import HttpBotDoor
from backend.jobs.couriering import CourierRounds
from backend.jobs.rounds import Rounds
from backend.services.hand_over_notices import LEASE, Courier
from backend.services.notices import Notice, NoticeKind, Purpose, on_day
from tests.integration.backend.counter import JAMES, Counter, MovableClock
from tests.integration.backend.listening_bot import BOT_TOKEN, ListeningBot, wait_until


@pytest.fixture
def bot() -> ListeningBot:
    return ListeningBot()


def courier_to(
    address: str, counter: Counter, real_time: MovableClock | None = None, token: str = BOT_TOKEN
) -> Courier:
    door = HttpBotDoor(address, token)
    return Courier(counter.backend.office.records, door, counter.clock, real_time or MovableClock(counter.clock.time))


def put(counter: Counter, *notices: Notice) -> int:
    with counter.backend.office.records.writing() as uow:
        added = uow.notices.add(notices)
        uow.commit()
    return added


def notice(counter: Counter, notice_id: str = "result-7-abc", **more: Any) -> Notice:
    content: dict[str, Any] = {
        "kind": NoticeKind.RESULT,
        "language": "en",
        "response": "utter_notice_result_passed",
        "made_at": counter.clock.time,
        "phone": JAMES,
        "values": {"what": "Electrical Final", "day": on_day(counter.clock.time.date())},
    }
    return Notice(id=notice_id, **{**content, **more})


def states(counter: Counter) -> dict[str, tuple[str, str | None]]:
    return {row[0]: (row[1], row[2]) for row in counter.rows("select id, state, reason from notices")}


def test_a_notice_arrives_as_it_was_written(counter: Counter, bot: ListeningBot) -> None:
    about = {"kind": "result", "choices": []}
    expires_at = counter.at("2026-12-01T20:00")
    put(counter, notice(counter, about=about, choices=(on_day(counter.clock.time.date()),), expires_at=expires_at))
    with bot.listening() as address:
        assert courier_to(address, counter).hand_over_due().taken == 1
    content = bot.taken["result-7-abc"]
    assert datetime.fromisoformat(content.pop("expires_at")) == expires_at
    assert content == {
        "notice": "result-7-abc",
        "phone": JAMES,
        "language": "en",
        "response": "utter_notice_result_passed",
        "values": {"what": "Electrical Final", "day": {"day": "2026-12-01", "half_day": None}},
        "choices": [{"day": "2026-12-01", "half_day": None}],
        "purpose": "notice",
        "not_before": None,
        "about": about,
    }


def test_an_e_mail_is_addressed_as_one(counter: Counter, bot: ListeningBot) -> None:
    attachment = {"name": "visit.ics", "type": "text/calendar", "text": "BEGIN"}
    mail = {"phone": None, "email": "james@example.com", "subject": "utter_mail_subject", "attachment": attachment}
    put(counter, notice(counter, **mail))
    with bot.listening() as address:
        courier_to(address, counter).hand_over_due()
    content = bot.taken["result-7-abc"]
    assert {name: content.get(name) for name in mail} == mail
    assert "phone" not in content


def test_the_same_id_is_kept_once(counter: Counter) -> None:
    assert put(counter, notice(counter), notice(counter, "other")) == 2
    assert put(counter, notice(counter, language="es"), notice(counter, "third")) == 1
    assert counter.rows("select language from notices where id = 'result-7-abc'") == [("en",)]


def test_it_goes_once_the_bot_is_up(counter: Counter, bot: ListeningBot) -> None:
    with bot.listening() as address:
        pass
    put(counter, notice(counter), notice(counter, "other"))
    courier = courier_to(address, counter)
    assert courier.hand_over_due().is_away
    assert states(counter)["other"][0] == "waiting"
    with bot.listening():
        assert courier.hand_over_due().taken == 2
    assert set(states(counter).values()) == {("handed_over", None)}


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (422, ("refused", "phone: must be a number that the city serves")),
        (500, ("waiting", "status 500")),
        (503, ("waiting", "status 503")),
    ],
)
def test_what_the_bot_answers_is_noted(
    counter: Counter, bot: ListeningBot, status: int, state: tuple[str, str | None]
) -> None:
    put(counter, notice(counter))
    bot.status = status
    with bot.listening() as address:
        courier_to(address, counter).hand_over_due()
    assert states(counter)["result-7-abc"] == state


def test_a_token_that_the_bot_does_not_know_loses_nothing(counter: Counter, bot: ListeningBot) -> None:
    put(counter, notice(counter))
    with bot.listening() as address:
        done = courier_to(address, counter, token="another").hand_over_due()
    assert (done.is_away, done.why_away) == (True, "status 401")
    assert states(counter)["result-7-abc"][0] == "waiting"


def test_a_code_is_gone_from_the_row_once_the_bot_has_it(counter: Counter, bot: ListeningBot) -> None:
    put(counter, notice(counter, "code-1-1", purpose=Purpose.CODE, values={"code": "482913"}), notice(counter))
    with bot.listening() as address:
        courier_to(address, counter).hand_over_due()
    assert bot.taken["code-1-1"]["values"] == {"code": "482913"}
    kept = dict(counter.rows("select id, worded_with from notices"))
    assert "482913" not in str(kept["code-1-1"])
    assert "Electrical Final" in str(kept["result-7-abc"])


def test_what_expired_is_dropped_and_a_code_with_it(counter: Counter, bot: ListeningBot) -> None:
    past = counter.clock.time - timedelta(seconds=1)
    code = {"purpose": Purpose.CODE, "values": {"code": "482913"}}
    put(counter, notice(counter, "code-1-1", expires_at=past, **code), notice(counter))
    with bot.listening() as address:
        assert courier_to(address, counter).hand_over_due().taken == 1
    assert states(counter) == {"code-1-1": ("dropped", "expired"), "result-7-abc": ("handed_over", None)}
    assert "482913" not in str(counter.rows("select worded_with from notices where id = 'code-1-1'"))


def test_several_couriers_at_once_hand_over_each_notice_once(counter: Counter, bot: ListeningBot) -> None:
    wanted = [f"n-{number:03}" for number in range(120)]
    put(counter, *(notice(counter, one) for one in wanted))
    with bot.listening() as address:

        def work(_: int) -> None:
            courier = courier_to(address, counter)
            while courier.hand_over_due().has_more:
                pass

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(work, range(4)))
        work(0)
    assert sorted(bot.asked) == wanted
    assert set(states(counter).values()) == {("handed_over", None)}


def test_what_a_courier_died_with_goes_after_its_lease(counter: Counter, bot: ListeningBot) -> None:
    put(counter, notice(counter))
    real_time = MovableClock(counter.clock.time)
    with counter.backend.office.records.writing() as uow:
        assert len(uow.notices.claim(20, real_time.time, real_time.time + LEASE, "the one that died")) == 1
        uow.commit()
    with bot.listening() as address:
        courier = courier_to(address, counter, real_time)
        assert courier.hand_over_due().taken == 0
        real_time.time += LEASE
        assert courier.hand_over_due().taken == 1


def test_the_thread_hands_over_until_it_is_stopped(counter: Counter, bot: ListeningBot) -> None:
    with bot.listening() as address:
        pass
    rounds = Rounds("courier", CourierRounds(courier_to(address, counter), 0.02, jitter=lambda _least, _most: 0.02))
    rounds.start()
    try:
        put(counter, notice(counter))
        with bot.listening():
            wait_until(lambda: states(counter)["result-7-abc"][0] == "handed_over")
            put(counter, notice(counter, "second"))
            wait_until(lambda: states(counter)["second"][0] == "handed_over")
    finally:
        rounds.stop()
    put(counter, notice(counter, "third"))
    assert states(counter)["third"][0] == "waiting"
