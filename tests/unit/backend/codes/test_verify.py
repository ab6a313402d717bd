"""Codes by Twilio Verify: what the bot is asked, what its answers mean, and that decoys take as long."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from backend.codes.verify import Answered, VerifyCodes
from backend.domain.contacts import ContactKind
from backend.services.codes import CodesUnavailableError, Verdict
from backend.services.links import LinkContact

PHONE = LinkContact(1, ContactKind.TEXT, "***-***-**02", "es", "+16785550102", 2)
EMAIL = LinkContact(2, ContactKind.EMAIL, "j****@e******.com", "en", "james@example.com", 2)
DECOY = LinkContact(1, ContactKind.TEXT, "***-***-**44", "en")


@dataclass
class Bot:
    answer: Answered = field(default_factory=lambda: Answered(202, b"{}"))
    asked: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    paused: list[float] = field(default_factory=list)

    def post(self, path: str, content: Mapping[str, object]) -> Answered:
        self.asked.append((path, content))
        return self.answer

    def codes(self) -> VerifyCodes:
        return VerifyCodes(self.post, pause=self.paused.append)


def test_the_bot_is_asked_to_send_to_a_phone_or_to_an_address() -> None:
    bot = Bot()
    bot.codes().send("code-l-1", PHONE)
    bot.codes().send("code-l-2", EMAIL)
    assert bot.asked == [
        ("", {"verification": "code-l-1", "phone": "+16785550102", "language": "es"}),
        ("", {"verification": "code-l-2", "email": "james@example.com", "language": "en"}),
    ]


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_a_bot_that_cannot_is_an_outage(status: int) -> None:
    with pytest.raises(CodesUnavailableError):
        Bot(Answered(status, b"{}")).codes().send("code-l-1", PHONE)
    with pytest.raises(CodesUnavailableError):
        Bot(Answered(status, b"{}")).codes().check("code-l-1", None, PHONE, "123456")


def test_a_phone_that_verify_never_serves_is_answered_like_a_decoy() -> None:
    Bot(Answered(422, b'{"error": "landline"}')).codes().send("code-l-1", PHONE)


@pytest.mark.parametrize(
    ("status", "verdict"), [("approved", Verdict.RIGHT), ("pending", Verdict.WRONG), ("expired", Verdict.EXPIRED)]
)
def test_the_code_is_checked_by_its_verification(status: str, verdict: Verdict) -> None:
    bot = Bot(Answered(200, f'{{"status": "{status}"}}'.encode()))
    assert bot.codes().check("code-l-1", None, PHONE, "123456") is verdict
    assert bot.asked == [("/code-l-1/check", {"code": "123456"})]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"status": "maybe"}', b"\xff"])
def test_an_answer_that_says_no_status_is_an_outage(content: bytes) -> None:
    with pytest.raises(CodesUnavailableError):
        Bot(Answered(200, content)).codes().check("code-l-1", None, PHONE, "123456")


def test_for_a_decoy_nobody_is_asked_and_it_takes_as_long_as_the_last_call() -> None:
    bot = Bot()
    codes = bot.codes()
    codes.took = 0.7
    codes.send("code-l-1", DECOY)
    assert codes.check("code-l-1", None, DECOY, "123456") is Verdict.WRONG
    assert (bot.asked, bot.paused) == ([], [0.7, 0.7])
