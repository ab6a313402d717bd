"""Notices, who gets them, and the jobs that make them, in memory: for tests of the use cases."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from backend.services.entries import JobRun
from backend.services.notices import ClaimedNotice, Notice, NoticeWish, Purpose, Receipt, Recipient, Settled

if TYPE_CHECKING:
    from backend.records.in_memory import Contents


@dataclass(frozen=True)
class KeptNotice:
    """`due_at` None: at once."""

    notice: Notice
    state: str = "waiting"
    reason: str | None = None
    tries: int = 0
    due_at: datetime | None = None
    claim: str | None = None

    def is_due(self, now: datetime) -> bool:
        return self.state == "waiting" and (self.due_at is None or self.due_at <= now)


@dataclass
class InMemoryNotices:
    contents: "Contents"

    def add(self, notices: Sequence[Notice], *, dropped: str | None = None) -> int:
        new = [one for one in notices if one.id not in self.contents.notices]
        state = "dropped" if dropped else "waiting"
        self.contents.notices |= {one.id: KeptNotice(one, state, dropped) for one in new}
        return len(new)

    def waiting_with(self, prefix: str) -> Mapping[str, bool]:
        kept = self.contents.notices.values()
        return {
            one.notice.id: one.state == "waiting" and one.claim is None
            for one in kept
            if one.notice.id.startswith(prefix)
        }

    def withdraw(self, ids: Collection[str], reason: str, clock: datetime) -> None:
        for one in ids:
            self._keep(replace(self.contents.notices[one], state="dropped", reason=reason))

    def reword(self, notices: Sequence[Notice]) -> None:
        for one in notices:
            self._keep(replace(self.contents.notices[one.id], notice=one))

    def has_due(self, now: datetime) -> bool:
        return any(kept.is_due(now) for kept in self.contents.notices.values())

    def drop_expired(self, now: datetime, clock: datetime) -> Sequence[str]:
        expired = [
            kept
            for kept in self.contents.notices.values()
            if kept.is_due(now) and kept.notice.expires_at is not None and kept.notice.expires_at <= clock
        ]
        for kept in expired:
            self._keep(replace(kept, notice=_without_code(kept.notice), state="dropped", reason="expired"))
        return [kept.notice.id for kept in expired]

    def claim(self, most: int, now: datetime, until: datetime, claim: str) -> Sequence[ClaimedNotice]:
        due = [kept for kept in self.contents.notices.values() if kept.is_due(now)]
        due.sort(key=lambda kept: (kept.notice.purpose, kept.notice.made_at, kept.notice.id))
        for kept in due[:most]:
            self._keep(replace(kept, claim=claim, due_at=until, tries=kept.tries + 1))
        return [ClaimedNotice(kept.notice, kept.tries + 1) for kept in due[:most]]

    def settle(self, settled: Sequence[Settled], clock: datetime, claim: str) -> None:
        states = {Receipt.TAKEN: "handed_over", Receipt.REFUSED: "refused"}
        for one in settled:
            kept = self.contents.notices[one.id]
            if kept.claim != claim:
                continue
            kept = replace(kept, claim=None, reason=one.reception.reason or None)
            state = states.get(one.reception.receipt)
            if state is None:
                self._keep(replace(kept, due_at=one.due_at))
            else:
                self._keep(replace(kept, notice=_without_code(kept.notice), state=state))

    def _keep(self, kept: KeptNotice) -> None:
        self.contents.notices[kept.notice.id] = kept


@dataclass
class InMemoryRecipients:
    contents: "Contents"

    def on_permits(self, permit_ids: Collection[int], wish: NoticeWish) -> Mapping[int, Sequence[Recipient]]:
        numbers = list(self.contents.permits)
        return {one: self._on(numbers[one], wish) for one in permit_ids}

    def wishes_of(self, phone: str) -> Mapping[NoticeWish, bool]:
        return {wish: self.contents.wishes.get((phone, wish), True) for wish in NoticeWish}

    def choose(self, phone: str, wishes: Collection[NoticeWish], wanted: bool, at: datetime) -> None:
        self.contents.wishes |= {(phone, wish): wanted for wish in wishes}

    def _on(self, number: str, wish: NoticeWish) -> list[Recipient]:
        on_it = self.contents.people_of.get(number, set())
        return [
            Recipient(
                phone, self.contents.languages.get(phone, person.language), person.role, self.wishes_of(phone)[wish]
            )
            for phone, person in sorted(self.contents.people.items())
            if person.id in on_it
        ]


@dataclass
class InMemoryJobs:
    contents: "Contents"

    def find(self, name: str, day: date) -> JobRun | None:
        return self.contents.jobs.get((name, day))

    def has_earlier(self, name: str, day: date) -> bool:
        return any(of == name and on < day for of, on in self.contents.jobs)

    def begin(self, name: str, day: date, clock: datetime) -> JobRun:
        return self.contents.jobs.setdefault((name, day), JobRun())

    def go_on(self, name: str, day: date, run: JobRun, clock: datetime) -> None:
        self.contents.jobs[name, day] = run


def _without_code(notice: Notice) -> Notice:
    return replace(notice, values={}) if notice.purpose is Purpose.CODE else notice
