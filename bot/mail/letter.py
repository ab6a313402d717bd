"""One e-mail as it goes over the wire. Nothing that a person or a program wrote can become a header. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256

from bot.rendering import NEVER_SENT

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_LONGEST_ADDRESS, _LONGEST_LOCAL_PART = 254, 64
_LINES = policy.SMTP.clone(refold_source="all")
_METHOD = re.compile(r"(?m)^METHOD:([A-Z]{1,20})\r?$")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A calendar entry; the one thing that we attach."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """`row_id` and `notice` name it for good: the same row is the same e-mail, however often it is sent."""

    row_id: int
    notice: str
    to: str
    subject: str
    text: str
    written_at: datetime
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


def read_address(text: str) -> str | None:
    """An e-mail address as mail servers everywhere take it; None for anything else, quoted local parts included."""
    if len(text) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        return None
    return None if len(text.partition("@")[0]) > _LONGEST_LOCAL_PART else text


def masked_address(address: str) -> str:
    """`j…@e….com`: for who is to know it again, and nobody else."""
    local, _, domain = address.partition("@")
    name, _, top = domain.rpartition(".")
    return f"{local[:1]}…@{name[:1]}….{top}"


def read_sender(text: str) -> Sender | None:
    """`permits@city.example` or `City of Riverbend <permits@city.example>`."""
    if NEVER_SENT.search(text) or "\n" in text:
        return None
    name, address = parseaddr(text)
    known = read_address(address)
    return Sender(name, known) if known else None


def one_line(text: str) -> str:
    """As a subject may stand: no line break in it and no control character."""
    return " ".join(NEVER_SENT.sub(" ", text).split())


def message_id(letter: Letter, sender: Sender) -> str:
    """The same for each try, so that mail readers show an e-mail that came twice once."""
    of_notice = sha256(letter.notice.encode()).hexdigest()[:16]
    return f"<{letter.row_id}.{of_notice}@{sender.domain}>"


def compose(letter: Letter, sender: Sender) -> bytes:
    """Raise `ValueError` where an address or the attachment's name is none: `read_address` has let it through then."""
    message = EmailMessage(policy=_LINES)
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = letter.written_at
    message["Message-ID"] = message_id(letter, sender)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office note answers it
    message.set_content(_body(letter.text), cte="quoted-printable")
    if letter.attachment is not None:
        _attach(message, letter.attachment)
    return message.as_bytes()


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    """Twice, as calendars want it: as another form of the message with its method, and as a file to keep."""
    found = _METHOD.search(attachment.text)
    params = {"method": found.group(1)} if found else {}
    message.add_alternative(attachment.text, subtype="calendar", params=params, cte="base64")
    message.add_attachment(attachment.text.encode(), maintype="application", subtype="ics", filename=attachment.name)


def _body(text: str) -> str:
    return NEVER_SENT.sub("", text.replace("\r\n", "\n")) + "\n"
