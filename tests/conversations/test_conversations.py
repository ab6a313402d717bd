"""Whole conversations through the real programs: one file a kind and language, played by their first person's phone.

`{code}` in a text is the one that went to the phone of `code_of` by text message ("james after 1": the second one).

Replies are asserted by the names of their responses, not by their wording; `has` and `lacks` look for values, `records`
and `notes` for what stands in the records afterwards. `notice` is what the city says first (its words: `says`), and
`office` what it writes in the records.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conversations.telling import as_handed_over
from tests.system import RunningSystem

HERE = Path(__file__).parent
PHONES = {
    "maria": "+16785550101",
    "james": "+16785550102",
    "quick": "+16785550103",
    "summit": "+16785550104",
    "stranger": "+16785550199",
}
NOW = "2026-12-01T10:00"
_A_CODE_COMES_WITHIN = 30.0


def conversations() -> Iterator[Any]:
    for file in sorted(HERE.glob("*/*.yml")):
        for conversation in YAML(typ="safe").load(file):
            name = f"{file.parent.name}/{file.stem}: {conversation['name']}"
            yield pytest.param(conversation, id=name)


@pytest.mark.stack
@pytest.mark.parametrize("conversation", list(conversations()))
def test_conversation(system: RunningSystem, conversation: dict[str, Any]) -> None:
    system.reset(
        str(conversation.get("at", NOW)),
        laid_out_at=conversation.get("laid_out_at"),
        fills=conversation.get("fill", ()),
    )
    phone = PHONES[conversation["from"]]
    for step in conversation["talk"]:
        play(system, phone, step)


def play(system: RunningSystem, phone: str, step: dict[str, Any]) -> None:
    if "clock" in step:
        system.move_clock(str(step["clock"]))
    if "fill" in step:
        system.fill(step["fill"])
    if "office" in step:
        system.as_office(step["office"]["path"], step["office"]["asks"])
    if "notice" in step:
        words = system.hand_over(as_handed_over(system, phone, step["notice"]))
        for part in step.get("says", ()):
            assert part in words, words
    if "text" in step:
        answer = system.text(step_phone(phone, step), worded(system, step))
        said = f"{step['text']!r} was answered with:\n{answer.text}"
        check_responses(answer.responses, step["reply"], said)
        for words in step.get("has", ()):
            assert words in answer.text, said
        for words in step.get("lacks", ()):
            assert words not in answer.text, said
    for number, inspections in step.get("records", {}).items():
        for type_, expected in inspections.items():
            check_record(system.inspection(number, type_), expected)
    for number, notes in step.get("notes", {}).items():
        for type_, note in notes.items():
            assert system.inspection(number, type_)["site_note"] == note


def step_phone(phone: str, step: dict[str, Any]) -> str:
    """Whoever the conversation is with, unless the step says that somebody else texts."""
    return PHONES[step["from"]] if "from" in step else phone


def worded(system: RunningSystem, step: dict[str, Any]) -> str:
    text = str(step["text"])
    if "code_of" not in step:
        return text
    contact, *earlier = str(step["code_of"]).split(" after ")
    code = code_sent_to(system, PHONES[contact], int(earlier[0]) if earlier else 0)
    return text.replace("{code}", code).replace("{spaced}", f"{code[:3]} {code[3:]}")


def code_sent_to(system: RunningSystem, phone: str, earlier: int) -> str:
    """The six digits as the contact reads them; they come within moments, by the back end's courier."""
    give_up = time.monotonic() + _A_CODE_COMES_WITHIN
    while time.monotonic() < give_up:
        codes = [each["text"] for each in system.messages(phone) if each.get("purpose") == "code"]
        if len(codes) > earlier and (found := re.search(r"\b\d{6}\b", codes[earlier])):
            return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no code came to {phone}")


def check_responses(responses: tuple[str, ...], expected: list[str], said: str) -> None:
    """By name and in order; a last "*" stands for anything more."""
    if expected[-1] == "*":
        expected, responses = expected[:-1], responses[: len(expected) - 1]
    assert responses == tuple(f"utter_{name}" for name in expected), said


def check_record(inspection: dict[str, Any], expected: list[Any]) -> None:
    status, *rest = expected
    assert inspection["status"] == status
    if rest:
        day, half_day = rest
        assert inspection["date"] == str(day)
        assert inspection["half_day"] == half_day
        assert inspection["confirmation"]
