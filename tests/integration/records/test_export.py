"""`permitline records export` and `search` against both programs: complete, in order, masked; what fails says so."""

import csv
import io
import json
import os
import random
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from backend.records.tables import notices
from bot.records import ledger
from permitline.records.row import KEYS
from tests.integration.backend.counter import JAMES, MARIA, QUICKWIRE
from tests.integration.records.conftest import Town

NRE, CELEC, BRES = "NRE261051", "CELEC26-00031", "BRES2026-0142"


def exported(town: Town, *words: str) -> list[dict[str, Any]]:
    """By a file: the programs of these tests log to the same output."""
    out = Path(town.environ["PERMITLINE_STATE_DIR"]) / f"export-{uuid4().hex}.jsonl"
    result = town.command("export", *words, "--out", str(out))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in out.read_text().splitlines()]


def told(rows: list[dict[str, Any]], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in rows]


def talk_at_random(town: Town, seed: int, turns: int) -> None:
    chance = random.Random(seed)
    for _ in range(turns):
        phone = chance.choice([JAMES, MARIA, QUICKWIRE, "+16785550199"])
        permit = chance.choice([NRE, CELEC, BRES, "NRE999999"])
        asks = f"{permit} electrical_final 2026-12-08"
        town.text(chance.choice([asks, "hello", "STOP", "START", f"status {permit}", "gate code 5521"]), phone)
        town.wait(seconds=chance.choice([0, 1, 3600]))


@pytest.mark.parametrize("seed", [1, 2])
def test_an_export_has_every_row_of_every_table_once(town: Town, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "ROWS_A_PAGE", 9)
    talk_at_random(town, seed, 40)
    rows = exported(town, "--from", "2026-01-01")
    in_tables = {
        "message": town.bot_rows("select count(*) from messages")[0][0],
        "consent": town.bot_rows("select count(*) from consent")[0][0],
        "ruling": town.counter.rows("select count(*) from rulings")[0][0],
    }
    kinds = [row["kind"] for row in rows]
    assert {kind: kinds.count(kind) for kind in in_tables} == in_tables
    assert len(rows) == sum(in_tables.values()) == len({(row["kind"], row["id"]) for row in rows})
    moments = [datetime.fromisoformat(row["at"]) for row in rows]
    assert moments == sorted(moments)
    assert {row["at"][-6:] for row in rows} == {"-05:00"}
    for phone in (JAMES, MARIA):
        assert exported(town, "--person", phone) == [row for row in rows if row["phone"] == phone]
    assert all(tuple(row) == KEYS for row in rows)


def test_of_a_permit_the_rulings_what_led_to_them_the_replies_and_what_names_it(town: Town) -> None:
    town.text(f"{NRE} electrical_final 2026-12-08", JAMES)
    town.wait(minutes=1)
    town.text("hello", JAMES)
    town.text(f"{CELEC} electrical_final 2026-12-08", QUICKWIRE)
    town.wait(minutes=1)
    town.text("what about nre 261051?", MARIA)
    town.wait(minutes=1)
    town.counter.book(NRE, "electrical_final", day="2026-12-08")
    rows = exported(town, "--permit", NRE.lower())
    assert told(rows, "kind", "what", "phone") == [
        ("message", "in", JAMES),
        ("message", "out", JAMES),
        ("ruling", "book", JAMES),
        ("message", "in", MARIA),
        ("message", "out", MARIA),
        ("ruling", "book", None),
        ("change", "book", None),
    ]
    assert rows[0]["message_id"] == rows[2]["message_id"]
    assert rows[1]["in_reply_to"] == rows[0]["id"]
    assert told(exported(town, "--permit", NRE, "--person", JAMES), "kind") == [("message",), ("message",), ("ruling",)]


def test_a_notice_about_a_permit_comes_with_its_message(town: Town) -> None:
    notice = {
        "notice": "result-7", "phone": JAMES, "language": "en", "response": "utter_done_cancel",
        "values": {"what": "Footing", "address": "12 Oak St", "day": "Tuesday"},
    }  # fmt: skip
    bearer = {"Authorization": f"Bearer {town.environ['PERMITLINE_BOT_TOKEN']}"}
    assert town.app.test_client().post("/private/notices", json=notice, headers=bearer).status_code == 201
    permit_id = town.counter.rows(f"select id from permits where number = '{NRE}'")[0][0]  # noqa: S608
    now = town.counter.clock.time
    with town.counter.backend.engine.begin() as connection:
        connection.execute(
            insert(notices).values(
                id="result-7", kind="results", permit_id=permit_id, phone=JAMES, language="en", choices=[],
                response="utter_done_cancel", worded_with=notice["values"], purpose="notice", made_at=now,
                state="handed_over", due_at=now,
            )
        )  # fmt: skip
    rows = exported(town, "--permit", NRE)
    assert told(rows, "kind", "what") == [("message", "out"), ("notice", "results")]
    assert rows[0]["details"]["notice"] == rows[1]["id"] == "result-7"


def test_a_period_is_of_whole_days_of_the_city(sqlite_town: Town) -> None:
    town = sqlite_town
    for time in ("2026-11-30T23:59", "2026-12-01T00:00", "2026-12-01T23:59", "2026-12-02T00:00"):
        town.counter.set_clock(time)
        town.text(time, JAMES)
    rows = exported(town, "--from", "2026-12-01", "--to", "2026-12-01")
    assert [row["text"] for row in rows if row["what"] == "in"] == ["2026-12-01T00:00", "2026-12-01T23:59"]


def test_codes_are_masked_and_cannot_be_searched_for(sqlite_town: Town) -> None:
    town = sqlite_town
    town.text("final for NRE261051 on 12/8, gate code 5521", JAMES)
    town.text("I have a gate", MARIA)
    town.text("5521", MARIA)
    rows = exported(town, "--from", "2026-01-01")
    assert "5521" not in json.dumps(rows)
    assert rows[0]["text"] == "final for NRE261051 on 12/8, gate code ****"
    assert [row["text"] for row in rows if row["phone"] == MARIA][2] == "****"
    shown = town.command("search", "--words", "GATE code 261051").stdout
    assert "gate code ****" in shown
    assert town.command("search", "--words", "5521").stdout == "Nothing was found.\n"


def test_the_inspector_still_gets_the_code(sqlite_town: Town) -> None:
    note = {"permit": CELEC, "inspections": ["electrical_rough"], "site_note": "gate code 5521"}
    assert sqlite_town.counter.post("/v1/notes", note, QUICKWIRE, method="PUT").status_code == 200
    exported(sqlite_town, "--permit", CELEC)
    assert sqlite_town.counter.inspection(CELEC, "electrical_rough")["site_note"] == "gate code 5521"


def test_in_a_spreadsheet_no_cell_is_a_formula_and_every_row_is_one_line(sqlite_town: Town, tmp_path: Path) -> None:
    town = sqlite_town
    for body in ('=HYPERLINK("http://x","y")', "+1+1", "-2;=cmd|' /C calc'!A0", "@SUM(A1)", "two\nlines", "a, b", "'x"):
        town.text(body, JAMES)
        town.wait(seconds=1)
    out = tmp_path / "record.csv"
    result = town.command("export", "--person", JAMES, "--format", "csv", "--out", str(out))
    assert (result.exit_code, result.stderr) == (0, f"15 rows in {out}.\n")
    content = out.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 16
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == KEYS
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert {row["phone"] for row in rows} == {f"'{JAMES}"}
    texts = [row["text"] for row in rows if row["what"] == "in"]
    assert texts[2] == "'-2;'=cmd|' /C calc'!A0"
    assert [texts[4], texts[5], texts[6]] == ["two ⏎ lines", "a, b", "''x"]
    assert out.stat().st_mode & 0o077 == 0


def test_an_export_while_messages_come_in_loses_and_doubles_none(
    sqlite_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = sqlite_town
    monkeypatch.setattr(ledger, "ROWS_A_PAGE", 5)
    for number in range(15):
        town.text(f"before {number}", JAMES)
    asked, page = [], ledger.page_of_messages

    def and_one_comes_in(*arguments: Any) -> Any:
        asked.append(1)
        if len(asked) < 5:
            town.text(f"meanwhile {len(asked)}", MARIA)
        return page(*arguments)

    monkeypatch.setattr("bot.web.records.page_of_messages", and_one_comes_in)
    rows = exported(town, "--from", "2026-01-01")
    ids = [row["id"] for row in rows if row["kind"] == "message"]
    assert len(ids) == len(set(ids)) >= 30
    assert {f"before {number}" for number in range(15)} <= {row["text"] for row in rows}


def test_a_period_the_wrong_way_round_a_day_that_is_none_and_nothing_asked(sqlite_town: Town) -> None:
    town = sqlite_town
    for words, reason in (
        (["--from", "2026-12-02", "--to", "2026-12-01"], "lies before"),
        (["--from", "yesterday"], "is no day such as 2026-11-30"),
        (["--person", "555"], "is no phone number"),
        (["--permit", "%"], "is no permit number"),
        ([], "Say what to export"),
    ):
        result = town.command("export", *words)
        assert (result.exit_code, reason in result.output) == (2, True), result.output


def test_an_unknown_permit_is_refused_unless_somebody_asked_about_it(sqlite_town: Town, tmp_path: Path) -> None:
    town = sqlite_town
    result = town.command("export", "--permit", "NRE999999", "--out", str(tmp_path / "x"))
    assert result.exit_code == 1
    assert "No permit NRE999999 is on file" in result.output
    assert not (tmp_path / "x").exists()
    town.text("NRE999999 electrical_final 2026-12-08", JAMES)
    assert told(exported(town, "--permit", "NRE999999"), "kind", "state")[2] == ("ruling", "unknown_permit")


def test_a_program_that_is_away_leaves_no_file(sqlite_town: Town, tmp_path: Path) -> None:
    town = sqlite_town
    town.text("hello", JAMES)
    out = tmp_path / "record.jsonl"
    for port, name in (("PERMITLINE_BACKEND_PORT", "back end"), ("PERMITLINE_BOT_PORT", "bot")):
        result = town.command("export", "--person", JAMES, "--out", str(out), **{port: "9"})
        assert (result.exit_code, f"the {name} is not running" in result.output) == (1, True), result.output
    result = town.command("export", "--person", JAMES, PERMITLINE_BOT_TOKEN="another")
    assert "refuses PERMITLINE_BOT_TOKEN" in result.output
    assert list(tmp_path.glob("record*")) == []


def test_an_export_replaces_no_file(sqlite_town: Town, tmp_path: Path) -> None:
    out = tmp_path / "record.jsonl"
    out.write_text("the one of yesterday")
    result = sqlite_town.command("export", "--person", JAMES, "--out", str(out))
    assert "is there already" in result.output
    assert out.read_text() == "the one of yesterday"
    result = sqlite_town.command("export", "--person", JAMES, "--out", str(tmp_path / "no" / "folder"))
    assert "could not be written (No such file or directory)" in result.output


def test_a_full_disk_leaves_no_part_of_an_export(sqlite_town: Town, tmp_path: Path) -> None:
    """No file may grow beyond 4 kB for this process, as on a disk that has no more room."""
    town = sqlite_town
    for number in range(20):
        town.text(f"message {number}", JAMES)
    permitline = str(Path(sys.executable).with_name("permitline"))
    out = tmp_path / "record.jsonl"
    command = f"ulimit -f 4; trap '' XFSZ; exec {permitline} records export --person {JAMES} --out {out}"
    result = subprocess.run(["bash", "-c", command], env=full_environ(town), capture_output=True, text=True)
    assert result.returncode == 1
    assert "could not be written (File too large)" in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.glob("record*")) == []
    with Path("/dev/full").open("w") as no_room:
        command = [permitline, "records", "export", "--person", JAMES]
        full = subprocess.run(command, env=full_environ(town), stdout=no_room, stderr=subprocess.PIPE, text=True)
    assert (full.returncode, full.stderr) == (1, "The export could not be written: No space left on device.\n")


def full_environ(town: Town) -> dict[str, str]:
    return {**os.environ, **town.environ}


def test_a_search_shows_the_first_rows_in_words(sqlite_town: Town) -> None:
    town = sqlite_town
    town.text(f"{NRE} electrical_final 2026-12-05", JAMES)
    town.counter.book(NRE, "electrical_final", day="2026-12-08")
    lines = town.command("search", "--permit", NRE).stdout.splitlines()
    assert lines[0] == f"2026-12-01 10:00:00  message in      {JAMES}  {NRE} electrical_final 2026-12-05"
    assert f"{JAMES} {NRE}  electrical_final on 2026-12-05: not_a_working_day" in "\n".join(lines)
    assert lines[-1].endswith(f"change  book    {NRE}  electrical_final to 2026-12-08")
    assert "There is more" in town.command("search", "--permit", NRE, "--limit", "1").stdout
