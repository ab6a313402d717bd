"""Guessing ends soon, on both databases, also where many guess at once; a person's own permits are never in its way."""

from datetime import timedelta
from functools import partial

import pytest
from werkzeug.test import TestResponse

from tests.integration.backend.counter import JAMES, MARIA, STRANGER, Counter
from tests.integration.backend.linking import Linking

NRE = "NRE261051"
ASKED = {"action": "book", "inspections": ["electrical_final"], "day": "2026-12-08"}


@pytest.fixture
def linking(counter: Counter) -> Linking:
    return Linking(counter)


def phone(number: int) -> str:
    return f"+1678555{2000 + number}"


def is_too_many(answer: TestResponse) -> bool:
    return answer.status_code == 409 and answer.json["code"] == "too_many_tries"  # type: ignore[index]


def wrong_for(code: str) -> str:
    return "111111" if code != "111111" else "222222"


@pytest.mark.parametrize("by", [STRANGER, MARIA])
def test_after_ten_permits_of_others_in_an_hour_no_more_are_told_of(counter: Counter, by: str) -> None:
    """Whether they exist or not, looked at or asked about: what follows tells nothing any more."""
    for number in range(5):
        assert counter.get(f"/v1/permits/NRE26200{number}", by).status_code == 404
        assert counter.post("/v1/rulings", ASKED | {"permit": f"NRE26300{number}"}, by).status_code == 200
    for answer in (
        counter.get(f"/v1/permits/{NRE}", by),
        counter.get("/v1/permits/NRE269999", by),
        counter.post("/v1/rulings", ASKED | {"permit": NRE}, by),
        counter.post("/v1/rulings", ASKED | {"permit": "NRE269999"}, by),
        counter.book(NRE, "electrical_final", day="2026-12-08", by=by),
        counter.post("/v1/cancellations", {"permit": NRE, "inspections": ["electrical_final"]}, by),
        counter.post("/v1/notes", {"permit": NRE, "inspections": ["fire_alarm"], "site_note": "x"}, by, method="PUT"),
        counter.post("/v1/unlinks", {"permit": NRE}, by),
    ):
        assert is_too_many(answer)
        assert answer.json["facts"] == {"again_at": "2026-12-01T11:00:00-05:00"}  # type: ignore[index]


def test_the_same_permit_again_is_no_further_guess(counter: Counter) -> None:
    for _ in range(25):
        assert counter.get(f"/v1/permits/{NRE}", STRANGER).json["public"] is True
    assert counter.rows("select count(*) from attempts") == [(1,)]


def test_one_s_own_permits_are_never_limited(counter: Counter) -> None:
    for number in range(12):
        last = counter.get(f"/v1/permits/NRE2620{number:02d}", JAMES)
    assert is_too_many(last)
    for _ in range(15):
        assert counter.get(f"/v1/permits/{NRE}", JAMES).json["address"] == "10899 Havana Street"
    assert counter.post("/v1/rulings", ASKED | {"permit": NRE}, JAMES).json["allowed"] is True
    assert counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES).status_code == 201


def test_a_program_may_ask_for_as_many_as_it_likes(counter: Counter) -> None:
    answers = {counter.get(f"/v1/permits/NRE2620{number:02d}").status_code for number in range(20)}
    assert answers == {404}
    assert counter.rows("select count(*) from attempts") == [(0,)]


def test_the_limit_ends_by_itself_when_it_said_however_much_was_tried_meanwhile(counter: Counter) -> None:
    for number in range(10):
        counter.get(f"/v1/permits/NRE26200{number}", STRANGER)
    for minute in (10, 30, 59):
        counter.set_clock(f"2026-12-01T10:{minute}")
        assert is_too_many(counter.get(f"/v1/permits/{NRE}", STRANGER))
    counter.set_clock("2026-12-01T11:00")
    assert counter.get(f"/v1/permits/{NRE}", STRANGER).status_code == 200


def test_what_counts_no_more_is_forgotten(counter: Counter) -> None:
    counter.get(f"/v1/permits/{NRE}", STRANGER)
    counter.clock.time += timedelta(days=1, seconds=1)
    counter.get("/v1/permits/NRE262001", STRANGER)
    assert counter.rows("select permit from attempts") == [("NRE262001",)]


def test_forty_who_ask_at_once_from_one_phone_get_ten_answers(counter: Counter) -> None:
    asks = [partial(counter.get, f"/v1/permits/NRE2620{number:02d}", STRANGER) for number in range(40)]
    answers = counter.all_at_once(asks)
    assert sorted(answer.status_code for answer in answers) == [404] * 10 + [409] * 30


def test_twenty_wrong_codes_at_once_count_as_twenty(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    code = linking.code(link)
    answers = linking.counter.all_at_once([partial(linking.prove, link, wrong_for(code), STRANGER)] * 20)
    told = [(answer.json["code"], answer.json["facts"].get("tries_left")) for answer in answers]
    assert sorted(left for name, left in told if name == "wrong_code") == [0, 1, 2, 3, 4]
    assert [name for name, _ in told].count("code_expired") == 15
    assert linking.counter.rows("select tries from link_codes") == [(20,)]
    assert linking.prove(link, code, STRANGER).json["code"] == "code_expired"


def test_of_twenty_right_answers_at_once_one_binds(linking: Linking) -> None:
    """Five are looked at, one of those is the first."""
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    answers = linking.counter.all_at_once([partial(linking.prove, link, linking.code(link), STRANGER)] * 20)
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    assert linking.counter.get("/v1/account", STRANGER).json["person"]["name"] == "James Carter"


def test_the_same_right_answer_twenty_times_with_one_key_is_one_answer(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    proof = partial(linking.prove, link, linking.code(link), STRANGER, "one key")
    assert {answer.status_code for answer in linking.counter.all_at_once([proof] * 5)} == {200}


def test_five_links_an_hour_from_one_phone_also_at_once(linking: Linking) -> None:
    begins = [partial(linking.begin, f"NRE26300{number}", STRANGER) for number in range(10)]
    answers = linking.counter.all_at_once(begins)
    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [409] * 5


def test_a_permit_is_asked_for_by_ten_phones_a_day_and_who_is_on_it_is_not_kept_out(linking: Linking) -> None:
    for number in range(10):
        assert linking.begin(NRE, phone(number)).status_code == 201
    assert is_too_many(linking.begin(NRE, phone(10)))
    assert linking.begin("RNEW26-00010", phone(10)).status_code == 201
    assert linking.counter.get(f"/v1/permits/{NRE}", JAMES).json["address"] == "10899 Havana Street"
    assert linking.counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES).status_code == 201
    linking.counter.set_clock("2026-12-02T10:00")
    assert linking.begin(NRE, phone(10)).status_code == 201


def test_a_contact_gets_three_codes_an_hour_whoever_asks_and_through_whichever_permit(linking: Linking) -> None:
    for number, permit in enumerate((NRE, "RNEW26-00010", "RROOF25-00318")):
        link = linking.begin(permit, phone(number)).json["link"]
        assert linking.send(link, 1, phone(number)).status_code == 201
    link = linking.begin(NRE, phone(4)).json["link"]
    assert is_too_many(linking.send(link, 1, phone(4)))
    assert linking.send(link, 2, phone(4)).status_code == 201  # his e-mail is another contact
    assert len(linking.notices()) == 4


def test_a_decoy_is_limited_like_a_contact(linking: Linking) -> None:
    """Else the fourth code would tell which it is."""
    for number in range(3):
        link = linking.begin("NRE269999", phone(number)).json["link"]
        assert linking.send(link, 1, phone(number)).status_code == 201
    link = linking.begin("NRE269999", phone(4)).json["link"]
    assert is_too_many(linking.send(link, 1, phone(4)))


def test_ten_at_once_send_three_codes_to_one_contact(linking: Linking) -> None:
    links = [linking.begin(NRE, phone(number)).json["link"] for number in range(10)]
    sends = [partial(linking.send, link, 1, phone(number)) for number, link in enumerate(links)]
    answers = linking.counter.all_at_once(sends)
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 7
    assert len(linking.notices()) == 3


def test_fifteen_answers_a_day_from_one_phone(linking: Linking) -> None:
    looked_at = 0
    for number, permit in enumerate((NRE, "CELEC26-00031", "RPOOL26-00003", "CBLD25-00090")):
        linking.counter.set_clock(f"2026-12-01T{10 + number}:00")
        link = linking.begin(permit, STRANGER).json["link"]
        linking.send(link, 1, STRANGER)
        for _ in range(5):
            answer = linking.prove(link, wrong_for(linking.code(link)), STRANGER)
            looked_at += answer.json["code"] == "wrong_code"
    assert looked_at == 15
    assert is_too_many(answer)


def test_strangers_who_guess_and_people_who_book_do_not_wait_for_each_other_for_ever(linking: Linking) -> None:
    counter = linking.counter
    calls = [
        call
        for number in range(5)
        for call in (
            partial(counter.book, NRE, "electrical_final", day="2026-12-08", by=JAMES),
            partial(counter.book, NRE, "electrical_final", day="2026-12-08", by=phone(number)),
            partial(linking.begin, NRE, phone(number)),
            partial(counter.post, "/v1/unlinks", {"permit": NRE}, phone(number)),
        )
    ] + [partial(linking.through, NRE, phone(20 + number)) for number in range(3)]
    answers = counter.all_at_once(calls)
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    assert counter.used("electrical", "2026-12-08") == 1
