"""The scheduler on both databases: quick with ten thousand permits, and once for each, even where it is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, create_engine, insert, text

from backend.jobs.scheduling import Scheduler
from backend.records.tables import inspections, people, permit_people, permits, phones, visits
from runtime.clock import move_clock
from tests.integration.backend.counter import MARIA, QUICKWIRE, Counter
from tests.integration.backend.listening_bot import BOT_TOKEN, ListeningBot, wait_until
from tests.integration.backend.test_program import environment

CELEC, POOL = "CELEC26-00031", "RPOOL26-00003"
PERMITS, PEOPLE = 10_000, 2_000
FAR = 1_000_000
"""Ids beyond those that a long session of tests has drawn."""
TODAY = date(2026, 12, 1)
TOMORROW = TODAY + timedelta(days=1)
REQUESTED_AT = datetime(2026, 11, 30, tzinfo=UTC)
QUICK = 30.0
"""Seconds, on a machine that has a lot to do besides; alone it takes two or three."""


def add_a_city(connection: Connection, number: int = PERMITS, people_number: int = PEOPLE) -> None:
    """Permits whose last activities are spread over 300 days; every second one has a visit tomorrow."""
    first = 1_000
    them = range(first, first + people_number)
    connection.execute(
        insert(people), [{"id": FAR + one, "name": "A", "role": "homeowner", "language": "en"} for one in them]
    )
    connection.execute(insert(phones), [{"phone": f"+1678600{one:04}", "person_id": FAR + one} for one in them])
    numbers = range(first, first + number)
    connection.execute(
        insert(permits),
        [
            {
                "id": FAR + one,
                "number": f"CITY26-{one:06}",
                "address": f"{one} Main Street",
                "type": "Electrical",
                "status": "issued",
                "issued_on": TODAY - timedelta(days=one % 300),
            }
            for one in numbers
        ],
    )
    on = [{"permit_id": FAR + one, "person_id": FAR + first + one % people_number} for one in numbers]
    connection.execute(insert(permit_people), on)
    listed = [{"id": FAR + one, "permit_id": FAR + one, "position": 0, "type": "electrical_final"} for one in numbers]
    connection.execute(insert(inspections), listed)
    booked = {"day": TOMORROW, "status": "booked", "channel": "api"}
    connection.execute(
        insert(visits),
        [
            {
                **booked,
                "id": FAR + one,
                "inspection_id": FAR + one,
                "confirmation": f"9{one}",
                "requested_at": REQUESTED_AT,
            }
            for one in numbers
            if one % 2
        ],
    )


def scheduler(counter: Counter) -> Scheduler:
    return Scheduler(counter.backend.office, counter.clock)


def made(counter: Counter, kind: str) -> list[tuple[Any, ...]]:
    return counter.rows(f"select id, phone, response, state from notices where kind = '{kind}' order by id")  # noqa: S608


def test_it_reminds_and_warns_on_the_records_of_the_demo(counter: Counter) -> None:
    counter.set_clock("2026-12-01T17:00")
    scheduler(counter)()
    assert [row[1:] for row in made(counter, "reminder")] == [(MARIA, "utter_notice_reminder", "waiting")]
    counter.set_clock("2026-12-02T17:00")
    scheduler(counter)()
    assert {row[1] for row in made(counter, "reminder")} == {MARIA, QUICKWIRE}
    counter.set_clock("2027-04-11T09:00")
    scheduler(counter)()
    inactive = counter.rows(
        "select permits.number from notices join permits on permits.id = permit_id where kind = 'inactivity'"
    )
    assert ("NRE261051",) in inactive
    assert counter.rows("select name from jobs where finished_at is not null and name = 'inactivity'")


def test_the_phone_that_booked_or_moved_a_visit_is_reminded_and_what_is_gone_is_withdrawn(counter: Counter) -> None:
    moved = {"permit": CELEC, "inspections": ["fire_alarm", "electrical_rough"], "day": "2026-12-09"}
    assert counter.post("/v1/moves", moved, QUICKWIRE).status_code == 201
    counter.set_clock("2026-12-08T17:00")
    scheduler(counter)()
    assert [row[1:] for row in made(counter, "reminder")] == [(QUICKWIRE, "utter_notice_reminder_several", "waiting")]
    off = {"permit": CELEC, "inspections": ["fire_alarm"]}
    assert counter.post("/v1/cancellations", off, QUICKWIRE).status_code == 201
    scheduler(counter)()
    assert [row[1:] for row in made(counter, "reminder")] == [(QUICKWIRE, "utter_notice_reminder", "waiting")]
    off = {"permit": CELEC, "inspections": ["electrical_rough"]}
    assert counter.post("/v1/cancellations", off, QUICKWIRE).status_code == 201
    scheduler(counter)()
    assert counter.rows("select state, reason from notices") == [("dropped", "nothing_booked")]


def test_an_evening_that_was_missed_is_noted_once(counter: Counter) -> None:
    counter.set_clock("2026-12-01T20:00")
    scheduler(counter)()
    scheduler(counter)()
    assert counter.rows("select phone, state, reason from notices") == [(MARIA, "dropped", "too_late")]


def test_records_laid_out_afresh_in_the_evening_are_reminded_of(counter: Counter) -> None:
    counter.set_clock("2026-12-01T17:00")
    works = scheduler(counter)
    works()
    counter.clock.time = counter.at("2026-12-01T17:10")
    counter.lay_out()
    works()
    assert [row[1] for row in made(counter, "reminder")] == [MARIA]


def test_ten_thousand_permits_are_quick_and_two_at_once_say_nothing_twice(counter: Counter) -> None:
    with counter.backend.engine.begin() as connection:
        add_a_city(connection)
    counter.set_clock("2026-12-01T17:00")
    together = Barrier(2)

    def work(_: int) -> None:
        works = scheduler(counter)
        together.wait()
        works()

    began = time.monotonic()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, range(2)))
    took = time.monotonic() - began
    reminders, warnings = made(counter, "reminder"), made(counter, "inactivity")
    # every second person has five permits, each with a visit; and Maria has her pool
    assert len(reminders) == PEOPLE // 2 + 1
    assert len({row[1] for row in reminders}) == len(reminders)
    assert {row[2] for row in reminders} == {"utter_notice_reminder_several", "utter_notice_reminder"}
    ours = [row for row in warnings if str(row[1]).startswith("+1678600")]
    assert len(ours) == sum(151 <= one % 300 <= 180 for one in range(1_000, 1_000 + PERMITS))
    print(f"two schedulers at once, {PERMITS} permits: {took:.1f} s")
    assert took < QUICK

    began = time.monotonic()
    scheduler(counter)()
    again = time.monotonic() - began
    assert (made(counter, "reminder"), made(counter, "inactivity")) == (reminders, warnings)
    assert again < QUICK


def test_killed_in_the_middle_it_goes_on_and_says_each_thing_once(tmp_path: Path) -> None:
    """The real program, with `kill -9`, while it makes notices and hands them over."""
    bot = ListeningBot()
    state = tmp_path / "state"
    environ = environment(state, PERMITLINE_BOT_TOKEN=BOT_TOKEN)
    subprocess.run([sys.executable, "-m", "backend", "migrate"], env=environ, check=True, timeout=60)
    engine = create_engine(f"sqlite:///{state / 'backend.db'}", connect_args={"timeout": 30})
    with engine.begin() as connection:
        add_a_city(connection, 3_000, 600)
    move_clock(state, _in_the_city("2026-12-01T17:00"), hold=True)
    wanted = 300 + sum(151 <= one % 300 <= 180 for one in range(1_000, 4_000))

    def said() -> int:
        with engine.connect() as connection:
            return int(connection.execute(text("select count(*) from notices")).scalar_one())

    with bot.listening() as address:
        environ |= {"PERMITLINE_BOT_URL": address}
        for handed_over in (1, 200):
            program = _start(environ, state)
            wait_until(lambda at_least=handed_over: len(bot.taken) >= at_least, within=60)  # type: ignore[misc]
            _kill_with_its_workers(program)
        assert len(bot.taken) < wanted or said() < wanted, "it was killed too late to try anything"
        _let_leases_run_out(engine)
        program = _start(environ, state)
        try:
            wait_until(lambda: len(bot.taken) >= wanted, within=120)
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(20)
    assert len(bot.taken) == said() == wanted
    again = len(bot.asked) - wanted
    assert again <= 2 * 20, f"{again} were handed over twice; the bot takes an id once, but a batch a kill is the most"
    engine.dispose()


def _start(environ: dict[str, str], state: Path) -> "subprocess.Popen[bytes]":
    port = str(_free_port())
    with (state / "backend.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "backend"], env=environ | {"PERMITLINE_BACKEND_PORT": port}, stderr=log
        )


def _kill_with_its_workers(program: "subprocess.Popen[bytes]") -> None:
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
    for one in (program.pid, *map(int, children)):
        os.kill(one, signal.SIGKILL)
    program.wait(10)


def _let_leases_run_out(engine: Any) -> None:
    """What the killed couriers had in hand is due at the end of their leases; two minutes are long for a test."""
    with engine.begin() as connection:
        connection.execute(text("update notices set due_at = '1970-01-01 00:00:00' where state = 'waiting'"))


def _in_the_city(moment: str) -> Any:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("America/New_York"))


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
