"""What `permitline doctor` says of settings, sentences, the city's files and the clock."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from permitline.checkup import configuration
from permitline.checkup.city_files import look_at_city_files
from permitline.checkup.finding import Finding
from permitline.checkup.program_settings import look_at_program_settings
from permitline.checkup.unknown_settings import look_at_unknown_settings
from permitline.secrets import MADE_AT_FIRST_START, make_missing_secrets
from permitline.settings import PROJECT, CommandSettings
from runtime.settings import Environment

CITY = PROJECT / "cities/riverbend/city.yml"


def wrong(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if not finding.is_well]


@pytest.fixture
def city(tmp_path: Path) -> Callable[..., CommandSettings]:
    """A copy of the city, with a word of one of its files replaced."""

    def copied(file: str = "city.yml", old: str = "", new: str = "", **settings: str) -> CommandSettings:
        for name in ("city.yml", "demo.yml"):
            text = CITY.with_name(name).read_text()
            (tmp_path / name).write_text(text.replace(old, new) if old and name == file else text)
        return CommandSettings.model_validate(
            {"city": tmp_path / "city.yml", "state_dir": tmp_path / "state", **settings}
        )

    return copied


def test_the_demo_city_is_well(city: Callable[..., CommandSettings]) -> None:
    found = list(look_at_city_files(city(now="2026-12-01T10:00")))
    assert wrong(found) == []
    assert any("demo.yml is sound" in finding.what for finding in found)


def test_an_inspection_in_the_demo_that_the_city_does_not_have_is_found(city: Callable[..., CommandSettings]) -> None:
    (found,) = wrong(list(look_at_city_files(city("demo.yml", "electrical_final", "elektrik"))))
    assert "demo.yml" in found.what
    assert "there is no inspection type elektrik" in found.what


def test_a_production_system_needs_no_demo(city: Callable[..., CommandSettings]) -> None:
    settings = city("demo.yml", "electrical_final", "elektrik", env=Environment.PRODUCTION)
    assert wrong(list(look_at_city_files(settings))) == []


@pytest.mark.parametrize(
    ("now", "env", "told"),
    [("tomorrow", "demo", "no time such as 2026-12-01T10:00"), ("2026-12-01T10:00", "production", "Unset one")],
)
def test_a_start_of_the_clock_that_cannot_be_is_found(
    city: Callable[..., CommandSettings], now: str, env: str, told: str
) -> None:
    (found,) = wrong(list(look_at_city_files(city(now=now, env=env))))
    assert "PERMITLINE_NOW" in found.what
    assert told in found.what


def test_a_setting_that_no_program_reads_is_found_and_the_near_one_named() -> None:
    environ = {
        "PERMITLINE_BOT_PROT": "8080",
        "PERMITLINE_FAVOURITE_COLOUR": "green",
        "PERMITLINE_BOT_PORT": "8080",
        "PERMITLINE_TEST_POSTGRES_URL": "…",
        "PATH": "/usr/bin",
    }
    slip, unknown = look_at_unknown_settings(environ, PROJECT / ".env.example")
    assert (slip.what.split()[0], slip.remedy) == ("PERMITLINE_BOT_PROT", "PERMITLINE_BOT_PORT may be meant.")
    assert unknown.what.startswith("PERMITLINE_FAVOURITE_COLOUR ")
    assert ".env.example" in unknown.remedy


def test_doctor_names_all_that_a_production_system_beside_a_demo_misses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_missing_secrets(tmp_path, {})
    monkeypatch.setenv("PERMITLINE_STATE_DIR", str(tmp_path))
    assert wrong(list(look_at_program_settings())) == []
    monkeypatch.setenv("PERMITLINE_ENV", "production")
    found = {finding.what.partition(":")[0]: finding.what for finding in wrong(list(look_at_program_settings()))}
    assert {"backend", "actions", "bot"} <= found.keys() <= {"backend", "actions", "bot", "rasa"}
    names = (*MADE_AT_FIRST_START, "TWILIO_ACCOUNT_SID", "TWILIO_FROM", "PUBLIC_URL")
    assert [name for name in names if not any(f"PERMITLINE_{name}:" in told for told in found.values())] == []


def test_sentences_that_are_not_in_order_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECT / "responses", tmp_path / "responses")
    for folder in ("actions", "dialogue"):
        (tmp_path / folder).symlink_to(PROJECT / folder)
    shutil.copy(PROJECT / ".env.example", tmp_path)
    talk = tmp_path / "responses" / "talk.yml"
    talk.write_text(talk.read_text().replace("utter_greet:", "utter_gret:").replace("{office_phone}", "{phone"))
    monkeypatch.setattr(configuration, "PROJECT", tmp_path)
    found = wrong(list(configuration.look_at_configuration(CommandSettings(city=CITY, state_dir=tmp_path))))
    told = next(finding for finding in found if "sentences" in finding.what)
    assert "utter_greet has no sentence" in told.what
    assert "responses/" in told.remedy
    if configuration.RASA_PYTHON.exists():
        assert "has a brace" in told.what
