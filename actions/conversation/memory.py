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
    OPENING = "opening"  # days that the rules accept: a number takes one
    DAY = "day"  # the words allow several dates
    PERMIT = "permit"
    INSPECTION = "inspection"
    VISIT = "visit"  # which of the booked visits
    MISSING = "missing"  # permit, inspection and day in words
    CHANGE = "change"  # what should be changed


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked last, with the choices in the order of their numbers (shapes differ by kind)."""

    kind: Asked
    asked_at: datetime
    choices: tuple[dict[str, Any], ...] = ()
    ruling: str | None = None

    def as_slot(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "asked_at": self.asked_at.isoformat(),
            "choices": list(self.choices),
            "ruling": self.ruling,
        }

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Self | None:
        if not slot:
            return None
        return cls(
            Asked(slot["kind"]), datetime.fromisoformat(slot["asked_at"]), tuple(slot["choices"]), slot.get("ruling")
        )


@dataclass(frozen=True, slots=True)
class LastChange:
    """The change that "undo" takes back."""

    change: str
    kind: Task
    permit: str
    inspections: tuple[str, ...]

    def as_slot(self) -> dict[str, Any]:
        return {
            "change": self.change,
            "kind": self.kind.value,
            "permit": self.permit,
            "inspections": list(self.inspections),
        }

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Self | None:
        if not slot:
            return None
        return cls(slot["change"], Task(slot["kind"]), slot["permit"], tuple(slot["inspections"]))


@dataclass(frozen=True, slots=True)
class Wish:
    """What has been said so far of the thing being arranged. `half_day` is a wish, never a promise."""

    permit: str | None = None
    inspections: tuple[str, ...] = ()
    day: date | None = None
    half_day: HalfDay | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    language: str | None = None
    task: Task | None = None
    wish: Wish = field(default_factory=Wish)
    question: Question | None = None
    last_change: LastChange | None = None
    failures: int = 0

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Self:
        day = slots.get("visit_day")
        return cls(
            language=slots.get("language"),
            task=Task(slots["task"]) if slots.get("task") else None,
            wish=Wish(
                slots.get("permit"),
                tuple(slots.get("inspections") or ()),
                date.fromisoformat(day) if day else None,
                slots.get("half_day"),
            ),
            question=Question.from_slot(slots.get("question")),
            last_change=LastChange.from_slot(slots.get("last_change")),
            failures=int(slots.get("failures") or 0),
        )

    def as_slots(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "task": self.task.value if self.task else None,
            "permit": self.wish.permit,
            "inspections": list(self.wish.inspections) or None,
            "visit_day": self.wish.day.isoformat() if self.wish.day else None,
            "half_day": self.wish.half_day,
            "question": self.question.as_slot() if self.question else None,
            "last_change": self.last_change.as_slot() if self.last_change else None,
            "failures": float(self.failures),
        }

    def ended(self) -> Self:
        """The task is over: what was said of it is forgotten."""
        return replace(self, task=None, wish=Wish(), question=None, failures=0)

    def wishing(self, **changes: Any) -> Self:
        return replace(self, wish=replace(self.wish, **changes))
