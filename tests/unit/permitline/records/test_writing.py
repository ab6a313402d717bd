"""What a spreadsheet gets, and what a reader of JSON lines gets."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permitline.records.row import KEYS, Kind, Row
from permitline.records.writing import file_for, safe_cell, write_csv, write_json_lines
from permitline.refusing import CommandRefusedError

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("electrical final tuesday", "electrical final tuesday"),
        ("+16785550102", "'+16785550102"),
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("  =1", "'  =1"),
        ("\r=1", " ⏎ =1"),
        ("＝1", "'＝1"),
        ("a,=1", "a,'=1"),
        ("a; +1", "a; '+1"),
        ("a|@x", "a|'@x"),
        ("tue or wed - whichever", "tue or wed - whichever"),
        ("call 678-555-0142", "call 678-555-0142"),
        ("'quoted'", "''quoted'"),
        ("one\ntwo\r\nthree", "one ⏎ two ⏎ three"),
        ("", ""),
    ],
)
def test_a_cell_that_no_spreadsheet_acts_on(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


def row(text: str) -> Row:
    return Row(NOON, Kind.MESSAGE, "1", "in", phone="+16785550102", text=text)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_words_make_one_line_a_row_and_no_formula(texts: list[str]) -> None:
    out = io.BytesIO()
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    assert write_csv((row(text) for text in texts), out) == len(texts)
    content = out.getvalue().decode("utf-8-sig")
    assert len(content.splitlines()) == len(texts) + 1
    for cells in csv.reader(io.StringIO(content, newline="")):
        assert len(cells) == len(KEYS)
        assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell]
        assert not [cell for cell in cells if cell[:1] in ("\t", "\r")]


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_words_come_back_from_json_lines_exactly(texts: list[str]) -> None:
    out = io.BytesIO()
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    write_json_lines((row(text) for text in texts), out)
    lines = out.getvalue().decode().splitlines()
    assert [json.loads(line)["text"] for line in lines] == texts
    assert all(tuple(json.loads(line)) == KEYS for line in lines)


def write_half(path: Path, failure: BaseException) -> None:
    with file_for(path) as out:
        out.write(b"half")
        assert [each.name for each in path.parent.iterdir()] == [f"{path.name}.part"]
        raise failure


def test_a_file_that_fails_half_way_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    with pytest.raises(CommandRefusedError, match="No space left"):
        write_half(path, OSError(28, "No space left on device"))
    with pytest.raises(KeyboardInterrupt):
        write_half(path, KeyboardInterrupt())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_export_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "record.jsonl.part").write_text("of an export that was killed")
    with file_for(tmp_path / "record.jsonl") as out:
        out.write(b"whole")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("record.jsonl", "whole")]
