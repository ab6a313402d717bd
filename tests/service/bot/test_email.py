"""`POST /private/notices` with an address: the outbox's second way out, on both databases."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.jobs.bot_door import content_of
from backend.services.notices import Notice, NoticeKind
from bot.ports import MailBusyError, MailRefusedError, MailSilentError
from runtime.settings import Environment
from tests.service.bot.conftest import Bench, Hands
from tests.service.bot.outgoing import BEARER, JAMES, go_on, hand_over, only, real_clock, rows, states

CITY = ZoneInfo("America/New_York")
MARIA = "maria@example.com"
INVITATION = {"name": "visit.ics", "type": "text/calendar", "text": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot, real: Hands) -> Bench:
    return start_bot(real_time=real, lease=600.0)


def hand_over_mail(bench: Bench, notice: str = "n1", **changes: object):
    content = {
        "notice": notice, "email": MARIA, "subject": "utter_welcome", "language": "en", "response": "utter_done_cancel",
        "values": {"what": "Footing", "address": "12 Oak St", "day": notice}, **changes,
    }  # fmt: skip
    return bench.client.post("/private/notices", json=content, headers=BEARER)


def test_it_is_sent_once_to_the_address_and_to_no_phone(bench: Bench) -> None:
    answer = hand_over_mail(bench, attachment=INVITATION)
    assert answer.status_code == 201
    assert answer.json["state"] == "queued"
    bench.sweep()
    bench.sweep()
    (letter,) = bench.mail_server.letters
    assert (letter.to, letter.subject) == (MARIA, "You are welcome.")
    assert letter.text == "Cancelled: Footing, 12 Oak St, n1. No inspector will come."
    assert letter.attachment is not None
    assert letter.attachment.name == "visit.ics"
    assert bench.carrier.sent == []
    assert (only(bench).state, only(bench).attempts, only(bench).held_by) == ("sent", 1, None)


def test_the_same_notice_again_changes_nothing_whichever_way_it_went_first(bench: Bench) -> None:
    first, again = hand_over_mail(bench), hand_over_mail(bench, email="james@example.com")
    as_text = hand_over(bench, "n1")
    bench.sweep()
    assert [one.status_code for one in (first, again, as_text)] == [201, 200, 200]
    assert first.json["id"] == again.json["id"] == as_text.json["id"]
    assert [letter.to for letter in bench.mail_server.letters] == [MARIA]
    assert bench.carrier.sent == []


def test_it_stands_in_nobodys_talk(bench: Bench) -> None:
    hand_over_mail(bench)
    hand_over(bench, "n2")
    assert bench.reply("1") == "1: 1"
    told = bench.client.get("/private/messages?phone=%2B16785550102", headers=BEARER).json["messages"]
    assert [one["text"] for one in told if one["purpose"] == "notice"] == [bench.carrier.sent[0][1]]


def test_one_address_is_one_correspondence_in_any_case_of_its_letters(bench: Bench) -> None:
    for number, address in enumerate((MARIA, "Maria@Example.com", "james@example.com")):
        hand_over_mail(bench, f"n{number}", email=address)
    assert len({row.conversation_id for row in rows(bench)}) == 2
    assert all(row.phone.startswith("@") for row in rows(bench))


def test_the_back_ends_courier_is_understood(bench: Bench) -> None:
    """It writes out every name, empty or not; an attachment where there is one."""
    made_at = datetime(2026, 12, 1, 10, tzinfo=CITY)
    for number, attachment in enumerate((None, INVITATION)):
        notice = Notice(
            f"n{number}", NoticeKind.CODE, "en", "utter_welcome", made_at, email=MARIA, subject="utter_welcome",
            attachment=attachment,
        )  # fmt: skip
        answer = bench.client.post("/private/notices", json=content_of(notice), headers=BEARER)
        assert answer.status_code == 201, answer.json
    bench.sweep()
    assert [letter.attachment is None for letter in bench.mail_server.letters] == [True, False]


def test_who_wants_no_texts_still_gets_a_code_by_email(bench: Bench) -> None:
    bench.reply("STOP", phone=JAMES)
    hand_over_mail(bench, purpose="code")
    bench.sweep()
    assert len(bench.mail_server.letters) == 1


def test_a_busy_server_is_asked_again_with_longer_pauses_until_it_takes_it(bench: Bench, real: Hands) -> None:
    bench.mail_server.errors = [MailBusyError("the mail server could not take it (451)", 451), MailBusyError("away")]
    hand_over_mail(bench)
    bench.sweep()
    row = only(bench)
    assert (row.state, row.error_code, row.reason) == ("queued", 451, "the mail server could not take it (451)")
    assert real.time < row.retry_at <= real.time + timedelta(seconds=4)
    bench.sweep()
    assert len(bench.mail_server.errors) == 1  # not before its pause is over
    for seconds in (4, 8):
        go_on(bench, real, seconds=seconds)
    assert (only(bench).state, only(bench).attempts, only(bench).reason) == ("sent", 3, None)


def test_a_server_that_is_away_for_a_day_makes_a_dead_letter(bench: Bench, real: Hands) -> None:
    bench.mail_server.errors = [MailBusyError("the mail server cannot be reached") for _ in range(400)]
    hand_over_mail(bench)
    for _ in range(145):
        go_on(bench, real, minutes=10)
    assert (only(bench).state, only(bench).reason) == ("dead", "the mail server cannot be reached, for a day")


def test_what_the_server_refuses_is_a_dead_letter_that_staff_can_retry(bench: Bench, real: Hands) -> None:
    bench.mail_server.errors = [MailRefusedError("the mail server refused it (550 5.1.1)", 550)]
    hand_over_mail(bench)
    bench.sweep()
    (dead,) = bench.client.get("/private/outbox/dead", headers=BEARER).json["dead"]
    assert dead["phone"] == "m…@e….com"
    assert (dead["reason"], dead["error_code"], dead["tries"]) == ("the mail server refused it (550 5.1.1)", 550, 1)
    assert bench.client.post(f"/private/outbox/dead/{dead['id']}/retry", headers=BEARER).status_code == 200
    bench.sweep()
    assert states(bench) == ["sent"]


def test_a_server_that_broke_off_gets_it_again_under_the_same_id(bench: Bench, real: Hands) -> None:
    """SMTP has no way to ask; RFC 5321 has the sender try again."""
    bench.mail_server.errors = [MailSilentError("SMTPServerDisconnected")]
    hand_over_mail(bench)
    bench.sweep()
    assert only(bench).state == "queued"
    go_on(bench, real, seconds=5)
    (letter,) = bench.mail_server.letters
    assert (letter.row_id, letter.notice, letter.written_at) == (only(bench).id, "n1", only(bench).stored_at)


def test_a_server_that_always_breaks_off_makes_a_dead_letter(bench: Bench, real: Hands) -> None:
    bench.mail_server.errors = [MailSilentError("TimeoutError") for _ in range(20)]
    hand_over_mail(bench)
    for _ in range(10):
        go_on(bench, real, minutes=10)
    assert (only(bench).state, only(bench).attempts) == ("dead", 8)
    assert "nobody knows" in only(bench).reason


def test_a_mistake_of_ours_holds_up_nobody_else(bench: Bench, real: Hands) -> None:
    bench.mail_server.errors = [ValueError("a mistake")]
    hand_over_mail(bench)
    hand_over_mail(bench, "n2")
    bench.sweep()
    assert states(bench) == ["queued", "sent"]
    go_on(bench, real, seconds=5)
    assert states(bench) == ["sent", "sent"]


def test_what_a_dead_worker_had_in_hand_is_sent_by_another(start_bot, real: Hands) -> None:
    class Killed(BaseException):
        """As if the process were gone: nothing behind it runs."""

    first = start_bot(real_time=real, lease=600.0)
    second = start_bot(real_time=real, lease=600.0, like=first)
    first.mail_server.errors = [Killed()]
    hand_over_mail(first)
    with pytest.raises(Killed):
        first.bot.sweep.send_mail()
    assert only(first).state == "sending"
    second.bot.sweep.send_mail()
    assert only(first).state == "sending"  # its worker may be at it still
    go_on(second, real, seconds=50)
    assert states(first) == ["sent"]
    assert only(first).serial == 2


def test_a_notice_keeps_to_the_hours_of_its_purpose(bench: Bench) -> None:
    at(bench, "2026-12-01T21:30")
    hand_over_mail(bench)
    hand_over_mail(bench, "r1", purpose="reminder")
    hand_over_mail(bench, "c1", purpose="code")
    hand_over_mail(bench, "late", expires_at="2026-12-02T07:00:00-05:00")
    bench.sweep()
    assert states(bench) == ["queued", "queued", "sent", "expired"]
    at(bench, "2026-12-02T08:00")
    assert states(bench)[:2] == ["sent", "queued"]
    at(bench, "2026-12-02T17:00")
    assert states(bench)[:2] == ["sent", "sent"]


def at(bench: Bench, text: str) -> None:
    bench.clock.time = datetime.fromisoformat(text).replace(tzinfo=CITY)
    bench.sweep()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": "maria"}, "email"),
        ({"email": "maria@example.com\r\nBcc: everyone@example.com"}, "email"),
        ({"email": "maria@example.com\n"}, "email"),
        ({"email": "maria@example.com, james@example.com"}, "email"),
        ({"email": "Maria <maria@example.com>"}, "email"),
        ({"email": '"maria\r\n"@example.com'}, "email"),
        ({"email": "maria@exámple.com"}, "email"),
        ({"email": "m" * 65 + "@example.com"}, "email"),
        ({"email": 5}, "email"),
        ({"phone": JAMES}, "phone"),
        ({"choices": ["yes"]}, "choices"),
        ({"subject": "utter_nothing_of_the_kind"}, "there is no utter_nothing_of_the_kind in en"),
        ({"subject": "Hello\r\nBcc: everyone@example.com"}, "subject"),
        ({"values": {}}, "utter_done_cancel needs what"),
        ({"subject": "utter_done_cancel", "values": {"what": "x" * 300, "address": "", "day": ""}}, "characters long"),
        ({"attachment": {**INVITATION, "name": "visit.ics\r\nContent-Type: text/html"}}, "attachment.name"),
        ({"attachment": {**INVITATION, "name": "../visit.ics"}}, "attachment.name"),
        ({"attachment": {**INVITATION, "type": "text/html"}}, "attachment.type"),
        ({"attachment": {**INVITATION, "type": "text/calendar\r\nX: y"}}, "attachment.type"),
        ({"attachment": {**INVITATION, "text": "<script>"}}, "attachment.text"),
        ({"purpose": "reply"}, "purpose"),
        ({"notice": "n1\r\nX: y"}, "notice"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_reason(bench: Bench, changes: dict[str, object], says: str) -> None:
    answer = hand_over_mail(bench, **changes)
    assert answer.status_code == 422
    assert says in answer.json["error"]
    assert rows(bench) == []


def test_production_without_a_mail_server_refuses_rather_than_pretends(start_bot) -> None:
    bench = start_bot(lease=600.0, env=Environment.PRODUCTION, twilio_account_sid="AC1", twilio_from="+16785550100")
    answer = hand_over_mail(bench)
    assert (answer.status_code, rows(bench)) == (422, [])
    assert "PERMITLINE_SMTP_URL" in answer.json["error"]


def test_neither_the_address_nor_the_words_reach_the_log(bench: Bench, capfd: pytest.CaptureFixture[str]) -> None:
    bench.mail_server.errors = [MailBusyError("away"), ValueError("a mistake")]
    hand_over_mail(bench, values={"what": "a private word", "address": "", "day": ""})
    hand_over_mail(bench, "n2")
    bench.sweep()
    logged = "".join(capfd.readouterr())
    assert "mail_server_busy" in logged
    for secret in (MARIA, "maria", "private word"):
        assert secret not in logged
