"""Puts the loads on the whole system, one after the other: `make load`, or `python -m load --short --only l1`.

L1 takes 12 minutes, L5 six, L6 one; with `--short` each takes one at most. The exit code is 1 where something was not
as it should be.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bench.report import machine
from load.city import City, city_under_load
from load.findings import Findings, table
from load.last_places import race_for_the_last_places
from load.reminders import remind_of_tomorrow, remind_over_two_days
from load.texting import people_needed, text_steadily


@dataclass(frozen=True, slots=True)
class Size:
    """Rates are in texts a second, times in seconds."""

    texting: Sequence[tuple[float, float]]
    visited_tomorrow: int
    reminders: int
    at_once: int


FULL = Size(texting=((20, 60), (5, 600)), visited_tomorrow=4000, reminders=1000, at_once=500)
SHORT = Size(texting=((20, 10), (5, 20)), visited_tomorrow=300, reminders=200, at_once=100)
LOADS = ("l1", "l6", "l5")  # in order: the last one moves the clock on to another day


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m load", description=__doc__)
    parser.add_argument(
        "--only", choices=sorted(LOADS), action="append", help="one load; may be given again for another"
    )
    parser.add_argument("--short", action="store_true", help="a quick try: fewer people, less time")
    parser.add_argument("--first-port", type=int, default=29080, help="the first of five ports to use")
    options = parser.parse_args()
    size = SHORT if options.short else FULL
    chosen = options.only or LOADS
    say(f"On {machine()}.")
    say("Laying out a city for it …")
    people = sum(_people(load, size) for load in chosen)
    visited_tomorrow = size.visited_tomorrow if "l5" in chosen else 0
    with city_under_load(people, visited_tomorrow, options.first_port) as city:
        found = [findings for load in LOADS if load in chosen for findings in _put(load, city, size)]
    print("\n" + table(found))
    return 0 if all(each.are_well for each in found) else 1


def _people(load: str, size: Size) -> int:
    return {
        "l1": sum(people_needed(rate, seconds) for rate, seconds in size.texting),
        "l5": size.reminders,
        "l6": 2 * size.at_once,
    }[load]


def _put(load: str, city: City, size: Size) -> list[Findings]:
    loads: dict[str, Sequence[Callable[[], Findings]]] = {
        "l1": [partial(text_steadily, city, rate, seconds) for rate, seconds in size.texting],
        "l5": [partial(remind_of_tomorrow, city), partial(remind_over_two_days, city, size.reminders)],
        "l6": [partial(race_for_the_last_places, city, size.at_once)],
    }
    found = []
    for put in loads[load]:
        say(f"{load} …")
        found.append(put())
    return found


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
