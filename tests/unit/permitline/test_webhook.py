"""`permitline text` posts what Twilio posts, signed as Twilio signs, and reads a reply at once or later."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from pydantic import SecretStr
from twilio.request_validator import RequestValidator

from permitline import webhook
from permitline.refusing import CommandRefusedError
from permitline.settings import CommandSettings
from permitline.webhook import TextLine, texts_of

PHONE = "+16785550102"
SETTINGS = CommandSettings(
    state_dir=Path("somewhere"),
    public_url="https://text.example/",
    twilio_auth_token=SecretStr("first,second"),
    bot_token=SecretStr("the bot's"),
    bot_port=8123,
)
EMPTY = '<?xml version="1.0"?><Response/>'


def line(handler: Callable[[httpx.Request], httpx.Response], settings: CommandSettings = SETTINGS) -> TextLine:
    return TextLine(settings, PHONE, httpx.Client(transport=httpx.MockTransport(handler)))


def twiml(*texts: str) -> str:
    return f"<Response>{''.join(f'<Message>{text}</Message>' for text in texts)}</Response>"


class LateBot:
    """Answers the webhook with nothing and shows the reply among its messages, after some looks."""

    def __init__(self, looks_before_the_reply: int = 1, state: str = "waiting", earlier: int = 0) -> None:
        self.looks = looks_before_the_reply
        self.state = state
        self.earlier = earlier
        self.message_id = ""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.message_id = parse_qs(request.content.decode())["MessageSid"][0]
            return httpx.Response(200, text=EMPTY)
        assert request.headers["Authorization"] == "Bearer the bot's"
        assert request.url.params["phone"] == PHONE
        after = int(request.url.params["after"])
        return httpx.Response(200, json={"messages": [one for one in self.messages() if one["id"] > after][:500]})

    def messages(self) -> list[dict[str, Any]]:
        told = [message(number, "out", "an old one", None, None) for number in range(1, self.earlier + 1)]
        mine = self.earlier + 1
        told.append(message(mine, "in", "hello", self.message_id, None, self.state))
        self.looks -= 1
        if self.looks < 0:
            told.append(message(mine + 1, "out", "to someone else's question", None, 999))
            told.append(message(mine + 2, "out", "late but here", None, mine))
        return told


def message(
    number: int, direction: str, text: str, message_id: str | None, in_reply_to: int | None, state: str = "sent"
) -> dict[str, Any]:
    told = {"id": number, "direction": direction, "text": text, "state": state}
    return {**told, "message_id": message_id, "in_reply_to": in_reply_to}


def test_what_the_city_said_since_the_phone_last_wrote_is_there_when_a_talk_begins_and_shown_once() -> None:
    messages = [
        {**message(1, "out", "an old reminder", None, None), "purpose": "reminder"},
        {**message(2, "in", "1", "SM1", None, "answered"), "purpose": None},
        {**message(3, "out", "still on", None, 2, "returned"), "purpose": "reply"},
        {**message(4, "out", "a new reminder", None, None), "purpose": "reminder"},
        {**message(5, "out", "not sent yet", None, None, "queued"), "purpose": "notice"},
    ]

    def bot(request: httpx.Request) -> httpx.Response:
        after = int(request.url.params["after"])
        return httpx.Response(200, json={"messages": [one for one in messages if one["id"] > after]})

    one = line(bot)
    assert one.heard_since_they_wrote() == ["a new reminder"]
    messages[4]["state"] = "sent"
    assert one.heard_first() == ["not sent yet"]


def test_the_message_is_signed_over_the_public_address() -> None:
    def bot(request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode(), strict_parsing=True).items()}
        assert (form["From"], form["Body"], form["NumMedia"]) == (PHONE, "eléctrica final & más", "0")
        assert str(request.url) == "http://127.0.0.1:8123/sms"
        signature = request.headers["X-Twilio-Signature"]
        good = RequestValidator("first").validate("https://text.example/sms", form, signature)
        return httpx.Response(200 if good else 403, text=twiml("Good."))

    assert line(bot).ask("eléctrica final & más").text == "Good."


def test_without_a_public_address_the_bot_s_own_is_signed() -> None:
    assert CommandSettings(bot_port=8123).signed_url == "http://127.0.0.1:8123"


def test_two_messages_of_one_reply_are_shown_apart_and_words_are_not_read_as_markup() -> None:
    assert texts_of(twiml("Tom &amp; Ann &lt;3", "Second")) == ["Tom & Ann <3", "Second"]


def test_a_late_reply_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "GLANCE_SECONDS", 0)
    reply = line(LateBot(looks_before_the_reply=4)).ask("hello")
    assert (reply.text, reply.late) == ("late but here", True)


def test_a_late_reply_is_found_behind_a_long_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "GLANCE_SECONDS", 0)
    assert line(LateBot(earlier=1200, looks_before_the_reply=6)).ask("hello").text == "late but here"


def test_silence_that_is_meant_is_said() -> None:
    with pytest.raises(CommandRefusedError, match="START ends that"):
        line(LateBot(looks_before_the_reply=99, state="answered")).ask("hello")


def test_no_reply_in_time_says_where_to_look() -> None:
    with pytest.raises(CommandRefusedError, match="permitline doctor"):
        line(LateBot(looks_before_the_reply=99)).ask("hello", patience=0)


def test_a_system_that_does_not_run_is_named_with_what_to_do() -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(CommandRefusedError, match=r"127\.0\.0\.1:8123/sms.*make run"):
        line(nobody).ask("hello")


def test_a_refused_signature_names_the_settings_that_differ() -> None:
    with pytest.raises(CommandRefusedError, match="PERMITLINE_TWILIO_AUTH_TOKEN"):
        line(lambda _: httpx.Response(403)).ask("hello")


def test_without_a_token_nothing_is_sent() -> None:
    with pytest.raises(CommandRefusedError, match=r"somewhere/secrets\.env"):
        line(lambda _: httpx.Response(200, text=EMPTY), CommandSettings(state_dir=Path("somewhere"))).ask("hello")
