"""The commands as a person calls them: help, and what is refused before anything is touched."""

import re
import shutil
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from backend.city.city import load_city
from backend.demo import Fill
from permitline.commands.demo import fill_of
from permitline.commands.up import prepare_state, refuse_incomplete_settings, refuse_wrong_files
from permitline.main import COMMANDS, main
from permitline.phone import PhoneNumber
from permitline.refusing import CommandRefusedError
from permitline.secrets import MADE_AT_FIRST_START, make_missing_secrets
from permitline.settings import PROJECT, CommandSettings
from runtime.clock import clock_file, read_setting
from runtime.settings import Environment

CITY = PROJECT / "cities/riverbend/city.yml"
RIVERBEND = load_city(CITY)


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
        prepare_state(settings, RIVERBEND)
    assert list(tmp_path.iterdir()) == []


def test_production_makes_no_secrets(tmp_path: Path) -> None:
    prepare_state(CommandSettings(state_dir=tmp_path, env=Environment.PRODUCTION), RIVERBEND)
    assert list(tmp_path.iterdir()) == []


def test_a_production_system_without_secrets_is_told_of_all_that_it_needs_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_missing_secrets(tmp_path, {})
    monkeypatch.setenv("PERMITLINE_ENV", "production")
    monkeypatch.setenv("PERMITLINE_STATE_DIR", str(tmp_path))
    with pytest.raises(CommandRefusedError) as refused:
        refuse_incomplete_settings()
    told = refused.value.message
    assert {name for name in MADE_AT_FIRST_START if f"PERMITLINE_{name}:" not in told} == set()
    assert {name for name in ("TWILIO_ACCOUNT_SID", "TWILIO_FROM", "PUBLIC_URL") if name not in told} == set()


@pytest.mark.parametrize(
    ("file", "old", "new"), [("city.yml", "book_cutoff", "book_cutof"), ("demo.yml", "electrical_final", "elektrik")]
)
def test_a_wrong_file_of_the_city_is_named_before_anything_starts(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    for name in ("city.yml", "demo.yml"):
        text = CITY.with_name(name).read_text()
        (tmp_path / name).write_text(text.replace(old, new) if name == file else text)
    with pytest.raises(CommandRefusedError, match=rf"(?s){file}.*{new}"):
        refuse_wrong_files(CommandSettings(state_dir=tmp_path / "state", city=tmp_path / "city.yml"))


def test_sentences_that_do_not_fit_are_refused_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PROJECT / "responses", tmp_path / "responses")
    (tmp_path / "actions").symlink_to(PROJECT / "actions")
    talk = tmp_path / "responses" / "talk.yml"
    talk.write_text(talk.read_text().replace("utter_greet:", "utter_gret:"))
    monkeypatch.setattr("permitline.commands.up.PROJECT", tmp_path)
    with pytest.raises(CommandRefusedError, match=r"(?s)responses/.*utter_greet has no sentence.*utter_gret "):
        refuse_wrong_files(CommandSettings(city=CITY))


@pytest.mark.parametrize("number", ["555", "+1678555010", "+167855501022", "james", ""])
def test_a_phone_that_is_none_is_refused_as_such(tmp_path: Path, number: str) -> None:
    for command in (("text", "hello"), ("chat",)):
        result = call(tmp_path, *command, "--from", number)
        assert result.exit_code == 2
        assert "+1 and ten digits" in result.output


@pytest.mark.parametrize("number", ["+16785550102", "+1 (678) 555-0102", "+447700900123"])
def test_a_phone_is_read_however_it_is_written(number: str) -> None:
    assert re.fullmatch(r"\+\d+", PhoneNumber().convert(number, None, None))


def test_a_demo_s_clock_starts_where_it_is_told_to(tmp_path: Path) -> None:
    prepare_state(CommandSettings(state_dir=tmp_path, now="2026-12-01T10:00"), RIVERBEND)
    moved = read_setting(clock_file(tmp_path))
    assert moved is not None
    assert moved.city_time.isoformat() == "2026-12-01T10:00:00-05:00"
    assert not moved.hold


def test_a_clock_that_was_moved_stays_where_nothing_else_is_said(tmp_path: Path) -> None:
    prepare_state(CommandSettings(state_dir=tmp_path, now="2026-12-01T10:00"), RIVERBEND)
    before = clock_file(tmp_path).read_bytes()
    prepare_state(CommandSettings(state_dir=tmp_path), RIVERBEND)
    assert clock_file(tmp_path).read_bytes() == before


def test_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandRefusedError, match="2026-12-01T10:00"):
        prepare_state(CommandSettings(state_dir=tmp_path, now="tomorrow"), RIVERBEND)
    assert list(tmp_path.iterdir()) == []


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
