"""The command line beside a running system: texting it, resetting its demo city, asking its rules, its health."""

import subprocess
from pathlib import Path

import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.records import all_visits, changes_of
from tests.e2e.texting import JAMES, MARIA, TUESDAY_PLEASE, send
from tests.system import PERMITLINE, PROJECT, RunningSystem, system_environ

type Ended = subprocess.CompletedProcess[str]


def permitline(system: RunningSystem, *arguments: str, **settings: str) -> Ended:
    command = [PERMITLINE, *arguments]
    environ = {**system.environ, **settings}
    return subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=60, check=False)


def said_by(ended: Ended) -> str:
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_text_plays_a_whole_booking(city: ProgramsApart) -> None:
    assert "Tuesday, December 8" in said_by(permitline(city, "text", TUESDAY_PLEASE, "--from", JAMES))
    booked = said_by(permitline(city, "text", "1", "--from", JAMES))
    assert city.inspection("NRE261051", "electrical_final")["confirmation"] in booked


def test_text_says_why_there_is_no_reply(city: ProgramsApart) -> None:
    send(city, MARIA, "STOP")
    silent = permitline(city, "text", "hola", "--from", MARIA)
    assert silent.returncode != 0
    assert "this phone sent STOP" in silent.stderr
    unsigned = permitline(city, "text", "hola", "--from", MARIA, PERMITLINE_TWILIO_AUTH_TOKEN="another")
    assert unsigned.returncode != 0
    assert "refused the message's signature" in unsigned.stderr


def test_demo_reset_lays_the_city_out_afresh_under_the_running_programs(city: ProgramsApart) -> None:
    send(city, JAMES, TUESDAY_PLEASE)
    send(city, JAMES, "1")
    arguments = ("--now", "2026-12-24T15:59", "--hold", "--fill", "electrical:2026-12-29:8")
    assert "2026-12-24 15:59" in said_by(permitline(city, "demo", "reset", *arguments))
    assert changes_of(city, "NRE261051") == []
    assert city.inspection("NRE261051", "electrical_final")["status"] == "open"
    assert city.messages(JAMES) == []
    offered = send(city, JAMES, "electrical final NRE261051 tomorrow")  # Christmas; the 29th is full
    for words in ("Christmas", "1 Monday, December 28", "2 Wednesday, December 30"):
        assert words in offered


@pytest.mark.parametrize(
    "arguments", [("--now", "soon"), ("--now", "2026-12-24T15:59", "--fill", "gardening:2026-12-28:1")]
)
def test_demo_reset_changes_nothing_where_it_does_not_understand(
    city: ProgramsApart, arguments: tuple[str, ...]
) -> None:
    send(city, JAMES, TUESDAY_PLEASE)
    before = all_visits(city)
    assert permitline(city, "demo", "reset", *arguments).returncode != 0
    assert all_visits(city) == before
    assert "Booked" in send(city, JAMES, "1")


def test_production_keeps_its_records(city: ProgramsApart) -> None:
    send(city, JAMES, TUESDAY_PLEASE)
    send(city, JAMES, "1")
    before = all_visits(city)
    refused = permitline(city, "demo", "reset", "--now", "2026-12-24T15:59", PERMITLINE_ENV="production")
    assert refused.returncode != 0
    assert "production" in refused.stderr
    assert all_visits(city) == before
    assert len(city.messages(JAMES)) == 4


@pytest.mark.parametrize(("at", "is_refused"), [("2026-12-01T15:59", False), ("2026-12-01T16:00", True)])
def test_policy_try_answers_as_the_counter_does_and_writes_nothing(
    city: ProgramsApart, at: str, is_refused: bool
) -> None:
    before = all_visits(city)
    question = ("--permit", "NRE261051", "--inspection", "electrical_final", "--day", "2026-12-02", "--at", at)
    answer = permitline(city, "policy", "try", *question)
    assert ("Electrical Final: no, past_cutoff" in answer.stdout) is is_refused, answer.stdout
    assert ("Electrical Final: yes" in answer.stdout) is not is_refused, answer.stdout
    assert answer.stderr == ""
    assert all_visits(city) == before


def test_doctor_finds_nothing_wrong_with_a_running_system(system: ProgramsApart) -> None:
    said = permitline(system, "doctor").stdout
    assert "A message can be answered by the whole chain" in said
    for program in ("rasa", "backend", "actions", "bot"):
        assert f"ok    {program} answers on port" in said
    wrong = [line for line in said.splitlines() if line.startswith("WRONG")]
    assert not [line for line in wrong if not any(words in line for words in OF_THE_CHECKOUT)], said


OF_THE_CHECKOUT = ("environment is not what its lock says", "dialogue model is older than the files")
"""What doctor may find in a checkout that is being worked on; it says nothing of the system that runs."""


def test_text_says_that_nothing_runs_where_nothing_runs(tmp_path: Path) -> None:
    unanswered = permitline(RunningSystem(system_environ(tmp_path), tmp_path), "text", "hello")
    assert unanswered.returncode != 0
    assert "the system is not running" in unanswered.stderr


def test_an_event_that_the_records_do_not_allow_is_told_plainly(city: ProgramsApart) -> None:
    nothing = permitline(city, "event", "call-off", "NRE261051", "electrical_final")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "Not noted: nothing booked" in nothing.stderr
    one_language = permitline(city, "event", "call-off", "CELEC26-00031", "fire_alarm", "--reason-en", "Ill.")
    assert one_language.returncode != 0
    assert "both languages" in one_language.stderr
    unknown = permitline(city, "event", "result", "NRE261051", "gardening", "passed")
    assert "gardening" in unknown.stderr
