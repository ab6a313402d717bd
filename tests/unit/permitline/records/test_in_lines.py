"""A row of the public record, as a search shows it."""

from datetime import UTC, datetime

import pytest

from permitline.records.in_lines import line_of
from permitline.records.row import Kind, Row


@pytest.mark.parametrize(
    ("what", "state", "end"),
    [
        ("in", "answered", "Hello"),
        ("out", "returned", "Hello"),
        ("out", "sent", "Hello"),
        ("out", "queued", "Hello (queued)"),
        ("out", "dead", "Hello (dead)"),
        ("out", "suppressed", "Hello (suppressed)"),
        ("in", "too_many", "Hello (too_many)"),
    ],
)
def test_a_message_that_reached_nobody_yet_says_so(what: str, state: str, end: str) -> None:
    row = Row(datetime(2026, 12, 1, 15, tzinfo=UTC), Kind.MESSAGE, "1", what, state, "+16785550102", text="Hello")
    assert line_of(row).endswith(f"+16785550102  {end}")
