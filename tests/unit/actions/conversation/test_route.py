"""Who answers: the open question has the first word, and a guess of the model yields to what the message says."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.conversation.memory import Asked, LastChange, Memory, Question, Task, Wish
from actions.conversation.route import Skill, route
from actions.conversation.turn import Turn
from actions.records import Account, Person
from actions.understanding.context import Context, InspectionName, KnownPermit
from actions.understanding.reading import read
from tests.service.actions.fakes import CITY, permit

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("America/New_York"))
HAVANA = permit("NRE261051", "10899 Havana Street", electrical_final="open")
ACCOUNT = Account(person=Person(name="James Carter", role="homeowner", language="en"), permits=(HAVANA,))
CONTEXT = Context(
    today=NOW.date(),
    language="en",
    catalogue=tuple(InspectionName(each.type, each.code, each.trade, each.name) for each in CITY.inspection_types),
    permit_shapes=CITY.permit_shapes,
    permits=(KnownPermit("NRE261051", "10899 Havana Street", ("electrical_final",)),),
)
IDLE = Memory(language="en")
CONFIRMING = Memory(
    language="en",
    task=Task.SCHEDULE,
    wish=Wish("NRE261051", ("electrical_final",), date(2026, 12, 4)),
    question=Question(Asked.CONFIRM, NOW, ruling="r1"),
)
CANCELLING = replace(CONFIRMING, task=Task.CANCEL)
BOOKED = replace(IDLE, last_change=LastChange("c1", Task.SCHEDULE, "NRE261051", ("electrical_final",)))


def routed(text: str, heard: Skill, memory: Memory, confidence: float = 0.9) -> Skill:
    reading = read(text, CONTEXT)
    return route(heard, Turn(reading, "", confidence, memory, ACCOUNT, CITY, NOW, "SM1", "en"))


@pytest.mark.parametrize(
    ("text", "heard", "memory", "answers"),
    [
        ("1", Skill.SCHEDULE, CONFIRMING, Skill.ANSWER),
        ("yes", Skill.GREET, CONFIRMING, Skill.ANSWER),
        ("no, thursday", Skill.POLICY, CONFIRMING, Skill.ANSWER),
        ("the plumbing instead", Skill.OUT_OF_SCOPE, CONFIRMING, Skill.ANSWER),
        ("what are your hours", Skill.POLICY, CONFIRMING, Skill.POLICY),
        ("cancel", Skill.CANCEL, CONFIRMING, Skill.STOP),
        ("cancel it", Skill.CANCEL, CANCELLING, Skill.ANSWER),
        ("never mind", Skill.STOP, CONFIRMING, Skill.STOP),
        ("?", Skill.HELP, CONFIRMING, Skill.ANSWER),
        ("thanks", Skill.THANK, CONFIRMING, Skill.THANK),
        ("electrical final friday", Skill.ANSWER, IDLE, Skill.SCHEDULE),
        ("NRE261051", Skill.ANSWER, IDLE, Skill.STATUS),
        ("?", Skill.HELP, IDLE, Skill.FALLBACK),
        ("why would i", Skill.ANSWER, IDLE, Skill.FALLBACK),
        ("este permiso no es mio", Skill.FALLBACK, IDLE, Skill.UNLINK),
        ("ese permiso ya no es mío", Skill.STATUS, IDLE, Skill.UNLINK),
        ("this permit is not mine", Skill.FALLBACK, IDLE, Skill.UNLINK),
        ("actually thursday", Skill.ANSWER, BOOKED, Skill.MOVE),
        ("can you do thursday instead", Skill.POLICY, BOOKED, Skill.MOVE),
        ("are you open thursday", Skill.POLICY, BOOKED, Skill.POLICY),
        ("CAN NRE261051 299", Skill.POLICY, IDLE, Skill.CANCEL),
        ("R NRE261051", Skill.ANSWER, IDLE, Skill.RESULTS),
    ],
)
def test_who_answers(text: str, heard: Skill, memory: Memory, answers: Skill) -> None:
    assert routed(text, heard, memory) is answers


@pytest.mark.parametrize(
    ("text", "heard", "answers"),
    [
        ("blorp", Skill.UNDO, Skill.FALLBACK),
        ("blorp", Skill.OUT_OF_SCOPE, Skill.FALLBACK),
        ("slab for friday", Skill.CANCEL, Skill.SCHEDULE),
        ("electrical final NRE261051 friday", Skill.BOOKED, Skill.SCHEDULE),
    ],
)
def test_a_guess_takes_nothing_back_and_sends_nobody_away(text: str, heard: Skill, answers: Skill) -> None:
    assert routed(text, heard, IDLE, confidence=0.35) is answers
