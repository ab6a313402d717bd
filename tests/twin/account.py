"""The account that the twin keeps: who may use it, and where its number sends what people text."""

from dataclasses import dataclass
from enum import StrEnum


class OptOuts(StrEnum):
    """What the carrier does itself with STOP, START and HELP."""

    DEFAULT = "default"
    """Blocks, answers in its own words, and passes the message on; what every number starts with."""
    ADVANCED = "advanced"
    """The same, and `OptOutType` tells the webhook of it."""
    OFF = "off"
    """Leaves it to the webhook, as it can be agreed with Twilio."""


@dataclass(frozen=True, slots=True)
class Account:
    """`sms_url` is where texts to `number` are posted, `fallback_url` where that failed; empty: nowhere."""

    sid: str = "AC" + "0" * 32
    token: str = "12345"
    number: str = "+16785550100"
    service: str = "MG" + "0" * 32
    verify_service: str = "VA" + "0" * 32
    sms_url: str = ""
    fallback_url: str = ""
    opt_outs: OptOuts = OptOuts.DEFAULT
    webhook_timeout: float = 15.0
    """Seconds that the twin waits for the webhook's answer."""
