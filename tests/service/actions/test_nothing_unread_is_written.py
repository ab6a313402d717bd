"""Random conversations: whatever is written was read back just before, by a message that was a clear yes."""

import asyncio
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.backend_client import Request
from actions.conversation.memory import Asked, Memory, Task
from actions.conversation.route import Skill
from tests.service.actions.fakes import FakeBackend, Talk, permit

PERMITS = (
    permit("NRE261051", "10899 Havana Street", electrical_final="open"),
    permit("RNEW26-00010", "208 Alder Court", electrical_rough="open", electrical_final="open", plumbing_final="open"),
    permit("CELEC26-00031", "900 Commerce Parkway", electrical_rough="booked", fire_alarm="booked"),
)
CLEAR_YES = {
    "1",
    "2",
    "3",
    "yes",
    "sí",
    "ok",
    "👍",
    "the second",
    "book it",
    "yes please",
    "cancel it",
    "sí, cancélela",
}
OTHER = [
    *("electrical final friday", "electrical final NRE261051 december 8", "plumbing final alder thursday morning"),
    *(
        "no, thursday",
        "the rough, not the final",
        "the other permit",
        "RNEW26-00010",
        "all the finals",
        "next thursday",
    ),
    *("cancel the fire alarm", "move the fire alarm to tuesday", "reschedule it", "cancel my inspection", "undo"),
    *("yes?", "1?", "2 works?", "yeah right", "thanks", "maybe", "no", "never mind", "what are your hours", "hm"),
    *("yes but thursday", "ok what about plumbing", "don't book it", "no la reserve", "add the plumbing final"),
    *("the 3rd", "el 3", "a las 2", "7", "asap", "in spanish please", "y si llueve?", "feb 30", "", "?"),
]
WRITES = {"book": Task.SCHEDULE, "cancel": Task.CANCEL, "move": Task.MOVE}
heard = st.sampled_from([skill for skill in Skill if skill is not Skill.UNDO])
messages = st.lists(
    st.tuples(st.sampled_from([*sorted(CLEAR_YES), *OTHER]), heard, st.floats(0, 1)), min_size=2, max_size=9
)


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(messages)
def test_each_write_is_what_was_read_back_and_clearly_agreed_to(talked: list[tuple[str, Skill, float]]) -> None:
    asyncio.run(play(talked))


async def play(talked: list[tuple[str, Skill, float]]) -> None:
    talk = Talk(FakeBackend(PERMITS))
    for text, skill, confidence in talked:
        before, written = talk.memory, len(talk.backend.written)
        await talk.say(text, skill, "affirm", confidence)
        new = talk.backend.written[written:]
        assert len(new) <= 1
        for action, request in new:
            assert text in CLEAR_YES, f"{text!r} wrote {request}"
            assert was_read_back(before, action, request), f"{request} was not read back: {before}"


def was_read_back(before: Memory, action: str, request: Request) -> bool:
    asked, wish = before.question, before.wish
    if asked is None or before.task is not WRITES[action] or asked.ruling != request.ruling:
        return False
    if (wish.permit, wish.inspections) != (request.permit, request.inspections):
        return False
    if asked.kind is Asked.CONFIRM:
        return (wish.day, wish.half_day) == (request.day, request.half_day)
    offered = [(date.fromisoformat(choice["day"]), choice["half_day"]) for choice in asked.choices]
    return asked.kind is Asked.OPENING and (request.day, request.half_day) in offered
