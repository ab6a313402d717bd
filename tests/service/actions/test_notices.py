"""Answers to what the city said first: what is kept, moved, dropped or booked, and that only offers write."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from actions.conversation.memory import Asked, Question, Task
from actions.conversation.notices import told
from actions.conversation.route import Skill
from actions.records import NoticeChoice, SentNotice
from tests.service.actions.fakes import NOW, FakeBackend, Talk, permit, responses

PARKWAY = permit("CELEC26-00031", "900 Commerce Parkway", electrical_rough="booked", electrical_final="open")
HAVANA = permit("NRE261051", "10899 Havana Street", electrical_final="open")
BOTH = permit("CELEC26-00031", "900 Commerce Parkway", electrical_rough="booked", fire_alarm="booked")
FRIDAY = date(2026, 12, 4)


def run(talk: Coroutine[Any, Any, None]) -> None:
    asyncio.run(talk)


def reminder(day: date = FRIDAY, permit: str | None = "CELEC26-00031", *types: str) -> SentNotice:
    types = types or (("electrical_rough",) if permit else ())
    choices = [NoticeChoice(do=do, permit=permit, inspections=types, day=day) for do in ("keep", "move", "cancel")]
    return SentNotice(
        notice="n1", response="utter_notice_reminder", at=NOW - timedelta(hours=1), kind="reminder",
        choices=tuple(choices),
    )  # fmt: skip


def called_off(hours_ago: float = 1) -> SentNotice:
    days = (date(2026, 12, 7), date(2026, 12, 8))
    choices = tuple(
        NoticeChoice(do="schedule", permit="NRE261051", inspections=("electrical_final",), day=day) for day in days
    )
    at = NOW - timedelta(hours=hours_ago)
    return SentNotice(notice="n2", response="utter_notice_called_off", at=at, kind="called_off", choices=choices)


def failed() -> SentNotice:
    choice = NoticeChoice(do="schedule", permit="NRE261051", inspections=("electrical_final",))
    return SentNotice(notice="n3", response="utter_notice_result_failed", at=NOW, kind="result", choices=(choice,))


KEPT = [
    ("1", Skill.ANSWER, "choose_option"), ("1 yes", Skill.ANSWER, "affirm"), ("yes", Skill.ANSWER, "affirm"),
    ("sí", Skill.ANSWER, "affirm"), ("👍", Skill.ANSWER, "affirm"), ("still ready", Skill.FALLBACK, ""),
    ("sigue en pie", Skill.BOOKED, "ask_booked"), ("we'll be there", Skill.GOODBYE, "goodbye"),
    ("see you friday", Skill.GOODBYE, "goodbye"), ("don't cancel it", Skill.CANCEL, "cancel_inspection"),
    ("yes we are ready for friday", Skill.SCHEDULE, "schedule_inspection"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "heard", "intent"), KEPT)
def test_the_visit_stays(words: str, heard: Skill, intent: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say(words, heard, intent, notice=reminder())
        assert responses(reply) == ["notice_kept"]
        assert reply.says[0].values["day"] in ("Friday, December 4", "viernes 4 de diciembre")
        assert talk.backend.written == []
        assert talk.memory.question is None

    run(talk())


@pytest.mark.parametrize("words", ["1", "yes"])
def test_what_is_not_booked_for_that_day_any_more_is_said_as_it_is(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say(words, Skill.ANSWER, "affirm", notice=reminder(date(2026, 12, 2)))
        assert responses(reply) == ["notice_not_so_now", "visit"]
        assert reply.says[1].values["day"] == "Friday, December 4"

    run(talk())


def test_a_visit_whose_day_is_over_cannot_be_kept() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)), now=NOW + timedelta(days=4))
        reply = await talk.say("1", Skill.ANSWER, "choose_option", notice=reminder())
        assert responses(reply) == ["notice_day_over"]

    run(talk())


@pytest.mark.parametrize(
    ("words", "heard"),
    [("2", Skill.ANSWER), ("2 move it", Skill.MOVE), ("2 mover", Skill.MOVE), ("I need to reschedule", Skill.MOVE)],
)
def test_to_move_offers_days_and_a_number_moves(words: str, heard: Skill) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say(words, heard, notice=reminder())
        assert responses(reply) == ["offer_move"]
        assert talk.backend.written == []
        await talk.say("1", Skill.ANSWER, "choose_option")
        ((action, request),) = talk.backend.written
        assert (action, request.permit, request.inspections) == ("move", "CELEC26-00031", ("electrical_rough",))

    run(talk())


MOVED_TO_MONDAY = [
    ("move it to monday", Skill.MOVE), ("monday instead", Skill.SCHEDULE), ("no, monday", Skill.ANSWER),
    ("mejor el lunes", Skill.ANSWER), ("can we do monday", Skill.SCHEDULE), ("yes but monday", Skill.FALLBACK),
]  # fmt: skip


@pytest.mark.parametrize(("words", "heard"), MOVED_TO_MONDAY)
def test_another_day_in_words_is_read_back(words: str, heard: Skill) -> None:
    async def talk() -> None:
        other = permit("NRE261051", "10899 Havana Street", fire_alarm="booked")
        talk = Talk(FakeBackend((PARKWAY, other)))
        reply = await talk.say(words, heard, notice=reminder())
        assert responses(reply) == ["read_back_move", "ask_move"]
        assert reply.says[0].values["permit"] == "CELEC26-00031"
        assert talk.memory.wish.day == date(2026, 12, 7)
        assert talk.backend.written == []

    run(talk())


@pytest.mark.parametrize(
    ("words", "heard"),
    [("3", Skill.ANSWER), ("3 drop it", Skill.CANCEL), ("cancel it", Skill.CANCEL), ("drop it", Skill.CANCEL)],
)
def test_to_drop_is_read_back_first(words: str, heard: Skill) -> None:
    async def talk() -> None:
        other = permit("NRE261051", "10899 Havana Street", fire_alarm="booked")
        talk = Talk(FakeBackend((PARKWAY, other)))
        reply = await talk.say(words, heard, notice=reminder())
        assert responses(reply) == ["read_back_cancel", "ask_cancel"]
        assert reply.says[0].values["permit"] == "CELEC26-00031"
        assert talk.backend.written == []
        await talk.say("1", Skill.ANSWER, "choose_option")
        assert [action for action, _ in talk.backend.written] == ["cancel"]

    run(talk())


@pytest.mark.parametrize("words", ["no", "not ready yet", "nope", "no estamos listos"])
def test_a_no_is_asked_what_instead(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say(words, Skill.ANSWER, "deny", notice=reminder())
        assert responses(reply) == ["notice_not_ready"]
        reply = await talk.say("2", Skill.ANSWER, "choose_option")
        assert responses(reply) == ["offer_move"]

    run(talk())


@pytest.mark.parametrize("words", ["1?", "2 drop it", "7"])
def test_what_is_not_clear_writes_nothing_and_is_asked_again(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say(words, Skill.ANSWER, "choose_option", notice=reminder())
        assert responses(reply)[-1] in ("ask_notice_visit", "fallback", "ask_cancel")
        assert talk.backend.written == []

    run(talk())


def test_of_several_visits_the_person_says_which() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((BOTH,)))
        reply = await talk.say("2", Skill.ANSWER, "choose_option", notice=reminder(FRIDAY, None))
        assert responses(reply) == ["ask_visit"]
        reply = await talk.say("2", Skill.ANSWER, "choose_option")
        assert responses(reply) == ["offer_move"]
        assert talk.memory.wish.inspections == ("fire_alarm",)

    run(talk())


def test_several_visits_are_all_kept() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((BOTH,)))
        reply = await talk.say("1", Skill.ANSWER, "choose_option", notice=reminder(FRIDAY, None))
        assert responses(reply) == ["notice_kept"]
        assert reply.says[0].values["what"] == "Electrical Rough-in and Fire Alarm"

    run(talk())


def test_a_day_of_the_notice_is_booked_by_its_number() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say("2", Skill.ANSWER, "choose_option", notice=called_off())
        assert responses(reply) == ["done_schedule", "confirmation", "undo_schedule"]
        ((action, request),) = talk.backend.written
        assert (action, request.day, request.permit) == ("book", date(2026, 12, 8), "NRE261051")

    run(talk())


@pytest.mark.parametrize(
    ("words", "hours_ago"), [("2", 13), ("whatever is first", 1), ("tuesday", 1), ("move it to tuesday", 1)]
)
def test_an_old_offer_or_a_day_in_words_is_read_back(words: str, hours_ago: float) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        heard = Skill.MOVE if words.startswith("move") else Skill.ANSWER
        reply = await talk.say(words, heard, notice=called_off(hours_ago))
        assert responses(reply) == ["read_back_schedule", "ask_schedule"]
        assert talk.backend.written == []

    run(talk())


def test_to_book_in_words_without_a_day_offers_days_and_takes_none_of_the_notices() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say("I need to reschedule", Skill.MOVE, notice=called_off())
        assert responses(reply) == ["offer_schedule"]
        assert talk.memory.wish.day is None

    run(talk())


def test_a_number_after_something_else_was_said_is_read_back() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("who can I call", Skill.PERSON, notice=called_off())
        reply = await talk.say("2", Skill.ANSWER, "choose_option")
        assert responses(reply) == ["read_back_schedule", "ask_schedule"]
        assert talk.backend.written == []

    run(talk())


def test_yes_to_several_days_names_none() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say("yes", Skill.ANSWER, "affirm", notice=called_off())
        assert responses(reply) == ["which_number", "offer_schedule"]
        assert reply.says[1].choices == ("Monday, December 7", "Tuesday, December 8")
        assert talk.backend.written == []

    run(talk())


@pytest.mark.parametrize("words", ["1", "yes", "ok"])
def test_to_book_again_after_a_result_offers_days(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say(words, Skill.ANSWER, "affirm", notice=failed())
        assert responses(reply) == ["offer_schedule"]
        assert talk.backend.written == []

    run(talk())


def test_no_to_an_offer_leaves_it() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say("no thanks", Skill.ANSWER, "deny", notice=failed())
        assert responses(reply) == ["stopped_schedule"]
        assert talk.memory.question is None

    run(talk())


def test_another_inspection_is_not_the_notices() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY, HAVANA)))
        reply = await talk.say("electrical final at havana monday", Skill.SCHEDULE, notice=reminder())
        assert responses(reply) == ["read_back_schedule", "ask_schedule"]
        assert reply.says[0].values["permit"] == "NRE261051"

    run(talk())


def test_a_question_in_between_leaves_the_notice_open_and_does_not_repeat_it() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say("who can I call", Skill.PERSON, notice=reminder())
        assert responses(reply) == ["person"]
        reply = await talk.say("1", Skill.ANSWER, "choose_option")
        assert responses(reply) == ["notice_kept"]

    run(talk())


def test_what_was_being_booked_comes_back_after_the_answer() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY, HAVANA)))
        await talk.say("electrical final at havana monday", Skill.SCHEDULE)
        reply = await talk.say("1", Skill.ANSWER, "choose_option", notice=reminder())
        assert responses(reply) == ["notice_kept", "read_back_schedule", "ask_schedule"]
        assert talk.backend.written == []
        await talk.say("1", Skill.ANSWER, "choose_option")
        ((action, request),) = talk.backend.written
        assert (action, request.permit, request.day) == ("book", "NRE261051", date(2026, 12, 7))

    run(talk())


def test_a_code_that_is_awaited_is_not_lost() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        talk.memory = replace(talk.memory, question=Question(Asked.CODE, NOW, ({"contact": 1},)))
        assert told(talk.memory, reminder(), NOW) == talk.memory

    run(talk())


def test_a_plan_comes_back_too() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY, HAVANA)))
        words = "electrical final havana monday and cancel the rough at commerce"
        await talk.say(words, Skill.SCHEDULE, "schedule_inspection")
        assert talk.memory.plan
        reply = await talk.say("1", Skill.ANSWER, "choose_option", notice=reminder())
        assert responses(reply)[0] == "notice_kept"
        assert talk.memory.task is Task.SCHEDULE
        assert [errand.task for errand in talk.memory.later] == [Task.CANCEL]
        assert talk.backend.written == []

    run(talk())


def test_of_two_notices_the_later_one_is_asked() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY, HAVANA)))
        await talk.say("who can I call", Skill.PERSON, notice=reminder())
        reply = await talk.say("1", Skill.ANSWER, "choose_option", notice=failed())
        assert responses(reply) == ["offer_schedule"]

    run(talk())


def test_after_a_week_a_number_answers_nothing() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        await talk.say("who can I call", Skill.PERSON, notice=reminder())
        assert talk.memory.question is not None
        assert talk.memory.question.kind is Asked.NOTICE
        talk.now = NOW + timedelta(days=8)
        reply = await talk.say("1", Skill.ANSWER, "choose_option")
        assert responses(reply) == ["nothing_asked"]

    run(talk())


def test_never_mind_changes_nothing() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((PARKWAY,)))
        reply = await talk.say("never mind", Skill.STOP, "stop", notice=reminder())
        assert responses(reply) == ["stopped"]
        assert talk.memory.question is None

    run(talk())


def test_a_note_goes_with_the_visit_that_the_city_spoke_of() -> None:
    async def talk() -> None:
        other = permit("NRE261051", "10899 Havana Street", fire_alarm="booked")
        talk = Talk(FakeBackend((PARKWAY, other)))
        reply = await talk.say("gate code is 4411", Skill.NOTE, "add_note", notice=reminder())
        assert responses(reply) == ["note_left"]
        assert talk.backend.notes[0][0] == "CELEC26-00031"

    run(talk())
