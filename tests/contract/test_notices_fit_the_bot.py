"""Every notice that the back end makes is one that the bot takes and puts into words, in both languages."""

from datetime import date
from json import dumps, loads
from pathlib import Path

import pytest

from backend.domain.model import HalfDay, Words
from backend.jobs.bot_door import content_of
from backend.services.entries import VisitResult
from backend.services.events import Event, FeesSettled, ResultPosted, VisitCalledOff, VisitMoved
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
