"""The grammar of today's text lines is understood as it is."""

from datetime import date

import pytest

from actions.understanding.context import Context, InspectionName
from actions.understanding.reading import read
from actions.understanding.text_grammar import Command, command_of
from tests.unit.actions.understanding.riverbend import CATALOGUE


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("S BLD200000 701 10/12", Command.SCHEDULE),
        ("S BLD200000 70110/12", Command.SCHEDULE),
        ("sched nre261051 299 12/8", Command.SCHEDULE),
        ("C CELEC26-00031 205", Command.CANCEL),
        ("CANC CELEC26-00031", Command.CANCEL),
        ("can 2501-0001", Command.CANCEL),
        ("RESCHED CELEC26-00031 205", Command.RESCHEDULE),
        ("R BRES2026-0142", Command.RESULT),
        ("results BRES2026-0142", Command.RESULT),
    ],
)
def test_lines_of_the_grammar(text: str, command: Command) -> None:
    assert command_of(text) is command


@pytest.mark.parametrize(
    "text",
    [
        "can you come tomorrow",
        "cancel my inspection",
        "schedule electrical final",
        "R",
        "",
        "can i cancel NRE261051",
        "s 12",
    ],
)
def test_plain_words_are_left_to_the_model(text: str) -> None:
    assert command_of(text) is None


def test_a_city_s_own_printed_example_lost_a_space() -> None:
    """Chandler AZ prints "S BLD200000 70110/12": code 701 on October 12."""
    chandler = Context(
        today=date(2026, 10, 1),
        language="en",
        catalogue=(*CATALOGUE, InspectionName("block_wall", "701", "building", {"en": "Block Wall", "es": "Barda"})),
        permit_shapes=(r"BLD\d{6}",),
    )
    for line in ("S BLD200000 70110/12", "sched bld200000 701 10/12"):
        found = read(line, chandler)
        assert command_of(line) is Command.SCHEDULE
        assert (found.permits, found.types) == (("BLD200000",), ("block_wall",))
        assert [each.day for each in found.dates.days] == [date(2026, 10, 12)]
