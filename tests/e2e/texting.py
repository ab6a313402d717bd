"""Texting the city from a phone, and what must hold for every message whatever happened meanwhile."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tests.e2e.apart import ProgramsApart
from tests.system import RunningSystem
from tests.twin.client import eventually

MARIA = "+16785550101"
JAMES = "+16785550102"
QUICK = "+16785550103"
SUMMIT = "+16785550104"
STRANGER = "+16785550199"
OFFICE = "678-555-0100"
TUESDAY_PLEASE = "Schedule electrical final for NRE261051 next tuesday morning"

type Message = dict[str, Any]


def send(system: ProgramsApart, phone: str, body: str, message_id: str = "", **more: str) -> str:
    """What the webhook's response says; empty where it says nothing. Never anything but 200 and TwiML."""
    told = system.twin.phone(phone).text(body, message_id, **more)
    for answer in told.answers:
        assert answer["status"] == 200, answer
        assert answer["content_type"].startswith("text/xml"), answer
    assert told.words is not None, told
    return "\n\n".join(told.words)


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


def check_nothing_lost(system: ProgramsApart, *phones: str, not_recorded: Sequence[str] = ()) -> None:
    """Every message that came in was answered, by one reply with words; and each phone has each reply, once.

    `not_recorded` is what was said while nothing could be recorded.
    """
    for phone in phones:
        messages = system.messages(phone)
        for asked in (each for each in messages if each["direction"] == "in"):
            replies = [each for each in messages if each["in_reply_to"] == asked["id"]]
            assert asked["state"] == "answered", (asked, replies)
            assert len(without_apologies(replies)) == 1, (asked, replies)
            assert all(each["text"].strip() for each in replies), replies
        check_texted(system, phone, not_recorded)


def check_texted(system: ProgramsApart, phone: str, not_recorded: Sequence[str] = ()) -> None:
    """The phone has what the city's ledger says it was told: nothing less, nothing more, nothing twice."""
    told = Counter(not_recorded) + Counter(_said_to(system, phone))
    received = system.twin.phone(phone).received
    eventually(lambda: Counter(received()) >= told, 10, f"not all of {told} reached {phone}, but {received()}")
    system.twin.wait_until_all_is_told()
    assert Counter(received()) == told


def _said_to(system: ProgramsApart, phone: str) -> list[str]:
    return [each["text"] for each in system.messages(phone) if each["direction"] == "out"]


def without_apologies(replies: Iterable[Message]) -> list[Message]:
    """An apology promises the answer; it is not the answer."""
    return [each for each in replies if not any(words in each["text"] for words in _APOLOGIES)]


_APOLOGIES = ("We will answer it here as soon as it is back", "Le responderemos aquí en cuanto vuelva")
