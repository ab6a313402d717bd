"""One-time codes: what is taken for one, until when, and how often it may be wrong."""

from dataclasses import replace

import pytest

from backend.domain.model import RefusalCode
from backend.domain.proving import CodeStanding, against_answer, as_code, is_over, wrong_code

from .riverbend import at

ON = "Tuesday, December 1, 2026, "
STANDING = CodeStanding(expires_at=at(ON + "10:10:00"), tries=0, is_used=False)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("1.2.3.4.5.6.", "123456"),
        ("000000", "000000"),
        ("12345", None),
        ("1234567", None),
        ("12345a", None),
        ("١٢٣٤٥٦", None),
        ("²³¹²³¹", None),
        ("", None),
        ("------", None),
    ],
)
def test_six_digits_are_a_code_however_they_are_set_apart(given: str, code: str | None) -> None:
    assert as_code(given) == code


@pytest.mark.parametrize(
    ("now", "is_taken"), [("10:00:00", True), ("10:09:59.999999", True), ("10:10:00", False), ("18:00:00", False)]
)
def test_a_code_is_looked_at_until_it_expires(now: str, is_taken: bool) -> None:
    refusal = against_answer(STANDING, "NRE261051", at(ON + now))
    assert (refusal is None) == is_taken
    assert is_taken or (
        refusal and (refusal.code, refusal.facts) == (RefusalCode.CODE_EXPIRED, {"number": "NRE261051"})
    )


@pytest.mark.parametrize(("tries", "is_taken"), [(0, True), (4, True), (5, False), (6, False), (20, False)])
def test_five_answers_are_looked_at(tries: int, is_taken: bool) -> None:
    refusal = against_answer(replace(STANDING, tries=tries), "NRE261051", at(ON + "10:00:00"))
    assert (refusal is None) == is_taken


def test_a_code_that_was_used_or_never_sent_is_not_looked_at() -> None:
    now = at(ON + "10:00:00")
    assert against_answer(replace(STANDING, is_used=True), "NRE261051", now) is not None
    assert against_answer(None, "NRE261051", now) is not None


@pytest.mark.parametrize(("tries", "left"), [(1, 4), (4, 1), (5, 0), (9, 0)])
def test_a_wrong_code_says_how_many_tries_are_left(tries: int, left: int) -> None:
    assert wrong_code(tries).facts == {"tries_left": left}


@pytest.mark.parametrize(("now", "over"), [("10:59:59", False), ("11:00:00", True)])
def test_contacts_can_be_chosen_from_for_an_hour(now: str, over: bool) -> None:
    assert is_over(at(ON + "10:00:00"), at(ON + now)) == over
