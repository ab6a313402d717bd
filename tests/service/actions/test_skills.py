"""The skills through fakes: what is asked, what is read back, and that nothing else is ever written."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.backend_client import Request
from actions.conversation.memory import Asked, Memory
from actions.conversation.route import Skill
from actions.records import Opening, PermitView, Problem, Refusal, Ruling, RulingItem
from tests.service.actions.fakes import FakeBackend, Talk, permit, responses

HAVANA = permit("NRE261051", "10899 Havana Street", electrical_final="open")
ALDER = permit("RNEW26-00010", "208 Alder Court", electrical_rough="open", electrical_final="open")
PARKWAY = permit("CELEC26-00031", "900 Commerce Parkway", electrical_rough="booked", fire_alarm="booked")


def refused(code: str, **facts: object) -> Ruling:
    item = RulingItem(type="electrical_final", allowed=False, refusal=Refusal(code=code, facts=facts))
    openings = (Opening(day=date(2026, 12, 3)), Opening(day=date(2026, 12, 4)))
    return Ruling(ruling="r9", allowed=False, permit="NRE261051", items=(item,), openings=openings)


def test_one_message_with_everything_is_read_back_and_nothing_is_written() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say("electrical final friday", Skill.SCHEDULE)
        assert responses(reply) == ["read_back_schedule", "ask_schedule"]
        assert reply.says[0].values["day"] == "Friday, December 4"
        assert talk.backend.written == []

    asyncio.run(talk())


def test_a_yes_writes_what_was_read_back_once_with_the_ruling_and_the_message_as_its_key() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("electrical final friday", Skill.SCHEDULE)
        reply = await talk.say("yes", Skill.ANSWER, "affirm")
        assert responses(reply) == ["done_schedule", "confirmation", "undo_schedule"]
        expected = Request("NRE261051", ("electrical_final",), date(2026, 12, 4), None, "r1")
        assert talk.backend.written == [("book", expected)]
        assert talk.backend.keys == ["SM2:schedule"]

    asyncio.run(talk())


@pytest.mark.parametrize("words", ["hm", "thanks", "why?", "what is that", "yes but is it free?", "maybe", "👀"])
def test_what_is_no_clear_yes_writes_nothing(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("electrical final friday", Skill.SCHEDULE)
        await talk.say(words, Skill.ANSWER, "affirm")
        assert talk.backend.written == []

    asyncio.run(talk())


def test_a_refusal_about_the_day_offers_openings_and_a_number_books_one() -> None:
    async def talk() -> None:
        backend = FakeBackend((HAVANA,), ruling=lambda _action, _request: refused("fully_booked", day="2026-12-04"))
        talk = Talk(backend)
        reply = await talk.say("electrical final friday", Skill.SCHEDULE)
        assert responses(reply) == ["refusal_fully_booked", "offer_schedule"]
        assert reply.says[1].choices == ("Thursday, December 3", "Friday, December 4")
        await talk.say("2", Skill.ANSWER, "choose_option")
        assert backend.written[0][1].day == date(2026, 12, 4)
        assert backend.written[0][1].ruling == "r9"

    asyncio.run(talk())


def test_a_refusal_of_the_whole_permit_ends_the_task() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,), ruling=lambda _action, _request: refused("fees_due", amount="12378.46")))
        reply = await talk.say("electrical final friday", Skill.SCHEDULE)
        assert responses(reply) == ["refusal_fees_due"]
        assert reply.says[0].values["amount"] == "$12,378.46"
        assert talk.memory.task is None

    asyncio.run(talk())


@pytest.mark.parametrize("own", [(), (HAVANA,)], ids=["a stranger", "somebody with a permit of their own"])
def test_someone_else_s_permit_without_an_inspection_is_refused_before_any_rule_is_asked(
    own: tuple[PermitView],
) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend(own, ruling=nothing_can_be_ruled))
        reply = await talk.say("book an inspection for CELEC26-00031 friday", Skill.SCHEDULE)
        assert responses(reply) == ["refusal_not_your_permit", "ask_offer_link"]
        assert reply.says[0].values["number"] == "CELEC26-00031"
        assert talk.backend.written == []

    asyncio.run(talk())


def test_nor_is_a_permit_that_does_not_exist() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,), ruling=nothing_can_be_ruled, unknown=("BRES2026-9999",)))
        reply = await talk.say("book an inspection for BRES2026-9999 friday", Skill.SCHEDULE)
        assert responses(reply) == ["refusal_unknown_permit", "ask_offer_link"]
        assert reply.says[0].values["number"] == "BRES2026-9999"

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("words", "heard", "intent"),
    [
        ("what is booked on BRES2026-9999", Skill.BOOKED, "ask_booked"),
        ("is the fire alarm booked on BRES2026-9999?", Skill.BOOKED, "ask_booked"),
        ("send me a calendar link for BRES2026-9999", Skill.CALENDAR, "calendar"),
        ("fees due on BRES2026-9999?", Skill.ELSEWHERE, "pay_fees"),
    ],
)
def test_a_question_about_a_permit_of_others_is_not_answered_from_ones_own(
    words: str, heard: Skill, intent: str
) -> None:
    """Else "no fees are due" and "nothing is booked" would be read as said of that permit."""

    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,), ruling=nothing_can_be_ruled, unknown=("BRES2026-9999",)))
        reply = await talk.say(words, heard, intent)
        assert responses(reply)[0] == "refusal_unknown_permit"
        assert not {"nothing_booked", "no_fees_due", "not_booked_yet"} & {*responses(reply)}

    asyncio.run(talk())


@pytest.mark.parametrize(
    "words",
    [
        "leave a note for {number}: gate code 1234",
        "gate code for {number} is 1234",
        "nota para el inspector de {number}: perro bravo",
    ],
)
@pytest.mark.parametrize(
    ("number", "said"), [("NRE261051", "note_waits"), ("CELEC26-00099", "refusal_not_your_permit")]
)
def test_a_note_for_one_permit_goes_to_no_visit_of_another(words: str, number: str, said: str) -> None:
    async def talk() -> None:
        booked = permit("CELEC26-00031", "900 Commerce Parkway", fire_alarm="booked")
        talk = Talk(FakeBackend((booked, HAVANA)))
        reply = await talk.say(words.format(number=number), Skill.NOTE, "add_note")
        assert responses(reply) == [said]
        assert talk.backend.written == []
        assert talk.memory.note_to("CELEC26-00031") is None

    asyncio.run(talk())


def nothing_can_be_ruled(_action: str, request: Request) -> Ruling:
    raise AssertionError(f"the back end answers 422 to {request}")


def test_the_last_place_taken_meanwhile_is_told_with_other_days() -> None:
    async def talk() -> None:
        backend = FakeBackend((HAVANA,))
        talk = Talk(backend)
        await talk.say("electrical final friday", Skill.SCHEDULE)
        backend.refuses_write = Problem(
            code="fully_booked", facts={"day": "2026-12-04"}, openings=(Opening(day=date(2026, 12, 7)),)
        )
        reply = await talk.say("1", Skill.ANSWER)
        assert responses(reply) == ["refusal_fully_booked", "offer_schedule"]
        assert talk.memory.question is not None
        assert talk.memory.question.kind is Asked.OPENING

    asyncio.run(talk())


def test_a_read_back_of_yesterday_is_read_back_again() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("electrical final december 9", Skill.SCHEDULE)
        talk.now += timedelta(days=1)
        reply = await talk.say("1", Skill.ANSWER)
        assert responses(reply) == ["read_back_again", "read_back_schedule", "ask_schedule"]
        assert talk.backend.written == []

    asyncio.run(talk())


def test_which_permit_is_asked_where_two_have_the_inspection() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA, ALDER)))
        reply = await talk.say("electrical final friday", Skill.SCHEDULE)
        assert responses(reply) == ["ask_permit"]
        reply = await talk.say("2", Skill.ANSWER)
        assert responses(reply) == ["read_back_schedule", "ask_schedule"]
        assert reply.says[0].values["permit"] == "RNEW26-00010"
        assert reply.says[0].values["day"] == "Friday, December 4"

    asyncio.run(talk())


def test_a_digression_is_answered_and_the_question_is_put_again() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("electrical final friday", Skill.SCHEDULE)
        reply = await talk.say("what are your hours?", Skill.POLICY)
        assert responses(reply) == ["policy_hours", "read_back_schedule", "ask_schedule"]

    asyncio.run(talk())


def test_the_language_switch_keeps_the_talk() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("electrical final friday", Skill.SCHEDULE)
        reply = await talk.say("en español por favor", Skill.LANGUAGE)
        assert responses(reply) == ["language", "read_back_schedule", "ask_schedule"]
        assert reply.says[1].values["day"] == "viernes 4 de diciembre"
        assert talk.backend.language == "es"

    asyncio.run(talk())


def test_cancelling_asks_which_of_two_and_reads_it_back() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say("cancel my inspection", Skill.CANCEL)
        assert responses(reply) == ["ask_visit"]
        reply = await talk.say("2", Skill.ANSWER)
        assert responses(reply) == ["read_back_cancel", "ask_cancel"]
        await talk.say("1", Skill.ANSWER)
        expected = Request("CELEC26-00031", ("fire_alarm",), date(2026, 12, 4), None, "r1")
        assert talk.backend.written == [("cancel", expected)]

    asyncio.run(talk())


def test_undo_takes_back_the_last_change_and_only_that() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("electrical final friday", Skill.SCHEDULE)
        await talk.say("1", Skill.ANSWER)
        assert responses(await talk.say("undo", Skill.UNDO)) == ["undid_book"]
        assert talk.backend.undone == ["c1"]
        assert responses(await talk.say("undo", Skill.UNDO)) == ["nothing_to_undo"]

    asyncio.run(talk())


def test_a_stranger_arranges_nothing() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend(()))
        for skill in (Skill.SCHEDULE, Skill.CANCEL, Skill.MOVE, Skill.BOOKED, Skill.RESULTS, Skill.REQUIRED):
            assert responses(await talk.say("i need an inspection", skill)) == ["stranger", "ask_permit_to_link"]
            talk.memory = Memory()
        assert talk.backend.written == []

    asyncio.run(talk())


def test_two_failures_in_a_row_offer_a_person_and_an_answer_forgets_them() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        assert responses(await talk.say("blorp", Skill.FALLBACK)) == ["fallback"]
        assert responses(await talk.say("blorp", Skill.FALLBACK)) == ["offer_person"]
        await talk.say("hello", Skill.GREET)
        assert responses(await talk.say("blorp", Skill.FALLBACK)) == ["fallback"]

    asyncio.run(talk())


def test_slots_hold_the_whole_memory() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say("electrical final friday morning", Skill.SCHEDULE)
        assert Memory.from_slots(reply.memory.as_slots()) == replace(reply.memory)

    asyncio.run(talk())
