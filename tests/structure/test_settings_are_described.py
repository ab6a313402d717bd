""".env.example and the settings of the programs are the same list, with the same defaults."""

import re
import subprocess
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from actions.settings import ActionsSettings
from backend.settings import BackendSettings
from bot.settings import BotSettings
from dialogue import settings as dialogue_settings
from permitline.settings import PROJECT, CommandSettings
from runtime.settings import PREFIX, ProgramSettings

PROGRAMS: tuple[type[ProgramSettings], ...] = (BackendSettings, ActionsSettings, BotSettings, CommandSettings)


def described() -> dict[str, str]:
    lines = re.findall(rf"^# ({PREFIX}[A-Z0-9_]+)=(.*)$", (PROJECT / ".env.example").read_text(), re.MULTILINE)
    assert len(lines) == len(dict(lines)), "a setting is described twice"
    return dict(lines)


def files_of(*folders: str) -> list[Path]:
    """The Python files of these folders that git knows or would take: so not those of the environments."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    names = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [file for name in names if name.endswith(".py") and (file := PROJECT / name).is_file()]


def as_text(default: Any) -> str:
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, Enum):
        return str(default.value)
    return "" if default in (None, PydanticUndefined) else str(default)


class AskedFor(dict[str, str]):
    """Notes what a reader of settings asks for, and with which default."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, str] = {}

    def get(self, name: str, default: Any = None) -> Any:  # type: ignore[override]
        self.asked[name] = str(default or "")
        return default


def dialogue_defaults() -> Mapping[str, str]:
    asked = AskedFor()
    with pytest.raises(dialogue_settings.SettingsError):  # its token is missing, once everything was asked for
        dialogue_settings.settings_from(asked)
    return asked.asked


def switches() -> Mapping[str, str]:
    """What turns a change of ours to Rasa off; by text, since these modules run in Rasa's environment alone."""
    sources = [file.read_text() for file in files_of("dialogue")]
    names = [name for source in sources for name in re.findall(rf'^SWITCH = "({PREFIX}\w+)"', source, re.MULTILINE)]
    assert names, "the switches have moved"
    return dict.fromkeys(names, "on")


def defaults() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for program in PROGRAMS:
        for name, field in program.model_fields.items():
            found.setdefault(PREFIX + name.upper(), set()).add(as_text(field.default))
    for name, default in {**dialogue_defaults(), **switches()}.items():
        found.setdefault(name, set()).add(default)
    return found


def test_every_setting_of_a_program_is_described_in_env_example() -> None:
    assert sorted(defaults().keys() - described().keys()) == []


def test_every_setting_in_env_example_is_read_by_a_program() -> None:
    assert sorted(described().keys() - defaults().keys()) == []


def test_each_setting_is_described_with_the_default_that_every_program_gives_it() -> None:
    shown = described()
    differing = {name: (values, shown.get(name)) for name, values in defaults().items() if values != {shown.get(name)}}
    assert differing == {}


def test_no_program_speaks_of_a_setting_that_does_not_exist() -> None:
    """Also in its messages and comments: a setting that was renamed would send people looking for it."""
    unknown = {
        (file.relative_to(PROJECT).as_posix(), name)
        for file in files_of("runtime", "backend", "actions", "bot", "permitline", "dialogue", "tools")
        for name in re.findall(rf"\b{PREFIX}[A-Z][A-Z0-9_]+\b", file.read_text())
        if name not in described() and not name.startswith(f"{PREFIX}TEST_")
    }
    assert unknown == set()


def test_nothing_in_env_example_is_set() -> None:
    lines = (PROJECT / ".env.example").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_secrets_made_at_the_first_start_are_settings_without_a_default() -> None:
    from permitline.secrets import MADE_AT_FIRST_START

    shown = described()
    assert {PREFIX + name: shown.get(PREFIX + name) for name in MADE_AT_FIRST_START} == {
        PREFIX + name: "" for name in MADE_AT_FIRST_START
    }


def test_the_project_folder_is_the_one_of_this_checkout() -> None:
    assert Path(__file__).is_relative_to(PROJECT)
