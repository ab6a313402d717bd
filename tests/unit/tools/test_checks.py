"""`make check` looks at the types of every folder of code, and says so for one that it does not know."""

import tomllib
from pathlib import Path

import pytest
from check import ROOT, environment, static_checks

UNTYPED = {"tests"}


def folders_of_code() -> set[str]:
    return {file.parent.name for file in ROOT.glob("[a-z]*/*.py")} - UNTYPED


def folders_checked() -> set[str]:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["packages"]
    of_mypy = [check.command for check in static_checks() if Path(check.command[0]).name == "mypy"]
    assert any(len(command) == 1 for command in of_mypy), "the packages that pyproject.toml names are not checked"
    apart = {command[command.index("-p") + 1] for command in of_mypy if "-p" in command}
    files = {Path(word).parent.name for command in of_mypy for word in command if word.endswith(".py")}
    return set(named) | apart | files


def test_the_types_of_every_folder_are_checked() -> None:
    assert folders_checked() == folders_of_code()


def test_tests_start_programs_that_may_keep_what_python_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in environment()


def test_settings_of_whoever_runs_the_tests_stay_out_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERMITLINE_BOT_PORT", "1")
    monkeypatch.setenv("PERMITLINE_TEST_POSTGRES_URL", "postgresql://elsewhere")
    assert "PERMITLINE_BOT_PORT" not in environment()
    assert environment()["PERMITLINE_TEST_POSTGRES_URL"] == "postgresql://elsewhere"
