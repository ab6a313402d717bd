"""The public record that the back end keeps: rulings, changes and notices, page by page in order of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from json import dumps
from typing import Protocol

from backend.services.entries import RulingEntry
from runtime.paging import Place
from runtime.searching import Words

ROWS_A_PAGE = 500
"""So many rows are looked at for one page; where words are looked for, fewer may be on it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: all that is given must hold. `since` is included, `until` is not."""

    permit: str | None = None
    phone: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: Words = field(default_factory=Words)
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Page[Of]:
    """`after` is where the next page begins; None at the end."""

    entries: Sequence[Of]
    after: Place | None


@dataclass(frozen=True, slots=True)
class ChangedVisit:
    """One inspection in a change: the visit that it ended, and the one that it began."""

    type: str
    was_day: date | None
    was_half_day: str | None
    day: date | None
    half_day: str | None
    confirmation: str | None


@dataclass(frozen=True, slots=True)
class ChangeTold:
    id: str
    at: datetime
    kind: str
    permit: str
    phone: str | None
    channel: str
    undoes: str | None
    visits: Sequence[ChangedVisit]


@dataclass(frozen=True, slots=True)
class NoticeTold:
    """What the city said first; `values` are what it was worded with."""

    id: str
    at: datetime
    kind: str
    permit: str | None
    phone: str | None
    email: str | None
    language: str
    response: str
    values: Mapping[str, object]
    purpose: str
    state: str
    reason: str | None
    settled_at: datetime | None


class PublicRecords(Protocol):
    """Each page as it was at one moment. Raises `RecordsUnavailableError` where the database is away."""

    def rulings(self, wanted: Wanted) -> Page[RulingEntry]:
        """In the order in which they were recorded."""
        ...

    def changes(self, wanted: Wanted) -> Page[ChangeTold]: ...

    def notices(self, wanted: Wanted) -> Page[NoticeTold]: ...


def ruling_has(words: Words, ruling: RulingEntry) -> bool:
    return words.are_in(ruling.permit, ruling.action, ruling.code, _in_words(ruling.asked), _in_words(ruling.facts))


def change_has(words: Words, change: ChangeTold) -> bool:
    return words.are_in(change.permit, change.kind, *(visit.type for visit in change.visits))


def notice_has(words: Words, notice: NoticeTold) -> bool:
    return words.are_in(notice.permit, notice.kind, notice.response, _in_words(notice.values))


def _in_words(content: Mapping[str, object] | None) -> str:
    return dumps(content, ensure_ascii=False) if content else ""
