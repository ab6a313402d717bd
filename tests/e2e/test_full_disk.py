"""The disk is full under one program: nothing is promised that was not stored, and it goes on when there is room."""

import httpx

from tests.e2e.apart import ProgramsApart
from tests.e2e.records import all_visits, changes_of, check_nothing_half_written
from tests.e2e.texting import (
    JAMES,
    MARIA,
    OFFICE,
    TUESDAY_PLEASE,
    check_nothing_lost,
    send,
    state_of,
    wait_for_answer,
)
from tests.twin.client import eventually

FEES = {"permit": "CMECH26-00007", "address": "900 Commerce Parkway"}


def hand_over(apart: ProgramsApart, notice: str) -> httpx.Response:
    content = {"notice": notice, "phone": MARIA, "language": "en", "response": "utter_notice_ready", "values": FEES}
    token = {"Authorization": f"Bearer {apart.environ['PERMITLINE_BOT_TOKEN']}"}
    url = f"http://127.0.0.1:{apart.environ['PERMITLINE_BOT_PORT']}/private/notices"
    return httpx.post(url, json=content, headers=token, timeout=30)


def test_the_bot_says_that_it_could_not_save_the_message_and_takes_it_later(apart: ProgramsApart) -> None:
    with apart.disk_full("bot"):
        refused = send(apart, JAMES, TUESDAY_PLEASE)
        assert hand_over(apart, "full-disk").status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert apart.messages(JAMES) == []
    assert "could not be saved" in refused
    assert OFFICE in refused
    assert "Tuesday, December 8" in send(apart, JAMES, TUESDAY_PLEASE)
    assert hand_over(apart, "full-disk").status_code == httpx.codes.CREATED
    apart.twin.phone(MARIA).wait_for("can be booked")
    check_nothing_lost(apart, JAMES, not_recorded=[refused])
    assert apart.twin.phone(MARIA).times("can be booked") == 1


def test_a_yes_while_the_records_have_no_room_is_carried_out_once_they_have(apart: ProgramsApart) -> None:
    send(apart, JAMES, TUESDAY_PLEASE)
    before = all_visits(apart)
    with apart.disk_full("backend"):
        apology = send(apart, JAMES, "1", "SMyes")
        assert "as soon as it is back" in apology
        assert OFFICE in apology
        assert all_visits(apart) == before
        assert state_of(apart, JAMES, "SMyes") == "waiting"
    confirmation = wait_for_answer(apart, JAMES, "SMyes")["text"]
    eventually(lambda: apart.inspection("NRE261051", "electrical_final")["status"] == "booked")
    assert apart.inspection("NRE261051", "electrical_final")["confirmation"] in confirmation
    assert changes_of(apart, "NRE261051") == ["book"]
    check_nothing_half_written(apart)
    check_nothing_lost(apart, JAMES)
