"""What a conversation remembers from turn to turn: Rasa's slots, with types."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from actions.records import HalfDay


class Task(StrEnum):
    SCHEDULE = "schedule"
    CANCEL = "cancel"
    MOVE = "move"


class Asked(StrEnum):
    """The kinds of open question."""

    CONFIRM = "confirm"  # what was read back: 1 does it, 2 changes it
    PLAN = "plan"  # several things read back together: 1 does them all, 2 changes one
    OPENING = "opening"  # days that the rules accept: a number takes one
    DAY = "day"  # the words allow several dates
    PERMIT = "permit"
    INSPECTION = "inspection"
    VISIT = "visit"  # which of the booked visits
    MISSING = "missing"  # permit, inspection and day in words
    CHANGE = "change"  # what should be changed
    NOTE = "note"  # for which permit's visits a note is
    ERRAND = "errand"  # which errand of a plan should be changed
    NOTICE = "notice"  # what the city said first; its numbers keep, move, drop or book a visit
    OFFER_LINK = "offer_link"  # whether a permit should be added to this phone: 1 does it, 2 leaves it
    PERMIT_TO_LINK = "permit_to_link"  # the number of the permit to add
    CONTACT = "contact"  # where the code should go
    CODE = "code"  # the code that was sent
    UNLINK = "unlink"  # whether a permit should be taken off: 1 does it, 2 keeps it
    PERMIT_TO_UNLINK = "permit_to_unlink"  # which permit to take off
    FORGET = "forget"  # whether the phone should be forgotten
    CALENDAR = "calendar"  # which visit should go to the calendar


LINKING = frozenset({Asked.OFFER_LINK, Asked.PERMIT_TO_LINK, Asked.CONTACT, Asked.CODE})
"""Questions on the way to a proof. What was being arranged stays under them, and goes on after it."""

APART = frozenset({Asked.NOTE, *LINKING, Asked.UNLINK, Asked.PERMIT_TO_UNLINK, Asked.FORGET, Asked.CALENDAR})
"""Questions that are open though nothing is being arranged."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked last, with the choices in the order of their numbers (shapes differ by kind)."""

    kind: Asked
    asked_at: datetime
    choices: tuple[dict[str, Any], ...] = ()
    ruling: str | None = None
    follows: bool = False
    """Put right after something was done: "undo" then means what was done, and to leave it undoes nothing.

    Of a notice: other things were said since, so that its numbers are read back before they write.
    """

    def as_slot(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "asked_at": self.asked_at.isoformat(),
            "choices": list(self.choices),
            "ruling": self.ruling,
            "follows": self.follows,
        }

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Self | None:
        if not slot:
            return None
        return cls(
            Asked(slot["kind"]),
            datetime.fromisoformat(slot["asked_at"]),
            tuple(slot["choices"]),
            slot.get("ruling"),
            bool(slot.get("follows")),
        )


@dataclass(frozen=True, slots=True)
class LastChange:
    """The change that "undo" takes back, with those that were made by the same yes before it."""

    change: str
    kind: Task
    permit: str
    inspections: tuple[str, ...]
    along_with: tuple[str, ...] = ()
    is_fresh: bool = True
    """Whether it is what the last answers were about: a "yes" then asks for what is done already."""

    def as_slot(self) -> dict[str, Any]:
        return {
            "change": self.change,
            "kind": self.kind.value,
            "permit": self.permit,
            "inspections": list(self.inspections),
            "along_with": list(self.along_with),
            "is_fresh": self.is_fresh,
        }

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Self | None:
        if not slot:
            return None
        inspections, along_with = tuple(slot["inspections"]), tuple(slot.get("along_with") or ())
        is_fresh = bool(slot.get("is_fresh", True))
        return cls(slot["change"], Task(slot["kind"]), slot["permit"], inspections, along_with, is_fresh)


@dataclass(frozen=True, slots=True)
class OpenDays:
    """What has been said of the day while none is settled: it outlives the questions that come first."""

    among: tuple[tuple[date, HalfDay | None], ...] = ()
    """Days of which one is meant, or, where `either` holds, of which any would do; in the order said."""
    either: bool = False
    soonest: bool = False
    """ "As soon as possible"."""
    earliest: date | None = None
    """With `latest`: the span in which a day is wished ("next week", "before Friday"); open where None."""
    latest: date | None = None
    shift: int | None = None
    """Days later (earlier where negative) than the visit that is moved: "push it back a week"."""

    excluding: tuple[date, ...] = ()
    """Days that will not do: "any day but Monday"."""

    @property
    def has_ends(self) -> bool:
        return self.earliest is not None or self.latest is not None

    @property
    def is_span(self) -> bool:
        return self.has_ends or bool(self.excluding)

    def as_slot(self) -> dict[str, Any] | None:
        if self == OpenDays():
            return None
        return {
            "among": [[day.isoformat(), half_day] for day, half_day in self.among],
            "either": self.either,
            "soonest": self.soonest,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "shift": self.shift,
            "excluding": [day.isoformat() for day in self.excluding],
        }

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Self:
        if not slot:
            return cls()
        return cls(
            tuple((date.fromisoformat(day), half_day) for day, half_day in slot["among"]),
            slot["either"],
            slot["soonest"],
            _day(slot["earliest"]),
            _day(slot["latest"]),
            slot.get("shift"),
            tuple(date.fromisoformat(day) for day in slot.get("excluding") or ()),
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """What has been said so far of the thing being arranged. `half_day` is a wish, never a promise."""

    permit: str | None = None
    inspections: tuple[str, ...] = ()
    day: date | None = None
    half_day: HalfDay | None = None
    open_days: OpenDays = field(default_factory=OpenDays)
    was: tuple[tuple[str, date], ...] = ()
    """The days that the visits to cancel or to move were booked for when they were found: what was read back."""

    def on(self, day: date | None, half_day: HalfDay | None) -> Self:
        """The wish with its day settled, or with nothing said of a day."""
        return replace(self, day=day, half_day=half_day, open_days=OpenDays())

    def as_slots(self) -> dict[str, Any]:
        return {
            "permit": self.permit,
            "inspections": list(self.inspections) or None,
            "visit_day": self.day.isoformat() if self.day else None,
            "half_day": self.half_day,
            "open_days": self.open_days.as_slot(),
            "was": [[type_, day.isoformat()] for type_, day in self.was] or None,
        }

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Self:
        return cls(
            slots.get("permit"),
            tuple(slots.get("inspections") or ()),
            _day(slots.get("visit_day")),
            slots.get("half_day"),
            OpenDays.from_slot(slots.get("open_days")),
            tuple((type_, date.fromisoformat(day)) for type_, day in slots.get("was") or ()),
        )


@dataclass(frozen=True, slots=True)
class Errand:
    """One of several things that a person asked for: read back in a plan, or waiting for its turn."""

    task: Task
    wish: Wish
    ruling: str | None = None
    question: Question | None = None
    """What it still lacks, put when its turn comes."""

    def as_slot(self) -> dict[str, Any]:
        asked = self.question.as_slot() if self.question else None
        return {"task": self.task.value, "ruling": self.ruling, "question": asked, **self.wish.as_slots()}

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any]) -> Self:
        question = Question.from_slot(slot.get("question"))
        return cls(Task(slot["task"]), Wish.from_slots(slot), slot.get("ruling"), question)


@dataclass(frozen=True, slots=True)
class Memory:
    language: str | None = None
    task: Task | None = None
    wish: Wish = field(default_factory=Wish)
    plan: tuple[Errand, ...] = ()
    """What was read back together; `task` is None meanwhile, since there are several."""
    later: tuple[Errand, ...] = ()
    """What waits until the task of now is over."""
    question: Question | None = None
    note: str | None = None
    """What the inspector should know, until it stands with a booking."""
    note_for: tuple[str, ...] = ()
    """The permits that the note names; empty where it is for whichever is booked next."""
    last_change: LastChange | None = None
    failures: int = 0

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Self:
        return cls(
            language=slots.get("language"),
            task=Task(slots["task"]) if slots.get("task") else None,
            wish=Wish.from_slots(slots),
            plan=tuple(Errand.from_slot(each) for each in slots.get("plan") or ()),
            later=tuple(Errand.from_slot(each) for each in slots.get("later") or ()),
            question=Question.from_slot(slots.get("question")),
            note=slots.get("site_note"),
            note_for=tuple(slots.get("site_note_for") or ()),
            last_change=LastChange.from_slot(slots.get("last_change")),
            failures=int(slots.get("failures") or 0),
        )

    def as_slots(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "task": self.task.value if self.task else None,
            **self.wish.as_slots(),
            "plan": [each.as_slot() for each in self.plan] or None,
            "later": [each.as_slot() for each in self.later] or None,
            "question": self.question.as_slot() if self.question else None,
            "site_note": self.note,
            "site_note_for": list(self.note_for) or None,
            "last_change": self.last_change.as_slot() if self.last_change else None,
            "failures": float(self.failures),
        }

    @property
    def is_arranging(self) -> bool:
        stands_alone = self.question is not None and self.question.kind in APART
        return self.task is not None or bool(self.plan) or stands_alone

    @property
    def is_linking(self) -> bool:
        return self.question is not None and self.question.kind in LINKING

    @property
    def notice(self) -> Question | None:
        """What the city said first, while nothing was asked or arranged since."""
        return self.question if self.question and self.question.kind is Asked.NOTICE else None

    def note_to(self, permit: str | None) -> str | None:
        """The note, where it is for this permit."""
        return self.note if not self.note_for or permit in self.note_for else None

    def aside(self) -> Self:
        """With what is being arranged put off until a question of another matter is answered."""
        asked = None if self.is_linking else self.question
        waiting = (Errand(self.task, self.wish, question=asked),) if self.task else self.plan
        return replace(self.ended(), later=(*waiting, *self.later))

    def noting(self, note: str | None, permits: tuple[str, ...] = ()) -> Self:
        """With a note more: what was told before and is not written yet stays with it."""
        if note is None:
            return self
        before = self.note if self.note and set(self.note_for) == set(permits) else None
        return replace(self, note=f"{before}; {note}" if before else note, note_for=permits)

    def ended(self) -> Self:
        """The task is over: what was said of it is forgotten. What waits is not."""
        return replace(self, task=None, wish=Wish(), plan=(), question=None, failures=0)

    def wishing(self, **changes: Any) -> Self:
        return replace(self, wish=replace(self.wish, **changes))


def _day(slot: str | None) -> date | None:
    return date.fromisoformat(slot) if slot else None
