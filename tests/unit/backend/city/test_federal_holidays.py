"""The federal holidays: every year has its eleven, in both languages."""

from datetime import date

import pytest

from backend.city.federal_holidays import YEARS, federal_holidays

HOLIDAYS = federal_holidays()


@pytest.mark.parametrize("year", range(2026, 2041))
def test_each_year_has_its_eleven_holidays_in_both_languages(year: int) -> None:
    names = {words.en: words.es for on, words in HOLIDAYS.items() if on.year == year and "(observed)" not in words.en}
    assert len(names) == 11
    assert all(spanish and spanish != english for english, spanish in names.items())


def test_next_year_s_holidays_are_known_for_longer_than_this_will_run() -> None:
    last = max(YEARS)
    assert last >= 2100
    assert date(last, 12, 25) in HOLIDAYS


def test_one_at_a_weekend_is_observed_and_says_so() -> None:
    assert HOLIDAYS[date(2026, 7, 3)].en == "Independence Day (observed)"
    assert HOLIDAYS[date(2026, 7, 3)].es == "Día de la Independencia (observado)"
    assert HOLIDAYS[date(2027, 12, 31)].en == "New Year's Day (observed)"
