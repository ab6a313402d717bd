"""A message that waited out an outage: cut-offs go by when it arrived, but nobody visits a day that is over."""

from datetime import date

import pytest

from backend.services.entries import Action, Changed, Outcome, Refused
from tests.service.backend.counter import QUICKWIRE, Counter

NRE, CELEC = "NRE261051", "CELEC26-00031"
TOMORROW = date(2026, 12, 2)


def refused(outcome: Outcome) -> Refused:
    assert isinstance(outcome, Refused), outcome
    return outcome


def test_a_day_over_by_the_clock_is_not_booked_and_the_openings_are_those_of_now(counter: Counter) -> None:
    late = counter.at("2026-12-01T15:30").handled_at("2026-12-03T09:00")
    no = refused(late.write(Action.BOOK, NRE, "electrical_final", on="2026-12-02"))
    assert (no.code, no.facts) == ("past_date", {"day": "2026-12-02", "today": "2026-12-03"})
    assert [opening.day.day for opening in no.openings] == [4, 7, 8]
    assert not counter.records.contents.used.get(("electrical", TOMORROW))


@pytest.mark.parametrize("clock", ["2026-12-01T17:00", "2026-12-02T10:00"])
def test_a_cut_off_that_passed_while_it_waited_does_not_count(counter: Counter, clock: str) -> None:
    late = counter.at("2026-12-01T15:30").handled_at(clock)
    assert isinstance(late.write(Action.BOOK, NRE, "electrical_final", on="2026-12-02"), Changed)


def test_a_read_back_that_is_honoured_does_not_bring_a_day_back(counter: Counter) -> None:
    ruling = counter.at("2026-12-01T15:59").ask(Action.BOOK, NRE, "electrical_final", on="2026-12-02")
    late = counter.at("2026-12-01T16:05").handled_at("2026-12-03T00:00")
    no = refused(late.write(Action.BOOK, NRE, "electrical_final", on="2026-12-02", ruling=ruling.id))
    assert no.code == "past_date"


def test_a_day_that_is_over_is_neither_read_back_nor_offered(counter: Counter) -> None:
    late = counter.at("2026-12-01T15:30").handled_at("2026-12-03T09:00")
    named = late.ask(Action.BOOK, NRE, "electrical_final", on="2026-12-02").ruling
    assert not named.allowed
    counter.records.contents.used["electrical", date(2026, 12, 9)] = 8
    for day in (None, "2026-12-09"):
        offered = late.ask(Action.BOOK, NRE, "electrical_final", on=day).ruling.openings
        assert offered
        assert all(opening.day > date(2026, 12, 3) for opening in offered)


def test_nothing_is_moved_to_a_day_that_is_over(counter: Counter) -> None:
    late = counter.by(QUICKWIRE).at("2026-12-01T15:30").handled_at("2026-12-03T09:00")
    assert refused(late.write(Action.MOVE, CELEC, "electrical_rough", on="2026-12-02")).code == "past_date"


@pytest.mark.parametrize("action", [Action.CANCEL, Action.MOVE])
def test_undo_gives_no_visit_back_on_a_day_that_is_over(counter: Counter, action: Action) -> None:
    quick = counter.by(QUICKWIRE)
    to = "2026-12-10" if action is Action.MOVE else None
    done = quick.write(action, CELEC, "electrical_rough", on=to)
    assert isinstance(done, Changed)
    no = refused(quick.handled_at("2026-12-04T09:00").undo(done.change))
    assert (no.code, no.facts["day"]) == ("past_date", "2026-12-03")
    assert isinstance(quick.handled_at("2026-12-03T09:00").undo(done.change), Changed)


def test_what_was_given_up_in_time_is_cancelled_although_its_day_is_over(counter: Counter) -> None:
    late = counter.by(QUICKWIRE).handled_at("2026-12-04T09:00")
    assert isinstance(late.write(Action.CANCEL, CELEC, "electrical_rough"), Changed)
