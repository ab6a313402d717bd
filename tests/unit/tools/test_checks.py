"""`make check` looks at the types of every folder of code, and says so for one that it does not know."""

import tomllib
from pathlib import Path

from check import ROOT, static_checks

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
