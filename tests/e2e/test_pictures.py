"""Pictures as they come from phones, through the real programs and Twilio's stand-in: kept, cleaned, or declined."""

import sqlite3
from contextlib import closing
from typing import Any

import httpx
import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.texting import JAMES, TUESDAY_PLEASE, Message, check_texted
from tests.pictures import OWNER, bomb, metadata, photo, screenshot
from tests.twin.client import eventually
from tests.twin.scenarios import Scenario

DECLINED = "a picture that you sent could not be kept"


def text_with(city: ProgramsApart, body: str, *pictures: tuple[str, bytes]) -> str:
    told = city.twin.text(JAMES, body, pictures=pictures)
    assert told.words is not None, told
    return "\n".join(told.words)


def pictures_of(city: ProgramsApart) -> list[dict[str, Any]]:
    return [picture for message in city.messages(JAMES) for picture in message["pictures"]]


def wait_until_settled(city: ProgramsApart) -> list[dict[str, Any]]:
    eventually(lambda: all(one["state"] != "waiting" for one in pictures_of(city)), 40, "a picture still waits")
    return pictures_of(city)


def content_of(city: ProgramsApart, picture: dict[str, Any]) -> bytes:
    reply = httpx.get(
        f"http://127.0.0.1:{city.environ['PERMITLINE_BOT_PORT']}/private/pictures/{picture['id']}",
        headers={"Authorization": f"Bearer {city.environ['PERMITLINE_BOT_TOKEN']}"},
    )
    reply.raise_for_status()
    return reply.content


def declined(city: ProgramsApart) -> list[Message]:
    return [each for each in city.messages(JAMES) if DECLINED in each["text"]]


def test_pictures_with_a_wish_are_kept_and_do_not_keep_the_wish_waiting(city: ProgramsApart) -> None:
    reply = text_with(city, TUESDAY_PLEASE, ("image/jpeg", photo()), ("image/png", screenshot()))
    assert "Tuesday, December 8" in reply
    assert "Your picture is kept with your message for the office" in reply
    assert [(one["state"], one["type"]) for one in wait_until_settled(city)] == [
        ("kept", "image/jpeg"), ("kept", "image/png"),
    ]  # fmt: skip
    for picture in pictures_of(city):
        content = content_of(city, picture)
        assert metadata(content) == {}
        assert OWNER.encode() not in content
    check_texted(city, JAMES)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7", photo() + b"\x00" * 6_000_000, bomb()],
    ids=["no picture", "6 MB", "a bomb"],
)
def test_what_cannot_be_kept_is_declined_once(city: ProgramsApart, content: bytes) -> None:
    text_with(city, "", ("image/jpeg", content), ("image/jpeg", content))
    assert {one["state"] for one in wait_until_settled(city)} == {"refused"}
    city.twin.phone(JAMES).wait_for(DECLINED)
    assert len(declined(city)) == 1
    check_texted(city, JAMES)


def test_a_video_is_declined_in_the_reply(city: ProgramsApart) -> None:
    assert "only photos can be kept here" in text_with(city, "", ("video/mp4", b"\x00\x00\x00\x18ftypmp42"))
    assert pictures_of(city) == []
    check_texted(city, JAMES)


def test_twilio_has_it_later(city: ProgramsApart) -> None:
    city.twin.happen(Scenario(goes="refused", on="read", status=404, code=20404))
    city.twin.happen(Scenario(goes="cut", on="read"))
    text_with(city, "hello", ("image/jpeg", photo()))
    assert [one["state"] for one in wait_until_settled(city)] == ["kept"]
    assert declined(city) == []


def test_the_bot_is_killed_before_it_has_it(apart: ProgramsApart) -> None:
    apart.twin.happen(Scenario(goes="slow", on="read", seconds=30.0))
    text_with(apart, "hello", ("image/jpeg", photo()))
    eventually(lambda: apart.twin.still_to_happen() == 0, 20, "it was not asked for")
    apart.kill("bot")
    apart.start("bot")
    apart.await_ready()
    assert [one["state"] for one in pictures_of(apart)] == ["waiting"]
    _end_the_lease(apart)
    assert [one["state"] for one in wait_until_settled(apart)] == ["kept"]


def _end_the_lease(city: ProgramsApart) -> None:
    """What three minutes would do."""
    with closing(sqlite3.connect(city.state_dir / "bot.db", timeout=10)) as connection, connection:
        connection.execute("UPDATE pictures SET lease_until = '2026-01-01 00:00:00.000000'")
