"""An environment is installed when its lock, its project file, its place or its interpreter changed, and not again."""

import json
import sys
from pathlib import Path

import environments
import pytest
from environments import Environment
from interpreters import Found, Wanted
from steps import SetupError


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / "uv.lock").write_text("a lock")
    (tmp_path / "pyproject.toml").write_text("a project")
    return Environment("the environment", "small", tmp_path, Wanted(sys.version_info[1:2]))


@pytest.fixture
def steps_run(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stands in for uv: makes what it would make, and notes how it was called."""
    calls: list[list[str]] = []

    def run_step(_title: str, command: list[str], **_how: object) -> None:
        calls.append(command)
        environment.interpreter.parent.mkdir(parents=True, exist_ok=True)
        if not environment.interpreter.exists():
            environment.interpreter.symlink_to(sys.executable)

    monkeypatch.setattr(environments, "run_step", run_step)
    return calls


def install(environment: Environment) -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    environments.install("uv", environment, Found(sys.executable, version, "here"))


def test_a_new_checkout_is_not_current(environment: Environment) -> None:
    assert not environments.is_current(environment)


def test_what_was_installed_is_current_and_is_installed_from_its_lock(
    environment: Environment, steps_run: list[list[str]]
) -> None:
    install(environment)
    assert environments.is_current(environment)
    assert "--frozen" in steps_run[0]
    assert steps_run[0][-1] == sys.executable


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_a_changed_file_makes_it_stale(environment: Environment, steps_run: list[list[str]], name: str) -> None:
    install(environment)
    (environment.folder / name).write_text("something else")
    assert not environments.is_current(environment)


def test_an_interpreter_that_is_gone_makes_it_stale(environment: Environment, steps_run: list[list[str]]) -> None:
    install(environment)
    environment.interpreter.unlink()
    environment.interpreter.symlink_to(environment.folder / "removed")
    assert not environments.is_current(environment)


def test_an_interpreter_of_another_minor_version_makes_it_stale(
    environment: Environment, steps_run: list[list[str]]
) -> None:
    install(environment)
    stamp = json.loads(environment.stamp.read_text())
    environment.stamp.write_text(json.dumps({**stamp, "python": [3, 1]}))
    assert not environments.is_current(environment)


def test_a_checkout_that_was_moved_is_stale(environment: Environment, steps_run: list[list[str]]) -> None:
    install(environment)
    moved = environment.folder.rename(environment.folder.with_name("moved"))
    assert not environments.is_current(environment._replace(folder=moved))


def test_a_failed_installation_leaves_no_stamp(
    environment: Environment, steps_run: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(environment)

    def fail(_title: str, _command: list[str], **_how: object) -> None:
        raise SetupError("no network")

    monkeypatch.setattr(environments, "run_step", fail)
    with pytest.raises(SetupError):
        install(environment)
    assert not environments.is_current(environment)
