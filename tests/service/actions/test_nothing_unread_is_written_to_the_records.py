"""Random conversations against the real rules: whatever is written was read back just before and clearly agreed to."""

import os
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.actions.real_rules.counter import PHONES, Desk, Heard, open_desk, records_of
from tests.service.actions.real_rules.judging import Judge
from tests.service.actions.real_rules.messages import (
    ANSWERS,
    NUMBERS,
    Meanwhile,
    Message,
    Told,
    Turn,
    busy_conversations,
    conversations,
    told_conversations,
)
from tests.service.actions.real_rules.telling import tell

EXAMPLES = int(os.environ.get("PERMITLINE_TEST_CONVERSATIONS", "0"))
"""So many conversations a test, drawn anew each time. Without it: a few, and the same in every run."""


def drawing(usual: int) -> settings:
    return settings(
        max_examples=EXAMPLES or usual,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from open_desk(tmp_path_factory.mktemp("records"))


@drawing(150)
@given(said=st.sampled_from(sorted(PHONES)).flatmap(conversations))
def test_each_write_is_what_was_read_back_and_clearly_agreed_to(desk: Desk, said: list[Turn]) -> None:
    play(desk, said)


@drawing(70)
@given(said=busy_conversations(sorted(PHONES)))
def test_so_it_is_while_others_change_the_same_records(desk: Desk, said: list[Turn | Meanwhile]) -> None:
    play(desk, said)


@drawing(40)
@given(said=told_conversations(sorted(PHONES)))
def test_so_it_is_when_the_city_speaks_first(desk: Desk, said: list[Turn | Meanwhile | Told]) -> None:
    play(desk, said)


def request(person: str, text: str, intent: str) -> Turn:
    return Turn(person, Message(text, intent), Heard(text, intent))


def answer(person: str, text: str, *, intent: str = "affirm", confidence: float = 1.0) -> Turn:
    message = next(each for each in (*ANSWERS, *NUMBERS) if each.text == text)
    return Turn(person, message, Heard(text, intent, confidence))


FIRE_ALARM = 2
"""Its place among the visits that are booked at the start, by permit and type."""
FOUND: dict[str, list[Turn | Meanwhile]] = {
    "book it says yes to a cancellation": [
        request("quick", "cancel the fire alarm", "cancel_inspection"),
        answer("quick", "book it"),
    ],
    "cancel it says yes to a booking": [
        request("james", "electrical final NRE261051 friday", "schedule_inspection"),
        answer("james", "yes cancel it"),
    ],
    "move it says yes to a plan with a cancellation": [
        request("quick", "move the fire alarm to monday and cancel the electrical rough", "reschedule_inspection"),
        answer("quick", "yes move it"),
    ],
    "the last of 1 and 2 is 1": [
        request("james", "electrical final NRE261051 friday", "schedule_inspection"),
        answer("james", "the last one"),
    ],
    "the last of 1 and 2 is 1, for a plan": [
        request("james", "footing alder thursday and slab alder friday", "schedule_inspection"),
        answer("james", "the last one"),
    ],
    "a visit is cancelled on the day to which the office moved it": [
        request("quick", "cancel the fire alarm", "cancel_inspection"),
        Meanwhile("/v1/moves", which=FIRE_ALARM, days_ahead=9),
        answer("quick", "1"),
    ],
    "a visit is moved from the day to which the office moved it": [
        request("quick", "move the fire alarm to monday", "reschedule_inspection"),
        Meanwhile("/v1/moves", which=FIRE_ALARM, days_ahead=9),
        answer("quick", "1"),
    ],
    "one visit is moved and cancelled by one yes": [
        request("quick", "move the fire alarm to monday and cancel the fire alarm", "reschedule_inspection"),
        answer("quick", "1"),
    ],
    "a yes that the model takes for a note is one": [
        request("james", "electrical final NRE261051 friday", "schedule_inspection"),
        answer("james", "yes", intent="add_note", confidence=0.1),
    ],
}
"""What the random conversations found, as short as it gets."""


@pytest.mark.parametrize("said", FOUND.values(), ids=FOUND.keys())
def test_what_was_found(desk: Desk, said: list[Turn | Meanwhile]) -> None:
    play(desk, said)


def play(desk: Desk, said: Sequence[Turn | Meanwhile | Told]) -> None:
    desk.lay_out()
    talks = {person: desk.begin(person) for person in {one.person for one in said if not isinstance(one, Meanwhile)}}
    judges = {person: Judge(talk.city) for person, talk in talks.items()}
    happened: list[str] = []
    for one in said:
        if isinstance(one, Meanwhile):
            happened.append(happen(desk, one))
            continue
        if isinstance(one, Told):
            happened.append(tell(desk, talks[one.person], one))
            continue
        desk.counter.clock.time += timedelta(minutes=one.waits)
        try:
            step = talks[one.person].say(one.heard)
            happened.append(step.as_read())
            judges[one.person].judge(one.message, step)
        except Exception as error:
            error.add_note("\n".join((*happened, str(one))))
            raise


def happen(desk: Desk, meanwhile: Meanwhile) -> str:
    """Have it happen, and say what it was."""
    day = desk.counter.clock.time.date() + timedelta(days=meanwhile.days_ahead)
    booked = sorted(records_of(desk.counter).booked)
    if meanwhile.trade:
        desk.fill(meanwhile.trade, day, 12)
        return f"{day} fills up: {meanwhile.trade}"
    if not booked:
        return "nothing is booked that the office could change"
    permit, type_ = booked[meanwhile.which % len(booked)]
    asked = {"permit": permit, "inspections": [type_]}
    to = {"day": day.isoformat()} if meanwhile.path == "/v1/moves" else {}
    status = desk.counter.post(meanwhile.path, asked | to).status_code
    return f"the office: {meanwhile.path} {asked | to}: {status}"
