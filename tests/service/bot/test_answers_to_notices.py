"""What the city said last goes with the person's answer to the dialogue, and notices wait for a pause in the talk."""

from typing import Any

import pytest
from sqlalchemy import update

from bot.ports import CarrierSilentError, DialogueDownError
from bot.records.tables import MESSAGES
from tests.service.bot.conftest import Bench, Hands
from tests.service.bot.outgoing import JAMES, MARIA, go_on, hand_over, only, real_clock, report, states

KEEP = {"do": "keep", "permit": "NRE261051", "inspections": ["electrical_final"], "day": "2026-12-02"}
ABOUT = {"kind": "reminder", "choices": [KEEP, {**KEEP, "do": "move"}, {**KEEP, "do": "cancel"}]}
PAUSE = 120.0


@pytest.fixture
def real() -> Hands:
    return real_clock()


@pytest.fixture
def bench(start_bot, real: Hands) -> Bench:
    return start_bot(real_time=real, lease=600.0)


def ask(bench: Bench, notice: str = "n1", **changes: Any) -> None:
    """The city says something that can be answered."""
    answer = hand_over(bench, notice, **{"about": ABOUT, **changes})
    assert answer.status_code == 201, answer.json


def heard(bench: Bench, body: str, **more: str) -> Any:
    """The notice that goes along with a message, or None."""
    bench.text(body, **more)
    return bench.dialogue.asked[-1].metadata.get("notice")


def test_the_answer_carries_what_its_numbers_mean(bench: Bench, real: Hands) -> None:
    ask(bench, "reminder-2026-12-02-ab")
    go_on(bench, real, minutes=5)
    notice = heard(bench, "1")
    assert notice["notice"] == "reminder-2026-12-02-ab"
    assert notice["response"] == "utter_done_cancel"
    assert notice["kind"] == "reminder"
    assert [choice["do"] for choice in notice["choices"]] == ["keep", "move", "cancel"]
    assert notice["choices"][0] == {**KEEP, "half_day": None}
    assert notice["at"].startswith("2026-12-01T15:00:00")  # 10 AM by the city's clock


def test_a_notice_without_choices_is_no_question(bench: Bench, real: Hands) -> None:
    hand_over(bench)
    go_on(bench, real, minutes=5)
    assert heard(bench, "1") is None


def test_the_time_of_a_notice_is_when_it_went(bench: Bench, real: Hands) -> None:
    ask(bench, not_before="2026-12-01T12:00:00-05:00")
    go_on(bench, real, hours=3)
    assert heard(bench, "1")["at"].startswith("2026-12-01T18:00:00")


def test_what_has_not_gone_is_not_what_the_person_answers(bench: Bench, real: Hands) -> None:
    ask(bench, not_before="2026-12-01T12:00:00-05:00")
    assert heard(bench, "1") is None


def test_once_we_have_replied_it_is_in_the_conversations_state(bench: Bench, real: Hands) -> None:
    ask(bench)
    go_on(bench, real, minutes=5)
    assert heard(bench, "what time?") is not None
    assert heard(bench, "1") is None


def test_of_two_the_later_one_is_answered(bench: Bench, real: Hands) -> None:
    ask(bench, "n1")
    go_on(bench, real, minutes=5)
    ask(bench, "n2")
    go_on(bench, real, minutes=5)
    assert heard(bench, "1")["notice"] == "n2"


def test_the_later_one_is_the_one_that_went_later(bench: Bench, real: Hands) -> None:
    ask(bench, "n1", not_before="2026-12-01T12:00:00-05:00")
    ask(bench, "n2")
    go_on(bench, real, hours=3)
    assert heard(bench, "1")["notice"] == "n1"


def test_it_is_for_the_person_who_got_it(bench: Bench, real: Hands) -> None:
    ask(bench)
    go_on(bench, real, minutes=5)
    assert heard(bench, "1", phone=MARIA) is None
    assert heard(bench, "1", phone=JAMES) is not None


def test_help_is_no_answer_to_it(bench: Bench, real: Hands) -> None:
    ask(bench)
    go_on(bench, real, minutes=5)
    bench.text("HELP")
    assert heard(bench, "1") is not None


def test_an_apology_is_no_answer_to_it(bench: Bench, real: Hands) -> None:
    ask(bench)
    go_on(bench, real, minutes=5)
    bench.dialogue.fail = DialogueDownError("gone")
    bench.text("1")
    bench.dialogue.fail = None
    go_on(bench, real, minutes=5)
    assert bench.dialogue.asked[-1].message == "1"
    assert bench.dialogue.asked[-1].metadata["notice"]["notice"] == "n1"


def test_a_notice_of_which_nobody_knows_whether_it_went_can_be_answered_and_only_once(
    bench: Bench, real: Hands
) -> None:
    bench.carrier.errors = [CarrierSilentError()]
    bench.carrier.cannot_list = CarrierSilentError()
    ask(bench)
    go_on(bench, real, minutes=5)
    assert only(bench).state == "unknown"
    assert heard(bench, "1") is not None
    with bench.bot.database.write() as connection:  # the carrier says only now that it has it
        connection.execute(update(MESSAGES).where(MESSAGES.c.notice == "n1").values(state="sent", sent_at=real.time))
    assert heard(bench, "2") is None


def test_a_notice_that_never_arrived_is_not_what_is_answered(bench: Bench, real: Hands) -> None:
    ask(bench)
    report(bench, "undelivered", ErrorCode="30005")
    go_on(bench, real, minutes=5)
    assert only(bench).state == "dead"
    assert heard(bench, "1") is None


def test_a_notice_waits_for_a_pause_in_the_talk(bench: Bench, real: Hands) -> None:
    bench.reply("electrical final")
    ask(bench)
    assert "queued" in states(bench)
    go_on(bench, real, seconds=PAUSE - 30)
    bench.reply("friday")
    go_on(bench, real, seconds=PAUSE - 1)
    assert bench.carrier.sent == []
    go_on(bench, real, seconds=2)
    assert len(bench.carrier.sent) == 1


def test_a_talk_of_one_person_holds_up_nobody_else(bench: Bench) -> None:
    bench.reply("electrical final")
    ask(bench, phone=MARIA)
    assert len(bench.carrier.sent) == 1


def test_a_code_is_what_the_talk_waits_for(bench: Bench) -> None:
    bench.reply("add this phone to NRE261051")
    hand_over(bench, purpose="code")
    assert len(bench.carrier.sent) == 1


def test_what_would_be_too_late_after_the_pause_goes_at_once(bench: Bench) -> None:
    bench.reply("electrical final")
    ask(bench, expires_at="2026-12-01T10:01:30-05:00")
    assert len(bench.carrier.sent) == 1


def test_a_reminder_that_the_pause_would_push_into_the_next_evening_goes_at_once(bench: Bench, real: Hands) -> None:
    go_on(bench, real, hours=9, minutes=59)  # 7:59 PM
    bench.reply("electrical final")
    ask(bench, purpose="reminder", expires_at="2026-12-02T08:00:00-05:00")
    assert len(bench.carrier.sent) == 1
