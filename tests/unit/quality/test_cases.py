"""What a row of test data says."""

from datetime import date
from pathlib import Path

from quality.cases import NOW, date_cases, message_case, strangers_to_permits

FRIDAY = {"date": "2026-12-04", "half_day": "am"}
BARE = {"text": "hi", "lang": "en", "intent": "greet"}


def test_labels_that_are_absent_are_not_scored() -> None:
    case = message_case(BARE)
    assert (case.permits, case.types, case.days, case.half_days) == (None, None, None, None)
    assert (case.phone, case.now) == ("", NOW)


def test_labels_that_are_empty_are_scored() -> None:
    case = message_case({**BARE, "permits": [], "types": [], "days": []})
    assert (case.permits, case.types, case.days, case.half_days) == (frozenset(),) * 4


def test_half_days_are_those_beside_a_day_and_those_without() -> None:
    case = message_case({**BARE, "days": [FRIDAY, {"date": "2026-12-07", "half_day": None}]})
    assert case.days == frozenset({date(2026, 12, 4), date(2026, 12, 7)})
    assert case.half_days == frozenset({"am"})
    assert message_case({**BARE, "days": [], "half_day": "pm"}).half_days == frozenset({"pm"})
    assert message_case({**BARE, "half_day": "pm"}).half_days == frozenset({"pm"})


def test_a_row_may_bring_its_sender_and_time() -> None:
    case = message_case({**BARE, "from": "+16785550101", "now": "2026-12-24T15:00"})
    assert (case.phone, case.now) == ("+16785550101", "2026-12-24T15:00")


def test_taking_back_counts_as_stopping() -> None:
    assert message_case({**BARE, "intent": "undo"}).intent == "stop_flow"


def test_public_rows_are_read_where_they_are(tmp_path: Path) -> None:
    assert date_cases(tmp_path) == []
    assert strangers_to_permits(tmp_path) == []
    row = (
        '{"lang": "es", "text": "el viernes", "now": "2013-02-12T04:30:00-02:00", "date": "2013-02-15",'
        ' "part": null, "contested": true, "tags": [], "source": "someone/a-project@0123"}'
    )
    (tmp_path / "dates.jsonl").write_text(row + "\n", encoding="utf-8")
    (case,) = date_cases(tmp_path)
    assert (case.source, case.today, case.meant) == ("a-project", date(2013, 2, 12), date(2013, 2, 15))
