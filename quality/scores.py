"""Scores of what was understood against what was meant; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many cases."""

    hits: int
    cases: int

    @property
    def percent(self) -> float:
        """From 0 to 100; 0 where there are no cases."""
        return 100 * self.hits / self.cases if self.cases else 0.0


def share(outcomes: Iterable[bool]) -> Share:
    counted = Counter(outcomes)
    return Share(counted[True], counted.total())


class DaysRead(StrEnum):
    RIGHT = "right"
    ASKED = "asked"
    WRONG = "wrong"
    MISSED = "missed"


def days_read(meant: frozenset[date], read: frozenset[date], *, is_asked: bool) -> DaysRead:
    """How the days of one message were read; `is_asked` when the person would be asked which of them.

    Asking is right when the one day that was meant is offered. Wrong is a day that nobody meant; missed is a day
    that was meant and not read, with none that is wrong.
    """
    if read == meant:
        return DaysRead.RIGHT
    if is_asked and len(meant) == 1 and meant < read:
        return DaysRead.ASKED
    return DaysRead.MISSED if read < meant else DaysRead.WRONG


@dataclass(frozen=True, slots=True)
class DayScore:
    right: Share
    asked: Share
    wrong: Share
    missed: Share

    @property
    def good(self) -> Share:
        """Right or rightly asked."""
        return Share(self.right.hits + self.asked.hits, self.right.cases)


def score_days(outcomes: Sequence[DaysRead]) -> DayScore:
    counted = Counter(outcomes)
    shares = (Share(counted[kind], len(outcomes)) for kind in DaysRead)
    return DayScore(*shares)


@dataclass(frozen=True, slots=True)
class IntentScore:
    """`macro_f1` and `f1` are from 0 to 100; `f1` has the worst first, `confused` the most frequent (right, heard)."""

    accuracy: Share
    macro_f1: float
    f1: tuple[tuple[str, float], ...]
    confused: tuple[tuple[tuple[str, str], int], ...]


def score_intents(pairs: Sequence[tuple[str, str]]) -> IntentScore:
    """Each pair: the right intent, the one that was heard. Macro-F1 over the intents of the test set."""
    f1 = sorted(((intent, _f1(intent, pairs)) for intent in {meant for meant, _ in pairs}), key=_worst_first)
    confused = Counter(pair for pair in pairs if pair[0] != pair[1])
    return IntentScore(
        accuracy=share(meant == heard for meant, heard in pairs),
        macro_f1=sum(value for _, value in f1) / len(f1) if f1 else 0.0,
        f1=tuple(f1),
        confused=tuple(sorted(confused.items(), key=lambda one: (-one[1], one[0]))),
    )


def _worst_first(one: tuple[str, float]) -> tuple[float, str]:
    return one[1], one[0]


def _f1(intent: str, pairs: Sequence[tuple[str, str]]) -> float:
    hits = sum(meant == heard == intent for meant, heard in pairs)
    said = sum(heard == intent for _, heard in pairs)
    there = sum(meant == intent for meant, _ in pairs)
    return 200 * hits / (said + there) if said + there else 0.0
