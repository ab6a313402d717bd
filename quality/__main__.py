"""How well people are understood: prints the report and writes it to docs/quality.md (`make eval`)."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from permitline.explaining import listening
from permitline.refusing import CommandRefusedError
from quality.cases import PROJECT, DateCase, MessageCase, date_cases, message_cases, strangers_to_permits
from quality.figures import Rows
from quality.floors import drops, read_floors, without_floor, write_floors
from quality.listening import Listener, Milliseconds, demo_counter
from quality.measuring import Measured, figures, measure
from quality.report import report

REPORT = PROJECT / "docs" / "quality.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--check", action="store_true", help="only name what fell below quality/floors.yml; exit code 1 if any did"
    )
    instead.add_argument("--set-floors", action="store_true", help="only write today's figures to quality/floors.yml")
    options = parser.parse_args()
    try:
        with opened() as hearing:
            if options.check:
                return check(hearing.measured())
            if options.set_floors:
                return set_floors(hearing.measured())
            return tell(hearing)
    except CommandRefusedError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        print("The dialogue model did not start. `make train` trains it.", file=sys.stderr)
    return 1


@dataclass(frozen=True, slots=True)
class Hearing:
    listener: Listener
    messages: list[MessageCase]
    dates: list[DateCase]
    strangers: list[MessageCase]

    def measured(self) -> Measured:
        return measure(self.listener, self.messages, self.dates, self.strangers)

    def speed(self) -> Mapping[str, Milliseconds]:
        """Of warm programs: the messages were all read before."""
        return {
            "reader": self.listener.time_reader(self.messages),
            "model, round trip": self.listener.time_model(self.messages),
        }


@contextmanager
def opened() -> Iterator[Hearing]:
    with listening() as ear:
        yield Hearing(Listener(ear, demo_counter()), message_cases(), date_cases(), strangers_to_permits())


def tell(hearing: Hearing) -> int:
    measured = hearing.measured()
    text = report(measured, hearing.messages, hearing.dates, hearing.strangers, hearing.speed())
    print(text)
    REPORT.write_text(text, encoding="utf-8")
    return 0


def set_floors(measured: Measured) -> int:
    some = list(figures(measured))
    write_floors(some, read_floors())
    print(f"Wrote the floors of {len(some)} figures.")
    return 0


def check(measured: Measured) -> int:
    some, floors = list(figures(measured)), read_floors()
    if not any(one.rows is Rows.PUBLIC for one in some):
        print("The public rows are not beside the project: skipped.")
    unheld = without_floor(some, floors)
    if unheld:
        print(f"Without a floor (python -m quality --set-floors): {'; '.join(unheld)}")
    fallen = list(drops(some, floors))
    for line in fallen:
        print(line)
    if not fallen:
        print(f"{len(some) - len(unheld)} figures keep to their floors.")
    return 1 if fallen or len(unheld) == len(some) else 0


if __name__ == "__main__":
    sys.exit(main())
