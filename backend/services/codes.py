"""How a one-time code comes to be, reaches a contact and is checked: the port, and the city's own way.

What is done within a transaction (`prepare`) and what may call others (`send`, `check`) are apart.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest
from secrets import randbelow
from typing import Protocol

from backend.domain.contacts import ContactKind
from backend.domain.proving import DIGITS
from backend.services.keyed_hash import KeyedHash
from backend.services.links import LinkContact
from backend.services.notice_names import NoticeName
from backend.services.notices import Notice, NoticeKind, Purpose

SUBJECT = "utter_notice_code_subject"


class CodesUnavailableError(Exception):
    """The service that sends or checks the codes did not answer."""


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Sending:
    """A code on its way to a contact. `id` is the same however often the request is made."""

    id: str
    permit: str
    contact: LinkContact
    asked_by: str
    """The phone that wants the permit, masked: the code's words name it."""
    now: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Prepared:
    """What to write with a code: its keyed hash and the notice that brings it, where the city sends it itself."""

    digest: str | None = field(default=None, repr=False)
    notice: Notice | None = field(default=None, repr=False)


class Codes(Protocol):
    def prepare(self, sending: Sending) -> Prepared:
        """Within the transaction that writes it."""
        ...

    def send(self, code_id: str, contact: LinkContact) -> None:
        """After it, and again when the request is repeated. Raises `CodesUnavailableError`."""
        ...

    def check(self, code_id: str, digest: str | None, contact: LinkContact, given: str) -> Verdict:
        """Outside of every transaction. `given` is six digits. Raises `CodesUnavailableError`."""
        ...


def draw_code() -> str:
    return f"{randbelow(10**DIGITS):0{DIGITS}d}"


@dataclass(frozen=True, slots=True)
class OwnCodes:
    """Codes that the city draws, keeps as a keyed hash, and sends as a notice."""

    keyed: KeyedHash
    draw: Callable[[], str] = field(default=draw_code)

    def prepare(self, sending: Sending) -> Prepared:
        code = self.draw()
        return Prepared(self._digest(sending.id, code), _notice(sending, code))

    def send(self, code_id: str, contact: LinkContact) -> None:
        """The notice that was written with it is on its way."""

    def check(self, code_id: str, digest: str | None, contact: LinkContact, given: str) -> Verdict:
        is_right = compare_digest(self._digest(code_id, given), digest or "")
        return Verdict.RIGHT if is_right else Verdict.WRONG

    def _digest(self, code_id: str, code: str) -> str:
        return self.keyed.hexdigest("code", code_id, code)


def _notice(sending: Sending, code: str) -> Notice:
    contact = sending.contact
    is_email = contact.kind is ContactKind.EMAIL
    # A decoy's notice is written like any other, without the code, and never goes anywhere.
    address = contact.address or contact.masked
    return Notice(
        id=sending.id,
        kind=NoticeKind.CODE,
        language=contact.language,
        response=NoticeName.CODE.value,
        made_at=sending.now,
        purpose=Purpose.CODE,
        phone=None if is_email else address,
        email=address if is_email else None,
        subject=SUBJECT if is_email else None,
        values={} if contact.is_decoy else {"code": code, "permit": sending.permit, "phone": sending.asked_by},
        expires_at=sending.expires_at,
    )
