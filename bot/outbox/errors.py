"""What the carrier's error codes mean for a message (T12), and how they are said to staff. Pure.

Source: Twilio's error dictionary.
"""

from enum import StrEnum

OPTED_OUT = 21610
TOO_MANY_QUEUED = 21611
TOO_MANY_REQUESTS = frozenset({429, 20429})


class Verdict(StrEnum):
    FOR_GOOD = "for_good"
    """It will never go out as it is."""
    OPTED_OUT = "opted_out"
    LATER = "later"
    """It may go out if it is tried again; nothing is wrong with the message."""
    SLOW_DOWN = "slow_down"
    """The same, and everything else should go slower."""
    PERHAPS = "perhaps"
    """Nobody knows; it is tried a few times."""


_FOR_GOOD = {
    21211: "it is no phone number",
    21212: "the city's own number is not valid",
    21408: "the account may not send to that country",
    21606: "the city's own number cannot send to that phone",
    21612: "the carrier has no way from the city's number to that phone",
    21614: "that phone cannot get text messages",
    21617: "it is longer than a text message may be",
    30005: "nobody has that phone number, or the phone is switched off for good",
    30006: "that phone is a landline, or its carrier takes no text messages",
    30007: "the carrier filtered it as unwanted",
}
_LATER = {
    30001: "the carrier's queue was full",
    30008: "the carrier gave no reason",
}
_OTHERS = {
    OPTED_OUT: "the person has opted out",
    TOO_MANY_QUEUED: "too much of ours was waiting at the carrier",
    20429: "too many requests at once",
    429: "too many requests at once",
    20003: "the carrier does not know the account or its token",
    21609: "the address for delivery reports is not valid",
    30002: "the carrier has suspended the account",
    30003: "the phone cannot be reached",
    30004: "the phone blocks these messages",
    30034: "the city's number is not registered with the carriers",
}
RETRIED_ONCE_TAKEN = frozenset(_LATER)


def verdict(code: int | None) -> Verdict:
    if code in _FOR_GOOD:
        return Verdict.FOR_GOOD
    if code == OPTED_OUT:
        return Verdict.OPTED_OUT
    if code == TOO_MANY_QUEUED or code in TOO_MANY_REQUESTS:
        return Verdict.SLOW_DOWN
    return Verdict.LATER if code in _LATER else Verdict.PERHAPS


def in_words(code: int | None) -> str:
    """The reason, to go after "It was not sent:"."""
    if code is None:
        return "the carrier could not be reached"
    known = {**_FOR_GOOD, **_LATER, **_OTHERS}.get(code)
    return f"{known} ({code})" if known else f"the carrier's error {code}"
