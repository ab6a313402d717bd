"""The test cases: this project's own messages, and the public ones where they lie beside the project."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
CORPORA = PROJECT.parent / "shared" / "corpora"
MESSAGES = PROJECT / "tests" / "nlu"


@dataclass(frozen=True, slots=True)
class DateCase:
    """`meant` is the day, `half_day` the part of it; on contested rows careful people differ."""

    text: str
    language: str
    today: date
    meant: date
    half_day: str | None
    is_contested: bool


@dataclass(frozen=True, slots=True)
class MessageCase:
    text: str
    language: str
    intent: str


def date_cases() -> list[DateCase]:
    """Empty where the public cases are absent."""
    return [
        DateCase(
            row["text"],
            row["lang"],
            date.fromisoformat(row["now"][:10]),
            date.fromisoformat(row["date"]),
            row["part"],
            row["contested"],
        )
        for row in _rows(CORPORA / "dates.jsonl")
    ]


def strangers_to_permits() -> list[str]:
    """Messages that have nothing to do with permits; empty where the public cases are absent."""
    return [row["text"] for row in _rows(CORPORA / "out_of_scope.jsonl")]


def message_cases() -> list[MessageCase]:
    files = sorted(MESSAGES.glob("messages.*.jsonl"))
    return [MessageCase(row["text"], row["lang"], row["intent"]) for file in files for row in _rows(file)]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
