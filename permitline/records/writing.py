"""Writes rows as JSON lines or as CSV for a spreadsheet, and keeps half an export from looking like a whole one.

JSON lines are the exact record: one object a line, always with the keys of `Row`. In CSV a cell is changed where a
spreadsheet would act on it; docs/architecture.md says how, and how the words are got back.
"""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from json import dumps
from pathlib import Path
from typing import BinaryIO

from permitline.records.row import KEYS, Row
from permitline.refusing import CommandRefusedError

_LINE_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPLITS_LINES = re.compile(r"[\x7f\x85\u2028\u2029]")
_FORMULA = r"=+\-@\t＝＋－＠"
_BEGINS_A_FORMULA = re.compile(rf"\s*[{_FORMULA}]|'")
_BEGINS_ONE_BEHIND_A_DELIMITER = re.compile(rf"([,;|\t]\s*)(?=[{_FORMULA}])")
_SHOWN_LINE_BREAK = "⏎"


def write_json_lines(rows: Iterable[Row], out: BinaryIO) -> int:
    """Give how many. Characters at which some readers end a line are escaped."""
    count = 0
    for row in rows:
        line = dumps(row.as_json(), ensure_ascii=False)
        out.write(_SPLITS_LINES.sub(lambda found: f"\\u{ord(found.group()):04x}", line).encode() + b"\n")
        count += 1
    return count


def write_csv(rows: Iterable[Row], out: BinaryIO) -> int:
    """With a byte-order mark, without which Excel takes the accents for something else. Every cell is quoted."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(KEYS)
        count = 0
        for row in rows:
            writer.writerow([safe_cell(_as_text(value)) for value in row.as_json().values()])
            count += 1
        return count
    finally:
        with suppress(OSError, ValueError):  # what went wrong while writing is what counts
            text.detach()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, on one line.

    An apostrophe goes before a cell that begins like a formula (a phone number does: +1…) or with an apostrophe, and
    before what begins like one behind a delimiter, for spreadsheets that cut at another than ours. A line break shows
    as ⏎.
    """
    line = _LINE_BREAKS.sub(f" {_SHOWN_LINE_BREAK} ", text.replace("\x00", ""))
    inside = _BEGINS_ONE_BEHIND_A_DELIMITER.sub(r"\1'", line)
    return f"'{inside}" if _BEGINS_A_FORMULA.match(inside) else inside


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else dumps(value, ensure_ascii=False)


@contextmanager
def file_for(path: Path) -> Iterator[BinaryIO]:
    """A file that has its name only once it is whole; until then it is called ….part, and goes if anything fails.

    Raise `CommandRefusedError` where it cannot be written, a full disk included. Nobody but its owner can read it.
    """
    if path.exists():
        raise CommandRefusedError(f"{path} is there already, and an export replaces nothing: choose another name.")
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.rename(path)
    except OSError as error:
        raise CommandRefusedError(
            f"{path} could not be written ({error.strerror or error}). No part of it was left."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
