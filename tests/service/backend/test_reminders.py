"""One reminder a phone in the evening before, of what is booked by then; nothing twice, and nothing at night."""

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from backend.domain.model import Inspection
from backend.jobs.scheduling import Scheduler
from backend.records.in_memory import KeptVisit
from backend.services.choose_notices import choose_notices
from backend.services.entries import Action, NewVisit, Person
from backend.services.notice_names import NoticeName
from backend.services.notices import Notice, NoticeKind, NoticeWish, Purpose
from tests.service.backend.counter import JAMES, MARIA, QUICKWIRE, Counter, new_key, open_counter

NRE, BRES, CELEC, POOL, RNEW = "NRE261051", "BRES2026-0142", "CELEC26-00031", "RPOOL26-00003", "RNEW26-00010"
TUESDAY_EVENING = "2026-12-01T17:00"
"""Maria's pool is booked for Wednesday; Quickwire's rough for Thursday and its fire alarm for Friday."""


@dataclass
class Watch:
    time: datetime

    def now(self) -> datetime:
        return self.time


@dataclass
class Evening:
    """The counter, and a scheduler that looks at a clock which the test moves. Its minutes pass as the test says."""

    counter: Counter
    watch: Watch
    minutes: float = 0.0
    scheduler: Scheduler = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.scheduler = Scheduler(self.counter.office, self.watch, seconds=lambda: self.minutes * 60)

    def look_at(self, time: str) -> list[Notice]:
        """What the city says of its own accord by then; a minute after it looked last."""
        self.watch.time = self.counter.at(time).now
        self.minutes += 1
        before = set(self.counter.records.contents.notices)
        self.scheduler()
        return [
            kept.notice
            for notice_id, kept in self.counter.records.contents.notices.items()
            if notice_id not in before and kept.state == "waiting"
        ]

    def states(self) -> dict[str | None, tuple[str, str | None]]:
        kept = self.counter.records.contents.notices.values()
        return {one.notice.phone: (one.state, one.reason) for one in kept if one.notice.kind is NoticeKind.REMINDER}

    def book(self, permit: str, inspection: str, on: str, by: str | None = None) -> None:
        assert self.counter.by(by).write(Action.BOOK, permit, inspection, on=on)


@pytest.fixture
def evening(counter: Counter) -> Evening:
    return Evening(counter, Watch(counter.now))


def reminders(notices: list[Notice]) -> dict[str | None, Notice]:
    return {one.phone: one for one in notices if one.kind is NoticeKind.REMINDER}


def test_a_visit_tomorrow_is_reminded_of_this_evening(evening: Evening) -> None:
    assert reminders(evening.look_at("2026-12-01T16:59:59")) == {}
    (notice,) = reminders(evening.look_at(TUESDAY_EVENING)).values()
    assert (notice.phone, notice.language, notice.purpose) == (MARIA, "es", Purpose.REMINDER)
    assert notice.response == NoticeName.REMINDER
    assert notice.values == {
        "what": "Acero de piscina",
        "address": "12 Orchard Lane",
        "day": {"day": "2026-12-02", "half_day": "am"},
    }
    assert notice.about is not None
    choices = [(one["do"], one["permit"], one["inspections"]) for one in notice.about["choices"]]  # type: ignore[attr-defined]
    assert choices == [(do, POOL, ["pool_steel"]) for do in ("keep", "move", "cancel")]
    assert {one["day"] for one in notice.about["choices"]} == {"2026-12-02"}  # type: ignore[attr-defined]
    assert notice.expires_at == evening.counter.at("2026-12-01T20:00").now
    assert notice.id.startswith("reminder-2026-12-02-")


@pytest.mark.parametrize(
    ("now", "reminded"),
    [
        ("2026-11-30T18:00", []),  # Monday: nothing on Tuesday
        ("2026-12-01T17:00", [MARIA]),
        ("2026-12-01T19:59", [MARIA]),
        ("2026-12-01T20:00", []),
        ("2026-12-02T09:00", []),
        ("2026-12-02T17:30", [QUICKWIRE]),
        ("2026-12-03T17:30", [QUICKWIRE]),
        ("2026-12-04T17:30", []),
    ],
)
def test_who_is_reminded_when(evening: Evening, now: str, reminded: list[str]) -> None:
    assert list(reminders(evening.look_at(now))) == reminded


def test_nobody_is_reminded_twice_however_often_it_looks(evening: Evening) -> None:
    assert len(evening.look_at(TUESDAY_EVENING)) == 1
    assert evening.look_at("2026-12-01T17:01") == []
    evening.restart()
    assert evening.look_at("2026-12-01T18:30") == []


def test_all_visits_of_a_day_are_in_one_reminder(evening: Evening) -> None:
    evening.counter.by(QUICKWIRE).write(Action.MOVE, CELEC, "fire_alarm", on="2026-12-03")
    evening.book(BRES, "electrical_final", "2026-12-03", by=QUICKWIRE)
    (notice,) = reminders(evening.look_at("2026-12-02T17:00")).values()
    assert (notice.phone, notice.response) == (QUICKWIRE, NoticeName.REMINDER_SEVERAL)
    assert notice.values["visits"] == {
        "list": [
            "Electrical Final, 17575 Peak Avenue",
            "Electrical Rough-in, 900 Commerce Parkway, Suite 120",
            "Fire Alarm, 900 Commerce Parkway, Suite 120",
        ]
    }
    assert notice.about is not None
    choices = [(one["do"], one["permit"], one["inspections"]) for one in notice.about["choices"]]  # type: ignore[attr-defined]
    assert choices == [("keep", None, []), ("move", None, []), ("cancel", None, [])]


def test_more_visits_than_a_text_message_should_list_are_counted(evening: Evening) -> None:
    contents = evening.counter.records.contents
    on = date(2026, 12, 9)
    permit = contents.permits[NRE]
    types = [f"trade_{number}" for number in range(7)]
    contents.permits[NRE] = permit.__class__(
        permit.number, permit.address, permit.type, permit.status, permit.issued_on, permit.fees_due,
        {one: Inspection(one) for one in types},
    )  # fmt: skip
    for one in types:
        visit = NewVisit(0, on, None, "api", evening.counter.now)
        contents.visits.append(KeptVisit(len(contents.visits), NRE, one, visit, f"C{one}"))
    (notice,) = reminders(evening.look_at("2026-12-08T17:00")).values()
    assert notice.response == NoticeName.REMINDER_MANY
    assert notice.values == {"count": 7, "day": {"day": "2026-12-09", "half_day": None}}


def test_the_phone_that_booked_is_reminded_alone(evening: Evening) -> None:
    evening.book(BRES, "electrical_final", "2026-12-08", by=QUICKWIRE)
    assert list(reminders(evening.look_at("2026-12-07T17:00"))) == [QUICKWIRE]


def test_where_the_office_booked_all_on_the_permit_are_reminded(evening: Evening) -> None:
    evening.book(BRES, "electrical_final", "2026-12-08")
    assert sorted(filter(None, reminders(evening.look_at("2026-12-07T17:00")))) == [MARIA, QUICKWIRE]


def test_where_the_phone_that_booked_is_off_the_permit_the_others_are_reminded(evening: Evening) -> None:
    evening.book(BRES, "electrical_final", "2026-12-08", by=QUICKWIRE)
    maria: Person = evening.counter.records.contents.people[MARIA]
    evening.counter.records.contents.people_of[BRES] = {maria.id}
    assert list(reminders(evening.look_at("2026-12-07T17:00"))) == [MARIA]


def test_who_wants_no_reminders_gets_none_and_nobody_else_instead(evening: Evening) -> None:
    evening.book(BRES, "electrical_final", "2026-12-08", by=QUICKWIRE)
    quick = evening.counter.by(QUICKWIRE).caller
    choose_notices([NoticeWish.REMINDERS], False, quick, new_key(), evening.counter.office)
    assert reminders(evening.look_at("2026-12-07T17:00")) == {}


def test_a_visit_booked_during_the_evening_is_reminded_of_too(evening: Evening) -> None:
    evening.look_at(TUESDAY_EVENING)
    evening.book(NRE, "electrical_final", "2026-12-02", by=JAMES)
    assert list(reminders(evening.look_at("2026-12-01T18:00"))) == [JAMES]


def test_what_still_waits_for_the_bot_says_what_is_true_by_now(evening: Evening) -> None:
    evening.counter.by(QUICKWIRE).write(Action.MOVE, CELEC, "fire_alarm", on="2026-12-03")
    evening.look_at("2026-12-02T17:00")
    evening.counter.at("2026-12-02T17:30").by(QUICKWIRE).write(Action.CANCEL, CELEC, "fire_alarm")
    evening.look_at("2026-12-02T17:31")
    (kept,) = evening.counter.records.contents.notices.values()
    assert (kept.notice.response, kept.notice.values["what"]) == (NoticeName.REMINDER, "Electrical Rough-in")
    evening.counter.at("2026-12-02T17:40").by(QUICKWIRE).write(Action.CANCEL, CELEC, "electrical_rough")
    evening.look_at("2026-12-02T17:41")
    assert evening.states() == {QUICKWIRE: ("dropped", "nothing_booked")}


def test_an_evening_that_was_missed_is_noted_and_nobody_is_woken(evening: Evening) -> None:
    assert evening.look_at("2026-12-01T22:00") == []
    assert evening.states() == {MARIA: ("dropped", "too_late")}
    evening.restart()
    evening.look_at("2026-12-01T23:00")
    assert evening.states() == {MARIA: ("dropped", "too_late")}
    assert list(reminders(evening.look_at("2026-12-02T17:00"))) == [QUICKWIRE]


def test_an_evening_that_was_missed_is_noted_on_the_next_morning_too(evening: Evening) -> None:
    evening.look_at("2026-11-30T18:00")
    evening.restart()
    assert evening.look_at("2026-12-02T07:00") == []
    assert evening.states() == {MARIA: ("dropped", "too_late")}


def test_late_within_the_evening_is_in_time(evening: Evening) -> None:
    assert list(reminders(evening.look_at("2026-12-01T19:58"))) == [MARIA]


def test_what_was_before_its_first_day_is_none_of_its_business(evening: Evening) -> None:
    evening.look_at("2026-12-02T07:00")
    assert evening.states() == {}


def test_the_clock_may_jump_into_the_evening_out_of_it_and_back(evening: Evening) -> None:
    assert reminders(evening.look_at("2026-12-01T10:00")) == {}
    assert list(reminders(evening.look_at("2026-12-01T17:00"))) == [MARIA]
    assert reminders(evening.look_at("2026-12-01T21:00")) == {}
    assert reminders(evening.look_at("2026-12-01T18:00")) == {}
    assert list(reminders(evening.look_at("2026-12-03T17:00"))) == [QUICKWIRE]
    assert evening.states() == {MARIA: ("waiting", None), QUICKWIRE: ("waiting", None)}


@pytest.mark.parametrize(
    ("laid_out", "eve", "too_early", "visit_day"),
    [
        ("2026-10-30T10:00", "2026-11-01T17:00", "2026-11-01T16:59:59", "2026-11-02"),  # the clocks went back
        ("2027-03-12T10:00", "2027-03-14T17:00", "2027-03-14T16:59:59", "2027-03-15"),  # they went forward
    ],
)
def test_reminders_keep_the_citys_hours_when_the_clocks_change(
    laid_out: str, eve: str, too_early: str, visit_day: str
) -> None:
    """Friday's next working day is Monday; the clocks change on the Sunday between."""
    counter = open_counter(laid_out)
    evening = Evening(counter, Watch(counter.now))
    assert reminders(evening.look_at(too_early)) == {}
    (notice,) = reminders(evening.look_at(eve)).values()
    assert notice.phone == MARIA
    assert notice.values["day"] == {"day": visit_day, "half_day": "am"}


def test_permits_are_warned_of_once_a_threshold(counter: Counter) -> None:
    evening = Evening(counter, Watch(counter.now))
    issued = counter.records.contents.permits[NRE].issued_on
    assert issued == date(2026, 11, 11)  # so inactive from May 11 on

    def warned(time: str) -> list[tuple[object, object]]:
        return [(one.values["days"], one.phone) for one in evening.look_at(time) if NRE in str(one.values)]

    assert warned("2027-04-10T12:00") == []
    assert warned("2027-04-11T08:59") == []
    assert warned("2027-04-11T09:00") == [(30, JAMES)]
    evening.restart()
    assert warned("2027-04-11T12:00") == []
    assert warned("2027-04-12T12:00") == []
    assert warned("2027-05-04T09:00") == [(7, JAMES)]
    assert warned("2027-05-05T09:00") == []
    assert warned("2027-05-11T09:00") == []


def test_a_warning_names_the_day_and_offers_to_book(counter: Counter) -> None:
    evening = Evening(counter, Watch(counter.now))
    (notice,) = [one for one in evening.look_at("2027-05-05T09:00") if NRE in str(one.values)]
    assert notice.values == {
        "permit": NRE,
        "address": "10899 Havana Street",
        "days": 6,
        "day": {"day": "2027-05-11", "half_day": None},
    }
    assert notice.about == {
        "kind": "inactivity",
        "choices": [{"do": "schedule", "permit": NRE, "inspections": [], "day": None, "half_day": None}],
    }
    assert notice.expires_at == counter.at("2027-05-11T00:00").now


def test_a_warning_not_wanted_is_not_sent(counter: Counter) -> None:
    evening = Evening(counter, Watch(counter.now))
    choose_notices([NoticeWish.INACTIVITY], False, counter.by(JAMES).caller, new_key(), counter.office)
    assert [one for one in evening.look_at("2027-05-05T09:00") if NRE in str(one.values)] == []
