"""What the use cases need of the records: a unit of work, and a small repository for each kind of entry.

`backend/records/` implements these twice: on a database, and in memory for tests.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from backend.domain.guessing import Scope, Tried, Try
from backend.domain.model import Load
from backend.services.calendar_entries import CalendarEntry, Invitation
from backend.services.entries import (
    BookedVisit,
    ChangeEntry,
    Fee,
    JobRun,
    Key,
    NewVisit,
    Outcome,
    PermitEntry,
    Person,
    RulingEntry,
    VisitResult,
    WrittenVisit,
)
from backend.services.links import ContactOnFile, Link, LinkCode
from backend.services.notices import ClaimedNotice, Notice, NoticeWish, Reception, Recipient, Settled


class KeyReusedError(Exception):
    """An idempotency key came back with another request."""


class RecordsUnavailableError(Exception):
    """The database is locked or away. Nothing was written."""


class OvertakenError(Exception):
    """Someone else wrote between our reading and our writing, the last place perhaps. Nothing may be committed."""


class People(Protocol):
    def find_by_phone(self, phone: str) -> Person | None: ...

    def find_language(self, phone: str) -> str | None:
        """The language chosen on this phone, whether or not it is a person's."""
        ...

    def choose_language(self, phone: str, language: str) -> None: ...

    def contacts_on(self, permit_id: int, asker_id: int | None) -> Sequence[ContactOnFile]:
        """Of the people on a permit, as the records have them: their phones, also forgotten ones, and e-mail addresses.

        Whoever took themselves off it is shown their own as well, so that they can come back by them.
        A phone that was bound by a code is none: whoever proved one contact must not become another.
        """
        ...

    def bind(self, phone: str, person_id: int) -> None:
        """It is this person's phone from now on."""
        ...

    def forget(self, phone: str) -> None:
        """It is nobody's phone any more; a contact on file stays one."""
        ...

    def find_email(self, person_id: int) -> str | None:
        """The address on file."""
        ...


class Permits(Protocol):
    def find(self, number: str, person_id: int | None = None) -> PermitEntry | None:
        """The permit by its canonical number.

        `on_permit` says whether this person is on it, or works in the office of someone who is and did not leave it.
        """
        ...

    def find_for_change(self, number: str, person_id: int | None = None) -> PermitEntry | None:
        """As `find`, and nobody else can change the permit until the unit of work ends."""
        ...

    def of_person(self, person_id: int) -> Sequence[PermitEntry]: ...

    def link(self, permit_id: int, person_id: int) -> None:
        """This person is on the permit from now on."""
        ...

    def unlink(self, permit_id: int, person_id: int, at: datetime) -> None:
        """This person has left the permit, even where their employer is on it."""
        ...

    def fees_of(self, permit_ids: Collection[int]) -> Mapping[int, tuple[Fee, ...]]:
        """Unpaid fees by permit."""
        ...

    def last_active_between(
        self, first: date, last: date, statuses: Collection[str], after: int | None, most: int
    ) -> Sequence[PermitEntry]:
        """Permits with an id beyond `after`, in order, that were issued or passed an inspection on one of these days.

        Those whose last activity was later are among them.
        """
        ...

    def settle_fees(self, permit_id: int, at: datetime) -> None:
        """Mark all its fees as paid."""
        ...

    def set_status(self, permit_id: int, status: str, issued_on: date | None) -> None:
        """`issued_on` None leaves the day as it is."""
        ...


class Visits(Protocol):
    def book(self, visit: NewVisit) -> WrittenVisit: ...

    def cancel(self, visit_id: int) -> None: ...

    def set_moved(self, visit_id: int) -> None: ...

    def set_site_note(self, visit_id: int, site_note: str | None) -> None:
        """Of a visit that is booked."""
        ...

    def booked_on(self, day: date) -> Sequence[BookedVisit]:
        """In the order of their permits and of the inspections on those."""
        ...

    def end(self, visit_id: int, result: VisitResult) -> None:
        """A visit that is booked has taken place."""
        ...

    def record(self, inspection_id: int, result: VisitResult, channel: str, at: datetime) -> int:
        """A visit that took place without having been booked. Its id."""
        ...


class Loads(Protocol):
    def between(self, first: date, last: date) -> Load: ...

    def take(self, trade: str, day: date, places: int, capacity: int) -> None:
        """Raise `OvertakenError` where fewer places are left; then nothing may be committed."""
        ...

    def free(self, trade: str, day: date, places: int) -> None: ...


class Rulings(Protocol):
    def add(self, ruling: RulingEntry) -> None: ...

    def find(self, ruling_id: str) -> RulingEntry | None: ...


class Changes(Protocol):
    def add(self, change: ChangeEntry) -> None: ...

    def find(self, change_id: str) -> ChangeEntry | None: ...


class Answers(Protocol):
    """What was answered to each idempotency key."""

    def claim(self, key: Key, at: datetime) -> Outcome | None:
        """The earlier answer to the same request; None the first time. Raises `KeyReusedError`."""
        ...

    def find(self, key: Key) -> Outcome | None:
        """As `claim`, but the key stays free."""
        ...

    def keep(self, key: Key, outcome: Outcome) -> None: ...


class Recipients(Protocol):
    """The phones on a permit, and what each wants to be told of."""

    def on_permits(self, permit_ids: Collection[int], wish: NoticeWish) -> Mapping[int, Sequence[Recipient]]:
        """By permit, each phone once and in order, also those that do not wish for it: `wanted` says so."""
        ...

    def wishes_of(self, phone: str) -> Mapping[NoticeWish, bool]: ...

    def choose(self, phone: str, wishes: Collection[NoticeWish], wanted: bool, at: datetime) -> None: ...


class Links(Protocol):
    def add(self, link: Link) -> None: ...

    def find(self, link_id: str) -> Link | None: ...

    def add_code(self, link_id: str, code: LinkCode) -> None:
        """From now on it is the link's code, and those before it are not."""
        ...

    def count_try(self, link_id: str, code: int) -> int:
        """One more answer to this code; how many there were by now."""
        ...

    def use_code(self, link_id: str, code: int, at: datetime) -> bool:
        """Whether it was not used before: of two who try, one gets it."""
        ...

    def forget_addresses_before(self, moment: datetime) -> None:
        """Of links that began before: what was shown stays, where a code went does not."""
        ...


class Attempts(Protocol):
    """What may be guessing."""

    def hold(self) -> None:
        """Until the unit of work ends nobody else counts, so that those who come at once are all counted."""
        ...

    def add(self, tried: Tried) -> None: ...

    def has_asked(self, phone: str, permit: str, since: datetime) -> bool: ...

    def latest(self, kind: Try, scope: Scope, value: str | None, since: datetime, most: int) -> Sequence[datetime]:
        """The newest first. `value` is the phone, permit or contact that the scope means."""
        ...

    def forget_before(self, moment: datetime) -> None: ...


class Notices(Protocol):
    """What the city says first, until the bot has it."""

    def add(self, notices: Sequence[Notice], *, dropped: str | None = None) -> int:
        """How many of them are new: what has an id that is known stays as it is. `dropped` says why none will go."""
        ...

    def waiting_with(self, prefix: str) -> Mapping[str, bool]:
        """Those whose ids begin so: whether each still waits, and nobody is handing it over."""
        ...

    def withdraw(self, ids: Collection[str], reason: str, clock: datetime) -> None:
        """Drop what still waits of these: it is not true any more."""
        ...

    def reword(self, notices: Sequence[Notice]) -> None:
        """Let what still waits of these say what is true by now."""
        ...

    def has_due(self, now: datetime) -> bool: ...

    def drop_expired(self, now: datetime, clock: datetime) -> Sequence[str]:
        """The ids of those that are no longer useful by the city's `clock`, and that nobody is handing over `now`."""
        ...

    def claim(self, most: int, now: datetime, until: datetime, claim: str) -> Sequence[ClaimedNotice]:
        """Those that are due, codes first, then the oldest. Nobody else gets them before `until`, by the real time."""
        ...

    def settle(self, settled: Sequence[Settled], clock: datetime, claim: str) -> None:
        """Only what still has this claim. A code that is settled is forgotten, as are its words."""
        ...


class CalendarLinks(Protocol):
    def token_for(self, inspection_id: int, language: str, at: datetime) -> str:
        """Always the same for an inspection and a language; drawn the first time."""
        ...

    def find(self, token: str) -> CalendarEntry | None: ...

    def invite(self, token: str, email: str, at: datetime) -> None:
        """Remember that this address has the entry; once, however often."""
        ...

    def invitations(self, permit: str) -> Sequence[Invitation]:
        """Every address that has an entry of this permit, with the entry as it stands now."""
        ...


class Jobs(Protocol):
    """What runs once a day of the city."""

    def find(self, name: str, day: date) -> JobRun | None: ...

    def has_earlier(self, name: str, day: date) -> bool:
        """Whether it ran, or began to, on a day before this one."""
        ...

    def begin(self, name: str, day: date, clock: datetime) -> JobRun:
        """How far it has come; nobody else goes on with it until the unit of work ends."""
        ...

    def go_on(self, name: str, day: date, run: JobRun, clock: datetime) -> None: ...


class BotDoor(Protocol):
    def hand_over(self, notice: Notice) -> Reception:
        """Never within a transaction. Raises nothing that the bot or the network can bring about."""
        ...


class UnitOfWork(Protocol):
    """Everything or nothing: what was not committed when the block ends never happened."""

    @property
    def people(self) -> People: ...
    @property
    def permits(self) -> Permits: ...
    @property
    def visits(self) -> Visits: ...
    @property
    def loads(self) -> Loads: ...
    @property
    def rulings(self) -> Rulings: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def recipients(self) -> Recipients: ...

    @property
    def calendar_links(self) -> CalendarLinks: ...
    @property
    def links(self) -> Links: ...
    @property
    def attempts(self) -> Attempts: ...

    def commit(self) -> None: ...


class Records(Protocol):
    def reading(self) -> AbstractContextManager[UnitOfWork]: ...

    def writing(self) -> AbstractContextManager[UnitOfWork]: ...
