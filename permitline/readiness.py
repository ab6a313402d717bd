"""Whether the system can answer a message yet, and what is still missing."""

from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Readiness:
    """`missing` is in words for the person who waits; None when a message can be answered."""

    missing: str | None

    @property
    def is_ready(self) -> bool:
        return self.missing is None


def ask(url: str, timeout: float = 2.0) -> Readiness:
    """Ask the bot's /healthz, which looks through the whole chain."""
    try:
        answer = httpx.get(url, timeout=timeout)
    except httpx.HTTPError:
        return Readiness("the bot")
    return Readiness(None) if answer.status_code == httpx.codes.OK else Readiness(missing_parts(answer))


def missing_parts(answer: httpx.Response) -> str:
    """The names of the parts that the bot misses; the bot itself where it is not the bot that answers."""
    try:
        return ", ".join(answer.json()["missing"])
    except (ValueError, KeyError, TypeError):
        return f"the bot, instead of which something answers {answer.status_code}"
