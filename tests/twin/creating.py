"""Whether the API takes a message: the rules by which `Messages.create` answers with a message or an error."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from tests.twin.account import Account
from tests.twin.errors import ApiError
from tests.twin.messages import Message, Picture
from tests.twin.opting_out import OptOutList

MAGIC_SENDER = "+15005550006"
"""Twilio's test number from which everything may be sent."""
MAGIC_TO = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
MAGIC_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
LONGEST = 1600
"""Characters of one message."""
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")

type Form = Mapping[str, Sequence[str]]


def read_message(account: Account, opt_outs: OptOutList, form: Form) -> Message:
    """The message that a form asks for; raises `ApiError` with Twilio's code where it would refuse it."""
    to, body, callback = _one(form, "To"), _one(form, "Body"), _one(form, "StatusCallback")
    sender, service = _one(form, "From"), _one(form, "MessagingServiceSid")
    check_to(opt_outs, to)
    _check_from(account, sender, service)
    pictures = [Picture("image/jpeg", url=url) for url in form.get("MediaUrl", ())]
    check_body(body, has_pictures=bool(pictures))
    if callback and (urlsplit(callback).scheme not in {"http", "https"} or not urlsplit(callback).hostname):
        raise ApiError(21609, callback)
    return Message(
        to=to,
        body=body,
        sender=sender or None,
        direction="outbound-api",
        status="accepted" if service and not sender else "queued",
        status_callback=callback,
        service=service or None,
        pictures=pictures,
    )


def check_to(opt_outs: OptOutList, to: str) -> None:
    if not to:
        raise ApiError(21604)
    if to in MAGIC_TO:
        raise ApiError(MAGIC_TO[to], to)
    if not _NUMBER.fullmatch(to):
        raise ApiError(21211, to)
    if opt_outs.has(to):
        raise ApiError(21610)


def check_body(body: str, *, has_pictures: bool = False) -> None:
    if not body.strip() and not has_pictures:
        raise ApiError(21602)
    if len(body) > LONGEST:
        raise ApiError(21617)


def _check_from(account: Account, sender: str, service: str) -> None:
    if not sender and not service:
        raise ApiError(21603)
    if sender in MAGIC_FROM:
        raise ApiError(MAGIC_FROM[sender], sender)
    if sender and sender not in {account.number, MAGIC_SENDER}:
        raise ApiError(21606, sender)
    if service and service != account.service:
        raise ApiError(20404, service)


def _one(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")
