"""What the city says first reaches the right phones once, at the right hour, and a bare number answers it (item 4)."""

import subprocess

import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.texting import JAMES, MARIA, QUICK, SUMMIT, send
from tests.system import PERMITLINE, PROJECT
from tests.twin.client import eventually

EVENING_BEFORE = "2026-12-01T17:01"
"""Maria's pool steel is booked for December 2, which is the next day."""


def tell(system: ProgramsApart, *event: str) -> str:
    """As staff do it."""
    told = subprocess.run(
        [PERMITLINE, "event", *event], cwd=PROJECT, env=system.environ, capture_output=True, text=True, timeout=60
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def reminded(system: ProgramsApart) -> str:
    system.reset(EVENING_BEFORE)
    return system.twin.phone(MARIA).wait_for("¿Sigue en pie?", 60)


def test_the_evening_before_the_person_is_asked_whether_they_are_ready(system: ProgramsApart) -> None:
    words = reminded(system)
    assert "miércoles 2 de diciembre" in words
    assert "12 Orchard Lane" in words
    assert "sigue" in send(system, MARIA, "1").lower()
    assert system.inspection("RPOOL26-00003", "pool_steel")["status"] == "booked"
    assert system.twin.phone(MARIA).times("¿Sigue en pie?") == 1
    assert system.twin.phone(QUICK).received() == []


def test_a_reminder_is_answered_by_moving_the_visit(system: ProgramsApart) -> None:
    reminded(system)
    offered = send(system, MARIA, "2")
    assert "1 " in offered
    send(system, MARIA, "1")
    if system.inspection("RPOOL26-00003", "pool_steel")["date"] == "2026-12-02":
        send(system, MARIA, "1")
    assert system.inspection("RPOOL26-00003", "pool_steel")["date"] > "2026-12-02"


def test_a_reminder_is_answered_by_dropping_the_visit_which_is_read_back(system: ProgramsApart) -> None:
    reminded(system)
    send(system, MARIA, "3")
    assert system.inspection("RPOOL26-00003", "pool_steel")["status"] == "booked"
    send(system, MARIA, "1")
    assert system.inspection("RPOOL26-00003", "pool_steel")["status"] == "cancelled"


def test_nobody_is_reminded_at_ten_in_the_morning(city: ProgramsApart) -> None:
    send(city, MARIA, "hola")
    city.move_clock("2026-12-01T16:59")
    send(city, MARIA, "hola")
    assert city.twin.phone(MARIA).times("¿Sigue en pie?") == 0


def test_who_wants_no_reminders_gets_none_and_keeps_the_rest(city: ProgramsApart) -> None:
    send(city, MARIA, "no quiero recordatorios")
    city.move_clock(EVENING_BEFORE)
    tell(city, "result", "RPOOL26-00003", "pool_steel", "passed", "--day", "2026-12-01")
    city.twin.phone(MARIA).wait_for("Aprobada", 60)
    assert city.twin.phone(MARIA).times("¿Sigue en pie?") == 0


def test_a_failed_result_comes_with_the_note_and_a_way_to_book_again(city: ProgramsApart) -> None:
    told = tell(city, "result", "NRE261051", "electrical_final", "failed", "--note", "No labels in the panel.")
    assert "1 message " in told
    assert "No labels in the panel." in city.twin.phone(JAMES).wait_for("Not passed", 60)
    offered = send(city, JAMES, "1")
    assert "1 Wednesday, December 2" in offered
    send(city, JAMES, "1")
    assert city.inspection("NRE261051", "electrical_final")["status"] == "booked"


def test_what_the_office_calls_off_comes_with_other_days(city: ProgramsApart) -> None:
    tell(
        city, "call-off", "CELEC26-00031", "fire_alarm",
        "--reason-en", "The inspector is ill.", "--reason-es", "El inspector está enfermo.",
    )  # fmt: skip
    assert city.inspection("CELEC26-00031", "fire_alarm")["status"] == "cancelled"
    words = city.twin.phone(QUICK).wait_for("called off", 60)
    assert "The inspector is ill." in words
    assert "1 Monday, December 7" in words
    send(city, QUICK, "2")
    if city.inspection("CELEC26-00031", "fire_alarm")["status"] != "booked":
        send(city, QUICK, "1")
    assert city.inspection("CELEC26-00031", "fire_alarm")["date"] == "2026-12-08"


def test_what_the_office_moves_is_told_with_both_days(city: ProgramsApart) -> None:
    tell(city, "move", "CELEC26-00031", "fire_alarm", "2026-12-08")
    words = city.twin.phone(QUICK).wait_for("The city moved", 60)
    assert "Friday, December 4" in words
    assert "Tuesday, December 8" in words
    send(city, QUICK, "1")
    assert city.inspection("CELEC26-00031", "fire_alarm")["date"] == "2026-12-08"


def test_once_the_fees_are_paid_the_permit_is_ready(city: ProgramsApart) -> None:
    tell(city, "fees-paid", "CMECH26-00007", "--issued", "2026-12-01")
    assert "CMECH26-00007" in city.twin.phone(SUMMIT).wait_for("fees are paid", 60)
    assert "gas" in send(city, SUMMIT, "1").lower()


def test_a_notice_waits_for_the_morning(city: ProgramsApart) -> None:
    city.move_clock("2026-12-01T22:30")
    tell(city, "result", "NRE261051", "electrical_final", "passed")
    eventually(lambda: any(each["purpose"] == "notice" for each in city.messages(JAMES)), 30)
    assert city.twin.phone(JAMES).received() == []
    city.move_clock("2026-12-02T08:00")
    city.twin.phone(JAMES).wait_for("Passed", 60)


@pytest.mark.parametrize("program", ["bot", "backend"])
def test_what_was_to_be_said_survives_a_kill(apart: ProgramsApart, program: str) -> None:
    other = {"bot": "backend", "backend": "bot"}[program]
    with apart.frozen("bot"):
        tell(apart, "result", "NRE261051", "electrical_final", "failed")
        if program == "backend":
            apart.kill(program)
    if program == "bot":
        apart.kill(program)
    apart.start(program)
    apart.await_ready()
    apart.twin.phone(JAMES).wait_for("Not passed", 90)
    apart.twin.wait_until_all_is_told()
    assert apart.twin.phone(JAMES).times("Not passed") == 1, other
