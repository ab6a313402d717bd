"""One message as Twilio keeps it, and the JSON in which the API shows it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from uuid import uuid4

from tests.twin.account import Account
from tests.twin.segments import count_segments

API = "/2010-04-01"
type Json = dict[str, object]


def new_sid(kind: str) -> str:
    return f"{kind}{uuid4().hex}"


@dataclass(frozen=True, slots=True)
class Picture:
    """`content` is what a picture that came in holds; one that we send is known by its address alone."""

    content_type: str
    content: bytes = b""
    url: str = ""
    sid: str = field(default_factory=lambda: new_sid("ME"))


@dataclass(slots=True)
class Message:
    to: str
    body: str
    sender: str | None
    direction: str
    status: str
    status_callback: str = ""
    service: str | None = None
    pictures: list[Picture] = field(default_factory=list)
    sid: str = ""
    error_code: int | None = None
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    sent: datetime | None = None
    updated: datetime = field(default_factory=lambda: datetime.now(UTC))
    statuses: list[str] = field(default_factory=list)
    """Every status that it had, oldest first."""
    arrived: int | None = None
    """Its place among all the messages that reached a phone."""

    def __post_init__(self) -> None:
        self.sid = self.sid or new_sid("MM" if self.pictures else "SM")
        self.statuses = self.statuses or [self.status]

    def move_to(self, status: str, error_code: int | None = None) -> None:
        now = datetime.now(UTC)
        self.status, self.error_code, self.updated = status, error_code, now
        self.statuses.append(status)
        if status in {"sent", "delivered", "undelivered"} and self.sent is None:
            self.sent = now


def path_of(account: Account, message: Message) -> str:
    return f"{API}/Accounts/{account.sid}/Messages/{message.sid}"


def as_json(account: Account, message: Message) -> Json:
    path = path_of(account, message)
    return {
        "account_sid": account.sid,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": _date(message.created),
        "date_sent": _date(message.sent),
        "date_updated": _date(message.updated),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": f"Error {message.error_code}" if message.error_code else None,
        "from": message.sender,
        "messaging_service_sid": message.service,
        "num_media": str(len(message.pictures)),
        "num_segments": "0" if message.sender is None else str(count_segments(message.body)),
        "price": None,
        "price_unit": None,
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{path}/Media.json"},
        "to": message.to,
        "uri": f"{path}.json",
    }


def picture_as_json(account: Account, message: Message, picture: Picture) -> Json:
    return {
        "account_sid": account.sid,
        "content_type": picture.content_type,
        "date_created": _date(message.created),
        "date_updated": _date(message.created),
        "parent_sid": message.sid,
        "sid": picture.sid,
        "uri": f"{path_of(account, message)}/Media/{picture.sid}.json",
    }


def _date(moment: datetime | None) -> str | None:
    return None if moment is None else format_datetime(moment)
