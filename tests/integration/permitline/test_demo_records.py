"""`permitline demo reset` and `permitline policy try` on a demo of their own, without any program running."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from permitline.main import main
from permitline.secrets import make_missing_secrets
from runtime.clock import clock_file, read_setting


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    make_missing_secrets(tmp_path, {})
    return tmp_path


def call(state_dir: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"PERMITLINE_STATE_DIR": str(state_dir)})


def reset(state_dir: Path, *arguments: str) -> None:
    result = call(state_dir, "demo", "reset", *arguments)
    assert result.exit_code == 0, result.output


def try_policy(state_dir: Path, *arguments: str) -> str:
    result = call(state_dir, "policy", "try", *arguments)
    assert result.exit_code == 0, result.output
    return result.output


ELECTRICAL = ("--permit", "NRE261051", "--inspection", "electrical_final")


def test_the_clock_moves_and_can_be_held(state_dir: Path) -> None:
    reset(state_dir, "--now", "2026-12-24T15:59", "--hold")
    moved = read_setting(clock_file(state_dir))
    assert moved is not None
    assert moved.city_time == datetime.fromisoformat("2026-12-24T15:59:00-05:00")
    assert moved.hold


def test_a_day_is_open_until_the_cut_off_and_closed_from_it_on(state_dir: Path) -> None:
    reset(state_dir, "--now", "2026-12-01T10:00")
    before = try_policy(state_dir, *ELECTRICAL, "--day", "2026-12-08", "--at", "2026-12-07T15:59")
    assert "NRE261051, 10899 Havana Street, asked Monday, December 7, 2026 at 15:59" in before
    assert "Electrical Final: yes" in before
    after = try_policy(state_dir, *ELECTRICAL, "--day", "2026-12-08", "--at", "2026-12-07T16:00")
    assert "Electrical Final: no, past_cutoff" in after
    assert "openings: Wednesday, December 9, 2026" in after


def test_places_that_were_used_up_make_a_day_full(state_dir: Path) -> None:
    day = ("--day", "2026-12-04", "--at", "2026-12-01T10:00")
    reset(state_dir, "--now", "2026-12-01T10:00")
    assert "Electrical Final: yes" in try_policy(state_dir, *ELECTRICAL, *day)
    reset(state_dir, "--now", "2026-12-01T10:00", "--fill", "electrical:2026-12-04:8")
    assert "fully_booked" in try_policy(state_dir, *ELECTRICAL, *day)


def test_a_trade_that_the_city_does_not_have_is_refused_and_the_records_stay(state_dir: Path) -> None:
    reset(state_dir, "--now", "2026-12-01T10:00", "--fill", "electrical:2026-12-04:8")
    result = call(state_dir, "demo", "reset", "--now", "2026-12-01T10:00", "--fill", "magic:2026-12-04:1")
    assert result.exit_code == 2
    assert "magic" in result.output
    day = ("--day", "2026-12-04", "--at", "2026-12-01T10:00")
    assert "fully_booked" in try_policy(state_dir, *ELECTRICAL, *day)


def test_records_can_be_laid_out_around_an_earlier_time_than_the_clock_s(state_dir: Path) -> None:
    reset(state_dir, "--now", "2026-12-10T10:00", "--laid-out-at", "2026-12-01T10:00")
    asked = try_policy(state_dir, "--permit", "CELEC26-00031", "--inspection", "205", "--at", "2026-12-01T10:00")
    assert "already_booked" in asked
    assert "2026-12-03" in asked


def test_who_asks_matters(state_dir: Path) -> None:
    reset(state_dir, "--now", "2026-12-01T10:00")
    morning = ("--day", "2026-12-08", "--half-day", "am", "--at", "2026-12-01T10:00")
    assert "yes" in try_policy(state_dir, *ELECTRICAL, *morning)
    assert "half_day_not_offered" in try_policy(state_dir, *ELECTRICAL, *morning, "--role", "contractor")
    assert "not_your_permit" in try_policy(state_dir, *ELECTRICAL, *morning, "--role", "stranger")


def test_an_inspection_that_the_city_does_not_have_names_those_near_it(state_dir: Path) -> None:
    reset(state_dir, "--now", "2026-12-01T10:00")
    result = call(state_dir, "policy", "try", "--permit", "NRE261051", "--inspection", "electric_final")
    assert result.exit_code == 2
    assert "electrical_final" in result.output


def test_a_system_without_records_says_how_to_get_some(tmp_path: Path) -> None:
    result = call(tmp_path, "policy", "try", *ELECTRICAL)
    assert result.exit_code == 1
    assert "permitline up" in result.output


def test_trying_a_policy_writes_nothing(state_dir: Path) -> None:
    reset(state_dir, "--now", "2026-12-01T10:00")
    before = (state_dir / "backend.db").read_bytes()
    try_policy(state_dir, *ELECTRICAL, "--day", "2026-12-08")
    assert (state_dir / "backend.db").read_bytes() == before
