"""Twilio on bad days: what a person is told later reaches their phone, once, and the city knows what became of it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.texting import JAMES, MARIA, TUESDAY_PLEASE, check_nothing_lost, send, state_of, wait_for_answer
from tests.twin.client import eventually
from tests.twin.delivery import Weather
from tests.twin.scenarios import Scenario

HOURS = "what are your office hours?"
SORRY = "Sorry for the wait"


@contextmanager
def answered_later(apart: ProgramsApart, *phones: str) -> Iterator[None]:
    """A question of each phone waits for an answer, which goes out by the REST API when the block has ended."""
    apart.kill("actions")
    for phone in phones:
        assert "as soon as it is back" in send(apart, phone, HOURS, sid_of(phone))
    yield
    apart.start("actions")


def sid_of(phone: str) -> str:
    return f"SM{phone[1:]}"


def check_told_once(apart: ProgramsApart, *phones: str) -> None:
    for phone in phones:
        assert "4:30" in apart.twin.phone(phone).wait_for(SORRY, 60)
        eventually(lambda phone=phone: state_of_answer(apart, phone) == "sent", 60)  # type: ignore[misc]
        assert apart.twin.phone(phone).times(SORRY) == 1
    check_nothing_lost(apart, *phones)


def state_of_answer(apart: ProgramsApart, phone: str) -> object:
    return answer_to(apart, phone).get("state")


def answer_to(apart: ProgramsApart, phone: str) -> dict[str, object]:
    return next((each for each in apart.messages(phone)[::-1] if each["direction"] == "out" and each["late"]), {})


BAD_DAYS = {
    "too many requests": [Scenario("refused", times=2, retry_after=1)],
    "a queue that is full": [Scenario("refused", status=400, code=21611)],
    "an error before it stored": [Scenario("refused", status=500, code=20500)],
    "an error after it stored": [Scenario("refused", stores=True, status=503, code=20503)],
    "a page of a proxy": [Scenario("refused", status=502, written="html")],
    "cut before it stored": [Scenario("cut")],
    "cut after it stored": [Scenario("cut", stores=True)],
    "slow, and stored at once": [Scenario("slow", stores=True)],
    "slow, and stored after the wait": [Scenario("slow", seconds=2.5)],
}


@pytest.mark.parametrize("day", BAD_DAYS)
def test_an_answer_reaches_the_phone_once_whatever_twilio_does(apart: ProgramsApart, day: str) -> None:
    with answered_later(apart, JAMES):
        for scenario in BAD_DAYS[day]:
            apart.twin.happen(scenario)
    check_told_once(apart, JAMES)
    assert apart.twin.still_to_happen() == 0


@pytest.mark.parametrize("stores", [False, True], ids=["before it stored", "after it stored"])
def test_what_nobody_heard_of_is_looked_up_before_it_is_sent_again(apart: ProgramsApart, stores: bool) -> None:
    apart.twin.weather(Weather(lost=1))
    with answered_later(apart, JAMES):
        apart.twin.happen(Scenario("cut", stores=stores))
        apart.twin.happen(Scenario("refused", on="read", times=2))
    check_told_once(apart, JAMES)
    assert apart.twin.still_to_happen() == 0
    assert apart.twin.callbacks() == []


def test_a_bot_killed_while_twilio_takes_its_time_sends_once(apart: ProgramsApart) -> None:
    with answered_later(apart, JAMES):
        apart.twin.happen(Scenario("slow", stores=True))
    eventually(lambda: apart.twin.phone(JAMES).times(SORRY) == 1, 60)
    apart.kill("bot")
    apart.start("bot")
    apart.await_ready()
    check_told_once(apart, JAMES)


def test_trouble_with_one_phone_holds_up_nobody_else(apart: ProgramsApart) -> None:
    with answered_later(apart, JAMES, MARIA):
        apart.twin.happen(Scenario("refused", times=None, to=JAMES))
    check_told_once(apart, MARIA)
    assert apart.twin.phone(JAMES).times(SORRY) == 0
    apart.twin.stop_happening()
    check_told_once(apart, JAMES)


@pytest.mark.parametrize(
    "weather",
    [
        pytest.param(Weather(gap=0.2, disordered=1), id="in disorder"),
        pytest.param(Weather(doubled=1), id="twice"),
        pytest.param(Weather(late=1, late_by=1), id="late"),
    ],
)
def test_callbacks_only_move_a_message_forward(apart: ProgramsApart, weather: Weather) -> None:
    apart.twin.weather(weather)
    with answered_later(apart, JAMES):
        pass
    check_told_once(apart, JAMES)
    callbacks = apart.twin.callbacks()
    assert {each["status"] for each in callbacks} == {"queued", "sent", "delivered"}
    assert all(each["answered"] in range(200, 300) for each in callbacks), callbacks
    assert answer_to(apart, JAMES)["delivery"] == "delivered"


def test_what_did_not_arrive_is_known(apart: ProgramsApart) -> None:
    with answered_later(apart, JAMES):
        apart.twin.fate(JAMES, "undelivered", 30005)
    wait_for_answer(apart, JAMES, sid_of(JAMES))
    eventually(lambda: answer_to(apart, JAMES).get("delivery") == "undelivered", 60)
    assert answer_to(apart, JAMES)["error_code"] == 30005
    assert apart.twin.phone(JAMES).times(SORRY) == 0


def test_who_opted_out_at_twilio_has_opted_out(apart: ProgramsApart) -> None:
    with answered_later(apart, JAMES):
        apart.twin.opt_out(JAMES)
    eventually(lambda: state_of_answer(apart, JAMES) in {"suppressed", "refused", "dead"}, 60)
    assert send(apart, JAMES, TUESDAY_PLEASE) == ""
    assert apart.twin.phone(JAMES).times(SORRY) == 0
    assert "you will get our texts again" in send(apart, JAMES, "START")


def test_an_answer_that_twilio_never_got_is_given_again(city: ProgramsApart) -> None:
    told = city.twin.text(JAMES, TUESDAY_PLEASE, lost_answers=2)
    assert [each["status"] for each in told.answers] == [200, 200, 200]
    assert len({each["body"] for each in told.answers}) == 1
    assert state_of(city, JAMES, told.sid) == "answered"
    assert "Booked" in send(city, JAMES, "1")
    check_nothing_lost(city, JAMES)
