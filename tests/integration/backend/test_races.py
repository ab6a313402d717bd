"""Many at once: the last places are given once each, a key answers once, a locked database says so."""

import sqlite3
from functools import partial

from sqlalchemy import insert

from backend.demo import Fill
from backend.records.tables import inspections, permit_people, permits
from tests.integration.backend.counter import JAMES, QUICKWIRE, Counter

NRE, CELEC = "NRE261051", "CELEC26-00031"
TRIES = 200


def add_permits(counter: Counter, number: int) -> list[str]:
    """So many more permits of James's, each with an electrical final to book."""
    numbers = [f"NRE27{place:04}" for place in range(number)]
    (james,) = counter.rows(f"select person_id from phones where phone = '{JAMES}'")  # noqa: S608
    with counter.backend.engine.begin() as connection:
        for one in numbers:
            values = {"number": one, "address": "1 Main", "type": "Electrical", "status": "issued"}
            issued = counter.at("2026-11-20").date()
            permit_id = connection.execute(insert(permits).values(**values, issued_on=issued)).inserted_primary_key[0]  # type: ignore[index]
            connection.execute(insert(permit_people).values(permit_id=permit_id, person_id=james[0]))
            connection.execute(insert(inspections).values(permit_id=permit_id, position=0, type="electrical_final"))
    return numbers


def test_of_two_hundred_people_three_get_the_last_three_places(counter: Counter) -> None:
    counter.lay_out(Fill("electrical", counter.at("2026-12-08").date(), 5))
    numbers = add_permits(counter, TRIES)
    calls = [partial(counter.book, one, "electrical_final", day="2026-12-08", by=JAMES) for one in numbers]
    answers = counter.all_at_once(calls)
    assert sum(answer.status_code == 201 for answer in answers) == 3
    refused = [answer.json for answer in answers if answer.status_code != 201]
    assert {problem["code"] for problem in refused} == {"fully_booked"}
    assert counter.used("electrical", "2026-12-08") == 8
    assert counter.rows("select count(*) from visits where status = 'booked' and channel = 'sms'") == [(3,)]
    confirmations = [answer.json["inspections"][0]["confirmation"] for answer in answers if answer.status_code == 201]
    assert len(set(confirmations)) == 3


def test_an_inspection_is_booked_once_however_many_ask_at_once(counter: Counter) -> None:
    days = ["2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11"] * 5
    answers = counter.all_at_once([partial(counter.book, NRE, "electrical_final", day=day, by=JAMES) for day in days])
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
    assert {answer.json["code"] for answer in answers if answer.status_code == 409} == {"already_booked"}
    assert sum(counter.used("electrical", day) for day in set(days)) == 1


def test_twenty_with_one_key_get_the_same_answer(counter: Counter) -> None:
    same = partial(counter.book, NRE, "electrical_final", day="2026-12-08", by=JAMES, key="one-key")
    answers = counter.all_at_once([same] * 20)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert counter.used("electrical", "2026-12-08") == 1


def test_an_undo_happens_once_however_often_it_is_asked_at_once(counter: Counter) -> None:
    cancelled = counter.post("/v1/cancellations", {"permit": CELEC, "inspections": ["fire_alarm"]}, QUICKWIRE)
    undo = partial(counter.post, "/v1/undos", {"change": cancelled.json["change"]}, QUICKWIRE)
    answers = counter.all_at_once([undo] * 10)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
    assert counter.used("fire", "2026-12-04") == 1


def test_moves_to_and_fro_at_once_leave_one_place_taken(counter: Counter) -> None:
    days = ["2026-12-08", "2026-12-09"] * 10
    moves = [
        partial(counter.post, "/v1/moves", {"permit": CELEC, "inspections": ["fire_alarm"], "day": day}, QUICKWIRE)
        for day in days
    ]
    assert {answer.status_code for answer in counter.all_at_once(moves)} <= {201, 409}
    taken = [counter.used("fire", day) for day in ("2026-12-04", "2026-12-08", "2026-12-09")]
    assert sorted(taken) == [0, 0, 1]


def test_a_locked_database_answers_503_and_nothing_is_half_written(fresh_counter: Counter) -> None:
    counter = fresh_counter
    file = counter.backend.engine.url.database
    assert file
    with counter.backend.engine.connect() as connection:  # this connection stays in the pool, and waits less long
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES, key="while-locked")
        assert (locked.status_code, locked.mimetype) == (503, "application/problem+json")
        assert int(locked.headers["Retry-After"]) > 0
        assert counter.get(f"/v1/permits/{NRE}", JAMES).status_code == 200
        other.execute("ROLLBACK")
    assert counter.rows("select count(*) from idempotency_keys") == [(0,)]
    assert counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES, key="while-locked").status_code == 201


def test_the_demo_can_be_laid_out_afresh_while_people_book(counter: Counter) -> None:
    book = partial(counter.book, NRE, "electrical_final", day="2026-12-08", by=JAMES)
    answers = counter.all_at_once([book, book, counter.lay_out, book, book])
    assert {answer.status_code for answer in answers if answer is not None} <= {201, 409, 503}
    assert counter.inspection(CELEC, "fire_alarm")["status"] == "booked"
    assert counter.used("electrical", "2026-12-08") in (0, 1)
