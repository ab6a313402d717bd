"""The demo can begin anew; production cannot."""

import pytest

from bot.demo import reset_demo
from runtime.settings import Environment, SettingsError


def test_a_demo_forgets_everything_while_the_bot_runs(bench, settings) -> None:
    bench.reply("hello")
    bench.reply("STOP")
    reset_demo(settings)
    assert bench.reply("hello") == "1: hello"


def test_production_refuses(settings) -> None:
    with pytest.raises(SettingsError, match="production"):
        reset_demo(settings.model_copy(update={"env": Environment.PRODUCTION}))
