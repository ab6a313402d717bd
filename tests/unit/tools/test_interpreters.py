"""Interpreters are found where they are, also behind pyenv's shims, and only those that work are taken."""

import os
import sys
from pathlib import Path

import interpreters
import pytest
from interpreters import Wanted, environment_for_uv, probe, pyenv_versions


def make_python(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(parents=True)
    python = folder / name
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    return python


def test_the_newest_patch_comes_first_and_other_versions_are_left_out(tmp_path: Path) -> None:
    for version in ("3.10.9", "3.10.13", "3.10-dev", "3.11.7", "3.10.2"):
        minor = ".".join(version.split("-")[0].split(".")[:2])
        make_python(tmp_path / "versions" / version / "bin", f"python{minor}", "exit 0")
    (tmp_path / "versions" / "3.10.99" / "bin").mkdir(parents=True)  # a version whose build failed
    found = [python.parent.parent.name for python in pyenv_versions(tmp_path, 10)]
    assert found == ["3.10.13", "3.10.9", "3.10.2"]


def test_pyenv_s_shims_are_not_shown_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join(["/x/.pyenv/shims", "/usr/bin", "/x/.pyenv/plugins/y/shims/"]))
    monkeypatch.setenv("VIRTUAL_ENV", "/x/venv")
    shown = environment_for_uv()
    assert shown["PATH"] == "/usr/bin"
    assert "VIRTUAL_ENV" not in shown


def test_interpreters_that_uv_fetches_stay_in_the_project(tmp_path: Path) -> None:
    assert environment_for_uv(tmp_path)["UV_PYTHON_INSTALL_DIR"] == str(tmp_path / ".tools" / "python")


def test_an_interpreter_that_works_says_its_version() -> None:
    assert probe(sys.executable) == tuple(sys.version_info[:3])


@pytest.mark.parametrize("script", ["exit 127", "echo 'No module named _sqlite3' >&2; exit 1", "echo nonsense"])
def test_an_interpreter_that_does_not_work_is_passed_over(tmp_path: Path, script: str) -> None:
    assert probe(str(make_python(tmp_path / "bin", "python3", script))) is None


def test_the_first_that_works_and_has_the_right_version_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = make_python(tmp_path / "a", "python3.12", "exit 1")
    wrong = make_python(tmp_path / "b", "python3.12", "echo '[3, 11, 2]'")
    right = make_python(tmp_path / "c", "python3.12", "echo '[3, 12, 4]'")
    places = [(str(path), path.parent.name) for path in (broken, wrong, right)]
    monkeypatch.setattr(interpreters, "candidates", lambda uv, minor, root: iter(places if minor == 12 else []))
    found = interpreters.find("uv", Wanted((13, 12)), tmp_path)
    assert (found.path, found.version, found.origin) == (str(right), "3.12.4", "c")
