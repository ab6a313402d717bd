"""The twin itself: Twilio's parts put together."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.twin.account import Account
from tests.twin.clockwork import Clockwork
from tests.twin.creating import Form, check_body, check_to, read_message
from tests.twin.delivery import Delivery
from tests.twin.errors import ApiError
from tests.twin.inbound import Alert, Brought, Courier, inbound_parameters
from tests.twin.messages import Message, Picture
from tests.twin.opting_out import OptOutList
from tests.twin.posting import Parameters, Poster
from tests.twin.scenarios import Scenarios
from tests.twin.store import Store
from tests.twin.twiml import Reply
from tests.twin.verifying import VerifyService


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a phone sends. The same `sid` again is the same message, brought once more."""

    phone: str
    body: str
    sid: str = ""
    pictures: Sequence[Picture] = ()
    more: Parameters = ()
    """Parameters besides those that Twilio sends, or in the place of one."""
    times: int = 1
    lost_answers: int = 0


class Twilio:
    def __init__(self, account: Account) -> None:
        self.account = account
        self.store = Store()
        self.scenarios = Scenarios()
        self.verify = VerifyService()
        self.opt_outs = OptOutList(account.opt_outs)
        self._poster = Poster(account)
        self._clockwork = Clockwork()
        self.delivery = Delivery(account, self._poster, self._clockwork)
        self.alerts: list[Alert] = []
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._acted_on: set[str] = set()

    def point_to(self, sms_url: str, fallback_url: str = "") -> None:
        """Where texts to the number go from now on."""
        self.account = replace(self.account, sms_url=sms_url, fallback_url=fallback_url)

    def create(self, form: Form) -> Message:
        """What `Messages.create` does; raises `ApiError`."""
        message = read_message(self.account, self.opt_outs, form)
        self.store.add(message)
        self.delivery.begin(message)
        return message

    def receive(self, text: Text) -> tuple[Message, Brought, list[Message]]:
        """Bring a text to the webhook and send what it answers: once, however often the text is brought."""
        message = self._kept(text)
        handled = self.opt_outs.read(text.phone, text.body)
        if handled.reply:
            self._send(text.phone, Reply(handled.reply))
        parameters = inbound_parameters(self.account, message, handled, text.more)
        brought = Courier(self.account, self._poster, message, parameters).bring(
            times=text.times, lost_answers=text.lost_answers
        )
        self.alerts += brought.alerts
        return message, brought, self._answer(message, text.phone, brought)

    def is_idle(self) -> bool:
        """Whether every message has come to its end, and every callback been made."""
        return self._clockwork.is_idle()

    def forget(self) -> None:
        """As new: no message, no scenario, nobody opted out. Where texts go stays."""
        self.delivery.forget()
        self.store.clear()
        self.scenarios.clear()
        self.verify.clear()
        self.opt_outs.clear()
        with self._lock:
            self.alerts.clear()
            self._acted_on.clear()

    def stop(self) -> None:
        self.stopping.set()
        self._clockwork.stop()

    def _kept(self, text: Text) -> Message:
        known = self.store.find(text.sid) if text.sid else None
        if known is not None:
            return known
        message = Message(
            to=self.account.number,
            body=text.body,
            sender=text.phone,
            direction="inbound",
            status="received",
            pictures=list(text.pictures),
            sid=text.sid,
        )
        message.sent = message.created
        self.store.add(message)
        return message

    def _answer(self, message: Message, phone: str, brought: Brought) -> list[Message]:
        if brought.replies is None:
            return []
        with self._lock:
            if message.sid in self._acted_on:
                return []
            self._acted_on.add(message.sid)
        sent = []
        for reply in brought.replies:
            try:
                check_to(self.opt_outs, phone)
                check_body(reply.body)
            except ApiError as error:
                self.alerts.append(Alert(error.code, error.message, message.sid))
            else:
                sent.append(self._send(phone, reply))
        return sent

    def _send(self, phone: str, reply: Reply) -> Message:
        message = Message(
            to=phone,
            body=reply.body,
            sender=self.account.number,
            direction="outbound-reply",
            status="queued",
            status_callback=reply.status_callback,
        )
        self.store.add(message)
        self.delivery.begin(message)
        return message
