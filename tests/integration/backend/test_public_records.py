"""The public record of the back end: rulings, changes and notices, complete, page by page, for programs alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import insert

from backend.records import public_records
from backend.records.tables import notices
from tests.integration.backend.counter import JAMES, QUICKWIRE, Counter

NRE, CELEC = "NRE261051", "CELEC26-00031"


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_records, "ROWS_A_PAGE", 3)


def told(counter: Counter, kind: str, **asked: str) -> list[dict[str, Any]]:
    return list(_rows(counter, kind, asked))


def _rows(counter: Counter, kind: str, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    while True:
        answer = counter.get(f"/v1/records/{kind}?{urlencode(asked)}")
        assert answer.status_code == 200, answer.text
        page: Any = answer.json
        yield from page[kind]
        if page["after"] is None:
            return
        asked = {**asked, "after": page["after"]}


def ask(counter: Counter, permit: str = NRE, by: str | None = JAMES, **more: Any) -> None:
    asked = {"action": "book", "permit": permit, "inspections": ["electrical_final"], **more}
    assert counter.post("/v1/rulings", asked, by).status_code == 200
    counter.clock.time += timedelta(seconds=1)


def test_every_ruling_once_in_order(counter: Counter, small_pages: None) -> None:
    for number in range(10):
        ask(counter, NRE if number % 2 else CELEC, day="2026-12-08")
    counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES)
    rows = told(counter, "rulings")
    assert len(rows) == counter.rows("select count(*) from rulings")[0][0] == 11
    assert len({row["ruling"] for row in rows}) == 11
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert [row["permit"] for row in told(counter, "rulings", permit=NRE.lower())] == [NRE] * 6
    booked = rows[-1]
    assert (booked["action"], booked["allowed"], booked["message_id"], booked["phone"]) == ("book", True, "SM1", JAMES)
    assert booked["change"] == told(counter, "changes")[0]["change"]


def test_rulings_of_one_moment_are_all_told(counter: Counter, small_pages: None) -> None:
    for _ in range(8):
        ask(counter)
        counter.clock.time -= timedelta(seconds=1)
    assert len(told(counter, "rulings")) == 8


def test_by_phone_period_and_words(counter: Counter, small_pages: None) -> None:
    begun = counter.clock.time
    for day in ("2026-12-05", "2026-12-08"):
        ask(counter, day=day)
        ask(counter, CELEC, QUICKWIRE, day=day)
        counter.clock.time += timedelta(hours=1)
    assert len(told(counter, "rulings", phone=QUICKWIRE)) == 2
    until = (begun + timedelta(minutes=10)).isoformat()
    assert len(told(counter, "rulings", until=until)) == 2
    assert [row["phone"] for row in told(counter, "rulings", since=until)] == [JAMES, QUICKWIRE]
    weekend = told(counter, "rulings", words="not_a_WORKING weekend", phone=JAMES)
    assert [row["asked"]["day"] for row in weekend] == ["2026-12-05"]


def test_a_change_tells_the_visits_that_it_ended_and_began(counter: Counter) -> None:
    counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES)
    counter.clock.time += timedelta(minutes=1)
    moved = {"permit": NRE, "inspections": ["electrical_final"], "day": "2026-12-09"}
    assert counter.post("/v1/moves", moved, JAMES).status_code == 201
    booked, moved = told(counter, "changes", permit=NRE)
    assert [(one["type"], one["was_day"], one["day"]) for one in booked["inspections"]] == [
        ("electrical_final", None, "2026-12-08")
    ]
    assert [(one["was_day"], one["day"]) for one in moved["inspections"]] == [("2026-12-08", "2026-12-09")]
    assert moved["inspections"][0]["confirmation"] == counter.inspection(NRE, "electrical_final")["confirmation"]
    assert told(counter, "changes", phone=QUICKWIRE) == []


def test_a_notice_about_a_permit(counter: Counter) -> None:
    permit_id = counter.rows(f"select id from permits where number = '{NRE}'")[0][0]  # noqa: S608
    now = counter.clock.time
    row = {
        "kind": "results", "phone": JAMES, "language": "en", "response": "utter_notice_result_passed",
        "worded_with": {"what": "Footing", "address": "10899 Havana Street"}, "choices": [], "purpose": "notice",
        "made_at": now, "due_at": now, "state": "waiting",
    }  # fmt: skip
    with counter.backend.engine.begin() as connection:
        connection.execute(insert(notices).values(id="result-1", permit_id=permit_id, **row))
        connection.execute(insert(notices).values(id="result-2", permit_id=None, **row))
    (found,) = told(counter, "notices", permit=NRE, words="havana")
    assert (found["notice"], found["permit"], found["values"]["what"]) == ("result-1", NRE, "Footing")
    assert [one["notice"] for one in told(counter, "notices", phone=JAMES)] == ["result-1", "result-2"]


@pytest.mark.parametrize("kind", ["rulings", "changes", "notices"])
def test_a_person_may_not_read_the_record(sqlite_counter: Counter, kind: str) -> None:
    refused = sqlite_counter.get(f"/v1/records/{kind}", JAMES)
    assert (refused.status_code, refused.json["code"]) == (403, "only_for_programs")  # type: ignore[index]


@pytest.mark.parametrize(
    "asked",
    ["phone=555", "since=2026-12-01", "until=x", "after=x", "after=2026-12-01T10:00:00~1", "who=me", "permit=%25"],
)
def test_what_makes_no_sense_is_refused(sqlite_counter: Counter, asked: str) -> None:
    assert sqlite_counter.get(f"/v1/records/rulings?{asked}").status_code == 422
