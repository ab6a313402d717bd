"""Settings: from the environment, then from the state folder's secrets; everything wrong in one message."""

from pathlib import Path

import pytest
from dialogue.settings import SettingsError, load

TOKEN = "t" * 32


def test_defaults_need_a_token_only() -> None:
    settings = load({"PERMITLINE_RASA_TOKEN": TOKEN, "PERMITLINE_STATE_DIR": "/nowhere"})
    assert (settings.bind_host, settings.rasa_port) == ("127.0.0.1", 5005)
    assert settings.actions_url == "http://127.0.0.1:5055/webhook"


def test_secrets_come_from_the_state_folder_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text(f"# ours\nPERMITLINE_RASA_TOKEN='{TOKEN}'\nPERMITLINE_ACTIONS_TOKEN=kept\n")
    settings = load({"PERMITLINE_STATE_DIR": str(tmp_path), "PERMITLINE_ACTIONS_TOKEN": "given"})
    assert (settings.rasa_token, settings.actions_token) == (TOKEN, "given")


def test_everything_wrong_is_named_in_one_message() -> None:
    with pytest.raises(SettingsError) as refused:
        load(
            {
                "PERMITLINE_STATE_DIR": "/nowhere",
                "PERMITLINE_RASA_PORT": "70000",
                "PERMITLINE_ACTIONS_TIMEOUT": "soon",
                "PERMITLINE_DIALOGUE_LOG_LEVEL": "debug",
            }
        )
    told = str(refused.value)
    assert all(name in told for name in ("RASA_TOKEN: missing", "RASA_PORT", "ACTIONS_TIMEOUT", "DIALOGUE_LOG_LEVEL"))


def test_in_production_a_demo_s_secrets_do_not_count_and_every_token_is_needed(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text(f"PERMITLINE_RASA_TOKEN={TOKEN}\nPERMITLINE_ACTIONS_TOKEN={TOKEN}\n")
    with pytest.raises(SettingsError) as refused:
        load({"PERMITLINE_STATE_DIR": str(tmp_path), "PERMITLINE_ENV": "production"})
    assert "RASA_TOKEN: missing" in str(refused.value)
    assert "ACTIONS_TOKEN: missing" in str(refused.value)
