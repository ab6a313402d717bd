"""How often something may be tried before it looks like guessing: so many times in any span of a length.

The limits end by themselves, and what is refused is not counted: nobody is locked out for good, by others least of all.
They never touch the permits that are a person's own; those are not asked for by trying.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class Try(StrEnum):
    """What may be guessing."""

    ASK = "ask"
    """Asking about a permit that one is not on; the same one again within an hour says nothing new and is free."""
    LINK = "link"
    """Asking for the contacts of a permit, masked."""
    CODE = "code"
    """Having a code sent."""
    PROOF = "proof"
    """Answering with a code."""


class Scope(StrEnum):
    """Whose tries are counted together."""

    PHONE = "phone"
    PERMIT = "permit"
    CONTACT = "contact"
    CITY = "city"
    """Everybody's: many phones may be one person, since a sender's number is easily forged."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One try. `contact` is what a code was sent to, as a keyed hash."""

    kind: Try
    at: datetime
    phone: str
    permit: str
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries of a kind within any span of this length."""

    kind: Try
    scope: Scope
    most: int
    within: timedelta


LIMITS = (
    # A mistyped number, a neighbour's permit, a crew's list of sites: ten permits an hour are plenty.
    Limit(Try.ASK, Scope.PHONE, 10, _HOUR),
    Limit(Try.ASK, Scope.PHONE, 30, _DAY),
    Limit(Try.ASK, Scope.CITY, 600, _HOUR),
    # People link one permit, or the few of a job; somebody else may be at the same permit on the same day.
    Limit(Try.LINK, Scope.PHONE, 5, _HOUR),
    Limit(Try.LINK, Scope.PHONE, 10, _DAY),
    Limit(Try.LINK, Scope.PERMIT, 10, _DAY),
    Limit(Try.LINK, Scope.CITY, 200, _HOUR),
    # Three codes an hour are two that did not arrive. Nobody's phone rings for others more than six times a day.
    Limit(Try.CODE, Scope.CONTACT, 3, _HOUR),
    Limit(Try.CODE, Scope.CONTACT, 6, _DAY),
    Limit(Try.CODE, Scope.PHONE, 5, _HOUR),
    Limit(Try.CODE, Scope.PHONE, 10, _DAY),
    Limit(Try.CODE, Scope.CITY, 200, _HOUR),
    # Thirty of a million codes a day: a permit's code is guessed once in ninety years of trying every day.
    Limit(Try.PROOF, Scope.PHONE, 15, _DAY),
    Limit(Try.PROOF, Scope.PERMIT, 30, _DAY),
    Limit(Try.PROOF, Scope.CITY, 300, _HOUR),
)

ASKED_LATELY = _HOUR
KEPT_FOR = max(limit.within for limit in LIMITS)
"""Nothing older counts."""


def limits_on(kind: Try, limits: Iterable[Limit] = LIMITS) -> tuple[Limit, ...]:
    return tuple(limit for limit in limits if limit.kind is kind)


def free_again(tried: Sequence[datetime], limit: Limit, now: datetime) -> datetime | None:
    """When one more try is within the limit; None: now. `tried` are the tries that it counts, in any order."""
    counted = sorted((at for at in tried if _is_within(at, limit, now)), reverse=True)
    if len(counted) < limit.most:
        return None
    return _next_minute(counted[limit.most - 1] + limit.within)


def _is_within(at: datetime, limit: Limit, now: datetime) -> bool:
    return now.astimezone(UTC) - at.astimezone(UTC) < limit.within


def _next_minute(moment: datetime) -> datetime:
    """As people are told: a minute that has begun is waited for to its end."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)
