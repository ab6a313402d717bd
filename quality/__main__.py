"""Prints the report and writes it to docs/quality.md: `make eval`."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from actions.understanding.context import Context, InspectionName
from actions.understanding.dates import read_dates
from actions.understanding.reading import Reading, read
from backend.city.city import load_city
from permitline.explaining import Ear, catalogue_of, listening, meant
from quality.cases import PROJECT, MessageCase, date_cases, message_cases, strangers_to_permits
from quality.scores import score_dates, score_intents

REPORT = PROJECT / "docs" / "quality.md"
LANGUAGES = ("en", "es")
TODAY = date(2026, 12, 1)

HEAD = """# How well people are understood

Written by `make eval`; every figure is measured, none is typed in. The public cases (days, out of scope) are test data
only and lie outside the project; `tests/nlu/messages.*.jsonl` was written apart from the training data but by the same
author, so its figures flatter the model. Where a figure is poor, that is where the next work lies.
"""


def main() -> None:
    city = load_city(PROJECT / "cities" / "riverbend" / "city.yml")
    with listening() as ear:
        listener = Listener(ear, catalogue_of(city), city.permit_shapes)
        lines = [HEAD, *dates(), *intents(listener), *scope(listener), *speed(listener)]
    report = "\n".join(lines) + "\n"
    print(report)
    REPORT.write_text(report, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Listener:
    """Model and reader as they hear a message of a phone that nobody knows, in the demo city."""

    ear: Ear
    catalogue: tuple[InspectionName, ...]
    permit_shapes: tuple[str, ...]

    def read(self, case: MessageCase) -> Reading:
        return read(case.text, Context(TODAY, case.language, self.catalogue, self.permit_shapes))

    def hear(self, case: MessageCase) -> str:
        """The intent as `permitline explain` names it."""
        return meant(self.ear.hear(case.text), self.read(case))


def dates() -> Iterator[str]:
    yield "## Days\n"
    cases = date_cases()
    if not cases:
        yield "Skipped: the public cases are not beside the project.\n"
        return
    yield "| language | cases | read right | rightly asked | wrong | not read |\n|---|---|---|---|---|---|"
    for language in LANGUAGES:
        for contested in (False, True):
            some = [case for case in cases if case.language == language and case.is_contested is contested]
            pairs = [
                (case.meant, tuple(day.day for day in read_dates(case.text, case.today, language).days))
                for case in some
            ]
            score = score_dates(pairs)
            shares = " | ".join(f"{share:.1%}" for share in (score.right, score.asked, score.wrong, score.missed))
            yield f"| {language}{', contested' if contested else ''} | {score.cases} | {shares} |"
    half_days = [read_dates(case.text, case.today, case.language).half_day == case.half_day for case in cases]
    yield f"\nHalf-days right on {sum(half_days) / len(half_days):.1%} of {len(half_days)} rows.\n"


def intents(listener: Listener) -> Iterator[str]:
    yield "## Intents\n\n| language | messages | accuracy | macro-F1 |\n|---|---|---|---|"
    confused = []
    for language in LANGUAGES:
        cases = [case for case in message_cases() if case.language == language]
        score = score_intents([(_named(case.intent), listener.hear(case)) for case in cases])
        yield f"| {language} | {score.cases} | {score.accuracy:.1%} | {score.macro_f1:.3f} |"
        confused += [f"- {language}: {right} heard as {wrong}, {times}" for (right, wrong), times in score.confused]
    yield "\nMost confused:\n"
    yield from confused
    yield ""


def scope(listener: Listener) -> Iterator[str]:
    yield "## Scope\n"
    inside = [case for case in message_cases() if case.intent != "out_of_scope"]
    refused = sum(listener.hear(case) == "out_of_scope" for case in inside)
    yield f"In scope, refused by mistake: {refused / len(inside):.1%} of {len(inside)} messages.\n"
    outside = [MessageCase(text, "en", "out_of_scope") for text in strangers_to_permits()]
    if outside:
        accepted = sum(listener.hear(case) != "out_of_scope" for case in outside)
        yield f"Out of scope, accepted by mistake: {accepted / len(outside):.1%} of {len(outside)} public messages.\n"


def speed(listener: Listener) -> Iterator[str]:
    spent = []
    for case in message_cases():
        started = time.perf_counter()
        listener.read(case)
        spent.append((time.perf_counter() - started) * 1000)
    yield f"## Speed\n\nThe reader takes {median(spent):.2f} ms a message (median of {len(spent)})."


def _named(intent: str) -> str:
    """As `permitline explain` names it."""
    return "stop_flow" if intent == "undo" else intent


if __name__ == "__main__":
    main()
