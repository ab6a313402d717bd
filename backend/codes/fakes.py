"""A service of others for tests: it sends codes that the test knows, and checks them as Verify does."""

from collections.abc import Callable
from dataclasses import dataclass, field

from backend.services.codes import CodesUnavailableError, Prepared, Sending, Verdict
from backend.services.links import LinkContact


@dataclass
class FakeVerify:
    """`sent` has what went where, by the code's id. `on_call` is run within each call."""

    code: str = "246810"
    is_down: bool = False
    sent: dict[str, str] = field(default_factory=dict)
    approved: set[str] = field(default_factory=set)
    on_call: Callable[[], None] = lambda: None

    def prepare(self, sending: Sending) -> Prepared:
        return Prepared()

    def send(self, code_id: str, contact: LinkContact) -> None:
        self._answer()
        if contact.address:
            self.sent[code_id] = contact.address

    def check(self, code_id: str, digest: str | None, contact: LinkContact, given: str) -> Verdict:
        self._answer()
        if code_id in self.approved or code_id not in self.sent:
            return Verdict.EXPIRED
        if given != self.code:
            return Verdict.WRONG
        self.approved.add(code_id)
        return Verdict.RIGHT

    def _answer(self) -> None:
        self.on_call()
        if self.is_down:
            raise CodesUnavailableError("away")
