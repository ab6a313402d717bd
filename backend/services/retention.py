"""Retention of the public record that the back end keeps: what is past it goes, what is under legal hold never does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Hold:
    """On a permit or on a phone, from `set_at` until it is released."""

    id: str
    permit: str | None
    phone: str | None
    reason: str
    set_by: str
    set_at: datetime
    released_by: str | None = None
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Purge:
    """One purge, of any number of batches. What is recorded before these times may go; None: it is kept for ever."""

    id: str
    by: str
    at: datetime
    rulings_before: datetime | None
    notices_before: datetime | None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many rows a purge would take, of how many there are, and how many of the old ones are held."""

    would: int
    of: int
    held: int


class Retention(Protocol):
    """Each call is one transaction. Raises `RecordsUnavailableError` where the database is away."""

    def add_hold(self, hold: Hold) -> None: ...

    def holds(self) -> Sequence[Hold]:
        """All there ever were, in the order in which they were set."""
        ...

    def release(self, hold_id: str, by: str, at: datetime) -> Hold | None:
        """None where there is no such hold, or it is released already."""
        ...

    def take_toll(self, rulings_before: datetime | None, notices_before: datetime | None) -> Toll: ...

    def purge_batch(self, purge: Purge) -> int:
        """Take some rows, and note it. 0 once there are none left."""
        ...
