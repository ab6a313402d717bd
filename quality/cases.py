"""The test cases: this project's own messages, and the public ones where they lie beside the project."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
CORPORA = PROJECT.parent / "shared" / "corpora"
MESSAGES = PROJECT / "tests" / "nlu"
LANGUAGES = ("en", "es")
NOW = "2026-12-01T10:00"
"""When a message comes that does not say when."""


@dataclass(frozen=True, slots=True)
class DateCase:
    """`meant` is the day, `half_day` the part of it; on contested rows careful people differ."""

    text: str
    language: str
    today: date
    meant: date
    half_day: str | None
    is_contested: bool
    source: str
    """The public project that the row comes from."""


@dataclass(frozen=True, slots=True)
class MessageCase:
    """A message and what is meant by it. Values that are None are left open by the words: they are not scored."""

    text: str
    language: str
    intent: str
    style: str = ""
    permits: frozenset[str] | None = None
    types: frozenset[str] | None = None
    days: frozenset[date] | None = None
    half_days: frozenset[str] | None = None
    """Every half-day that is said, beside a day or without one."""
    phone: str = ""
    now: str = NOW


def date_cases(corpora: Path = CORPORA) -> list[DateCase]:
    """Empty where the public cases are absent."""
    return [
        DateCase(
            text=row["text"],
            language=row["lang"],
            today=date.fromisoformat(row["now"][:10]),
            meant=date.fromisoformat(row["date"]),
            half_day=row["part"],
            is_contested=row["contested"],
            source=row["source"].partition("@")[0].rpartition("/")[2],
        )
        for row in _rows(corpora / "dates.jsonl")
    ]


def strangers_to_permits(corpora: Path = CORPORA) -> list[MessageCase]:
    """Messages that have nothing to do with permits; empty where the public cases are absent."""
    return [MessageCase(row["text"], row["lang"], "out_of_scope") for row in _rows(corpora / "out_of_scope.jsonl")]


def message_cases(folder: Path = MESSAGES) -> list[MessageCase]:
    return [message_case(row) for file in sorted(folder.glob("messages.*.jsonl")) for row in _rows(file)]


def message_case(row: Mapping[str, Any]) -> MessageCase:
    """`undo` counts as `stop_flow`, as in `permitline explain`."""
    return MessageCase(
        text=row["text"],
        language=row["lang"],
        intent="stop_flow" if row["intent"] == "undo" else row["intent"],
        style=row.get("style", ""),
        permits=_labels(row, "permits"),
        types=_labels(row, "types"),
        days=frozenset(date.fromisoformat(day["date"]) for day in row["days"]) if "days" in row else None,
        half_days=_half_days(row),
        phone=row.get("from") or "",
        now=row.get("now") or NOW,
    )


def _labels(row: Mapping[str, Any], key: str) -> frozenset[str] | None:
    return frozenset(row[key]) if key in row else None


def _half_days(row: Mapping[str, Any]) -> frozenset[str] | None:
    if "days" not in row and "half_day" not in row:
        return None
    said = [row.get("half_day"), *(day.get("half_day") for day in row.get("days", []))]
    return frozenset(half for half in said if half)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)
