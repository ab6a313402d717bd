"""A demo's secrets count in a demo alone; in production what is missing is named."""

from pathlib import Path

import pytest

from actions.settings import ActionsSettings
from backend.settings import BackendSettings
from bot.settings import BotSettings
from permitline.secrets import make_missing_secrets
from permitline.settings import CommandSettings
from runtime.settings import ProgramSettings, SettingsError


@pytest.fixture
def state_of_a_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_missing_secrets(tmp_path, {})
    monkeypatch.setenv("PERMITLINE_STATE_DIR", str(tmp_path))
    return tmp_path


def test_a_demo_reads_its_secrets_file(state_of_a_demo: Path) -> None:
    BackendSettings.load().check_secrets()
    for program in (ActionsSettings, BotSettings):
        assert program.load().state_dir == state_of_a_demo
    assert CommandSettings.load().twilio_auth_token.get_secret_value()


@pytest.mark.usefixtures("state_of_a_demo")
@pytest.mark.parametrize("name", ["PERMITLINE_ENV", "permitline_env"])
def test_the_command_line_finds_no_secret_of_a_demo_in_production(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "production")
    settings = CommandSettings.load()
    found = (settings.twilio_auth_token, settings.bot_token, settings.backend_token)
    assert [secret.get_secret_value() for secret in found] == ["", "", ""]


def load_to_serve(program: type[ProgramSettings]) -> None:
    settings = program.load()
    if isinstance(settings, BackendSettings):
        settings.check_secrets()


@pytest.mark.usefixtures("state_of_a_demo")
@pytest.mark.parametrize(
    ("program", "missing"),
    [
        (BackendSettings, "BACKEND_TOKEN SPEAKER_KEY BOT_TOKEN"),
        (ActionsSettings, "BACKEND_TOKEN ACTIONS_TOKEN"),
        (
            BotSettings,
            "SPEAKER_KEY RASA_TOKEN BOT_TOKEN CONVERSATION_KEY "
            "TWILIO_AUTH_TOKEN TWILIO_ACCOUNT_SID TWILIO_FROM PUBLIC_URL",
        ),
    ],
)
def test_a_production_program_beside_a_demo_names_all_that_it_misses(
    program: type[ProgramSettings], missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERMITLINE_ENV", "production")
    with pytest.raises(SettingsError) as refused:
        load_to_serve(program)
    told = str(refused.value)
    reasons = {line.split()[0]: line.partition(": ")[2] for line in told.splitlines() if line.startswith("  ")}
    assert reasons.keys() == {f"PERMITLINE_{name}:" for name in missing.split()}
    assert all(reason == "missing" or reason.startswith("is needed in production") for reason in reasons.values())


@pytest.mark.usefixtures("state_of_a_demo")
def test_an_environment_that_does_not_exist_is_refused_and_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERMITLINE_ENV", "Production")
    with pytest.raises(SettingsError, match=r"(?s)PERMITLINE_ENV.*PERMITLINE_ACTIONS_TOKEN|ACTIONS_TOKEN.*ENV"):
        ActionsSettings.load()
