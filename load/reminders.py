"""L5: thousands of reminders at their pace, the bot killed twice meanwhile: each reaches its phone once, in hours."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from load.city import City, Person
from load.findings import Findings
from load.ledger import check_nothing_went_wrong, sent_to
from tests.twin.client import Kept, eventually

OPENS, CLOSES = 17, 20
"""The hours of a reminder, by the city's clock."""
_AT_ONCE = 8
_WITHIN = 900.0
_ON_ITS_WAY = timedelta(seconds=2)
"""Between the moment at which the bot looked at the clock and the one at which Twilio noted the message."""


@dataclass(slots=True)
class MovedClock:
    """Moves the city's clock, and knows afterwards what it showed at any moment."""

    city: City
    moves: list[tuple[datetime, datetime]] = field(default_factory=list)

    def move(self, to: str) -> None:
        self.city.move_clock(to)
        self.moves.append((datetime.now(UTC), self.city.now()))

    def showed(self, moment: datetime) -> datetime:
        moved_at, city_time = next(move for move in reversed(self.moves) if move[0] <= moment)
        return city_time + (moment - moved_at)


def remind_of_tomorrow(city: City) -> Findings:
    """By the records: the back end finds who has a visit tomorrow, and hands over to the bot. Two kills of the bot."""
    phones = {phone for phone, _ in city.visited_tomorrow}
    count = len(phones)
    clock = MovedClock(city)
    findings = Findings(f"L5: {count:,} reminders of visits in the records")
    clock.move("2026-12-01T16:59:50")
    time.sleep(5)
    findings.expect_none("sent before 5 PM", sent_to(city, phones))
    started = time.perf_counter()
    _kill_when(city, phones, count // 4)
    _kill_when(city, phones, count * 3 // 4)
    _wait_for(city, phones, count)
    findings.tell("sent", f"{count / (time.perf_counter() - started):.0f} a second, two restarts included")
    _check(city, findings, clock, phones, count)
    return findings


def remind_over_two_days(city: City, count: int) -> Findings:
    """Handed over in the afternoon; sent from 5 PM on; the rest at 5 PM of the next day. Two kills of the bot."""
    people = city.take(count)
    phones = {phone for phone, _ in people}
    clock = MovedClock(city)
    findings = Findings(f"L5: {count:,} reminders over two days")
    clock.move("2026-12-02T16:30")
    started = time.perf_counter()
    hand_over(city, people)
    findings.tell("handed over", f"{count / (time.perf_counter() - started):.0f} a second")
    time.sleep(3)
    findings.expect_none("sent before 5 PM", sent_to(city, phones))
    seconds = _send_over_two_days(city, clock, phones, count)
    findings.tell("sent", f"{count / seconds:.0f} a second, restarts and waits for the next day included")
    _check(city, findings, clock, phones, count)
    return findings


def _check(city: City, findings: Findings, clock: MovedClock, phones: set[str], count: int) -> None:
    city.twin.wait_until_all_is_told(120)
    check_each_once(city, findings, phones, count)
    check_hours(findings, clock, sent_to(city, phones))
    check_nothing_went_wrong(city, findings, was_killed=True)


def hand_over(city: City, people: Sequence[Person]) -> None:
    with city.bot() as bot, ThreadPoolExecutor(_AT_ONCE) as pool:
        for answer in pool.map(lambda person: bot.post("/private/notices", json=_reminder(*person)), people):
            if answer.status_code != httpx.codes.CREATED:
                raise RuntimeError(f"a reminder was answered with {answer.status_code} {answer.text}")


def _reminder(phone: str, permit: str) -> dict[str, object]:
    values = {"what": f"Electrical final {permit}", "address": "900 Havana Street", "day": "Friday, December 4"}
    return {
        "notice": f"load-{permit}",
        "phone": phone,
        "language": "en",
        "response": "utter_notice_reminder",
        "values": values,
        "purpose": "reminder",
    }


def _send_over_two_days(city: City, clock: MovedClock, phones: set[str], count: int) -> float:
    """Seconds in which all of them were sent. The bot is killed while it sends, on each day."""
    started = time.perf_counter()
    clock.move("2026-12-02T16:59:55")
    _kill_when(city, phones, count // 4)
    _wait_for(city, phones, count // 2)
    clock.move("2026-12-02T19:59:55")
    time.sleep(10)  # 8 PM comes, and what is left has to wait
    clock.move("2026-12-03T16:59:55")
    _kill_when(city, phones, count * 3 // 4)
    _wait_for(city, phones, count)
    return time.perf_counter() - started


def _kill_when(city: City, phones: set[str], sent: int) -> None:
    _wait_for(city, phones, sent)
    city.stack.kill("bot")
    city.stack.start_again("bot")


def _wait_for(city: City, phones: set[str], sent: int) -> None:
    wait_until(lambda: len(sent_to(city, phones)) >= sent, f"{sent} reminders were not sent")


def wait_until(holds: Callable[[], bool], otherwise: str, seconds: float = _WITHIN) -> None:
    """As `eventually`, looking less often: to look costs what is being measured."""

    def look() -> bool:
        time.sleep(0.5)
        return holds()

    eventually(look, seconds, otherwise)


def check_each_once(city: City, findings: Findings, phones: set[str], count: int) -> None:
    wait_until(lambda: not _states(city, phones).keys() & {"queued", "sending", "unknown"}, "not all are settled")
    times = Counter(each.to for each in sent_to(city, phones))
    findings.expect("reached their phone", len(times), count)
    findings.expect_none("reached it twice", [phone for phone, often in times.items() if often > 1])
    states = _states(city, phones)
    findings.expect("known to be sent", states["sent"], count)
    findings.expect_none("otherwise", [state for state in states if state != "sent"])


def check_hours(findings: Findings, clock: MovedClock, sent: Sequence[Kept]) -> None:
    outside = []
    for each in sent:
        moment = datetime.fromisoformat(each.created)
        if not any(_is_in_hours(clock.showed(moment - late)) for late in (timedelta(), _ON_ITS_WAY)):
            outside.append(clock.showed(moment))
    findings.expect_none("sent in quiet hours, by the city's clock", outside)


def _is_in_hours(city_time: datetime) -> bool:
    return OPENS <= city_time.hour < CLOSES


def _states(city: City, phones: set[str]) -> Counter[str]:
    rows = city.bot_rows("SELECT phone, state FROM messages WHERE purpose = 'reminder'")
    return Counter(state for phone, state in rows if phone in phones)
