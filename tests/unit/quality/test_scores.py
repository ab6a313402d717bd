"""The scores, by hand."""

from datetime import date

import pytest

from quality.scores import score_dates, score_intents

MONDAY, TUESDAY = date(2026, 12, 7), date(2026, 12, 8)


def test_days_are_right_asked_wrong_or_missed() -> None:
    score = score_dates([(MONDAY, (MONDAY,)), (MONDAY, (MONDAY, TUESDAY)), (MONDAY, (TUESDAY,)), (MONDAY, ())])
    assert (score.cases, score.right, score.asked, score.wrong, score.missed) == (4, 0.25, 0.25, 0.25, 0.25)


def test_macro_f1_counts_each_intent_alike() -> None:
    score = score_intents([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")])
    assert score.accuracy == 0.75
    assert score.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)
    assert score.confused == ((("a", "b"), 1),)


def test_no_cases_score_nothing() -> None:
    assert score_intents([]).accuracy == 0.0
    assert score_dates([]).right == 0.0
