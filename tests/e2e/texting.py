"""Texting the city as Twilio does, and what must hold for every message whatever happened meanwhile."""

import time
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree import ElementTree

import httpx

from tests.system import RunningSystem, sms_form

MARIA = "+16785550101"
JAMES = "+16785550102"
QUICK = "+16785550103"
SUMMIT = "+16785550104"
STRANGER = "+16785550199"
OFFICE = "678-555-0100"
TUESDAY_PLEASE = "Schedule electrical final for NRE261051 next tuesday morning"

type Message = dict[str, Any]


def send(system: RunningSystem, phone: str, body: str, message_id: str | None = None, **more: str) -> str:
    """What the webhook's response says; empty where it says nothing. Never anything but 200 and TwiML."""
    return words_of(system.post_sms({**sms_form(phone, body, message_id), **more}))


def words_of(response: httpx.Response) -> str:
    assert response.status_code == httpx.codes.OK, response.text
    assert response.headers["Content-Type"].startswith("text/xml")
    root = ElementTree.fromstring(response.text)
    return "\n\n".join("".join(each.itertext()) for each in root.iter("Message"))


def replies_to(system: RunningSystem, phone: str, message_id: str) -> list[Message]:
    """What was said to one message, oldest first, apologies included."""
    messages = system.messages(phone)
    asked = [each for each in messages if each["message_id"] == message_id and each["direction"] == "in"]
    assert len(asked) <= 1, f"{message_id} is stored {len(asked)} times"
    return [each for each in messages if asked and each["in_reply_to"] == asked[0]["id"]]


def wait_for_answer(system: RunningSystem, phone: str, message_id: str, seconds: float = 60) -> Message:
    """The answer to a message that was answered later, when it is there."""
    eventually(lambda: state_of(system, phone, message_id) in {"answered", "given_up"}, seconds)
    return replies_to(system, phone, message_id)[-1]


def state_of(system: RunningSystem, phone: str, message_id: str) -> str | None:
    return next((each["state"] for each in system.messages(phone) if each["message_id"] == message_id), None)


def eventually(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it did not happen within {seconds:.0f} s"
        time.sleep(0.05)


def check_nothing_lost(system: RunningSystem, *phones: str) -> None:
    """Every message that came in was answered: by one reply, with words, that reached the carrier or its response."""
    for phone in phones:
        messages = system.messages(phone)
        for asked in (each for each in messages if each["direction"] == "in"):
            replies = [each for each in messages if each["in_reply_to"] == asked["id"]]
            assert asked["state"] == "answered", (asked, replies)
            assert len(without_apologies(replies)) == 1, (asked, replies)
            assert all(each["text"].strip() and each["state"] in {"returned", "sent"} for each in replies), replies


def without_apologies(replies: Iterable[Message]) -> list[Message]:
    """An apology promises the answer; it is not the answer."""
    return [each for each in replies if not any(words in each["text"] for words in _APOLOGIES)]


_APOLOGIES = ("We will answer it here as soon as it is back", "Le responderemos aquí en cuanto vuelva")
