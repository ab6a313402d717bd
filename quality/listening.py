"""A message through model and reader, as `permitline explain` takes it, and how long that lasts."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Protocol

from actions.understanding.context import Context
from actions.understanding.dates import HalfDay
from actions.understanding.reading import Reading, read
from backend.city.city import load_city
from backend.city.demo import lay_out, load_demo
from permitline.explaining import Counter, Heard, as_json, catalogue_of, demo_file, explain
from quality.cases import NOW, PROJECT, DateCase, MessageCase
from runtime.clock import city_time

CITY = PROJECT / "cities" / "riverbend" / "city.yml"


class Hears(Protocol):
    """The model: `permitline.explaining.Ear`, or a stand-in in tests."""

    def hear(self, text: str) -> Heard: ...


@dataclass(frozen=True, slots=True)
class Understood:
    """What is found in one message; `is_asked` when several days may be meant and the person would be asked."""

    intent: str
    permits: frozenset[str]
    types: frozenset[str]
    days: frozenset[date]
    half_days: frozenset[HalfDay]
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Milliseconds:
    median: float
    p99: float


@dataclass(frozen=True, slots=True)
class Listener:
    """Model and reader at the counter of the demo city."""

    ear: Hears
    counter: Counter
    _known: dict[MessageCase, Understood] = field(default_factory=dict)

    def understand(self, case: MessageCase) -> Understood:
        """Each case is heard once: the model says the same again."""
        if case not in self._known:
            self._known[case] = self._understand(case)
        return self._known[case]

    def _understand(self, case: MessageCase) -> Understood:
        found = explain(case.text, self.ear.hear(case.text), self._context(case))
        told = as_json(case.text, found)
        return Understood(
            intent=told["intent"],
            permits=frozenset(told["permits"]),
            types=frozenset(told["types"]),
            days=frozenset(day.day for day in found.reading.dates.days),
            half_days=half_days_of(found.reading),
            is_asked=told["ambiguous_days"],
        )

    def read_date(self, case: DateCase) -> Reading:
        """In a conversation in the row's language; the holidays of a city are none of the public rows' business."""
        return read(case.text, Context(case.today, case.language, self.counter.catalogue, self._shapes))

    def time_reader(self, cases: Sequence[MessageCase]) -> Milliseconds:
        contexts = [self._context(case) for case in cases]
        return _timed([partial(read, case.text, context) for case, context in zip(cases, contexts, strict=True)])

    def time_model(self, cases: Sequence[MessageCase]) -> Milliseconds:
        """The round trip to Rasa's environment and back, parsing included."""
        return _timed([partial(self.ear.hear, case.text) for case in cases])

    def _context(self, case: MessageCase) -> Context:
        return self.counter.context(case.phone, city_time(case.now, self.counter.city.policy.zone))

    @property
    def _shapes(self) -> tuple[str, ...]:
        return self.counter.city.permit_shapes


def half_days_of(reading: Reading) -> frozenset[HalfDay]:
    """A half-day said for all days counts where a day has none of its own, as in `permitline explain --json`."""
    dates = reading.dates
    said = [day.half_day or dates.half_day for day in dates.days] or [dates.half_day]
    return frozenset(half for half in said if half)


def demo_counter(city_file: Path = CITY) -> Counter:
    """The demo city with its people and permits as they are at `NOW`."""
    city = load_city(city_file)
    today = city_time(NOW, city.policy.zone).date()
    records = lay_out(load_demo(demo_file(city_file), city), today, city.policy)
    return Counter(city, records, catalogue_of(city))


def _timed(calls: Sequence[Callable[[], object]]) -> Milliseconds:
    spent = []
    for call in calls:
        started = time.perf_counter()
        call()
        spent.append((time.perf_counter() - started) * 1000)
    return Milliseconds(median(spent), quantiles(spent, n=100)[98])
