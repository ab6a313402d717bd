"""Adding a permit to a phone, taking it off, being forgotten: what is asked, what is sent, and what is never said."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from actions.backend_client import Request
from actions.conversation.memory import Asked
from actions.conversation.reply import Reply
from actions.conversation.route import Skill
from actions.records import Contact, Problem, Ruling, RulingItem
from tests.service.actions.fakes import CODE, FakeBackend, Talk, permit, responses

HAVANA = permit("NRE261051", "10899 Havana Street", electrical_final="open", plumbing_final="open")
ALDER = permit("RNEW26-00010", "208 Alder Court", electrical_rough="open", electrical_final="open")
PARKWAY = permit("CELEC26-00031", "900 Commerce Parkway", electrical_rough="booked", fire_alarm="booked")
BY_TEXT = Contact(contact=1, kind="text", masked="***-***-**02")
BY_EMAIL = Contact(contact=2, kind="email", masked="j****@e******.com")


def stranger(*contacts: Contact) -> FakeBackend:
    """A phone on no permit, before the contacts of James Carter's."""
    return FakeBackend((), contacts={"NRE261051": contacts or (BY_TEXT,)}, to_prove={"NRE261051": HAVANA})


def run(talk: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await talk()

    asyncio.run(main())


def said(reply: Reply) -> str:
    return " ".join(str(value) for say in reply.says for value in (*say.values.values(), *say.choices))


def test_with_one_contact_the_code_goes_out_at_once_and_its_number_is_never_shown() -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        reply = await talk.say("link NRE261051", Skill.LINK, "link_permit")
        assert responses(reply) == ["link_code_sent"]
        assert reply.says[0].values == {"permit": "NRE261051", "masked": "***-***-**02", "time": "10:10 AM"}
        assert talk.backend.sent_codes == [("l-NRE261051", 1)]

    run(talk)


def test_of_several_contacts_one_is_chosen_by_its_number() -> None:
    async def talk() -> None:
        talk = Talk(stranger(BY_TEXT, BY_EMAIL))
        reply = await talk.say("add permit nre261051 to this phone", Skill.LINK, "link_permit")
        assert responses(reply) == ["ask_contact"]
        assert reply.says[0].choices == ("***-***-**02", "j****@e******.com")
        assert talk.backend.sent_codes == []
        assert responses(await talk.say("2", Skill.ANSWER, "choose_option")) == ["link_code_sent"]
        assert talk.backend.sent_codes == [("l-NRE261051", 2)]

    run(talk)


@pytest.mark.parametrize(("words", "contact"), [("the email", 2), ("al correo", 2), ("text it", 1), ("any of them", 1)])
def test_a_contact_is_chosen_in_words(words: str, contact: int) -> None:
    async def talk() -> None:
        talk = Talk(stranger(BY_TEXT, BY_EMAIL))
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        assert responses(await talk.say(words, Skill.FALLBACK)) == ["link_code_sent"]
        assert talk.backend.sent_codes == [("l-NRE261051", contact)]

    run(talk)


@pytest.mark.parametrize(
    "words", ["482913", "my code is 482 913", "482-913.", "it says 4 8 2 9 1 3", "el código es 482913"]
)
def test_the_six_digits_put_the_permit_on_this_phone_and_are_never_said_again(words: str) -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        reply = await talk.say(words, Skill.STATUS, "permit_status")
        assert responses(reply) == ["linked", "linked_next"]
        assert reply.says[0].values == {"permit": "NRE261051", "address": "10899 Havana Street"}
        assert CODE not in said(reply)
        assert CODE not in str(reply.memory.as_slots())
        assert talk.memory.question is None

    run(talk)


@pytest.mark.parametrize("words", ["the code is 482913", "el código es 482913", "mi codigo es 482913"])
def test_a_code_that_the_model_takes_for_a_gate_code_is_not_noted_for_the_inspector(words: str) -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        assert responses(await talk.say(words, Skill.NOTE, "add_note")) == ["linked", "linked_next"]
        assert CODE not in str(talk.memory.as_slots())

    run(talk)


def test_a_gate_code_is_no_proof_while_a_code_is_awaited() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,), to_prove={}))
        await talk.say("link RNEW26-00099", Skill.LINK, "link_permit")
        reply = await talk.say("the gate code is 482913", Skill.NOTE, "add_note")
        assert "refusal_wrong_code" not in responses(reply)

    run(talk)


def test_a_code_with_the_digits_of_ones_own_permit_is_the_code() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,), to_prove={}))
        await talk.say("link RNEW26-00099", Skill.LINK, "link_permit")
        reply = await talk.say("261051", Skill.ANSWER, "inform")
        assert responses(reply) == ["refusal_wrong_code", "ask_code"]
        assert "261051" not in said(reply)

    run(talk)


def test_what_was_to_be_booked_goes_on_after_the_proof() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((), to_prove={"NRE261051": HAVANA}, ruling=None))
        reply = await talk.say("electrical final friday", Skill.SCHEDULE)
        assert responses(reply) == ["stranger", "ask_permit_to_link"]
        assert responses(await talk.say("it is NRE261051", Skill.ANSWER, "inform")) == ["link_code_sent"]
        reply = await talk.say(CODE, Skill.ANSWER, "inform")
        assert responses(reply) == ["linked", "read_back_schedule", "ask_schedule"]
        assert reply.says[1].values["day"] == "Friday, December 4"
        assert talk.backend.written == []
        assert responses(await talk.say("1", Skill.ANSWER))[0] == "done_schedule"

    run(talk)


def test_a_permit_that_is_not_on_this_phone_is_offered_and_the_booking_waits_under_the_question() -> None:
    async def talk() -> None:
        backend = FakeBackend((ALDER,), to_prove={"NRE261051": HAVANA})
        talk = Talk(backend)
        backend.ruling = lambda _action, request: (
            Problem(code="not_your_permit", facts={"number": request.permit})
            if all(each.number != request.permit for each in backend.permits)
            else allowed(request)
        )
        reply = await talk.say("plumbing final NRE261051 friday", Skill.SCHEDULE)
        assert responses(reply) == ["refusal_not_your_permit", "ask_offer_link"]
        assert responses(await talk.say("1", Skill.ANSWER)) == ["link_code_sent"]
        reply = await talk.say("make it thursday", Skill.ANSWER, "inform")
        assert responses(reply) == ["ask_code"]
        reply = await talk.say(CODE, Skill.ANSWER)
        assert responses(reply) == ["linked", "read_back_schedule", "ask_schedule"]
        assert reply.says[1].values["day"] == "Thursday, December 3"

    run(talk)


def allowed(request: Request) -> Ruling:
    items = tuple(RulingItem(type=each, allowed=True, day=request.day) for each in request.inspections)
    return Ruling(ruling="r1", allowed=True, permit=request.permit, day=request.day, items=items, openings=())


def test_after_the_last_try_nobody_is_asked_for_the_digits_again() -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        talk.backend.tries_left = 1
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        reply = await talk.say("000000", Skill.ANSWER, "inform")
        assert responses(reply) == ["refusal_wrong_code", "refusal_code_expired"]
        assert responses(await talk.say("send it again", Skill.FALLBACK)) == ["link_code_sent"]

    run(talk)


def test_a_wrong_code_leaves_the_question_open_and_says_how_many_tries_are_left() -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        reply = await talk.say("111111", Skill.ANSWER)
        assert responses(reply) == ["refusal_wrong_code", "ask_code"]
        assert reply.says[0].values["tries_left"] == "4"
        assert responses(await talk.say(CODE, Skill.ANSWER)) == ["linked", "linked_next"]

    run(talk)


@pytest.mark.parametrize("words", ["send it again", "otra vez", "1", "reenvíeme el código", "new code please"])
def test_a_code_that_is_too_old_is_followed_by_a_new_one_on_request(words: str) -> None:
    async def talk() -> None:
        backend = stranger()
        talk = Talk(backend)
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        backend.refuses_proof = Problem(code="code_expired")
        assert responses(await talk.say("111111", Skill.ANSWER)) == ["refusal_code_expired"]
        assert responses(await talk.say(words, Skill.FALLBACK)) == ["link_code_sent"]
        assert len(backend.sent_codes) == 2

    run(talk)


def test_too_many_tries_end_it_and_say_when_to_come_again() -> None:
    async def talk() -> None:
        backend = stranger()
        talk = Talk(backend)
        await talk.say("electrical final friday", Skill.SCHEDULE)
        await talk.say("NRE261051", Skill.ANSWER, "inform")
        backend.refuses_proof = Problem(code="too_many_tries", facts={"again_at": "2026-12-01T11:00:00-05:00"})
        reply = await talk.say("111111", Skill.ANSWER)
        assert responses(reply) == ["refusal_too_many_tries"]
        assert reply.says[0].values["again_time"] == "11:00 AM"
        assert talk.memory.question is None
        assert talk.memory.task is None

    run(talk)


@pytest.mark.parametrize("words", ["I did not get it", "nothing came", "no me llegó", "code never came"])
def test_where_no_code_came_it_is_offered_again_or_to_another_contact(words: str) -> None:
    async def talk() -> None:
        talk = Talk(stranger(BY_TEXT, BY_EMAIL))
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        await talk.say("1", Skill.ANSWER)
        reply = await talk.say(words, Skill.ELSEWHERE, "reset_password")
        assert responses(reply) == ["link_not_arrived", "link_resend_or_other"]
        assert responses(await talk.say("2", Skill.ANSWER)) == ["ask_contact"]
        assert responses(await talk.say("2", Skill.ANSWER)) == ["link_code_sent"]
        assert talk.backend.sent_codes[-1] == ("l-NRE261051", 2)

    run(talk)


@pytest.mark.parametrize("words", ["another one", "otro", "the other one", "I don't have that phone any more"])
def test_another_one_means_another_contact_where_there_is_one(words: str) -> None:
    async def talk() -> None:
        several, one = Talk(stranger(BY_TEXT, BY_EMAIL)), Talk(stranger())
        await several.say("link NRE261051", Skill.LINK, "link_permit")
        await several.say("1", Skill.ANSWER)
        await one.say("link NRE261051", Skill.LINK, "link_permit")
        assert responses(await several.say(words, Skill.FALLBACK)) == ["ask_contact"]
        assert responses(await one.say(words, Skill.FALLBACK)) == ["link_code_sent"]

    run(talk)


def test_fewer_digits_are_no_code_and_cost_no_try() -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        assert responses(await talk.say("48291", Skill.ANSWER)) == ["link_six_digits", "ask_code"]
        assert talk.backend.tries_left == 5

    run(talk)


def test_six_digits_are_a_code_only_while_one_is_awaited() -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        assert responses(await talk.say(CODE, Skill.ANSWER, "inform")) == ["no_code_awaited"]
        own = Talk(FakeBackend((HAVANA,)))
        assert responses(await own.say("261051", Skill.ANSWER, "inform")) == ["status_issued"]

    run(talk)


def test_a_digression_is_answered_and_the_code_is_asked_for_again() -> None:
    async def talk() -> None:
        talk = Talk(stranger())
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        assert responses(await talk.say("thanks", Skill.THANK)) == ["welcome", "ask_code"]
        assert responses(await talk.say("never mind", Skill.STOP)) == ["stopped"]
        assert talk.memory.question is None

    run(talk)


def test_linking_beside_a_booking_puts_it_off_and_takes_it_up_again() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((ALDER,), to_prove={"NRE261051": HAVANA}))
        await talk.say("electrical final friday", Skill.SCHEDULE)
        assert responses(await talk.say("link NRE261051", Skill.LINK)) == ["link_code_sent"]
        reply = await talk.say(CODE, Skill.ANSWER)
        assert responses(reply) == ["linked", "read_back_schedule", "ask_schedule"]
        assert talk.memory.wish.permit == "RNEW26-00010"

    run(talk)


def test_a_permit_that_is_here_already_is_not_asked_for() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        assert responses(await talk.say("link NRE261051", Skill.LINK)) == ["refusal_already_linked"]
        assert talk.backend.opened == []

    run(talk)


def test_a_no_to_the_offer_leaves_everything_and_forgets_the_wish() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((ALDER,)))
        talk.backend.ruling = lambda _action, request: Problem(code="unknown_permit", facts={"number": request.permit})
        await talk.say("plumbing final NRE261099 friday", Skill.SCHEDULE)
        assert responses(await talk.say("2", Skill.ANSWER)) == ["stopped_schedule"]
        assert talk.memory.question is None
        assert talk.backend.opened == []

    run(talk)


def test_taking_a_permit_off_is_read_back_and_done_on_a_yes() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA, PARKWAY)))
        reply = await talk.say("unlink CELEC26-00031", Skill.UNLINK, "unlink_permit")
        assert responses(reply) == ["ask_unlink"]
        assert reply.says[0].values["address"] == "900 Commerce Parkway"
        assert len(talk.backend.permits) == 2
        reply = await talk.say("yes", Skill.ANSWER, "affirm")
        assert responses(reply) == ["unlinked"]
        assert [each.number for each in talk.backend.permits] == ["NRE261051"]

    run(talk)


@pytest.mark.parametrize("words", ["2", "no", "no, keep it"])
def test_a_no_takes_no_permit_off(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA, PARKWAY)))
        await talk.say("unlink CELEC26-00031", Skill.UNLINK, "unlink_permit")
        assert responses(await talk.say(words, Skill.ANSWER, "deny")) == ["stopped"]
        assert len(talk.backend.permits) == 2

    run(talk)


def test_that_is_not_my_permit_means_the_one_talked_of_or_asks_which() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA, PARKWAY)))
        reply = await talk.say("that is not my permit", Skill.UNLINK, "unlink_permit")
        assert responses(reply) == ["ask_permit_to_unlink"]
        by_street = await talk.say("the one at commerce parkway", Skill.ANSWER, "inform")
        assert responses(by_street) == ["ask_unlink"]
        assert by_street.says[0].values["permit"] == "CELEC26-00031"
        assert responses(await talk.say("2", Skill.ANSWER)) == ["stopped"]
        reply = await talk.say("that is not my permit", Skill.UNLINK, "unlink_permit")
        assert responses(reply) == ["ask_permit_to_unlink"]
        assert responses(await talk.say("2", Skill.ANSWER)) == ["ask_unlink"]
        other = Talk(FakeBackend((HAVANA, PARKWAY)))
        await other.say("plumbing final friday", Skill.SCHEDULE)
        reply = await other.say("that is not my permit", Skill.UNLINK, "unlink_permit")
        assert reply.says[0].values["permit"] == "NRE261051"

    run(talk)


def test_a_permit_that_is_not_here_cannot_be_taken_off() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        assert responses(await talk.say("unlink BRES2026-0142", Skill.UNLINK)) == ["unlink_not_here"]
        assert responses(await Talk(FakeBackend(())).say("unlink it", Skill.UNLINK)) == ["unlink_nothing"]

    run(talk)


def test_the_phone_is_forgotten_after_a_yes_with_all_that_was_remembered() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("plumbing final friday", Skill.SCHEDULE)
        assert responses(await talk.say("forget this phone", Skill.FORGET, "forget_me")) == ["ask_forget"]
        assert responses(await talk.say("1", Skill.ANSWER)) == ["forgotten"]
        assert talk.backend.permits == ()
        assert talk.memory.later == ()
        assert responses(await talk.say("olvide este número", Skill.FORGET, "forget_me")) == ["forget_nothing"]

    run(talk)


def test_a_question_in_answer_to_the_read_back_takes_nothing_off() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        await talk.say("unlink NRE261051", Skill.UNLINK)
        reply = await talk.say("yes?", Skill.ANSWER, "affirm")
        assert responses(reply) == ["did_not_get_that", "ask_unlink"]
        assert talk.memory.question is not None
        assert talk.memory.question.kind is Asked.UNLINK

    run(talk)


def test_a_link_that_is_lost_meanwhile_begins_anew() -> None:
    async def talk() -> None:
        backend = stranger()
        talk = Talk(backend)
        await talk.say("link NRE261051", Skill.LINK, "link_permit")
        backend.refuses_code = Problem(code="unknown_link")
        reply = await talk.say("send it again", Skill.FALLBACK)
        assert responses(reply) == ["refusal_code_expired"]
        assert reply.says[0].values["number"] == "NRE261051"

    run(talk)
