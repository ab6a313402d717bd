"""The commands as a person calls them: help, and what is refused before anything is touched."""

from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from backend.demo import Fill
from permitline.commands.demo import fill_of
from permitline.commands.up import prepare_state
from permitline.main import COMMANDS, main
from permitline.refusing import CommandRefusedError
from permitline.settings import PROJECT, CommandSettings
from runtime.clock import clock_file, read_setting
from runtime.settings import Environment

CITY = Path("cities/riverbend/city.yml")


def call(state_dir: Path, *arguments: str, **environ: str) -> Result:
    settings = {f"PERMITLINE_{name}": value for name, value in environ.items()}
    return CliRunner().invoke(main, arguments, env={"PERMITLINE_STATE_DIR": str(state_dir), **settings})


def test_help_names_every_command_with_what_it_does() -> None:
    lines = CliRunner().invoke(main, ["--help"]).output.splitlines()
    for name in COMMANDS:
        described = [line for line in lines if line.startswith(f"  {name} ")]
        assert len(described) == 1
        assert len(described[0].split()) > 3


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_help_text(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage: main" in result.output


def test_every_command_file_is_a_command() -> None:
    files = {file.stem for file in (PROJECT / "permitline" / "commands").glob("*.py")} - {"__init__"}
    assert files == set(COMMANDS)


def test_an_unknown_command_is_refused(tmp_path: Path) -> None:
    assert "No such command 'stat'" in call(tmp_path, "stat").output


def test_a_moved_clock_is_refused_in_production(tmp_path: Path) -> None:
    settings = CommandSettings(state_dir=tmp_path, env=Environment.PRODUCTION, now="2026-12-01T10:00")
    with pytest.raises(CommandRefusedError, match="PERMITLINE_NOW"):
        prepare_state(settings)
    assert list(tmp_path.iterdir()) == []


def test_production_makes_no_secrets(tmp_path: Path) -> None:
    prepare_state(CommandSettings(state_dir=tmp_path, env=Environment.PRODUCTION))
    assert list(tmp_path.iterdir()) == []


def test_a_demo_s_clock_starts_where_it_is_told_to(tmp_path: Path) -> None:
    prepare_state(CommandSettings(state_dir=tmp_path, city=PROJECT / CITY, now="2026-12-01T10:00"))
    moved = read_setting(clock_file(tmp_path))
    assert moved is not None
    assert moved.city_time.isoformat() == "2026-12-01T10:00:00-05:00"
    assert not moved.hold


def test_a_clock_that_was_moved_stays_where_nothing_else_is_said(tmp_path: Path) -> None:
    prepare_state(CommandSettings(state_dir=tmp_path, city=PROJECT / CITY, now="2026-12-01T10:00"))
    before = clock_file(tmp_path).read_bytes()
    prepare_state(CommandSettings(state_dir=tmp_path, city=PROJECT / CITY))
    assert clock_file(tmp_path).read_bytes() == before


def test_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandRefusedError, match="2026-12-01T10:00"):
        prepare_state(CommandSettings(state_dir=tmp_path, city=PROJECT / CITY, now="tomorrow"))


def test_the_demo_is_not_reset_in_production(tmp_path: Path) -> None:
    result = call(tmp_path, "demo", "reset", "--now", "2026-12-24T15:59", ENV="production")
    assert result.exit_code == 1
    assert "PERMITLINE_ENV=production" in result.output
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_are_all_named_at_once(tmp_path: Path) -> None:
    result = call(tmp_path, "text", "hello", BOT_PORT="eighty", RASA_PORT="0")
    assert result.exit_code == 2
    assert "PERMITLINE_BOT_PORT" in result.output
    assert "PERMITLINE_RASA_PORT" in result.output


def test_places_to_use_up_are_read() -> None:
    assert fill_of("electrical:2026-12-04:7") == Fill("electrical", date(2026, 12, 4), 7)


@pytest.mark.parametrize("text", ["electrical", "electrical:2026-13-04:7", "electrical:2026-12-04:some", ""])
def test_places_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="electrical:2026-12-04:7"):
        fill_of(text)
