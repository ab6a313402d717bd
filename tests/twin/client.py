"""What a test holds in its hand: the phones, and the ways to steer the twin. Works on a twin in any process."""

import base64
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.twin.delivery import Weather
from tests.twin.scenarios import Scenario

_TWILIO = re.compile(r"^https://[a-z.]+\.twilio\.com")


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as the twin has it."""

    sid: str
    to: str
    sender: str | None
    body: str
    direction: str
    statuses: Sequence[str]
    error_code: int | None
    status_callback: str
    pictures: Sequence[str]
    arrived: int | None
    created: str
    """When Twilio took it, by the real clock."""


@dataclass(frozen=True, slots=True)
class Told:
    """A text that was brought to the webhook: every answer, and the words of the one that counts, None without one."""

    sid: str
    answers: Sequence[Mapping[str, Any]]
    words: Sequence[str] | None
    sent: Sequence[str]
    """The sids of what the phone is sent in reply: nothing where Twilio blocks it or has acted on this text before."""


@dataclass(frozen=True, slots=True)
class Phone:
    """What one phone sees."""

    number: str
    _twin: "TwinClient"

    def received(self) -> list[str]:
        """The texts that reached it, in the order in which they did."""
        return [each.body for each in sorted(self._arrived(), key=lambda each: each.arrived or 0)]

    def times(self, words: str) -> int:
        """How many of the texts that reached it say this."""
        return sum(words in each for each in self.received())

    def statuses(self) -> list[Sequence[str]]:
        """What became of each message to it, in the order in which Twilio took them."""
        return [each.statuses for each in self._twin.messages(self.number)]

    def wait_for(self, words: str, seconds: float = 30) -> str:
        """The first text that says this, when it is there."""
        eventually(lambda: self.times(words) > 0, seconds, f"{self.number} was not texted {words!r}")
        return next(each for each in self.received() if words in each)

    def text(self, body: str, sid: str = "", **more: str) -> Told:
        return self._twin.text(self.number, body, sid, more=tuple(more.items()))

    def _arrived(self) -> list[Kept]:
        return [each for each in self._twin.messages(self.number) if each.arrived is not None]


class TwinClient:
    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.Client(base_url=url, timeout=60)

    def close(self) -> None:
        self._http.close()

    def phone(self, number: str) -> Phone:
        return Phone(number, self)

    def text(
        self,
        phone: str,
        body: str,
        sid: str = "",
        *,
        pictures: Sequence[tuple[str, bytes]] = (),
        more: Sequence[tuple[str, str]] = (),
        times: int = 1,
        lost_answers: int = 0,
    ) -> Told:
        """Text the city's number; returns when the webhook has answered, or failed to.

        `times` brings it that often at one moment; after each of `lost_answers` it is brought once more.
        """
        shown = [{"content_type": kind, "content": base64.b64encode(content).decode()} for kind, content in pictures]
        given = {"phone": phone, "body": body, "sid": sid, "pictures": shown, "more": list(more)}
        return Told(**self._do("POST", "/twin/texts", {**given, "times": times, "lost_answers": lost_answers}))

    def messages(self, to: str | None = None) -> list[Kept]:
        """Everything in the account, or what was sent to one number; the oldest first."""
        kept = [Kept(**each) for each in self._do("GET", "/twin/messages")]
        return [each for each in kept if to in {None, each.to}]

    def happen(self, scenario: Scenario) -> None:
        self._do("POST", "/twin/scenarios", asdict(scenario))

    def still_to_happen(self) -> int:
        """How many scenarios have not been used up."""
        count: int = self._do("GET", "/twin/scenarios")
        return count

    def stop_happening(self) -> None:
        self._do("DELETE", "/twin/scenarios")

    def fate(self, to: str, status: str, error_code: int | None = None) -> None:
        """How messages to this number end from now on: delivered, undelivered, failed, or sent without a receipt."""
        self._do("POST", "/twin/fates", {"to": to, "status": status, "error_code": error_code})

    def weather(self, weather: Weather) -> None:
        self._do("POST", "/twin/weather", asdict(weather))

    def opt_out(self, phone: str, *, out: bool = True) -> None:
        self._do("POST", "/twin/opt-outs", {"phone": phone, "out": out})

    def point_to(self, sms_url: str, fallback_url: str = "") -> None:
        self._do("POST", "/twin/webhook", {"sms_url": sms_url, "fallback_url": fallback_url})

    def alerts(self) -> list[Mapping[str, Any]]:
        """What Twilio's debugger shows: `code`, `words`, `about`."""
        alerts: list[Mapping[str, Any]] = self._do("GET", "/twin/alerts")
        return alerts

    def callbacks(self) -> list[Mapping[str, Any]]:
        """The status callbacks made so far: `sid`, `status`, `error_code`, `url`, `answered` (0: nobody), `error`."""
        callbacks: list[Mapping[str, Any]] = self._do("GET", "/twin/callbacks")
        return callbacks

    def wait_until_all_is_told(self, seconds: float = 30) -> None:
        """Until every message has come to its end and every callback, late ones too, has been made."""
        eventually(lambda: self._do("GET", "/twin/idle") is True, seconds, "callbacks were not all made")

    def verifications(self) -> list[Mapping[str, Any]]:
        """What Verify was asked for: `sid`, `to`, `channel`, `locale`, `code`, `status`, `sends`, `checks`."""
        verifications: list[Mapping[str, Any]] = self._do("GET", "/twin/verifications")
        return verifications

    def let_codes_expire(self) -> None:
        self._do("POST", "/twin/verifications/expire")

    def forget(self) -> None:
        self._do("POST", "/twin/forget")

    def _do(self, method: str, path: str, given: object = None) -> Any:
        reply = self._http.request(method, path, json=given)
        reply.raise_for_status()
        return reply.json()


class _AtAddress(TwilioHttpClient):  # type: ignore[misc]  # twilio leaves it untyped
    def __init__(self, address: str) -> None:
        super().__init__(timeout=30)
        self._address = address

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> object:
        return super().request(method, _TWILIO.sub(self._address, url, count=1), *args, **kwargs)


def twilio_client(address: str, account_sid: str, token: str) -> Client:
    """Twilio's own client, with the API at another address."""
    return Client(account_sid, token, http_client=_AtAddress(address))


def eventually(holds: Callable[[], bool], seconds: float = 30, otherwise: str = "it did not happen") -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{otherwise} within {seconds:.0f} s"
        time.sleep(0.02)
