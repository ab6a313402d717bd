"""The scores, by hand."""

from datetime import date

import pytest

from quality.scores import DaysRead, Share, days_read, score_days, score_intents, share

MONDAY, TUESDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)


@pytest.mark.parametrize(
    ("meant", "read", "is_asked", "outcome"),
    [
        ({MONDAY}, {MONDAY}, False, DaysRead.RIGHT),
        ({MONDAY, TUESDAY}, {MONDAY, TUESDAY}, False, DaysRead.RIGHT),
        (set(), set(), False, DaysRead.RIGHT),
        ({MONDAY}, {MONDAY, TUESDAY}, True, DaysRead.ASKED),
        ({MONDAY}, {MONDAY, TUESDAY}, False, DaysRead.WRONG),
        ({MONDAY}, {TUESDAY, FRIDAY}, True, DaysRead.WRONG),
        ({MONDAY}, {TUESDAY}, False, DaysRead.WRONG),
        (set(), {MONDAY}, False, DaysRead.WRONG),
        (set(), {MONDAY, TUESDAY}, True, DaysRead.WRONG),
        ({MONDAY}, set(), False, DaysRead.MISSED),
        ({MONDAY, TUESDAY}, {TUESDAY}, False, DaysRead.MISSED),
    ],
)
def test_how_days_were_read(meant: set[date], read: set[date], is_asked: bool, outcome: DaysRead) -> None:
    assert days_read(frozenset(meant), frozenset(read), is_asked=is_asked) is outcome


def test_right_and_rightly_asked_are_good() -> None:
    score = score_days([DaysRead.RIGHT, DaysRead.RIGHT, DaysRead.ASKED, DaysRead.WRONG])
    assert (score.right, score.asked, score.wrong, score.missed) == (Share(2, 4), Share(1, 4), Share(1, 4), Share(0, 4))
    assert score.good.percent == 75.0


def test_macro_f1_counts_each_intent_alike() -> None:
    score = score_intents([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")])
    assert score.accuracy == Share(3, 4)
    assert score.macro_f1 == pytest.approx(100 * (0.8 + 2 / 3) / 2)
    assert [intent for intent, _ in score.f1] == ["b", "a"]
    assert score.confused == ((("a", "b"), 1),)


def test_what_is_confused_as_often_comes_by_name() -> None:
    score = score_intents([("c", "a"), ("b", "a"), ("b", "c"), ("b", "c")])
    assert score.confused == ((("b", "c"), 2), (("b", "a"), 1), (("c", "a"), 1))


def test_no_cases_score_nothing() -> None:
    assert score_intents([]).macro_f1 == 0.0
    assert score_intents([]).accuracy.percent == 0.0
    assert score_days([]).right.percent == 0.0


def test_a_share_counts_what_holds() -> None:
    assert share(number > 2 for number in (1, 2, 3)) == Share(1, 3)
