"""`permitline policy try` in words: openings are told unless the answer is a yes to the day itself."""

from datetime import date, datetime

from backend.city.city import load_city
from backend.domain.model import Answer, Booking, Item, Opening, Refusal, RefusalCode, Request, Ruling, Visit
from permitline.ruling_in_words import in_words
from permitline.settings import PROJECT

POLICY = load_city(PROJECT / "cities/riverbend/city.yml").policy
TUESDAY = date(2026, 12, 8)
ASKED_AT = datetime(2026, 12, 1, 10, tzinfo=POLICY.zone)
YES = Booking(Visit("electrical_final", TUESDAY), "electrical", ASKED_AT)
NO = Refusal(RefusalCode.FULLY_BOOKED, {"day": "2026-12-08", "trade": "electrical"})


def told(answer: Answer | None, day: date | None, *openings: Opening) -> list[str]:
    ruling = Ruling((Item("electrical_final", answer),), openings)
    return in_words(ruling, Request("NRE261051", ("electrical_final",), day), None, ASKED_AT, POLICY)


def test_a_yes_to_a_named_day_is_all_that_is_said() -> None:
    assert told(YES, TUESDAY)[1:] == ["  Electrical Final: yes"]


def test_a_no_is_followed_by_the_openings_or_that_there_are_none() -> None:
    wednesday = Opening(date(2026, 12, 9))
    assert told(NO, TUESDAY, wednesday)[-1] == "  openings: Wednesday, December 9, 2026"
    assert told(NO, TUESDAY)[-1] == "  openings: none"


def test_without_a_day_the_openings_are_the_answer() -> None:
    assert told(None, None, Opening(TUESDAY))[-1] == "  openings: Tuesday, December 8, 2026"
