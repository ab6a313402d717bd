"""The booking conversation as signed webhooks, and how long each turn takes."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

from permitline.settings import CommandSettings
from permitline.webhook import message_form, signature_header, texts_of

CONVERSATION = (
    ("Schedule electrical final for {permit} next tuesday morning", "Reply 1 to book"),
    ("1", "Confirmation"),
    ("cancel {permit} 299", "Reply 1 to cancel"),
    ("1", "Cancelled"),
)
"""What the person writes, and words that the reply must hold: a quick wrong answer is no answer.

Each message says enough to be understood by a model that was trained for a few epochs, as stock Rasa is here.
"""


class WrongReplyError(Exception):
    """A reply was not the one that the conversation needs, so its time means nothing."""


@dataclass(frozen=True, slots=True)
class Burst:
    turns: int
    seconds: float

    @property
    def turns_a_second(self) -> float:
        return self.turns / self.seconds


def one_at_a_time(settings: CommandSettings, people: Sequence[tuple[str, str]]) -> list[float]:
    """Seconds of each turn, with one message under way at a time."""
    with httpx.Client(timeout=60) as client:
        return [seconds for phone, permit in people for seconds in _converse(client, settings, phone, permit)]


def many_at_once(settings: CommandSettings, people: Sequence[tuple[str, str]], at_once: int) -> Burst:
    """All the conversations, so many at a time."""
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    with httpx.Client(timeout=60, limits=limits) as client, ThreadPoolExecutor(at_once) as pool:
        started = time.perf_counter()
        turns = list(pool.map(lambda person: len(list(_converse(client, settings, *person))), people))
        return Burst(sum(turns), time.perf_counter() - started)


def _converse(client: httpx.Client, settings: CommandSettings, phone: str, permit: str) -> Iterator[float]:
    for words, expected in CONVERSATION:
        form = message_form(words.format(permit=permit), phone, "+16785550100")
        headers = signature_header(settings, form)
        started = time.perf_counter()
        reply = client.post(settings.url(settings.bot_port, "/sms"), data=form, headers=headers)
        seconds = time.perf_counter() - started
        texts = " ".join(texts_of(reply.text)) if reply.status_code == httpx.codes.OK else reply.text
        if expected not in texts:
            raise WrongReplyError(f"{words!r} was answered with {texts!r}")
        yield seconds
