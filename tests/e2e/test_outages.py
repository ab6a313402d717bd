"""Programs killed and databases locked in the middle of a booking: nothing is lost, doubled or half written."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.records import all_visits, changes_of, check_nothing_half_written
from tests.e2e.texting import (
    JAMES,
    MARIA,
    OFFICE,
    TUESDAY_PLEASE,
    check_nothing_lost,
    replies_to,
    send,
    state_of,
    wait_for_answer,
    without_apologies,
)
from tests.twin.client import Told, eventually

BOOKED = ("booked", "2026-12-08", "am")


def test_while_rasa_is_down_one_apology_and_the_answers_when_it_is_back(apart: ProgramsApart) -> None:
    apart.kill("rasa")
    apology = send(apart, JAMES, TUESDAY_PLEASE, "SMfirst")
    assert "as soon as it is back" in apology
    assert OFFICE in apology
    assert send(apart, JAMES, "are you there?", "SMsecond") == ""  # said once an incident; this one is answered too
    assert "en cuanto vuelva" in send(apart, MARIA, "necesito la eléctrica final para el jueves", "SMmaria")
    assert send(apart, JAMES, TUESDAY_PLEASE, "SMfirst") == apology  # Twilio tries again
    assert [state_of(apart, JAMES, each) for each in ("SMfirst", "SMsecond")] == ["waiting", "waiting"]

    apart.start("rasa")
    answer = wait_for_answer(apart, JAMES, "SMfirst")
    assert "Sorry for the wait. About your message of 10:00 AM" in answer["text"]
    assert "Tuesday, December 8" in answer["text"]
    assert "jueves 3 de diciembre" in wait_for_answer(apart, MARIA, "SMmaria")["text"]
    wait_for_answer(apart, JAMES, "SMsecond")
    assert len(without_apologies(replies_to(apart, JAMES, "SMfirst"))) == 1
    assert "Booked" in send(apart, JAMES, "1")
    check_booked_once(apart)


@pytest.mark.parametrize("program", ["backend", "actions"])
def test_a_yes_while_a_program_behind_is_down_is_carried_out_once_it_is_back(
    apart: ProgramsApart, program: str
) -> None:
    send(apart, JAMES, TUESDAY_PLEASE)
    apart.kill(program)
    apology = send(apart, JAMES, "1", "SMyes")
    assert "as soon as it is back" in apology
    assert OFFICE in apology
    assert state_of(apart, JAMES, "SMyes") == "waiting"

    apart.start(program)
    answer = wait_for_answer(apart, JAMES, "SMyes")
    assert apart.inspection("NRE261051", "electrical_final")["confirmation"] in answer["text"]
    check_booked_once(apart)


def test_a_moment_s_lock_on_the_records_is_waited_for(apart: ProgramsApart, meanwhile: ThreadPoolExecutor) -> None:
    send(apart, JAMES, TUESDAY_PLEASE)
    with apart.locked("backend"):
        answer = meanwhile.submit(send, apart, JAMES, "1", "SMyes")
        eventually(lambda: state_of(apart, JAMES, "SMyes") == "waiting")
    assert "Booked" in answer.result()
    check_booked_once(apart)


def test_a_long_lock_on_the_records_writes_nothing_until_it_ends(apart: ProgramsApart) -> None:
    send(apart, JAMES, TUESDAY_PLEASE)
    before = all_visits(apart)
    with apart.locked("backend"):
        assert OFFICE in send(apart, JAMES, "1", "SMyes")
        assert all_visits(apart) == before
    answer = wait_for_answer(apart, JAMES, "SMyes")
    assert apart.inspection("NRE261051", "electrical_final")["confirmation"] in answer["text"]
    check_booked_once(apart)


def test_a_message_that_cannot_be_stored_is_said_to_be_so_and_can_be_sent_again(apart: ProgramsApart) -> None:
    with apart.locked("bot"):
        refused = send(apart, JAMES, TUESDAY_PLEASE)
    assert "could not be saved" in refused
    assert OFFICE in refused
    assert apart.messages(JAMES) == []
    assert "Tuesday, December 8" in send(apart, JAMES, TUESDAY_PLEASE)
    check_nothing_lost(apart, JAMES, not_recorded=[refused])


def test_a_bot_killed_between_storing_and_answering_answers_after_its_restart(
    apart: ProgramsApart, meanwhile: ThreadPoolExecutor
) -> None:
    with apart.frozen("rasa"):
        told = meanwhile.submit(apart.twin.text, JAMES, TUESDAY_PLEASE, "SMkilled")
        eventually(lambda: state_of(apart, JAMES, "SMkilled") == "waiting")
        apart.kill("bot")
    check_unanswered(told.result())
    apart.start("bot")
    apart.await_ready()
    assert "Tuesday, December 8" in wait_for_answer(apart, JAMES, "SMkilled")["text"]
    assert send(apart, JAMES, TUESDAY_PLEASE, "SMkilled") == ""  # Twilio tries again: the answer has gone out already
    assert "Booked" in send(apart, JAMES, "1")
    check_booked_once(apart)


def test_a_bot_killed_between_booking_and_answering_books_once_and_names_that_booking(
    apart: ProgramsApart, meanwhile: ThreadPoolExecutor
) -> None:
    send(apart, JAMES, TUESDAY_PLEASE)
    with apart.frozen("rasa"):
        told = meanwhile.submit(apart.twin.text, JAMES, "1", "SMkilled")
        eventually(lambda: state_of(apart, JAMES, "SMkilled") == "waiting")
        with apart.locked("bot"):  # so that the booking can be made and the answer cannot be stored
            apart.thaw("rasa")
            eventually(lambda: apart.inspection("NRE261051", "electrical_final")["status"] == "booked")
            apart.kill("bot")
    check_unanswered(told.result())
    confirmation = apart.inspection("NRE261051", "electrical_final")["confirmation"]
    apart.start("bot")
    apart.await_ready()
    assert confirmation in wait_for_answer(apart, JAMES, "SMkilled")["text"]
    check_booked_once(apart)


@pytest.fixture
def meanwhile() -> Iterator[ThreadPoolExecutor]:
    """For a message that is on its way while the test does something else."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def check_unanswered(told: Told) -> None:
    """Twilio's request came to nothing."""
    assert told.words is None
    assert told.answers[0]["status"] == 0


def check_booked_once(apart: ProgramsApart) -> None:
    visit = apart.inspection("NRE261051", "electrical_final")
    assert (visit["status"], visit["date"], visit["half_day"]) == BOOKED
    assert changes_of(apart, "NRE261051") == ["book"]
    check_nothing_half_written(apart)
    check_nothing_lost(apart, JAMES, MARIA)
