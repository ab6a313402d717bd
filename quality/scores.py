"""Scores as fractions of cases; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateScore:
    """Shares of cases: read right, asked with the right day among the readings, read wrong, not read."""

    cases: int
    right: float
    asked: float
    wrong: float
    missed: float


def score_dates(pairs: Sequence[tuple[date, tuple[date, ...]]]) -> DateScore:
    """Each pair: the day meant, and the days read."""
    kinds = Counter(_kind(meant, read) for meant, read in pairs)
    cases = len(pairs)
    return DateScore(cases, *(kinds[kind] / cases if cases else 0.0 for kind in ("right", "asked", "wrong", "missed")))


def _kind(meant: date, read: tuple[date, ...]) -> str:
    if not read:
        return "missed"
    if meant not in read:
        return "wrong"
    return "right" if len(read) == 1 else "asked"


@dataclass(frozen=True, slots=True)
class IntentScore:
    """`confused` are the most frequent (right, heard) pairs."""

    cases: int
    accuracy: float
    macro_f1: float
    confused: tuple[tuple[tuple[str, str], int], ...]


def score_intents(pairs: Sequence[tuple[str, str]], most_confused: int = 8) -> IntentScore:
    """Each pair: the right intent, the one that was heard. Macro-F1 over the intents of the test set."""
    right = sum(meant == heard for meant, heard in pairs)
    scores = [_f1(intent, pairs) for intent in {meant for meant, _ in pairs}]
    confused = Counter(pair for pair in pairs if pair[0] != pair[1]).most_common(most_confused)
    cases = len(pairs)
    return IntentScore(
        cases, right / cases if cases else 0.0, sum(scores) / len(scores) if scores else 0.0, tuple(confused)
    )


def _f1(intent: str, pairs: Sequence[tuple[str, str]]) -> float:
    hits = sum(meant == heard == intent for meant, heard in pairs)
    said = sum(heard == intent for _, heard in pairs)
    there = sum(meant == intent for meant, _ in pairs)
    return 2 * hits / (said + there) if said + there else 0.0
