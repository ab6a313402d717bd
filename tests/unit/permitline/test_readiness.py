"""What is still missing is read from the bot's own answer."""

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
    text = welcome(CommandSettings(bot_port=18080), 7.25)
    assert "7.2 s" in text or "7.3 s" in text
    assert "export PERMITLINE_BOT_PORT=18080\n" in text
    assert "http://127.0.0.1:18080/" in text


def test_the_welcome_of_a_production_system_offers_no_demo() -> None:
    text = welcome(CommandSettings(env="production"), 5)
    assert "permitline demo" not in text
    assert "browser" not in text
