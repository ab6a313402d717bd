"""A text from a phone, brought to the webhook as Twilio brings it: signed, repeated, and to the fallback at need."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

from tests.twin.account import Account
from tests.twin.messages import Message, path_of
from tests.twin.opting_out import Handled, Said
from tests.twin.posting import Answer, Parameters, Poster
from tests.twin.segments import count_segments
from tests.twin.twiml import BadAnswerError, Reply, read_replies

API_HOST = "https://api.twilio.com"


@dataclass(frozen=True, slots=True)
class Alert:
    """What Twilio's debugger would show: something that it could not do for us."""

    code: int
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class Brought:
    """Every answer that came, and the replies of the one that Twilio acts on: None where it got none."""

    answers: Sequence[Answer]
    replies: Sequence[Reply] | None
    alerts: Sequence[Alert]


class Courier:
    """Takes one text to the webhook. All its requests carry the same `MessageSid` and idempotency token."""

    def __init__(self, account: Account, poster: Poster, message: Message, parameters: Parameters) -> None:
        self._account, self._poster, self._message, self._parameters = account, poster, message, parameters
        self._headers = {"I-Twilio-Idempotency-Token": str(uuid4())}
        self._answers: list[Answer] = []
        self._alerts: list[Alert] = []

    def bring(self, *, times: int = 1, lost_answers: int = 0) -> Brought:
        """`times` at the same moment; then, for each answer lost on its way back, once more."""
        replies = self._at_once(times)
        for _ in range(lost_answers):
            self._alerts.append(Alert(11200, "the answer was lost", self._account.sms_url))
            replies = self._once(self._account.sms_url, ())
        if replies is None and self._account.fallback_url:
            failed = (("ErrorCode", str(self._alerts[-1].code)), ("ErrorUrl", self._account.sms_url))
            replies = self._once(self._account.fallback_url, failed)
        return Brought(self._answers, replies, self._alerts)

    def _at_once(self, times: int) -> Sequence[Reply] | None:
        with ThreadPoolExecutor(times) as pool:
            tried = [pool.submit(self._once, self._account.sms_url, ()) for _ in range(times)]
            results = [each.result() for each in tried]
        return next((replies for replies in results if replies is not None), None)

    def _once(self, url: str, more: Parameters) -> Sequence[Reply] | None:
        answer = self._poster.post(url, [*self._parameters, *more], self._headers)
        self._answers.append(answer)
        try:
            return read_replies(answer)
        except BadAnswerError as error:
            self._alerts.append(Alert(error.code, str(error), url))
            return None


def inbound_parameters(account: Account, message: Message, handled: Handled, more: Parameters) -> Parameters:
    """What Twilio posts for a text; `more` is added to it, or stands in its place where the names are the same."""
    usual = [
        ("ToCountry", "US"),
        ("SmsMessageSid", message.sid),
        ("NumMedia", str(len(message.pictures))),
        ("SmsSid", message.sid),
        ("SmsStatus", "received"),
        ("Body", message.body),
        ("FromCountry", "US"),
        ("To", message.to),
        ("NumSegments", str(count_segments(message.body))),
        ("MessageSid", message.sid),
        ("AccountSid", account.sid),
        ("From", message.sender or ""),
        ("ApiVersion", "2010-04-01"),
    ]
    for place, picture in enumerate(message.pictures):
        usual.append((f"MediaContentType{place}", picture.content_type))
        usual.append((f"MediaUrl{place}", f"{API_HOST}{path_of(account, message)}/Media/{picture.sid}"))
    if handled.said is not None and account.opt_outs == "advanced":
        usual.append(("OptOutType", Said(handled.said).value))
    named = {name for name, _ in more}
    return [*(each for each in usual if each[0] not in named), *more]
