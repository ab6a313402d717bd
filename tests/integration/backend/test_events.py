"""`POST /v1/events` and the wishes of a phone, on both databases: what was written, and the notices written with it."""

import json
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert, update

from backend.records.tables import people, permit_people, phones
from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE, STRANGER, SUMMIT, Counter

NRE, BRES, CELEC, MECH, POOL = "NRE261051", "BRES2026-0142", "CELEC26-00031", "CMECH26-00007", "RPOOL26-00003"
ALL_WISHES = dict.fromkeys(("reminders", "results", "changes", "inactivity", "fees"), True)


def tell(counter: Counter, event: str, permit: str, by: str | None = None, key: str | None = None, **more: Any) -> Any:
    return counter.post("/v1/events", {"event": event, "permit": permit, **more}, by, key)


def notices(counter: Counter) -> list[tuple[str, str, str]]:
    rows = counter.rows("select phone, response, state from notices order by phone, id")
    return [(row[0], row[1], row[2]) for row in rows]


def values(counter: Counter) -> Any:
    (row,) = counter.rows("select worded_with from notices")
    return json.loads(row[0]) if isinstance(row[0], str) else row[0]


def test_a_result_ends_the_booked_visit(counter: Counter) -> None:
    counter.set_clock("2026-12-03T13:00")
    answer = tell(
        counter, "result_posted", CELEC, inspection="electrical_rough", result="failed", note="  No\n cover. "
    )
    assert (answer.status_code, answer.json["permit"], answer.json["notices"]) == (201, CELEC, 1)
    rough = counter.inspection(CELEC, "electrical_rough")
    assert (rough["status"], rough["date"], rough["note"]) == ("failed", "2026-12-03", "No cover.")
    assert notices(counter) == [(QUICKWIRE, "utter_notice_result_failed_note", "waiting")]
    assert values(counter)["note"] == "No cover."
    assert counter.used("electrical", "2026-12-03") == 1


def test_a_result_of_a_visit_that_was_not_booked_is_kept_as_a_visit(counter: Counter) -> None:
    answer = tell(counter, "result_posted", BRES, inspection="electrical_final", result="passed", day="2026-11-30")
    assert answer.json["notices"] == 2
    final = counter.inspection(BRES, "electrical_final")
    assert (final["status"], final["date"]) == ("passed", "2026-11-30")
    assert {phone for phone, _, _ in notices(counter)} == {MARIA, QUICKWIRE}


def test_a_visit_is_moved_past_every_rule_and_places_are_counted(counter: Counter) -> None:
    counter.set_clock("2026-12-02T18:00")
    reason = {"en": "The inspector is ill.", "es": "El inspector está enfermo."}
    answer = tell(counter, "visit_moved", POOL, inspection="pool_steel", day="2026-12-05", half_day="pm", reason=reason)
    assert answer.json["notices"] == 1
    steel = counter.inspection(POOL, "pool_steel")
    assert (steel["status"], steel["date"], steel["half_day"]) == ("booked", "2026-12-05", "pm")
    assert (counter.used("building", "2026-12-02"), counter.used("building", "2026-12-05")) == (0, 1)
    assert values(counter)["reason"] == "El inspector está enfermo."


def test_a_visit_called_off_can_be_booked_again_as_offered(counter: Counter) -> None:
    assert tell(counter, "visit_called_off", POOL, inspection="pool_steel").json["notices"] == 1
    assert counter.used("building", "2026-12-02") == 0
    ((about, choices),) = counter.rows("select about, choices from notices")
    about, choices = (json.loads(one) if isinstance(one, str) else one for one in (about, choices))
    assert choices == [{"day": one["day"], "half_day": one["half_day"]} for one in about["choices"]]
    first = about["choices"][0]
    booked = counter.book(POOL, *first["inspections"], day=first["day"], half_day=first["half_day"], by=MARIA)
    assert booked.status_code == 201


def test_settled_fees_let_the_permit_be_booked(counter: Counter) -> None:
    answer = tell(counter, "fees_settled", MECH, status="issued", issued_on="2026-12-01")
    assert answer.json["notices"] == 1
    permit = counter.get(f"/v1/permits/{MECH}").json
    assert (permit["fees_due"], permit["status"], permit["issued_on"]) == ("0.00", "issued", "2026-12-01")  # type: ignore[index]
    assert notices(counter) == [(SUMMIT, "utter_notice_ready", "waiting")]
    assert counter.book(MECH, "gas_test", day="2026-12-08", by=SUMMIT).status_code == 201


@pytest.mark.parametrize("told_at_once", [8])
def test_the_same_event_told_many_times_at_once_is_taken_once(counter: Counter, told_at_once: int) -> None:
    call = partial(tell, counter, "visit_moved", CELEC, key="one event", inspection="fire_alarm", day="2026-12-09")
    answers = counter.all_at_once([call] * told_at_once)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["event"] for answer in answers}) == 1
    assert notices(counter) == [(QUICKWIRE, "utter_notice_moved", "waiting")]
    assert counter.used("fire", "2026-12-09") == 1


def test_a_refused_event_leaves_nothing_but_the_audit(counter: Counter) -> None:
    answer = tell(counter, "visit_called_off", NRE, inspection="electrical_final")
    assert (answer.status_code, answer.json["code"]) == (409, "nothing_booked")
    assert notices(counter) == []
    assert counter.rows("select action, code from rulings") == [("visit_called_off", "nothing_booked")]


def test_a_person_cannot_tell_what_happened(sqlite_counter: Counter) -> None:
    answer = tell(sqlite_counter, "result_posted", NRE, by=JAMES, inspection="electrical_final", result="passed")
    assert (answer.status_code, answer.json["code"]) == (403, "only_for_programs")
    assert sqlite_counter.rows("select count(*) from rulings") == [(0,)]


@pytest.mark.parametrize(
    "event",
    [
        {"event": "result_posted", "inspection": "electrical_final", "result": "maybe"},
        {"event": "result_posted", "inspection": "electrical_final", "result": "passed", "day": "2026-12-02"},
        {"event": "result_posted", "inspection": "no_such_type", "result": "passed"},
        {"event": "visit_moved", "inspection": "electrical_final"},
        {"event": "visit_moved", "inspection": "electrical_final", "day": "2026-12-09", "reason": {"en": "Only."}},
        {"event": "visit_moved", "inspection": "electrical_final", "day": "2026-11-30"},
        {"event": "permit_sold"},
        {},
    ],
)
def test_an_event_that_cannot_be_read_is_refused(sqlite_counter: Counter, event: dict[str, Any]) -> None:
    answer = sqlite_counter.post("/v1/events", {"permit": NRE, **event})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")  # type: ignore[index]


def test_a_phone_chooses_what_it_is_told_of(counter: Counter) -> None:
    def choose(kind: str, wanted: bool, by: str = QUICKWIRE) -> Any:
        return counter.post("/v1/account/notices", {"kind": kind, "wanted": wanted}, by, method="PUT")

    def account(by: str) -> Any:
        return counter.get("/v1/account", by).json["notices"]  # type: ignore[index]

    assert account(QUICKWIRE) == ALL_WISHES
    assert choose("changes", False).json == {"notices": ALL_WISHES | {"changes": False}}
    assert account(QUICKWIRE) == ALL_WISHES | {"changes": False}
    assert tell(counter, "visit_moved", CELEC, inspection="fire_alarm", day="2026-12-09").json["notices"] == 0
    assert choose("all", False).json == {"notices": dict.fromkeys(ALL_WISHES, False)}
    assert choose("changes", True).json["notices"]["changes"]
    assert tell(counter, "visit_moved", CELEC, inspection="fire_alarm", day="2026-12-10").json["notices"] == 1
    choose("all", False, by=STRANGER)
    assert account(STRANGER) == dict.fromkeys(ALL_WISHES, False)
    assert account(JAMES) == ALL_WISHES
    assert counter.get("/v1/account").json["notices"] is None  # type: ignore[index]
    assert counter.post("/v1/account/notices", {"kind": "all", "wanted": True}, method="PUT").status_code == 400
    assert choose("weather", True).status_code == 422


def test_who_took_themselves_off_a_permit_is_not_told_and_who_works_for_its_contractor_is(counter: Counter) -> None:
    person_of = dict(counter.rows("select phone, person_id from phones"))
    with counter.backend.engine.begin() as connection:
        dana = {"id": 900, "name": "Dana", "role": "contractor", "language": "en", "employer_id": person_of[QUICKWIRE]}
        connection.execute(insert(people).values(dana))
        connection.execute(insert(phones).values(phone="+16785550177", person_id=900))
        off = update(permit_people).where(permit_people.c.person_id == person_of[MARIA])
        connection.execute(off.values(unlinked_at=counter.clock.time))
    posted = {"inspection": "electrical_final", "result": "passed"}
    assert tell(counter, "result_posted", BRES, **posted).json["notices"] == 2
    assert {phone for phone, _, _ in notices(counter)} == {QUICKWIRE, "+16785550177"}
