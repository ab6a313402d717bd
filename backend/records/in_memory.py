"""The records in memory, for tests of the use cases: the same ports, the same all or nothing, no database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from backend.domain.guessing import Tried
from backend.domain.model import Inspection, InspectionStatus, Load, Permit, Role
from backend.records.in_memory_links import InMemoryAttempts, InMemoryLinks
from backend.records.in_memory_notices import InMemoryJobs, InMemoryNotices, InMemoryRecipients, KeptNotice
from backend.services.calendar_entries import CalendarEntry, Invitation, draw_token
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
from backend.services.notices import NoticeWish
from backend.services.ports import KeyReusedError, OvertakenError


@dataclass
class KeptVisit:
    id: int
    permit: str
    type: str
    visit: NewVisit
    confirmation: str
    status: str = "booked"


@dataclass
class Contents:
    """Everything that is kept. Inspections of a permit are known by the permit's id and their place on its list.

    `people` are those whose phone it is; `known` all by their id. `left` are permits that a person took off.
    """

    people: dict[str, Person] = field(default_factory=dict)
    known: dict[int, Person] = field(default_factory=dict)
    employers: dict[int, int] = field(default_factory=dict)
    contacts: dict[int, tuple[ContactOnFile, ...]] = field(default_factory=dict)
    left: set[tuple[str, int]] = field(default_factory=set)
    links: dict[str, Link] = field(default_factory=dict)
    codes: dict[str, tuple[LinkCode, ...]] = field(default_factory=dict)
    tries: list[Tried] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)
    permits: dict[str, Permit] = field(default_factory=dict)
    people_of: dict[str, set[int]] = field(default_factory=dict)
    fees: dict[str, tuple[Fee, ...]] = field(default_factory=dict)
    visits: list[KeptVisit] = field(default_factory=list)
    used: dict[tuple[str, date], int] = field(default_factory=dict)
    rulings: list[RulingEntry] = field(default_factory=list)
    changes: list[ChangeEntry] = field(default_factory=list)
    answers: dict[str, tuple[str, Outcome | None]] = field(default_factory=dict)
    notices: dict[str, KeptNotice] = field(default_factory=dict)
    wishes: dict[tuple[str, NoticeWish], bool] = field(default_factory=dict)
    calendar_links: dict[tuple[int, str], str] = field(default_factory=dict)
    jobs: dict[tuple[str, date], JobRun] = field(default_factory=dict)
    emails: dict[int, str] = field(default_factory=dict)
    invitations: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def __deepcopy__(self, _memo: object) -> "Contents":
        # What is inside never changes, but for the visits: those are copied one by one.
        shallow = {name: value.copy() for name, value in vars(self).items()}
        return Contents(**shallow | {"visits": [replace(visit) for visit in self.visits]})


class InMemoryRecords:
    def __init__(self, contents: Contents | None = None) -> None:
        self.contents = contents or Contents()
        self.commits = 0

    @contextmanager
    def reading(self) -> Iterator["InMemoryUnitOfWork"]:
        yield InMemoryUnitOfWork(self, self.contents)

    @contextmanager
    def writing(self) -> Iterator["InMemoryUnitOfWork"]:
        yield InMemoryUnitOfWork(self, deepcopy(self.contents))


class InMemoryUnitOfWork:
    def __init__(self, records: InMemoryRecords, contents: Contents) -> None:
        self._records = records
        self._contents = contents
        self.people = _People(contents)
        self.permits = _Permits(contents)
        self.visits = _Visits(contents)
        self.loads = _Loads(contents)
        self.rulings = _Rulings(contents)
        self.changes = _Changes(contents)
        self.answers = _Answers(contents)
        self.notices = InMemoryNotices(contents)
        self.recipients = InMemoryRecipients(contents)
        self.calendar_links = _CalendarLinks(contents)
        self.jobs = InMemoryJobs(contents)
        self.links = InMemoryLinks(contents.links, contents.codes)
        self.attempts = InMemoryAttempts(contents.tries)

    def commit(self) -> None:
        self._records.contents = self._contents
        self._records.commits += 1


@dataclass
class _People:
    contents: Contents

    def find_by_phone(self, phone: str) -> Person | None:
        person = self.contents.people.get(phone)
        return replace(person, language=self.contents.languages.get(phone, person.language)) if person else None

    def find_language(self, phone: str) -> str | None:
        return self.contents.languages.get(phone)

    def choose_language(self, phone: str, language: str) -> None:
        self.contents.languages[phone] = language

    def contacts_on(self, permit_id: int, asker_id: int | None) -> Sequence[ContactOnFile]:
        numbers = list(self.contents.permits)
        if not 0 <= permit_id < len(numbers):
            return ()
        on_permit = [
            person_id
            for person_id in sorted(self.contents.people_of.get(numbers[permit_id], ()))
            if person_id == asker_id or (numbers[permit_id], person_id) not in self.contents.left
        ]
        return [contact for person_id in on_permit for contact in self.contents.contacts.get(person_id, ())]

    def bind(self, phone: str, person_id: int) -> None:
        self.contents.people[phone] = self.contents.known[person_id]

    def forget(self, phone: str) -> None:
        self.contents.people.pop(phone, None)

    def find_email(self, person_id: int) -> str | None:
        return self.contents.emails.get(person_id)


@dataclass
class _Permits:
    contents: Contents

    def find(self, number: str, person_id: int | None = None) -> PermitEntry | None:
        permit = self.contents.permits.get(number)
        if permit is None:
            return None
        standing = {kind: self._standing(number, one) for kind, one in permit.inspections.items()}
        numbers = list(self.contents.permits)
        return PermitEntry(
            id=numbers.index(number),
            permit=replace(permit, inspections={kind: one for kind, (one, _) in standing.items()}),
            on_permit=person_id is not None and self._is_linked(number, person_id),
            inspection_ids={
                kind: numbers.index(number) * 1000 + place for place, kind in enumerate(permit.inspections)
            },
            booked_visit_ids={kind: visit_id for kind, (_, visit_id) in standing.items() if visit_id is not None},
        )

    def find_for_change(self, number: str, person_id: int | None = None) -> PermitEntry | None:
        return self.find(number, person_id)

    def of_person(self, person_id: int) -> Sequence[PermitEntry]:
        entries = [self.find(number, person_id) for number in self.contents.permits]
        return [entry for entry in entries if entry and entry.on_permit]

    def link(self, permit_id: int, person_id: int) -> None:
        number = list(self.contents.permits)[permit_id]
        self.contents.people_of[number] = self.contents.people_of.get(number, set()) | {person_id}
        self.contents.left.discard((number, person_id))

    def unlink(self, permit_id: int, person_id: int, at: datetime) -> None:
        self.contents.left.add((list(self.contents.permits)[permit_id], person_id))

    def _is_linked(self, number: str, person_id: int) -> bool:
        if (number, person_id) in self.contents.left:
            return False
        person = self.contents.known.get(person_id)
        employer = self.contents.employers.get(person_id) if person and person.role is Role.OFFICE_STAFF else None
        on_permit = self.contents.people_of.get(number, set())
        has_left = (number, employer) in self.contents.left
        return person_id in on_permit or (employer in on_permit and not has_left)

    def fees_of(self, permit_ids: Collection[int]) -> Mapping[int, tuple[Fee, ...]]:
        numbers = list(self.contents.permits)
        return {one: self.contents.fees[numbers[one]] for one in permit_ids if numbers[one] in self.contents.fees}

    def last_active_between(
        self, first: date, last: date, statuses: Collection[str], after: int | None, most: int
    ) -> Sequence[PermitEntry]:
        entries = [entry for number in self.contents.permits if (entry := self.find(number))]
        found = [
            entry
            for entry in entries
            if (after is None or entry.id > after)
            and entry.permit.status in statuses
            and any(first <= day <= last for day in _days_of_activity(entry.permit))
        ]
        return found[:most]

    def settle_fees(self, permit_id: int, at: datetime) -> None:
        number = list(self.contents.permits)[permit_id]
        self.contents.permits[number] = replace(self.contents.permits[number], fees_due=Decimal(0))
        self.contents.fees.pop(number, None)

    def set_status(self, permit_id: int, status: str, issued_on: date | None) -> None:
        number = list(self.contents.permits)[permit_id]
        permit = self.contents.permits[number]
        self.contents.permits[number] = replace(permit, status=status, issued_on=issued_on or permit.issued_on)

    def _standing(self, number: str, listed: Inspection) -> tuple[Inspection, int | None]:
        made = [one for one in self.contents.visits if (one.permit, one.type) == (number, listed.type)]
        booked = next((one for one in made if one.status == "booked"), None)
        cancelled = [one for one in made if one.status == "cancelled"]
        if booked:
            return _as_inspection(booked, InspectionStatus.BOOKED), booked.id
        if cancelled and listed.status is InspectionStatus.OPEN:
            return _as_inspection(cancelled[-1], InspectionStatus.CANCELLED), None
        return listed, None


@dataclass
class _Visits:
    contents: Contents

    def book(self, visit: NewVisit) -> WrittenVisit:
        number = list(self.contents.permits)[visit.inspection_id // 1000]
        kind = list(self.contents.permits[number].inspections)[visit.inspection_id % 1000]
        taken = len(self.contents.visits)
        kept = KeptVisit(taken, number, kind, visit, str(100001 + taken))
        self.contents.visits.append(kept)
        return WrittenVisit(kept.id, kept.confirmation)

    def cancel(self, visit_id: int) -> None:
        self.contents.visits[visit_id].status = "cancelled"

    def set_moved(self, visit_id: int) -> None:
        self.contents.visits[visit_id].status = "moved"

    def set_site_note(self, visit_id: int, site_note: str | None) -> None:
        kept = self.contents.visits[visit_id]
        kept.visit = replace(kept.visit, site_note=site_note)

    def booked_on(self, day: date) -> Sequence[BookedVisit]:
        numbers = list(self.contents.permits)
        by_phone = {visit.after: change.phone for change in self.contents.changes for visit in change.visits}
        return [
            BookedVisit(
                kept.id,
                numbers.index(kept.permit),
                kept.permit,
                self.contents.permits[kept.permit].address,
                kept.type,
                kept.visit.day,
                kept.visit.half_day,
                by_phone.get(kept.id),
            )
            for kept in sorted(self.contents.visits, key=lambda kept: numbers.index(kept.permit))
            if kept.status == "booked" and kept.visit.day == day
        ]

    def end(self, visit_id: int, result: VisitResult) -> None:
        kept = self.contents.visits[visit_id]
        kept.status = "passed" if result.passed else "failed"
        self._set_result(kept.permit, kept.type, result)

    def record(self, inspection_id: int, result: VisitResult, channel: str, at: datetime) -> int:
        written = self.book(NewVisit(inspection_id, result.day, None, channel, at))
        self.end(written.id, result)
        return written.id

    def _set_result(self, number: str, kind: str, result: VisitResult) -> None:
        status = InspectionStatus.PASSED if result.passed else InspectionStatus.FAILED
        found = {kind: Inspection(kind, status, result.day, note=result.note)}
        permit = self.contents.permits[number]
        self.contents.permits[number] = replace(permit, inspections={**permit.inspections, **found})


@dataclass
class _Loads:
    contents: Contents

    def between(self, first: date, last: date) -> Load:
        return Load({(trade, day): used for (trade, day), used in self.contents.used.items() if first <= day <= last})

    def take(self, trade: str, day: date, places: int, capacity: int) -> None:
        used = self.contents.used.get((trade, day), 0) + places
        if used > capacity:
            raise OvertakenError(f"{trade} is full on {day.isoformat()}")
        self.contents.used[trade, day] = used

    def free(self, trade: str, day: date, places: int) -> None:
        self.contents.used[trade, day] -= places


@dataclass
class _Rulings:
    contents: Contents

    def add(self, ruling: RulingEntry) -> None:
        self.contents.rulings.append(ruling)

    def find(self, ruling_id: str) -> RulingEntry | None:
        return next((one for one in self.contents.rulings if one.id == ruling_id), None)


@dataclass
class _Changes:
    contents: Contents

    def add(self, change: ChangeEntry) -> None:
        self.contents.changes.append(change)

    def find(self, change_id: str) -> ChangeEntry | None:
        found = next((one for one in self.contents.changes if one.id == change_id), None)
        is_undone = any(one.undoes == change_id for one in self.contents.changes)
        return replace(found, is_undone=is_undone) if found else None


@dataclass
class _Answers:
    contents: Contents

    def claim(self, key: Key, at: datetime) -> Outcome | None:
        if key.key not in self.contents.answers:
            self.contents.answers[key.key] = (key.fingerprint, None)
            return None
        fingerprint, outcome = self.contents.answers[key.key]
        if fingerprint != key.fingerprint:
            raise KeyReusedError(key.key)
        return outcome

    def find(self, key: Key) -> Outcome | None:
        fingerprint, outcome = self.contents.answers.get(key.key, (key.fingerprint, None))
        if fingerprint != key.fingerprint:
            raise KeyReusedError(key.key)
        return outcome

    def keep(self, key: Key, outcome: Outcome) -> None:
        self.contents.answers[key.key] = (key.fingerprint, outcome)


@dataclass
class _CalendarLinks:
    contents: Contents

    def token_for(self, inspection_id: int, language: str, at: datetime) -> str:
        return self.contents.calendar_links.setdefault((inspection_id, language), draw_token())

    def find(self, token: str) -> CalendarEntry | None:
        found = next((key for key, drawn in self.contents.calendar_links.items() if drawn == token), None)
        if found is None:
            return None
        number = list(self.contents.permits)[found[0] // 1000]
        permit = self.contents.permits[number]
        kind = list(permit.inspections)[found[0] % 1000]
        made = [one for one in self.contents.visits if (one.permit, one.type) == (number, kind)]
        latest = [one for one in made if one.status != "moved"][-1]
        changes = len(made) + sum(one.status == "cancelled" for one in made)
        return CalendarEntry(
            token, found[1], number, permit.address, kind, latest.visit.day, latest.visit.half_day,
            latest.status == "cancelled", latest.confirmation, changes - 1,
        )  # fmt: skip

    def invite(self, token: str, email: str, at: datetime) -> None:
        self.contents.invitations.setdefault((token, email), at)

    def invitations(self, permit: str) -> Sequence[Invitation]:
        permit_id = list(self.contents.permits).index(permit)
        found = ((self.find(token), email) for token, email in sorted(self.contents.invitations))
        return [Invitation(entry, email, permit_id) for entry, email in found if entry and entry.permit == permit]


def _days_of_activity(permit: Permit) -> list[date]:
    passed = (one.day for one in permit.inspections.values() if one.status is InspectionStatus.PASSED)
    return [day for day in (permit.issued_on, *passed) if day]


def _as_inspection(kept: KeptVisit, status: InspectionStatus) -> Inspection:
    return Inspection(
        type=kept.type,
        status=status,
        day=kept.visit.day,
        half_day=kept.visit.half_day,
        confirmation=kept.confirmation,
        site_note=kept.visit.site_note if status is InspectionStatus.BOOKED else None,
    )
