"""The whole system for a test: the real four programs, started by `permitline up`, spoken to as the outside does."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import httpx
from cryptography.fernet import Fernet
from twilio.request_validator import RequestValidator

from backend.demo import Fill, fill_days, reset_demo
from backend.settings import BackendSettings
from bot.demo import reset_demo as forget_conversations
from bot.settings import BotSettings
from runtime.clock import city_time, move_clock

PROJECT = Path(__file__).resolve().parent.parent
PERMITLINE = str(Path(sys.executable).with_name("permitline"))
ZONE = ZoneInfo("America/New_York")
_READY_WITHIN = 300.0
_SENT_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply: what the person reads, and the names of the responses it was made of."""

    text: str
    responses: tuple[str, ...]


class RunningSystem:
    """Talks to the programs over HTTP, signed as Twilio signs."""

    def __init__(self, environ: Mapping[str, str], state_dir: Path) -> None:
        self.environ = environ
        self.state_dir = state_dir
        self._client = httpx.Client(timeout=30)
        self._bot = f"http://127.0.0.1:{environ['PERMITLINE_BOT_PORT']}"
        self._backend = f"http://127.0.0.1:{environ['PERMITLINE_BACKEND_PORT']}"
        self._token = environ["PERMITLINE_TWILIO_AUTH_TOKEN"]
        self.city_now = city_time(environ["PERMITLINE_NOW"], ZONE)

    def close(self) -> None:
        self._client.close()

    def reset(self, now: str, *, laid_out_at: str | None = None, fills: Sequence[str] = (), hold: bool = True) -> None:
        """As `permitline demo reset` does it, without starting a program for it."""
        moment = city_time(now, ZONE)
        laid_out = city_time(laid_out_at, ZONE) if laid_out_at else moment
        reset_demo(self._backend_settings(), moment, [_fill(each) for each in fills], laid_out)
        forget_conversations(self._bot_settings())
        self.move_clock(now, hold=hold)

    def move_clock(self, now: str, *, hold: bool = True) -> None:
        self.city_now = city_time(now, ZONE)
        move_clock(self.state_dir, self.city_now, hold=hold)

    def fill(self, fills: Sequence[str]) -> None:
        fill_days(self._backend_settings(), [_fill(each) for each in fills])

    def post_sms(self, form: Mapping[str, str], signature: str | None = None) -> httpx.Response:
        """`POST /sms` with these parameters, signed unless a signature is given."""
        signed = RequestValidator(self._token).compute_signature(f"{self._bot}/sms", form)
        headers = {"X-Twilio-Signature": signature if signature is not None else signed}
        return self._client.post(f"{self._bot}/sms", data=dict(form), headers=headers)

    def text(self, phone: str, body: str, message_id: str | None = None) -> Answer:
        form = sms_form(phone, body, message_id)
        reply = self.post_sms(form)
        reply.raise_for_status()
        root = ElementTree.fromstring(reply.text)
        text = "\n\n".join("".join(each.itertext()) for each in root.iter("Message"))
        return Answer(text, self._responses_to(phone, form["MessageSid"]))

    def hand_over(self, notice: Mapping[str, Any]) -> str:
        """What the city says first, given to the bot as the back end gives it; its words, once the carrier has it."""
        answer = self._client.post(f"{self._bot}/private/notices", json=notice, headers=self._bot_bearer)
        assert answer.is_success, answer.text
        told = answer.json()
        deadline = time.monotonic() + _SENT_WITHIN
        while time.monotonic() < deadline:
            message = next(each for each in self.messages(notice["phone"]) if each["id"] == told["id"])
            if message["state"] == "sent":
                return str(told["text"])
            assert message["state"] in ("queued", "sending"), message
            time.sleep(0.05)
        raise AssertionError(f"the notice was not sent within {_SENT_WITHIN:.0f} s: {message}")

    def as_office(self, path: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The office writes in the records: without a speaker, so without a cut-off of a phone's."""
        headers = {
            "Authorization": f"Bearer {self.environ['PERMITLINE_BACKEND_TOKEN']}",
            "Idempotency-Key": uuid4().hex,
        }
        reply = self._client.post(f"{self._backend}{path}", json=asked, headers=headers)
        assert reply.is_success, reply.text
        written: dict[str, Any] = reply.json()
        return written

    def permit(self, number: str) -> dict[str, Any]:
        return self._from_backend(f"/v1/permits/{number}")

    def city(self) -> dict[str, Any]:
        return self._from_backend("/v1/city")

    def inspection(self, number: str, type_: str) -> dict[str, Any]:
        found: dict[str, Any] = next(each for each in self.permit(number)["inspections"] if each["type"] == type_)
        return found

    def messages(self, phone: str) -> list[dict[str, Any]]:
        reply = self._client.get(
            f"{self._bot}/private/messages",
            params={"phone": phone},
            headers=self._bot_bearer,
        )
        reply.raise_for_status()
        messages: list[dict[str, Any]] = reply.json()["messages"]
        return messages

    @property
    def _bot_bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.environ['PERMITLINE_BOT_TOKEN']}"}

    def _from_backend(self, path: str) -> dict[str, Any]:
        token = self.environ["PERMITLINE_BACKEND_TOKEN"]
        reply = self._client.get(f"{self._backend}{path}", headers={"Authorization": f"Bearer {token}"})
        reply.raise_for_status()
        view: dict[str, Any] = reply.json()
        return view

    def _responses_to(self, phone: str, message_id: str) -> tuple[str, ...]:
        messages = self.messages(phone)
        asked = next(each for each in messages if each["message_id"] == message_id)
        replies = [each for each in messages if each["in_reply_to"] == asked["id"]]
        return tuple(name for each in replies for name in each["responses"])

    def _backend_settings(self) -> BackendSettings:
        return BackendSettings(
            state_dir=self.state_dir,
            backend_token=self.environ["PERMITLINE_BACKEND_TOKEN"],
            speaker_key=self.environ["PERMITLINE_SPEAKER_KEY"],
        )

    def _bot_settings(self) -> BotSettings:
        names = ("speaker_key", "rasa_token", "bot_token", "conversation_key", "twilio_auth_token")
        secrets_ = {name: self.environ[f"PERMITLINE_{name.upper()}"] for name in names}
        return BotSettings(state_dir=self.state_dir, **secrets_)


def sms_form(phone: str, body: str, message_id: str | None = None) -> dict[str, str]:
    return {
        "MessageSid": message_id or f"SM{uuid4().hex}",
        "AccountSid": "AC" + "0" * 32,
        "From": phone,
        "To": "+16785550100",
        "Body": body,
        "NumMedia": "0",
    }


def system_environ(state_dir: Path, now: str = "2026-12-01T10:00", **extra: str) -> dict[str, str]:
    """The environment of a system of its own: free ports, its own state folder, fresh secrets."""
    ports = _free_ports(4)
    ours = {
        "PERMITLINE_STATE_DIR": str(state_dir),
        "PERMITLINE_NOW": now,
        **{f"PERMITLINE_{name}_PORT": str(port) for name, port in zip(_PORT_NAMES, ports, strict=True)},
        "PERMITLINE_SPEAKER_KEY": Fernet.generate_key().decode(),
        **{f"PERMITLINE_{name}": secrets.token_urlsafe(24) for name in _SECRET_NAMES},
    }
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PERMITLINE_")}
    return {**plain, **ours, **extra}


@contextmanager
def running_system(state_dir: Path, environ: Mapping[str, str] | None = None) -> Iterator[RunningSystem]:
    """A system that is ready to answer; stopped, and its programs with it, at the end."""
    settings = dict(environ) if environ is not None else system_environ(state_dir)
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / "up.log").open("w") as log:
        process = subprocess.Popen([PERMITLINE, "up"], cwd=PROJECT, env=settings, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_ready(process, settings["PERMITLINE_BOT_PORT"], state_dir / "up.log")
        system = RunningSystem(settings, state_dir)
        yield system
        system.close()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"`permitline up` ended:\n{log.read_text()[-3000:]}")
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"the system was not ready within {_READY_WITHIN:.0f} s:\n{log.read_text()[-3000:]}")


_PORT_NAMES = ("BOT", "BACKEND", "ACTIONS", "RASA")
_SECRET_NAMES = ("BACKEND_TOKEN", "TWILIO_AUTH_TOKEN", "RASA_TOKEN", "BOT_TOKEN", "CONVERSATION_KEY", "ACTIONS_TOKEN")


def _free_ports(count: int) -> list[int]:
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def _fill(text: str) -> Fill:
    trade, day, places = text.split(":")
    return Fill(trade, datetime.fromisoformat(day).date(), int(places))
