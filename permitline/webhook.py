"""Plays a text message through the bot's real webhook, signed as Twilio signs it, and reads the reply."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import httpx
from twilio.request_validator import RequestValidator

from permitline.refusing import CommandRefusedError
from permitline.settings import CommandSettings

CITY_NUMBER = "+16785550100"
PATIENCE_SECONDS = 60.0
GLANCE_SECONDS = 0.2
_CITY_FIRST = frozenset({"notice", "reminder", "code"})


@dataclass(frozen=True, slots=True)
class Reply:
    """`late` when it did not come in the webhook's answer but afterwards."""

    text: str
    late: bool = False


class TextLine:
    """One phone's line to the city."""

    def __init__(self, settings: CommandSettings, phone: str, client: httpx.Client) -> None:
        self._settings = settings
        self._phone = phone
        self._client = client
        self._heard: set[int] = set()

    def ask(self, body: str, patience: float = PATIENCE_SECONDS) -> Reply:
        """The reply to one message. Raises `CommandRefusedError` when none comes within `patience` seconds."""
        form = message_form(body, self._phone, self._settings.twilio_from or CITY_NUMBER)
        answer = self._reach("POST", "/sms", data=dict(form), headers=signature_header(self._settings, form))
        refuse_unless_ok(answer)
        texts = texts_of(answer.text)
        return Reply("\n\n".join(texts)) if texts else self._wait_for_reply(form["MessageSid"], patience)

    def heard_first(self) -> list[str]:
        """What the city has said first and was not asked for here yet, oldest first."""
        new = [one for one in self._all_messages() if _has_reached_them_first(one) and one["id"] not in self._heard]
        self._heard.update(one["id"] for one in new)
        return [str(one["text"]) for one in new]

    def heard_since_they_wrote(self) -> list[str]:
        """What the city has said first since this phone wrote last, oldest first; all of it counts as heard then."""
        messages = list(self._all_messages())
        wrote = max((int(one["id"]) for one in messages if one["direction"] == "in"), default=0)
        first = [one for one in messages if _has_reached_them_first(one)]
        self._heard.update(one["id"] for one in first)
        return [str(one["text"]) for one in first if one["id"] > wrote]

    def _all_messages(self) -> Iterator[dict[str, Any]]:
        last = 0
        while messages := self._messages_after(last):
            yield from messages
            last = int(messages[-1]["id"])

    def _wait_for_reply(self, message_id: str, patience: float) -> Reply:
        stored_as = self._stored_as(message_id)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            message, *later = self._messages_after(stored_as - 1)
            texts = [str(one["text"]) for one in later if one["in_reply_to"] == stored_as]
            if texts:
                return Reply("\n\n".join(texts), late=True)
            if message["state"] != "waiting":
                raise CommandRefusedError("The bot answers with silence: this phone sent STOP, and START ends that.")
            time.sleep(GLANCE_SECONDS)
        raise CommandRefusedError(
            f"No reply within {patience:.0f} s. The message is stored and will be answered when it can be: "
            f"`permitline doctor` says what is wrong, {self._settings.state_dir}/logs has the details."
        )

    def _stored_as(self, message_id: str) -> int:
        """The number under which the bot keeps our message."""
        for message in self._all_messages():
            if message["message_id"] == message_id:
                return int(message["id"])
        raise CommandRefusedError("The bot took the message without an answer; is the phone one that it serves?")

    def _messages_after(self, last_read: int) -> list[dict[str, Any]]:
        answer = self._reach(
            "GET",
            "/private/messages",
            params={"phone": self._phone, "after": last_read},
            headers={"Authorization": f"Bearer {self._settings.bot_token.get_secret_value()}"},
        )
        if answer.status_code != httpx.codes.OK:
            raise CommandRefusedError(
                f"The reply comes later, and the bot hides it: {answer.status_code} {answer.text.strip()[:200]} "
                "PERMITLINE_BOT_TOKEN has to be the one that the bot was started with."
            )
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def _reach(self, method: str, path: str, **how: object) -> httpx.Response:
        url = self._settings.url(self._settings.bot_port, path)
        try:
            return self._client.request(method, url, **how)  # type: ignore[arg-type]
        except httpx.ConnectError as error:
            raise CommandRefusedError(
                f"Nothing answers at {url}: the system is not running, or on another port. Start it with `make run`, "
                "or set PERMITLINE_BOT_PORT and PERMITLINE_STATE_DIR as they were for `permitline up`."
            ) from error
        except httpx.HTTPError as error:
            raise CommandRefusedError(f"The bot at {url} did not answer: {error or type(error).__name__}.") from error


def _has_reached_them_first(message: Mapping[str, Any]) -> bool:
    return message["direction"] == "out" and message["state"] == "sent" and message["purpose"] in _CITY_FIRST


def message_form(body: str, phone: str, city_number: str) -> dict[str, str]:
    """What Twilio posts for one text message."""
    return {
        "MessageSid": f"SM{uuid4().hex}",
        "AccountSid": "AC" + "0" * 32,
        "From": phone,
        "To": city_number,
        "Body": body,
        "NumMedia": "0",
        "NumSegments": "1",
    }


def signature_header(settings: CommandSettings, form: Mapping[str, str]) -> dict[str, str]:
    token = settings.twilio_auth_token.get_secret_value().split(",")[0].strip()
    if not token:
        if settings.is_production:
            raise CommandRefusedError(
                "There is no PERMITLINE_TWILIO_AUTH_TOKEN to sign with; in production it is read from the environment "
                "and .env alone."
            )
        raise CommandRefusedError(
            f"There is no PERMITLINE_TWILIO_AUTH_TOKEN to sign with, here or in {settings.state_dir}/secrets.env. "
            "`permitline up` makes one; set PERMITLINE_STATE_DIR as it was for `permitline up`."
        )
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(f"{settings.signed_url}/sms", form)}


def refuse_unless_ok(answer: httpx.Response) -> None:
    if answer.status_code == httpx.codes.FORBIDDEN:
        raise CommandRefusedError(
            "The bot refused the message's signature: it runs with another PERMITLINE_TWILIO_AUTH_TOKEN or "
            "PERMITLINE_PUBLIC_URL. Use the same settings and PERMITLINE_STATE_DIR here as for `permitline up`."
        )
    if answer.status_code != httpx.codes.OK:
        raise CommandRefusedError(f"The bot answered {answer.status_code}: {answer.text[:300]}")


def texts_of(twiml: str) -> list[str]:
    """The messages of a TwiML answer; none where the reply comes later."""
    root = ElementTree.fromstring(twiml)  # noqa: S314  (our own bot's answer on this machine)
    return [text for message in root.iter("Message") if (text := "".join(message.itertext()).strip())]
