"""Every notice that the back end makes is one that the bot takes and puts into words, in both languages."""

from dataclasses import dataclass
from datetime import date, datetime
from json import dumps, loads
from pathlib import Path

import pytest

from backend.domain.model import HalfDay, Words
from backend.jobs.bot_door import content_of
from backend.jobs.scheduling import Scheduler
from backend.records.in_memory import KeptVisit
from backend.services.entries import NewVisit, VisitResult
from backend.services.events import Event, FeesSettled, ResultPosted, VisitCalledOff, VisitMoved
from backend.services.notice_names import NoticeName
from backend.services.notices import Notice
from backend.services.take_event import take_event
from bot.city import read_city_facts
from bot.outbox.notices import Notices
from bot.sentences import Responses, make_phrasebook
from tests.service.backend.counter import Counter, new_key, open_counter

CITY = Path("cities/riverbend/city.yml")
STORM = Words("A storm is coming.", "Viene una tormenta.")
EVENTS: dict[str, Event] = {
    "passed": ResultPosted("BRES2026-0142", "electrical_final", VisitResult(True, date(2026, 12, 1), "")),
    "passed with a note": ResultPosted(
        "BRES2026-0142", "plumbing_final", VisitResult(True, date(2026, 12, 1), "Good.")
    ),
    "failed": ResultPosted("BRES2026-0142", "electrical_final", VisitResult(False, date(2026, 12, 1), "")),
    "failed with a note": ResultPosted(
        "BRES2026-0142", "electrical_final", VisitResult(False, date(2026, 12, 1), "No cover on panel B.")
    ),
    "moved": VisitMoved("RPOOL26-00003", "pool_steel", date(2026, 12, 9), HalfDay.PM, None),
    "moved for a reason": VisitMoved("CELEC26-00031", "fire_alarm", date(2026, 12, 9), None, STORM),
    "called off": VisitCalledOff("RPOOL26-00003", "pool_steel"),
    "called off for a reason": VisitCalledOff("CELEC26-00031", "fire_alarm", STORM),
    "fees settled": FeesSettled("CMECH26-00007", "issued", date(2026, 12, 1)),
}


@pytest.fixture(scope="module")
def bot() -> Notices:
    return Notices(Responses(), make_phrasebook(read_city_facts(CITY)), frozenset({1}))


def made_of(counter: Counter, event: Event) -> list[Notice]:
    take_event(event, counter.by(None).caller, new_key(), counter.office)
    return [kept.notice for kept in counter.records.contents.notices.values()]


def words_at(bot: Notices, notice: Notice) -> str:
    over_the_wire = loads(dumps(content_of(notice)))
    return bot.words_of(bot.read(over_the_wire), date(2026, 12, 1))


@pytest.mark.parametrize("what", EVENTS)
def test_the_bot_takes_what_an_event_makes(bot: Notices, what: str) -> None:
    made = made_of(open_counter("2026-12-01T10:00"), EVENTS[what])
    assert made
    for notice in made:
        text = words_at(bot, notice)
        assert "{" not in text


@dataclass
class Watch:
    time: datetime

    def now(self) -> datetime:
        return self.time


def of_its_own_accord(counter: Counter, time: str) -> list[Notice]:
    """What the scheduler makes at that time of the city."""
    Scheduler(counter.office, Watch(counter.at(time).now))()
    return [kept.notice for kept in counter.records.contents.notices.values()]


def test_the_bot_takes_a_reminder_of_one_visit_of_several_and_of_many(bot: Notices) -> None:
    counter = open_counter("2026-12-01T10:00")
    rough = ["electrical_rough", "plumbing_rough", "mechanical_rough", "foundation_wall", "slab", "erosion_control"]
    said: dict[str, str] = {}
    for number in (1, 2, 7):
        contents = counter.records.contents
        contents.notices.clear()
        contents.visits = [
            KeptVisit(
                place, "RNEW26-00010", kind, NewVisit(0, date(2026, 12, 9), None, "api", counter.now), f"C{place}"
            )
            for place, kind in enumerate([*rough, "plumbing_underground"][:number])
        ]
        (notice,) = of_its_own_accord(counter, "2026-12-08T17:00")
        said[notice.response] = words_at(bot, notice)
    assert set(said) == {NoticeName.REMINDER, NoticeName.REMINDER_SEVERAL, NoticeName.REMINDER_MANY}
    assert "7 inspections" in said[NoticeName.REMINDER_MANY]
    assert all("{" not in text for text in said.values())


def test_the_bot_takes_a_warning_that_a_permit_goes_inactive(bot: Notices) -> None:
    made = of_its_own_accord(open_counter("2026-12-01T10:00"), "2027-05-05T09:00")
    assert {one.response for one in made} == {NoticeName.INACTIVE_SOON}
    for notice in made:
        assert "{" not in words_at(bot, notice)


def test_the_longest_remark_and_the_longest_reason_still_fit_into_a_text_message(bot: Notices) -> None:
    failed = ResultPosted("BRES2026-0142", "electrical_final", VisitResult(False, date(2026, 12, 1), "á" * 1000))
    off = VisitCalledOff("RPOOL26-00003", "pool_steel", Words("x" * 300, "á" * 300))
    for event in (failed, off):
        for notice in made_of(open_counter("2026-12-01T10:00"), event):
            assert words_at(bot, notice)
