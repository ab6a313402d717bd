"""The grammar of today's text lines is understood as it is."""

import pytest

from actions.understanding.text_grammar import Command, command_of


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
