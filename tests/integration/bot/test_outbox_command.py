"""`permitline outbox` against the running program."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from permitline.commands.outbox import age, lines_of
from tests.integration.bot.test_bot_process import BEARER, ROOT, RasaOnHttp, environment, rasa, run
from tests.twin.account import Account
from tests.twin.client import eventually
from tests.twin.running import twin_in_thread
from tests.twin.scenarios import Scenario

__all__ = ["environment", "rasa", "run"]
PERMITLINE = str(Path(sys.executable).with_name("permitline"))


def permitline(settings: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PERMITLINE, "outbox", *words], cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True
    )


def test_a_message_that_was_given_up_is_listed_retried_and_discarded(run, environment: dict[str, str]) -> None:
    with twin_in_thread(Account()) as twin:
        settings = {
            **environment,
            "PERMITLINE_TWILIO_ACCOUNT_SID": Account().sid,
            "PERMITLINE_TWILIO_FROM": Account().number,
            "PERMITLINE_TWILIO_API_URL": twin.url,
            "PERMITLINE_SEGMENTS_PER_DAY": "2000",
        }
        bot = run(**settings)
        twin.happen(Scenario(goes="refused", status=400, code=21606, times=2))
        for notice in ("n1", "n2"):
            hand_over(bot.url, notice)
        eventually(lambda: len(permitline(settings, "list").stdout.splitlines()) == 3)
        first, second = permitline(settings, "list").stdout.splitlines()[1:]
        assert "…0102" in first
        assert "6785550102" not in first
        assert "the city's own number cannot send to that phone (21606)" in first
        retried, discarded = first.split()[0], second.split()[0]
        assert permitline(settings, "retry", retried).stdout == f"Message {retried} is queued again.\n"
        twin.phone("+16785550102").wait_for("Footing")
        assert permitline(settings, "discard", discarded).returncode == 0
        assert permitline(settings, "list").stdout == "Nothing was given up.\n"
        again = permitline(settings, "discard", discarded)
        assert (again.returncode, again.stderr) == (
            1,
            "Not done: it is not among the messages that were given up.\n",
        )
        assert "3 segments of 2000" in permitline(settings, "status").stdout


def test_without_a_bot_or_with_another_token_it_says_so(run, environment: dict[str, str], rasa: RasaOnHttp) -> None:
    nobody = permitline(environment, "status")
    assert nobody.returncode == 1
    assert "the bot is not running" in nobody.stderr
    run()
    stranger = permitline({**environment, "PERMITLINE_BOT_TOKEN": "another"}, "status")
    assert "refuses PERMITLINE_BOT_TOKEN" in stranger.stderr


def hand_over(url: str, notice: str) -> None:
    content = {
        "notice": notice, "phone": "+16785550102", "language": "en", "response": "utter_done_cancel",
        "values": {"what": "Footing", "address": "12 Oak St", "day": notice}, "purpose": "code",
    }  # fmt: skip
    httpx.post(f"{url}/private/notices", json=content, headers=BEARER).raise_for_status()


STANDING = {
    "queued": {"reminder": 12, "code": 1}, "held_back": 12, "sending": 2, "unknown": 1, "dead": 3,
    "oldest_due_seconds": 75.0, "segments_per_second": 3.0, "segments_per_second_now": 1.5, "segments_today": 2000,
    "segments_per_day": 2000,
}  # fmt: skip


def test_the_status_in_words() -> None:
    assert lines_of(STANDING) == [
        "waiting    1 code, 12 reminder (12 of them for their hour)",
        "oldest due 1m",
        "on its way 2",
        "unknown    1 (the carrier has not said whether it took them, and is being asked)",
        "given up   3 (see `permitline outbox list`)",
        "pace       3 segments a second, slowed to 1.5 because the carrier complained",
        "today      2000 segments of 2000; reached, so what the city starts waits for tomorrow",
    ]


def test_the_status_of_a_quiet_day() -> None:
    quiet = {
        **STANDING, "queued": {}, "held_back": 0, "oldest_due_seconds": None, "segments_per_second_now": 3.0,
        "segments_per_day": None, "segments_today": 0,
    }  # fmt: skip
    lines = lines_of(quiet)
    assert lines[:2] == ["waiting    nothing", "oldest due none"]
    assert lines[-2:] == [
        "pace       3 segments a second",
        "today      0 segments; no daily cap is set (PERMITLINE_SEGMENTS_PER_DAY)",
    ]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0s"), (59.9, "59s"), (60, "1m"), (7200, "2h"), (86399, "23h"), (200000, "2d")]
)
def test_ages(seconds: float, shown: str) -> None:
    assert age(seconds) == shown
