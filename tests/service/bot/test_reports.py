"""Status callbacks: signed, late, doubled, out of order, of messages that nobody knows."""

import sqlite3
from itertools import permutations

import pytest
from sqlalchemy import func, select

from bot.ports import CarrierSilentError
from bot.records.tables import CONSENT, DELIVERIES
from bot.settings import BotSettings
from tests.service.bot.conftest import Bench, Hands
from tests.service.bot.outgoing import JAMES, go_on, hand_over, only, real_clock, report

OURS = "https://text.riverbend.example/sms/status/"


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot, real: Hands) -> Bench:
    return start_bot(real_time=real, lease=600.0)


def test_a_report_without_the_carriers_signature_is_refused(bench: Bench) -> None:
    hand_over(bench)
    path = bench.carrier.report_to[0].removeprefix("https://text.riverbend.example")
    form = {"MessageSid": "SMout1", "MessageStatus": "delivered"}
    assert bench.client.post(path, data=form).status_code == 403
    assert only(bench).delivery is None


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_in_any_order_and_doubled_it_ends_delivered(bench: Bench, order: tuple[str, ...]) -> None:
    hand_over(bench)
    for status in [*order, *order]:
        assert report(bench, status) == 200
    assert (only(bench).state, only(bench).delivery) == ("sent", "delivered")
    with bench.bot.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(DELIVERIES)) == 3


@pytest.mark.parametrize("code", [30003, 30005, 30006, 30007, 30034])
def test_what_did_not_arrive_is_kept_with_its_reason_for_staff(bench: Bench, real: Hands, code: int) -> None:
    hand_over(bench)
    report(bench, "undelivered", ErrorCode=str(code))
    report(bench, "sent")
    row = only(bench)
    assert (row.state, row.delivery, row.error_code) == ("dead", "undelivered", code)
    assert str(code) in row.reason
    go_on(bench, real, hours=1)
    assert len(bench.carrier.sent) == 1


@pytest.mark.parametrize("code", [30001, 30008])
def test_for_two_reasons_it_is_sent_once_more(bench: Bench, real: Hands, code: int) -> None:
    hand_over(bench)
    first = bench.carrier.report_to[0]
    report(bench, "undelivered", ErrorCode=str(code))
    assert (only(bench).state, only(bench).message_id) == ("queued", None)
    report(bench, "sent", to=first)  # late news of the one that failed
    assert only(bench).state == "queued"
    go_on(bench, real, minutes=10)
    assert (only(bench).state, only(bench).message_id) == ("sent", "SMout2")
    report(bench, "undelivered", message_id="SMout2", ErrorCode=str(code))
    assert only(bench).state == "dead"
    go_on(bench, real, minutes=10)
    assert len(bench.carrier.sent) == 2


def test_a_phone_that_confirms_after_a_failure_has_it(bench: Bench) -> None:
    hand_over(bench)
    report(bench, "undelivered", ErrorCode="30003")
    report(bench, "delivered")
    assert (only(bench).state, only(bench).delivery, only(bench).error_code) == ("sent", "delivered", None)


def test_error_21610_in_a_report_is_an_opt_out(bench: Bench) -> None:
    hand_over(bench)
    report(bench, "failed", ErrorCode="21610")
    with bench.bot.database.read() as connection:
        assert connection.execute(select(CONSENT.c.phone, CONSENT.c.change)).all() == [(JAMES, "stop")]
    assert only(bench).state == "suppressed"


def test_a_report_proves_that_the_carrier_has_what_it_never_answered_about(bench: Bench, real: Hands) -> None:
    bench.carrier.takes_silently = True
    bench.carrier.find = lambda *_args, **_more: []  # it does not list it either
    hand_over(bench)
    assert only(bench).state == "unknown"
    report(bench, "queued", message_id="SMa")
    assert (only(bench).state, only(bench).message_id) == ("sent", "SMa")
    go_on(bench, real, hours=1)
    assert len(bench.carrier.sent) == 1


def test_a_report_that_comes_before_the_carriers_answer(bench: Bench) -> None:
    send = bench.carrier.send

    def reports_first(phone: str, text: str, report_to: str) -> str:
        message_id = send(phone, text, report_to)
        report(bench, "sent", message_id=message_id, to=report_to)
        return message_id

    bench.carrier.send = reports_first
    hand_over(bench)
    assert (only(bench).state, only(bench).message_id, only(bench).delivery) == ("sent", "SMout1", "sent")


def test_a_message_that_came_through_twice_after_all_is_said_in_the_log(bench: Bench, real: Hands, capfd) -> None:
    bench.carrier.errors = [CarrierSilentError()]
    addresses, send = [], bench.carrier.send
    bench.carrier.send = lambda phone, text, to: (addresses.append(to), send(phone, text, to))[1]
    hand_over(bench)
    for _ in range(4):
        go_on(bench, real, minutes=1)
    assert only(bench).message_id == "SMout1"
    assert report(bench, "delivered", message_id="SMlate", to=addresses[0]) == 200
    assert (only(bench).message_id, only(bench).delivery) == ("SMout1", None)
    assert "sent_twice" in "".join(capfd.readouterr())


@pytest.mark.parametrize("token", ["x", "1-1", "1-1.abc", "999-1", "%00", "é"])
@pytest.mark.parametrize("status", ["delivered", "brand_new", ""])
def test_what_nobody_knows_is_answered_and_logged_without_numbers(bench: Bench, token: str, status: str, capfd) -> None:
    hand_over(bench)
    capfd.readouterr()
    assert report(bench, status, to=OURS + token, ErrorCode="x") in {200, 403}  # 403: the address cannot be signed so
    assert only(bench).delivery is None
    assert "6785550102" not in "".join(capfd.readouterr())


def test_a_report_that_cannot_be_stored_is_not_said_to_be_and_the_carrier_is_asked(
    bench: Bench, real: Hands, settings: BotSettings
) -> None:
    if settings.database_url:
        return
    bench.carrier.takes_silently = True
    hand_over(bench)
    lock = sqlite3.connect(settings.state_dir / "bot.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert report(bench, "delivered", message_id="SMout1") == 503
    lock.execute("ROLLBACK")
    lock.close()
    go_on(bench, real, minutes=1)
    assert (only(bench).state, only(bench).delivery) == ("sent", None)
    assert len(bench.carrier.sent) == 1


def test_a_signed_report_of_a_row_that_is_gone(bench: Bench) -> None:
    hand_over(bench)
    from bot.outbox.callbacks import Claim

    assert report(bench, "delivered", to=bench.bot.reports.callbacks.of(Claim(4711, 1))) == 200


def test_the_form_may_be_odd(bench: Bench) -> None:
    hand_over(bench)
    assert report(bench, "delivered", message_id="S" * 500, ErrorCode="-1") == 200
    assert report(bench, "delivered", message_id="\x00", ErrorCode="9" * 40) == 200
