"""A visit in somebody's calendar: one entry for good, which follows every change. On both databases."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import vobject
from icalendar import Calendar, Event

from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE, STRANGER, SUMMIT, Counter

NRE, CELEC = "NRE261051", "CELEC26-00031"
FINAL = "electrical_final"


def link(counter: Counter, permit: str = NRE, inspection: str = FINAL, by: str | None = JAMES, **more: Any) -> Any:
    return counter.post("/v1/calendar-links", {"permit": permit, "inspection": inspection}, by, **more)


def fetch(counter: Counter, path: str) -> Calendar:
    answer = counter.get(path.replace("/c/", "/v1/calendars/"))
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))  # RFC 5545, 3.1
    return Calendar.from_ical(answer.text)


def event(counter: Counter, path: str) -> Event:
    (found,) = fetch(counter, path).events
    return found


def booked(counter: Counter, day: str = "2026-12-08", half_day: str | None = "am") -> str:
    assert counter.book(NRE, FINAL, day=day, half_day=half_day, by=JAMES).status_code == 201
    linked = link(counter)
    assert linked.status_code == 201
    path: str = linked.json["path"]
    return path


def test_the_visit_stands_in_it_with_its_window_and_its_place(counter: Counter) -> None:
    path = booked(counter)
    permit = counter.get(f"/v1/permits/{NRE}").json
    entry = event(counter, path)
    assert entry.start == datetime(2026, 12, 8, 8, tzinfo=counter.clock.time.tzinfo)
    assert entry.end == datetime(2026, 12, 8, 12, tzinfo=counter.clock.time.tzinfo)
    assert entry["SUMMARY"] == "Inspection: Electrical Final"
    assert entry["LOCATION"] == permit["address"]
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CONFIRMED", 0)
    confirmation = counter.inspection(NRE, FINAL)["confirmation"]
    for said in (NRE, confirmation, "678-555-0100"):
        assert said in entry["DESCRIPTION"]


def test_its_zone_is_in_it_for_programs_that_know_no_zones(counter: Counter) -> None:
    (zone,) = fetch(counter, booked(counter)).timezones
    assert zone.tz_name == "America/New_York"
    assert len(zone.standard) >= 1
    assert len(zone.daylight) >= 1


def test_another_reader_reads_the_same(counter: Counter) -> None:
    answer = counter.get(booked(counter).replace("/c/", "/v1/calendars/"))
    read = vobject.readOne(answer.text)
    assert read.vevent.dtstart.value.astimezone(UTC) == datetime(2026, 12, 8, 13, tzinfo=UTC)
    assert read.vevent.summary.value == "Inspection: Electrical Final"
    assert read.method.value == "PUBLISH"
    assert read.vevent.sequence.value == "0"


def test_a_visit_without_a_half_day_is_a_day(counter: Counter) -> None:
    entry = event(counter, booked(counter, half_day=None))
    assert (entry.start, entry.end) == (date(2026, 12, 8), date(2026, 12, 9))
    assert entry["TRANSP"] == "TRANSPARENT"


def test_in_spanish_for_who_speaks_it(counter: Counter) -> None:
    counter.post("/v1/account/language", {"language": "es"}, JAMES, method="PUT")
    entry = event(counter, booked(counter))
    assert entry["SUMMARY"] == "Inspección: Eléctrica final"
    assert entry["SUMMARY"].params["LANGUAGE"] == "es"
    assert "Confirmación" in entry["DESCRIPTION"]


def test_the_link_is_the_same_for_good_and_cannot_be_guessed(counter: Counter) -> None:
    path = booked(counter)
    assert path.startswith("/c/")
    assert len(path) == len("/c/") + 10
    assert link(counter).json["path"] == path
    assert link(counter, key="k1").json == link(counter, key="k1").json
    other = link(counter, CELEC, "fire_alarm", QUICKWIRE).json["path"]
    assert other != path
    assert path.removeprefix("/c/") not in counter.get(path.replace("/c/", "/v1/calendars/")).text


def test_uid_stays_and_sequence_rises_with_every_change(counter: Counter) -> None:
    path = booked(counter)
    seen = [event(counter, path)]

    def change(call: str, **asked: Any) -> Any:
        answer = counter.post(call, {"permit": NRE, "inspections": [FINAL], **asked}, JAMES)
        assert answer.status_code == 201, answer.text
        seen.append(event(counter, path))
        return answer.json

    change("/v1/moves", day="2026-12-10", half_day="pm")
    assert seen[-1].start == datetime(2026, 12, 10, 12, tzinfo=counter.clock.time.tzinfo)
    cancelled = change("/v1/cancellations")
    assert seen[-1]["STATUS"] == "CANCELLED"
    assert seen[-1]["SUMMARY"] == "Cancelled: Electrical Final"
    assert seen[-1].start == seen[-2].start
    counter.post("/v1/undos", {"change": cancelled["change"]}, JAMES)
    seen.append(event(counter, path))
    assert (seen[-1]["STATUS"], seen[-1]["SUMMARY"]) == ("CONFIRMED", "Inspection: Electrical Final")
    change("/v1/moves", day="2026-12-11", half_day=None)
    assert {one["UID"] for one in seen} == {seen[0]["UID"]}
    sequences = [one["SEQUENCE"] for one in seen]
    assert sequences == sorted(set(sequences))


def test_a_visit_that_was_held_stays_and_the_next_one_takes_its_place(counter: Counter) -> None:
    path = booked(counter)
    with counter.backend.engine.begin() as connection:
        connection.exec_driver_sql("update visits set status = 'failed' where status = 'booked' and day = '2026-12-08'")
    held = event(counter, path)
    assert (held["STATUS"], held.start.date()) == ("CONFIRMED", date(2026, 12, 8))
    counter.set_clock("2026-12-09T10:00")
    assert counter.book(NRE, FINAL, day="2026-12-15", by=JAMES).status_code == 201
    again = event(counter, path)
    assert (again["STATUS"], again.start) == ("CONFIRMED", date(2026, 12, 15))
    counter.post("/v1/cancellations", {"permit": NRE, "inspections": [FINAL]}, JAMES)
    dropped = event(counter, path)
    assert (dropped["STATUS"], dropped.start) == ("CANCELLED", date(2026, 12, 15))  # not the visit that was held
    assert held["SEQUENCE"] < again["SEQUENCE"] < dropped["SEQUENCE"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"permit": NRE, "by": JAMES}, "nothing_booked"),
        ({"permit": NRE, "inspection": "fire_alarm", "by": JAMES}, "type_not_on_permit"),
        ({"permit": CELEC, "inspection": "fire_alarm", "by": MARIA}, "not_your_permit"),
        ({"permit": CELEC, "inspection": "fire_alarm", "by": STRANGER}, "not_your_permit"),
        ({"permit": CELEC, "inspection": "fire_alarm", "by": SUMMIT}, "not_your_permit"),
        ({"permit": "NRE999999", "by": JAMES}, "unknown_permit"),
    ],
)
def test_who_gets_none(counter: Counter, asked: dict[str, Any], code: str) -> None:
    answer = link(counter, **asked)
    assert (answer.status_code, answer.json["code"]) == (409, code)
    assert counter.rows("select count(*) from calendar_links") == [(0,)]


def test_the_entry_itself_is_for_programs(counter: Counter) -> None:
    path = booked(counter).replace("/c/", "/v1/calendars/")
    assert counter.get(path, JAMES).status_code == 403
    assert counter.get(path, JAMES).json["code"] == "only_for_programs"
    for unknown in ("abcdefghjk", path.split("/")[-1].swapcase(), "x", "%00", "ñ" * 10, "' or 1=1"):
        answer = counter.get(f"/v1/calendars/{unknown}")
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_calendar")


def test_asking_leaves_its_trace_without_the_token(counter: Counter) -> None:
    token = booked(counter).removeprefix("/c/")
    (row,) = counter.rows("select action, allowed, asked from rulings where action = 'calendar'")
    assert row[:2] == ("calendar", 1)
    assert token not in str(row[2])


def invited(counter: Counter) -> list[tuple[Any, ...]]:
    asked = "select id, email, language, response, subject, attachment from notices where kind = 'invitation'"
    return sorted(counter.rows(asked + " order by id"))


def invitation(counter: Counter, row: tuple[Any, ...]) -> tuple[Calendar, Event]:
    attached = json.loads(row[5]) if isinstance(row[5], str) else row[5]
    assert (attached["name"], attached["type"]) == ("inspection.ics", "text/calendar")
    calendar = Calendar.from_ical(attached["text"])
    return calendar, calendar.events[0]


def by_email(counter: Counter, by: str | None = JAMES, **more: Any) -> Any:
    return counter.post("/v1/calendar-links", {"permit": NRE, "inspection": FINAL, "by": "email"}, by, **more)


def email_of(counter: Counter, phone: str) -> str:
    asked = f"select email from people join phones on phones.person_id = people.id where phone = '{phone}'"  # noqa: S608
    return str(counter.rows(asked)[0][0])


def test_by_email_it_comes_as_an_invitation_to_the_address_on_file(counter: Counter) -> None:
    path = booked(counter)
    assert invited(counter) == []
    assert by_email(counter).json == {"path": path, "by": "email"}
    assert by_email(counter).status_code == 201  # asked again: it is on its way already
    (row,) = invited(counter)
    assert row[1:5] == (email_of(counter, JAMES), "en", "utter_notice_invitation", "utter_notice_invitation_subject")
    assert len(row[0]) <= 64
    calendar, entry = invitation(counter, row)
    assert calendar["METHOD"] == "REQUEST"
    assert entry["UID"] == event(counter, path)["UID"]
    assert entry["ATTENDEE"] == f"mailto:{email_of(counter, JAMES)}"
    assert "ORGANIZER" in entry


def test_every_change_of_the_visit_sends_it_again(counter: Counter) -> None:
    booked(counter)
    by_email(counter)
    moved = {"permit": NRE, "inspections": [FINAL], "day": "2026-12-10", "half_day": "pm"}
    assert counter.post("/v1/moves", moved, JAMES).status_code == 201
    called_off = {"event": "visit_called_off", "permit": NRE, "inspection": FINAL, "reason": None}
    assert counter.post("/v1/events", called_off).status_code == 201
    assert counter.book(NRE, FINAL, day="2026-12-14", by=JAMES).status_code == 201
    entries = sorted((invitation(counter, row) for row in invited(counter)), key=lambda pair: pair[1]["SEQUENCE"])
    assert [calendar["METHOD"] for calendar, _ in entries] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert [entry["STATUS"] for _, entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert len({entry["UID"] for _, entry in entries}) == 1
    assert {row[3] for row in invited(counter)} == {"utter_notice_invitation", "utter_notice_invitation_withdrawn"}


def test_a_change_of_something_else_sends_nothing(counter: Counter) -> None:
    booked(counter)
    by_email(counter)
    cancelled = {"permit": CELEC, "inspections": ["fire_alarm"]}
    assert counter.post("/v1/cancellations", cancelled, QUICKWIRE).status_code == 201
    noted = {"permit": NRE, "inspections": [FINAL], "site_note": "Dog in the yard."}
    assert counter.post("/v1/notes", noted, JAMES, method="PUT").status_code == 200
    assert len(invited(counter)) == 1


def test_who_has_no_address_on_file_gets_a_refusal_and_programs_too(counter: Counter) -> None:
    booked(counter)
    with counter.backend.engine.begin() as connection:
        connection.exec_driver_sql("update people set email = null")
    for by in (JAMES, None):
        answer = by_email(counter, by)
        assert (answer.status_code, answer.json["code"]) == (409, "no_email_on_file")
    assert invited(counter) == []
    assert link(counter).status_code == 201


def test_two_who_ask_at_once_get_the_same(counter: Counter) -> None:
    booked(counter)
    with counter.backend.engine.begin() as connection:
        connection.exec_driver_sql("delete from calendar_links")
    answers = counter.all_at_once([lambda: link(counter)] * 12)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["path"] for answer in answers}) == 1
