"""The ledger page by page: complete, in order of time, by phone, period, message, notice, permit and words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from bot.records import ledger
from bot.records.tables import MESSAGES
from tests.service.bot.conftest import JAMES, MARIA

BEARER = {"Authorization": "Bearer private"}


def pages(bench, kind: str = "messages", **asked):
    """Every row there is, page by page."""
    rows, after = [], None
    while True:
        answer = bench.client.post(f"/private/records/{kind}", json={**asked, "after": after}, headers=BEARER)
        assert answer.status_code == 200, answer.text
        rows += answer.json[kind]
        after = answer.json["after"]
        if after is None:
            return rows


def texts(rows) -> list[str]:
    return [row["text"] for row in rows]


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "ROWS_A_PAGE", 7)


def test_every_message_once_in_order_of_time(bench, small_pages) -> None:
    for number in range(25):
        bench.reply(f"message {number}", phone=JAMES if number % 3 else MARIA)
        bench.clock.go_on(seconds=1)
    rows = pages(bench)
    with bench.bot.database.read() as connection:
        assert len(rows) == connection.scalar(select(func.count()).select_from(MESSAGES)) == 50
    assert len({row["id"] for row in rows}) == 50
    assert rows == sorted(rows, key=lambda row: (row["at"], row["id"]))
    assert len(pages(bench, phone=MARIA)) == 18
    assert {row["phone"] for row in pages(bench, phone=MARIA)} == {MARIA}


def test_messages_that_come_in_meanwhile_neither_hide_nor_double_one(bench, small_pages) -> None:
    for number in range(20):
        bench.reply(f"early {number}")
    rows, after = [], None
    for number in range(100):
        answer = bench.client.post("/private/records/messages", json={"after": after}, headers=BEARER).json
        rows += answer["messages"]
        after = answer["after"]
        if after is None:
            break
        if number < 3:
            with ThreadPoolExecutor(3) as threads:
                list(threads.map(lambda n, place=number: bench.text(f"late {place} {n}", phone=MARIA), range(3)))
    seen = [row["id"] for row in rows]
    assert len(seen) == len(set(seen))
    assert [text for text in texts(rows) if text.startswith("early")] == [f"early {number}" for number in range(20)]


def test_by_period_the_beginning_counts_and_the_end_does_not(bench) -> None:
    noon = bench.clock.now()
    for number in range(3):
        bench.reply(f"message {number}")
        bench.clock.go_on(hours=1)
    since, until = (noon + timedelta(hours=hours) for hours in (1, 2))
    found = pages(bench, since=since.isoformat(), until=until.isoformat())
    assert texts(found) == ["message 1", "2: message 1"]


def test_by_words_in_any_case_and_without_accents(bench, small_pages) -> None:
    for number in range(20):
        bench.reply(f"nothing {number}")
    bench.reply("¿Dónde está el PORTÓN azul?")
    found = pages(bench, words="porton donde", phone=JAMES)
    assert texts(found) == ["¿Dónde está el PORTÓN azul?", "21: ¿Dónde está el PORTÓN azul?"]
    assert pages(bench, words="100%") == []


def test_by_message_with_the_replies_to_it(bench) -> None:
    bench.reply("one", sid="SMone")
    bench.reply("two", sid="SMtwo")
    bench.reply("three", sid="SMthree", phone=MARIA)
    assert texts(pages(bench, message_ids=["SMone", "SMthree"])) == ["one", "1: one", "three", "1: three"]
    assert texts(pages(bench, message_ids=["SMone", "SMthree"], phone=MARIA)) == ["three", "1: three"]
    assert pages(bench, message_ids=["SMnone"]) == []


def test_by_a_permit_that_is_named_however_it_is_written(bench) -> None:
    bench.reply("status of bres2026 0142")
    bench.reply("status of BRES2026-0143")
    assert texts(pages(bench, naming="BRES2026-0142")) == ["status of bres2026 0142", "1: status of bres2026 0142"]


def test_by_notice(bench) -> None:
    notice = {
        "notice": "n1", "phone": JAMES, "language": "en", "response": "utter_done_cancel",
        "values": {"what": "Footing", "address": "12 Oak St", "day": "Tuesday"},
    }  # fmt: skip
    assert bench.client.post("/private/notices", json=notice, headers=BEARER).status_code == 201
    bench.reply("hello")
    found = pages(bench, notices=["n1"])
    assert [(row["notice"], row["purpose"], row["direction"]) for row in found] == [("n1", "notice", "out")]


def test_a_message_tells_what_went_out_before_it(bench) -> None:
    bench.reply("hello")
    bench.reply("other", phone=MARIA)
    bench.reply("again")
    rows = pages(bench)
    assert {row["text"]: row["said_before"] for row in rows if row["direction"] == "in"} == {
        "hello": "", "other": "", "again": "1: hello",
    }  # fmt: skip
    assert {row["said_before"] for row in rows if row["direction"] == "out"} == {""}


def test_consent_by_phone_and_words(bench) -> None:
    bench.reply("STOP")
    bench.reply("alto", phone=MARIA)
    bench.clock.go_on(minutes=1)
    bench.reply("START")
    changes = pages(bench, "consent")
    assert [(row["phone"], row["change"], row["words"]) for row in changes] == [
        (JAMES, "stop", "STOP"), (MARIA, "stop", "alto"), (JAMES, "start", "START"),
    ]  # fmt: skip
    assert [row["change"] for row in pages(bench, "consent", phone=JAMES)] == ["stop", "start"]
    assert [row["phone"] for row in pages(bench, "consent", words="Alto")] == [MARIA]


def test_rows_of_one_moment_are_all_told(bench, small_pages) -> None:
    bench.reply("first")
    with bench.bot.database.write() as connection:
        row = connection.execute(select(MESSAGES).where(MESSAGES.c.text == "first")).one()._mapping
        copies = [{**row, "id": 1000 + n, "message_id": f"SMcopy{n}", "text": f"copy {n}"} for n in range(30)]
        connection.execute(insert(MESSAGES), copies)
    assert len(pages(bench)) == 32


@pytest.mark.parametrize(
    "asked",
    [None, [], "x", {"phone": "555"}, {"since": "2026-12-01T10:00"}, {"until": "soon"}, {"after": "2026"},
     {"after": "2026-12-01T10:00:00+00:00~x"}, {"naming": "a%"}, {"person": JAMES}, {"message_ids": "SM1"},
     {"message_ids": ["SM"] * 2001}, {"words": "x" * 201}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_without_repeating_it(bench, asked) -> None:
    for kind in ("messages", "consent"):
        answer = bench.client.post(f"/private/records/{kind}", json=asked, headers=BEARER)
        assert answer.status_code == 422
        assert "555" not in answer.json["error"]


@pytest.mark.parametrize("path", ["/private/records/messages", "/private/messages?phone=%2B16785550102"])
def test_a_database_that_does_not_answer_is_said_to_be_away(bench, path: str) -> None:
    with bench.bot.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE messages RENAME TO messages_gone")
    method = "POST" if "records" in path else "GET"
    answer = bench.client.open(path, method=method, json={} if method == "POST" else None, headers=BEARER)
    assert answer.status_code == 503
    assert "try again" in answer.json["error"]
