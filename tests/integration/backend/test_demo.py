"""The demo's records: laid out around a time, once, never in production."""

from datetime import timedelta

import pytest

from backend.demo import DemoRefusedError, Fill, draw_unused_confirmation, fill_days, load_if_empty, reset_demo
from runtime.settings import Environment
from tests.integration.backend.counter import JAMES, Counter

CELEC = "CELEC26-00031"


def test_the_demo_is_laid_out_around_a_time(fresh_counter: Counter) -> None:
    later = fresh_counter.clock.time + timedelta(days=23)
    reset_demo(fresh_counter.settings, later)
    assert (
        fresh_counter.inspection(CELEC, "electrical_rough")["date"] == "2026-12-29"
    )  # two working days after the 24th


def test_it_can_be_laid_out_around_an_earlier_time_than_the_clocks(fresh_counter: Counter) -> None:
    earlier = fresh_counter.clock.time
    reset_demo(fresh_counter.settings, earlier + timedelta(days=1), laid_out_at=earlier)
    assert fresh_counter.inspection(CELEC, "electrical_rough")["date"] == "2026-12-03"


def test_a_confirmation_number_that_is_taken_is_drawn_again(fresh_counter: Counter) -> None:
    taken = fresh_counter.inspection(CELEC, "electrical_rough")["confirmation"]
    drawn = iter([taken, taken, "234561"])
    with fresh_counter.backend.engine.connect() as connection:
        assert draw_unused_confirmation(connection, lambda: next(drawn)) == "234561"


def test_fills_come_on_top_of_what_is_booked(fresh_counter: Counter) -> None:
    day = fresh_counter.at("2026-12-03").date()
    reset_demo(fresh_counter.settings, fresh_counter.clock.time, [Fill("electrical", day, 7)])
    assert fresh_counter.used("electrical", "2026-12-03") == 8
    fill_days(fresh_counter.settings, [Fill("fire", day, 2)])
    assert fresh_counter.used("fire", "2026-12-03") == 2


def test_a_fill_of_an_unknown_trade_is_refused_and_changes_nothing(fresh_counter: Counter) -> None:
    fresh_counter.book("NRE261051", "electrical_final", day="2026-12-08", by=JAMES)
    with pytest.raises(ValueError, match="no trade carpentry"):
        reset_demo(fresh_counter.settings, fresh_counter.clock.time, [Fill("carpentry", fresh_counter.clock.time, 1)])
    assert fresh_counter.inspection("NRE261051", "electrical_final")["status"] == "booked"


def test_the_demo_is_loaded_only_where_there_is_nothing(fresh_counter: Counter) -> None:
    fresh_counter.book("NRE261051", "electrical_final", day="2026-12-08", by=JAMES)
    assert load_if_empty(fresh_counter.settings, fresh_counter.clock.time) is False
    assert fresh_counter.inspection("NRE261051", "electrical_final")["status"] == "booked"


@pytest.mark.parametrize("change", [reset_demo, load_if_empty])
def test_production_keeps_its_records(fresh_counter: Counter, change: object) -> None:
    production = fresh_counter.settings.model_copy(update={"env": Environment.PRODUCTION})
    with pytest.raises(DemoRefusedError):
        change(production, fresh_counter.clock.time)  # type: ignore[operator]
    assert fresh_counter.inspection(CELEC, "electrical_rough")["status"] == "booked"
