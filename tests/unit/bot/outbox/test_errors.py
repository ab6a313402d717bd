"""T12: what the carrier's codes mean."""

import pytest

from bot.outbox.errors import RETRIED_ONCE_TAKEN, Verdict, in_words, verdict


@pytest.mark.parametrize("code", [21211, 21212, 21408, 21606, 21612, 21614, 21617, 30005, 30006, 30007])
def test_errors_for_good(code: int) -> None:
    assert verdict(code) is Verdict.FOR_GOOD


@pytest.mark.parametrize(
    ("code", "means"),
    [(21610, "opted_out"), (21611, "slow_down"), (20429, "slow_down"), (429, "slow_down"), (30001, "later"),
     (30008, "later"), (20003, "perhaps"), (99999, "perhaps"), (400, "perhaps"), (None, "perhaps")],
)  # fmt: skip
def test_the_others(code: int | None, means: str) -> None:
    assert verdict(code) == means


def test_what_did_not_arrive_is_sent_once_more_for_two_reasons_only() -> None:
    assert {30001, 30008} == RETRIED_ONCE_TAKEN


def test_each_is_said_in_words_with_its_number() -> None:
    assert in_words(30006) == "that phone is a landline, or its carrier takes no text messages (30006)"
    assert in_words(12345) == "the carrier's error 12345"
    assert in_words(None) == "the carrier could not be reached"
