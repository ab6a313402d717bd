"""Adding a permit to a phone with a code to a contact on file, leaving it, and forgetting whose phone it is."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE, STRANGER, SUMMIT, Counter
from tests.integration.backend.linking import Linking

NRE, BRES, CELEC, MECH = "NRE261051", "BRES2026-0142", "CELEC26-00031", "CMECH26-00007"
RNEW = "RNEW26-00027"
OTHER_PHONE = "+16785550177"
DANA, NORA, MILLRACE = "+16785550105", "+16785550106", "+16785550107"


@pytest.fixture
def linking(counter: Counter) -> Linking:
    return Linking(counter)


def code_of(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]  # type: ignore[index]


def test_a_strange_phone_becomes_that_of_the_person_whose_contact_was_proved(linking: Linking) -> None:
    begun = linking.begin(NRE, STRANGER)
    assert begun.json["permit"] == NRE
    assert begun.json["contacts"] == [
        {"contact": 1, "kind": "text", "masked": "***-***-**02"},
        {"contact": 2, "kind": "email", "masked": "j****@e******.com"},
    ]
    link = begun.json["link"]
    sent = linking.send(link, 1, STRANGER)
    assert sent.json == {"link": link, "masked": "***-***-**02", "expires_at": "2026-12-01T10:10:00-05:00"}
    proved = linking.prove(link, linking.code(link), STRANGER)
    assert (proved.status_code, proved.json) == (
        200,
        {"permit": NRE, "address": "10899 Havana Street", "person": {"name": "James Carter", "role": "homeowner"}},
    )
    account = linking.counter.get("/v1/account", STRANGER).json
    assert account["person"]["name"] == "James Carter"
    assert {one["number"] for one in account["permits"]} == {NRE, "RNEW26-00010", "RROOF25-00318"}
    assert linking.counter.book(NRE, "electrical_final", day="2026-12-08", by=STRANGER).status_code == 201


def test_a_phone_of_someone_else_gets_the_permit_and_keeps_its_person(linking: Linking) -> None:
    proved = linking.through(CELEC, MARIA)
    assert proved.json["person"] == {"name": "Maria Lopez", "role": "homeowner"}
    permits = {one["number"] for one in linking.counter.get("/v1/account", MARIA).json["permits"]}
    assert permits == {BRES, "RPOOL26-00003", CELEC}
    assert linking.counter.get("/v1/account", QUICKWIRE).json["person"]["name"] == "Quickwire Electric LLC"


def test_the_code_goes_out_as_a_notice_in_the_language_of_the_contact(linking: Linking) -> None:
    link = linking.begin("RPOOL26-00003", STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    linking.send(link, 2, STRANGER)
    by_text, by_email = linking.notices()
    assert by_text == (
        f"code-{link}-1", "code", "waiting", MARIA, None, None, "es", "utter_notice_code",
        {"code": by_text[-1]["code"], "permit": "RPOOL26-00003", "phone": "***-***-**09"},
    )  # fmt: skip
    assert by_email[3:7] == (None, "maria@example.com", "utter_notice_code_subject", "es")
    assert by_text[-1]["code"] != by_email[-1]["code"]
    assert all(len(one[-1]["code"]) == 6 and one[-1]["code"].isdigit() for one in (by_text, by_email))


def test_a_permit_that_does_not_exist_is_answered_like_one_that_does_and_nothing_goes_out(linking: Linking) -> None:
    begun = linking.begin("NRE269999", STRANGER)
    assert begun.status_code == 201
    assert 1 <= len(begun.json["contacts"]) <= 4
    assert linking.begin("NRE269999", OTHER_PHONE).json["contacts"] == begun.json["contacts"]
    for _, link in (("real", linking.begin(NRE, STRANGER).json["link"]), ("decoy", begun.json["link"])):
        assert linking.send(link, 1, STRANGER).status_code == 201
        assert code_of(linking.prove(link, "000000", STRANGER)) == (409, "wrong_code")
    real, decoy = linking.counter.rows("select state, purpose, reason from notices order by made_at, state desc")
    assert (real, decoy) == (("waiting", "code", None), ("dropped", "code", "decoy"))


def test_of_a_decoy_no_code_is_right(linking: Linking) -> None:
    link = linking.begin("NRE269999", STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    linking.make_code(link, "123456")
    assert code_of(linking.prove(link, "123456", STRANGER)) == (409, "wrong_code")
    assert linking.counter.get("/v1/account", STRANGER).json["person"] is None


def test_who_is_on_the_permit_is_told_so(linking: Linking) -> None:
    assert code_of(linking.begin(NRE, JAMES)) == (409, "already_linked")
    assert linking.counter.rows("select count(*) from attempts") == [(0,)]


def test_a_code_lives_ten_minutes(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    linking.counter.set_clock("2026-12-01T10:09:59")
    assert code_of(linking.prove(link, "000000", STRANGER)) == (409, "wrong_code")
    linking.counter.set_clock("2026-12-01T10:10:00")
    assert code_of(linking.prove(link, linking.code(link), STRANGER)) == (409, "code_expired")


def test_a_code_is_good_for_one_phone_once(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    code = linking.code(link)
    assert linking.prove(link, code, OTHER_PHONE).status_code == 404
    assert linking.prove(link, f" {code[:3]}-{code[3:]}. ", STRANGER).status_code == 200
    assert code_of(linking.prove(link, code, STRANGER)) == (409, "code_expired")


def test_a_new_code_takes_the_place_of_the_one_before(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    first = linking.code(link)
    linking.send(link, 2, STRANGER)
    if first != linking.code(link):
        assert code_of(linking.prove(link, first, STRANGER)) == (409, "wrong_code")
    assert linking.prove(link, linking.code(link), STRANGER).status_code == 200


def test_after_five_wrong_answers_the_right_one_does_not_help(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    wrong = "111111" if linking.code(link) != "111111" else "222222"
    left = [
        linking.prove(link, each, STRANGER).json["facts"]["tries_left"] for each in (wrong, "x", wrong, "١٢٣٤٥٦", wrong)
    ]
    assert left == [4, 3, 2, 1, 0]
    assert code_of(linking.prove(link, linking.code(link), STRANGER)) == (409, "code_expired")


def test_the_same_request_again_gets_the_same_answer_and_counts_once(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER, key="a").json["link"]
    assert linking.begin(NRE, STRANGER, key="a").json["link"] == link
    assert linking.send(link, 1, STRANGER, key="b").json == linking.send(link, 1, STRANGER, key="b").json
    assert len(linking.notices()) == 1
    first = linking.prove(link, linking.code(link), STRANGER, key="c")
    again = linking.prove(link, linking.code(link), STRANGER, key="c")
    assert (first.status_code, again.status_code, again.json) == (200, 200, first.json)
    assert linking.counter.rows("select kind, count(*) from attempts group by kind order by kind") == [
        ("code", 1), ("link", 1), ("proof", 1),
    ]  # fmt: skip


def test_a_code_is_nowhere_but_in_the_notice_that_brings_it(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.send(link, 1, STRANGER)
    code = linking.code(link)
    linking.prove(link, code, STRANGER)
    tables = ("rulings", "idempotency_keys", "links", "link_contacts", "link_codes", "attempts", "phones")
    kept = [str(row) for table in tables for row in linking.counter.rows(f"select * from {table}")]  # noqa: S608
    assert kept
    assert not any(code in row for row in kept)


def test_a_link_of_another_phone_or_of_none_is_404(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    assert linking.send(link, 1, OTHER_PHONE).status_code == 404
    assert linking.send(link, 9, STRANGER).status_code == 404
    assert linking.send("0" * 24, 1, STRANGER).status_code == 404
    assert linking.prove("0" * 24, "123456", STRANGER).status_code == 404


def test_contacts_that_were_shown_an_hour_ago_are_asked_for_again(linking: Linking) -> None:
    link = linking.begin(NRE, STRANGER).json["link"]
    linking.counter.set_clock("2026-12-01T11:00")
    assert code_of(linking.send(link, 1, STRANGER)) == (409, "code_expired")


def test_a_person_leaves_a_permit_and_a_code_brings_them_back(linking: Linking) -> None:
    counter = linking.counter
    left = counter.post("/v1/unlinks", {"permit": NRE}, JAMES)
    assert (left.status_code, left.json) == (200, {"permit": NRE, "address": "10899 Havana Street"})
    assert NRE not in {one["number"] for one in counter.get("/v1/account", JAMES).json["permits"]}
    assert code_of(counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES)) == (409, "not_your_permit")
    assert counter.get(f"/v1/permits/{NRE}", JAMES).json["public"] is True
    assert code_of(counter.post("/v1/unlinks", {"permit": NRE}, JAMES)) == (409, "not_your_permit")
    assert counter.rows("select count(*) from permit_people where unlinked_at is not null") == [(1,)]


def test_who_left_a_permit_alone_comes_back_by_their_own_contact(linking: Linking) -> None:
    linking.counter.post("/v1/unlinks", {"permit": NRE}, JAMES)
    contacts = linking.begin(NRE, JAMES).json["contacts"]
    assert [one["masked"] for one in contacts] == ["***-***-**02", "j****@e******.com"]
    assert linking.through(NRE, JAMES).status_code == 200
    assert linking.counter.get(f"/v1/permits/{NRE}", JAMES).json["address"] == "10899 Havana Street"


def test_a_permit_that_everybody_left_has_only_decoys(linking: Linking) -> None:
    linking.counter.post("/v1/unlinks", {"permit": NRE}, JAMES)
    linking.begin(NRE, STRANGER)
    assert linking.counter.rows("select count(*) from link_contacts where person_id is not null") == [(0,)]


def test_one_of_two_leaves_and_comes_back_through_the_other_s_contact(linking: Linking) -> None:
    linking.counter.post("/v1/unlinks", {"permit": BRES}, MARIA)
    back = linking.through(BRES, MARIA)
    assert (back.status_code, back.json["person"]["name"]) == (200, "Maria Lopez")
    assert linking.counter.get(f"/v1/permits/{BRES}", MARIA).json["address"] == "17575 Peak Avenue"


def test_a_forgotten_phone_is_nobody_s_and_stays_a_contact(linking: Linking) -> None:
    counter = linking.counter
    assert counter.post("/v1/forgettings", {}, JAMES).json == {"forgotten": True}
    assert counter.get("/v1/account", JAMES).json["person"] is None
    assert code_of(counter.book(NRE, "electrical_final", day="2026-12-08", by=JAMES)) == (409, "not_your_permit")
    assert counter.post("/v1/forgettings", {}, JAMES).json == {"forgotten": False}
    proved = linking.through(NRE, JAMES)
    assert proved.json["person"]["name"] == "James Carter"
    assert counter.get("/v1/account", JAMES).json["person"]["name"] == "James Carter"


def test_a_phone_that_was_bound_by_a_code_is_no_contact(linking: Linking) -> None:
    """Else whoever proved one contact could become another person by it."""
    linking.through(NRE, STRANGER)
    contacts = linking.begin(NRE, OTHER_PHONE).json["contacts"]
    assert [one["masked"] for one in contacts] == ["***-***-**02", "j****@e******.com"]


def test_a_language_that_was_chosen_on_a_strange_phone_survives_its_binding(linking: Linking) -> None:
    linking.counter.post("/v1/account/language", {"language": "es"}, STRANGER, method="PUT")
    linking.through(NRE, STRANGER)
    assert linking.counter.get("/v1/account", STRANGER).json["person"]["language"] == "es"


def permits_of(counter: Counter, by: str) -> set[str]:
    return {one["number"] for one in counter.get("/v1/account", by).json["permits"]}  # type: ignore[index]


def test_office_staff_are_on_their_employer_s_permits_until_they_leave_one(linking: Linking) -> None:
    counter = linking.counter
    assert permits_of(counter, DANA) == {RNEW}
    assert counter.book(RNEW, "framing", day="2026-12-08", by=DANA).status_code == 201
    asked = {"permit": RNEW, "inspections": ["framing"]}
    assert counter.post("/v1/cancellations", asked, DANA).status_code == 201
    assert counter.post("/v1/unlinks", {"permit": RNEW}, DANA).status_code == 200
    assert permits_of(counter, DANA) == set()
    assert permits_of(counter, MILLRACE) == {RNEW}
    assert linking.through(RNEW, DANA).json["person"] == {"name": "Dana Reyes", "role": "office_staff"}
    assert permits_of(counter, DANA) == {RNEW}


def test_staff_lose_what_their_employer_leaves_and_keep_what_they_proved_themselves(linking: Linking) -> None:
    linking.counter.post("/v1/unlinks", {"permit": RNEW}, MILLRACE)
    assert permits_of(linking.counter, DANA) == set()
    linking.through(RNEW, DANA)
    linking.counter.post("/v1/unlinks", {"permit": RNEW}, MILLRACE)
    assert permits_of(linking.counter, DANA) == {RNEW}


def test_an_agent_books_and_takes_it_back_and_may_not_cancel(linking: Linking) -> None:
    counter, nora, permit = linking.counter, NORA, RNEW
    booked = counter.book(permit, "framing", day="2026-12-08", by=nora)
    assert booked.status_code == 201
    asked: dict[str, Any] = {"permit": permit, "inspections": ["framing"]}
    refused = counter.post("/v1/cancellations", asked, nora)
    assert (refused.status_code, refused.json["code"], refused.json["facts"]) == (
        409, "role_may_not", {"role": "agent", "action": "cancel"},
    )  # fmt: skip
    assert counter.post("/v1/moves", asked | {"day": "2026-12-09"}, nora).status_code == 201
    assert counter.post("/v1/notes", asked | {"site_note": "side gate"}, nora, method="PUT").status_code == 200
    again = counter.book(permit, "foundation_wall", day="2026-12-08", by=nora)
    assert counter.post("/v1/undos", {"change": again.json["change"]}, nora).status_code == 201


@pytest.mark.parametrize("path", ["links", "links/x/codes", "links/x/proofs", "unlinks", "forgettings"])
def test_only_a_phone_can_be_linked(sqlite_counter: Counter, path: str) -> None:
    bodies = {"links/x/codes": {"contact": 1}, "links/x/proofs": {"code": "123456"}, "forgettings": {}}
    assert sqlite_counter.post(f"/v1/{path}", bodies.get(path, {"permit": NRE})).status_code == 400


def test_summit_sees_nothing_of_this(linking: Linking) -> None:
    linking.through(NRE, STRANGER)
    permits = linking.counter.get("/v1/account", SUMMIT).json["permits"]
    assert {one["number"] for one in permits} == {MECH, "CBLD25-00090"}


def test_where_codes_went_is_not_kept_for_longer_than_it_counts(linking: Linking) -> None:
    """The masked contact stays, for whoever asks later what was shown."""
    linking.begin(NRE, STRANGER)
    linking.begin(NRE, OTHER_PHONE)
    assert linking.counter.rows("select count(*) from link_contacts where address is not null") == [(4,)]
    linking.counter.set_clock("2026-12-03T10:00")
    linking.begin(CELEC, STRANGER)
    kept = linking.counter.rows("select masked, address from link_contacts order by address, masked")
    assert [address for _, address in kept if address] == ["+16785550103", "office@quickwire.example"]
    assert len(kept) == 6
