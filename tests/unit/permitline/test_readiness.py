"""What is still missing is read from the bot's own answer."""

import shlex
from pathlib import Path

import httpx
import pytest

from permitline.readiness import missing_parts
from permitline.settings import CommandSettings
from permitline.welcome import welcome


def test_the_missing_parts_are_named() -> None:
    answer = httpx.Response(503, json={"status": "unavailable", "missing": {"rasa": "answers 503", "backend": "…"}})
    assert missing_parts(answer) == "rasa, backend"


@pytest.mark.parametrize("body", ["", "<html>", "[]", '{"missing": null}'])
def test_another_program_on_the_bot_s_port_does_not_confuse(body: str) -> None:
    assert "502" in missing_parts(httpx.Response(502, text=body))


def test_the_welcome_names_commands_that_reach_this_system() -> None:
    text = welcome(CommandSettings(bot_port=18080), 7.25, {})
    assert "7.2 s" in text or "7.3 s" in text
    assert "export PERMITLINE_BOT_PORT=18080\n" in text
    assert "http://127.0.0.1:18080/" in text


def test_one_line_of_the_welcome_brings_every_setting_into_another_terminal() -> None:
    differing = CommandSettings(
        state_dir=Path("/srv/two words"), backend_port=18081, rasa_port=15005, public_url="https://text.example",
        now="2026-12-01T10:00", backend_token="not to be shown",
    )  # fmt: skip
    environ = {"PERMITLINE_BACKEND_TOKEN": "not to be shown", "PERMITLINE_DATABASE_SCHEMA": "talks"}
    text = welcome(differing, 5, environ)
    line = next(line for line in text.splitlines() if "export" in line).partition("export ")[2]
    assert dict(word.split("=") for word in shlex.split(line)) == {
        "PERMITLINE_STATE_DIR": "/srv/two words",
        "PERMITLINE_BACKEND_PORT": "18081",
        "PERMITLINE_RASA_PORT": "15005",
        "PERMITLINE_PUBLIC_URL": "https://text.example",
        "PERMITLINE_DATABASE_SCHEMA": "talks",
    }
    assert "not to be shown" not in text
    assert "set there, as here: PERMITLINE_BACKEND_TOKEN" in text


def test_the_welcome_of_a_system_with_the_usual_settings_asks_for_no_export() -> None:
    assert "export" not in welcome(CommandSettings(), 5, {})


def test_the_welcome_of_a_production_system_offers_no_demo() -> None:
    text = welcome(CommandSettings(env="production"), 5, {})
    assert "permitline demo" not in text
    assert "browser" not in text
