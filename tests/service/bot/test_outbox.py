"""T10, T11, T12: what goes out goes once, in order, at its pace; nothing is lost or sent again on a guess."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.fakes import FakeCarrier
from bot.ports import CarrierBusyError, CarrierRefusedError, CarrierSilentError
from bot.records.tables import MESSAGES, State
from tests.service.bot.conftest import Bench, Hands
from tests.service.bot.outgoing import JAMES, MARIA, go_on, hand_over, only, real_clock, report, rows, states


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot, real: Hands) -> Bench:
    return start_bot(real_time=real, lease=600.0, segments_per_second=1000.0)


def days(carrier: FakeCarrier) -> list[str]:
    """The word by which each message can be told, in the order in which they went."""
    return [text.removeprefix("Cancelled: Footing, 12 Oak St, ").split(".")[0] for _, text in carrier.sent]


def test_a_message_goes_out_once_and_keeps_the_carriers_id(bench: Bench) -> None:
    assert hand_over(bench).status_code == 201
    bench.sweep()
    bench.sweep()
    assert bench.carrier.sent == [(JAMES, "Cancelled: Footing, 12 Oak St, n1. No inspector will come.")]
    row = only(bench)
    assert (row.state, row.message_id, row.attempts, row.serial) == ("sent", "SMout1", 1, 1)
    assert (row.held_by, row.lease_until, row.purpose) == (None, None, "notice")


def test_a_busy_carrier_is_asked_again_with_longer_pauses_until_it_takes_it(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [CarrierBusyError(30001), CarrierBusyError(30001), CarrierBusyError()]
    hand_over(bench)
    row = only(bench)
    assert (row.state, row.error_code) == ("queued", 30001)
    assert real.time < row.retry_at <= real.time + timedelta(seconds=4)
    bench.sweep()
    assert len(bench.carrier.errors) == 2  # not before its pause is over
    for seconds in (4, 8, 16):
        go_on(bench, real, seconds=seconds)
    assert (only(bench).state, only(bench).attempts, only(bench).error_code) == ("sent", 4, None)
    assert len(bench.carrier.sent) == 1


def test_a_carrier_that_is_busy_for_a_day_makes_a_dead_letter(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [CarrierBusyError() for _ in range(400)]
    hand_over(bench)
    for _ in range(143):
        go_on(bench, real, minutes=10)
    assert only(bench).state == "queued"
    go_on(bench, real, minutes=20)
    assert (only(bench).state, only(bench).reason) == ("dead", "the carrier could not be reached, for a day")


@pytest.mark.parametrize("code", [21211, 21212, 21408, 21606, 21612, 21614, 21617, 30005, 30006, 30007])
def test_an_error_for_good_ends_it_at_once(bench: Bench, real: Hands, code: int) -> None:
    bench.carrier.errors = [CarrierRefusedError(code)]
    hand_over(bench)
    go_on(bench, real, hours=1)
    row = only(bench)
    assert (row.state, row.error_code, row.attempts) == ("dead", code, 1)
    assert row.reason.endswith(f"({code})")
    assert bench.carrier.sent == []


def test_an_error_that_is_on_no_list_is_tried_eight_times(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [CarrierRefusedError(20003) for _ in range(20)]
    hand_over(bench)
    for _ in range(30):
        go_on(bench, real, minutes=10)
    row = only(bench)
    assert (row.state, row.attempts, row.error_code) == ("dead", 8, 20003)
    assert "does not know the account" in row.reason


def test_error_21610_is_an_opt_out_and_what_follows_is_not_sent(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [CarrierRefusedError(21610)]
    hand_over(bench)
    hand_over(bench, "n2")
    hand_over(bench, "n3", phone=MARIA)
    assert states(bench) == ["suppressed", "suppressed", "sent"]
    assert [phone for phone, _ in bench.carrier.sent] == [MARIA]


def test_consent_is_looked_up_when_sending_not_when_queueing(bench: Bench, real: Hands) -> None:
    hand_over(bench, not_before="2026-12-01T12:00:00-05:00")
    bench.reply("STOP")
    go_on(bench, real, hours=3)
    assert states(bench) == ["suppressed", "returned"]


def test_a_silent_carrier_that_has_it_is_asked_and_not_sent_again(bench: Bench, real: Hands) -> None:
    bench.carrier.takes_silently = True
    hand_over(bench)
    assert only(bench).state == "unknown"
    go_on(bench, real, seconds=1)
    assert bench.carrier.asked == 0
    go_on(bench, real, seconds=5)
    assert (only(bench).state, only(bench).message_id) == ("sent", "SMout1")
    go_on(bench, real, hours=1)
    assert len(bench.carrier.sent) == 1


def test_a_silent_carrier_that_does_not_have_it_gets_it_again_after_the_window(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [CarrierSilentError()]
    hand_over(bench)
    for _ in range(11):
        go_on(bench, real, seconds=10)
        assert only(bench).state == "unknown"
    go_on(bench, real, seconds=20)
    assert only(bench).state == "sent"
    assert only(bench).serial == 2
    assert len(bench.carrier.sent) == 1


def test_the_window_ends_with_a_list_that_was_asked_for_after_it(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [CarrierSilentError()]
    bench.carrier.cannot_list = CarrierBusyError()
    hand_over(bench)
    for _ in range(60):
        go_on(bench, real, seconds=60)
    assert only(bench).state == "unknown"
    bench.carrier.cannot_list = None
    go_on(bench, real, seconds=60)
    assert only(bench).state == "sent"


def test_what_cannot_be_asked_for_a_day_is_left_to_staff(bench: Bench, real: Hands) -> None:
    bench.carrier.takes_silently = True
    bench.carrier.cannot_list = CarrierBusyError()
    hand_over(bench)
    go_on(bench, real, hours=25)
    assert (only(bench).state, len(bench.carrier.sent)) == ("dead", 1)
    assert "nobody knows" in only(bench).reason


def test_never_answered_and_never_listed_it_ends_after_eight_tries(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [CarrierSilentError() for _ in range(20)]
    hand_over(bench)
    for _ in range(100):
        go_on(bench, real, seconds=60)
    assert (only(bench).state, only(bench).attempts) == ("dead", 8)


def test_the_same_words_sent_twice_are_two_messages_to_the_reconciler(bench: Bench, real: Hands) -> None:
    hand_over(bench, "n1", values={"what": "x", "address": "y", "day": "z"})
    bench.carrier.errors = [CarrierSilentError()]
    hand_over(bench, "n2", values={"what": "x", "address": "y", "day": "z"})
    for _ in range(20):
        go_on(bench, real, seconds=10)
    assert [row.message_id for row in rows(bench)] == ["SMout1", "SMout2"]
    assert len(bench.carrier.sent) == 2


def test_two_unknown_with_the_same_words_find_one_message_each(bench: Bench, real: Hands) -> None:
    bench.carrier.takes_silently = True
    for notice in ("n1", "n2"):
        hand_over(bench, notice, values={"what": "x", "address": "y", "day": "z"})
    go_on(bench, real, seconds=30)
    assert sorted(row.message_id for row in rows(bench)) == ["SMout1", "SMout2"]
    assert len(bench.carrier.sent) == 2


def test_a_claim_whose_lease_ran_out_is_looked_into(bench: Bench, real: Hands) -> None:
    hand_over(bench, not_before="2026-12-01T11:00:00-05:00")
    with bench.bot.database.write() as connection:
        connection.execute(
            update(MESSAGES).values(
                state=State.SENDING, held_by="gone", serial=1, attempts=1, claimed_at=real.time,
                lease_until=real.time + timedelta(seconds=45),
            )
        )  # fmt: skip
    go_on(bench, real, seconds=44)
    assert only(bench).state == "sending"
    go_on(bench, real, seconds=2)
    assert only(bench).state == "unknown"
    go_on(bench, real, hours=1)
    assert states(bench) == ["sent"]


def test_a_worker_that_answers_after_its_lease_still_settles_it(bench: Bench, real: Hands) -> None:
    send = bench.carrier.send

    def slow(*message: str) -> str:
        message_id = send(*message)
        real.go_on(seconds=60)
        bench.bot.sweep.reconcile()  # another process looks: the lease is over, the carrier is asked
        assert only(bench).state == "sent"
        return message_id

    bench.carrier.send = slow
    hand_over(bench)
    assert (only(bench).state, only(bench).message_id) == ("sent", "SMout1")


def test_a_worker_that_slept_between_claim_and_call_does_not_call(bench: Bench, real: Hands, monkeypatch) -> None:
    from bot.outbox import sending

    claim_next, naps = sending.claim_next, iter([30])

    def nap(*args: object) -> object:
        claimed = claim_next(*args)
        real.go_on(seconds=next(naps, 0))
        return claimed

    monkeypatch.setattr(sending, "claim_next", nap)
    hand_over(bench)
    assert (only(bench).state, only(bench).attempts, only(bench).serial) == ("sent", 1, 2)
    assert len(bench.carrier.sent) == 1


def test_an_error_that_nobody_thought_of_keeps_no_other_message_back(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [KeyError("surprise")]
    hand_over(bench)
    hand_over(bench, "n2", phone=MARIA)
    assert states(bench) == ["sending", "sent"]
    go_on(bench, real, seconds=50)
    go_on(bench, real, hours=1)
    assert states(bench) == ["sent", "sent"]


def test_while_the_database_cannot_be_written_nothing_is_sent_and_later_it_is(bench: Bench, settings) -> None:
    if settings.database_url:
        return
    hand_over(bench, not_before="2026-12-01T10:30:00-05:00")
    bench.clock.go_on(hours=1)
    lock = sqlite3.connect(settings.state_dir / "bot.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="OperationalError"):
        bench.bot.sweep.send_due()
    assert bench.carrier.sent == []
    lock.execute("ROLLBACK")
    lock.close()
    bench.sweep()
    assert len(bench.carrier.sent) == 1


def test_codes_before_replies_before_notices_before_reminders_and_then_by_age(bench: Bench) -> None:
    bench.clock.go_on(hours=8)  # 6 PM: all may go
    at = "2026-12-01T18:30:00-05:00"
    for purpose in ("reminder", "notice", "code", "reminder", "notice", "code"):
        hand_over(bench, f"{purpose}{len(rows(bench))}", purpose=purpose, not_before=at)
    bench.clock.go_on(hours=1)
    bench.sweep()
    assert days(bench.carrier) == ["code2", "code5", "notice1", "notice4", "reminder0", "reminder3"]


def test_the_pace_is_kept_and_what_is_urgent_goes_first_as_soon_as_there_is_room(start_bot, real: Hands) -> None:
    bench = start_bot(real_time=real, lease=600.0, segments_per_second=2.0)
    stopped, waited = bench.bot.sender.stopped, []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        real.go_on(seconds=seconds)
        if len(waited) == 3:
            hand_over(bench, "code", purpose="code")
        return False

    stopped.wait = wait
    for n in range(20):
        hand_over(bench, f"n{n}", not_before="2026-12-01T10:30:00-05:00")
    bench.clock.go_on(hours=1)
    started = real.time
    bench.sweep()
    assert (real.time - started).total_seconds() == pytest.approx((21 - 10) / 2, abs=0.01)
    assert days(bench.carrier).index("code") == 12


def test_too_many_requests_slow_everything_down(start_bot, real: Hands) -> None:
    bench = start_bot(real_time=real, lease=600.0, segments_per_second=8.0)
    bench.bot.sender.stopped.wait = lambda seconds: real.go_on(seconds=seconds)
    bench.carrier.errors = [CarrierBusyError(21611, slow_down=True), CarrierBusyError(429, slow_down=True)]
    for n in range(2):
        hand_over(bench, f"n{n}", phone=[JAMES, MARIA][n])
    headers = {"Authorization": "Bearer private"}
    status = bench.client.get("/private/outbox/status", headers=headers).json
    assert status["segments_per_second_now"] == 2.0
    go_on(bench, real, seconds=60)
    assert len(bench.carrier.sent) == 2


def test_at_the_days_cap_what_the_city_starts_waits_for_the_next_day(start_bot, real: Hands, capfd) -> None:
    bench = start_bot(real_time=real, lease=600.0, segments_per_day=3)
    for n in range(5):
        hand_over(bench, f"n{n}")
    hand_over(bench, "code", purpose="code")
    assert days(bench.carrier) == ["n0", "n1", "n2", "code"]
    assert "".join(capfd.readouterr()).count("daily_cap_reached") == 1
    go_on(bench, real, hours=13, minutes=59)
    assert len(bench.carrier.sent) == 4
    go_on(bench, real, hours=9)
    assert days(bench.carrier)[4:] == ["n3", "n4"]


def test_two_to_one_person_do_not_overtake_each_other(bench: Bench, real: Hands) -> None:
    bench.carrier.errors = [KeyError("it hangs")]
    hand_over(bench)
    hand_over(bench, "n2")
    assert states(bench) == ["sending", "queued"]
    go_on(bench, real, seconds=46)
    assert states(bench) == ["unknown", "sent"]


def test_a_reply_by_the_carrier_is_reported_to_its_own_address(bench: Bench) -> None:
    hand_over(bench)
    hand_over(bench, "n2", phone=MARIA)
    assert len(set(bench.carrier.report_to)) == 2
    assert report(bench, "delivered", to=bench.carrier.report_to[0]) == 200
    assert [row.delivery for row in rows(bench)] == ["delivered", None]
