"""Which texts are wanted, and a visit for the person's calendar."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from actions.conversation.route import Skill
from tests.service.actions.fakes import FakeBackend, Talk, permit, responses

HAVANA = permit("NRE261051", "10899 Havana Street", electrical_final="booked")
PARKWAY = permit("CELEC26-00031", "900 Commerce Parkway", electrical_rough="booked", fire_alarm="booked")
KINDS = ["reminders", "results", "changes", "inactivity", "fees"]


def run(talk: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await talk()

    asyncio.run(main())


def lines(*off: str) -> list[str]:
    return [f"notices_{kind}_{'off' if kind in off else 'on'}" for kind in KINDS]


@pytest.mark.parametrize("words", ["which texts do I get?", "¿qué mensajes recibo?", "notification settings"])
def test_whoever_asks_hears_what_is_on_and_changes_nothing(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say(words, Skill.NOTICES, "choose_notices")
        assert responses(reply) == ["notices", *lines(), "notices_change"]
        assert talk.backend.keys == []

    run(talk)


@pytest.mark.parametrize(
    ("words", "off"),
    [
        ("no reminders please", {"reminders"}),
        ("no quiero recordatorios", {"reminders"}),
        ("stop the reminders but keep results", {"reminders"}),
        ("only results", set(KINDS) - {"results"}),
        ("todo menos los resultados", {"results"}),
        ("turn all of them off", set(KINDS)),
    ],
)
def test_kinds_are_switched_and_it_is_said_how_everything_stands(words: str, off: set[str]) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        reply = await talk.say(words, Skill.NOTICES, "choose_notices")
        assert responses(reply) == ["notices_switched", *lines(*off), "notices_change_back"]
        assert {kind for kind, wanted in talk.backend.notices.items() if not wanted} == off

    run(talk)


def test_reminders_come_back_and_a_question_that_was_open_stays_open() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        talk.backend.notices = talk.backend.notices | {"reminders": False}
        await talk.say("cancel it", Skill.CANCEL)
        reply = await talk.say("send me reminders again", Skill.NOTICES, "choose_notices")
        assert responses(reply)[:2] == ["notices_switched", "notices_reminders_on"]
        assert responses(reply)[-2:] == ["read_back_cancel", "ask_cancel"]

    run(talk)


def test_a_stranger_gets_no_texts_to_choose() -> None:
    async def talk() -> None:
        reply = await Talk(FakeBackend(())).say("no reminders", Skill.NOTICES, "choose_notices")
        assert responses(reply) == ["stranger", "ask_permit_to_link"]

    run(talk)


def test_the_only_visit_gets_its_link_at_the_bot_s_address() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)), public_url="https://permits.example")
        reply = await talk.say("add it to my calendar", Skill.CALENDAR, "calendar")
        assert responses(reply) == ["calendar_link"]
        assert reply.says[0].values == {
            "what": "Electrical Final",
            "day": "Friday, December 4",
            "link": "https://permits.example/c/abcdefghij",
        }
        assert talk.backend.calendar_links == [("NRE261051", "electrical_final")]

    run(talk)


BY_EMAIL = pytest.mark.parametrize("words", ["send the invite by email", "mándeme la invitación al correo"])


@BY_EMAIL
def test_whoever_wants_it_by_e_mail_gets_it_there(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,)))
        assert responses(await talk.say(words, Skill.CALENDAR, "calendar")) == ["calendar_mailed"]
        assert talk.backend.invitations == ["electrical_final"]

    run(talk)


@BY_EMAIL
def test_without_an_e_mail_on_file_it_comes_by_text(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA,), has_email=False))
        said = responses(await talk.say(words, Skill.CALENDAR, "calendar"))
        assert said == ["refusal_no_email_on_file", "calendar_link"]
        assert talk.backend.invitations == []
        assert len(set(talk.backend.keys)) == 2

    run(talk)


def test_of_several_visits_it_is_asked_which() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA, PARKWAY)))
        reply = await talk.say("agréguelo a mi calendario", Skill.CALENDAR, "calendar")
        assert responses(reply) == ["ask_calendar"]
        assert len(reply.says[0].choices) == 3
        assert responses(await talk.say("3", Skill.ANSWER)) == ["calendar_link"]
        assert len(talk.backend.calendar_links) == 1
        assert talk.memory.question is None

    run(talk)


@pytest.mark.parametrize("words", ["all of them", "todas"])
def test_of_several_visits_all_can_be_meant(words: str) -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA, PARKWAY)))
        await talk.say("calendar", Skill.CALENDAR, "calendar")
        assert responses(await talk.say(words, Skill.ANSWER)) == ["calendar_link"] * 3

    run(talk)


def test_a_visit_is_meant_by_its_name() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((HAVANA, PARKWAY)))
        await talk.say("put the fire alarm in my calendar", Skill.CALENDAR, "calendar")
        assert talk.backend.calendar_links == [("CELEC26-00031", "fire_alarm")]

    run(talk)


def test_the_visit_that_was_just_booked_is_meant() -> None:
    async def talk() -> None:
        open_one = permit("RNEW26-00010", "208 Alder Court", plumbing_final="open")
        talk = Talk(FakeBackend((HAVANA, open_one)))
        await talk.say("plumbing final friday", Skill.SCHEDULE)
        await talk.say("1", Skill.ANSWER)
        booked = as_booked(talk.backend)
        reply = await talk.say("now put it in my calendar", Skill.CALENDAR, "calendar")
        assert responses(reply) == ["calendar_link"]
        assert talk.backend.calendar_links == [(booked, "plumbing_final")]

    run(talk)


def as_booked(backend: FakeBackend) -> str:
    """The fake writes nothing into its permits, so what was booked is put there."""
    booked = permit("RNEW26-00010", "208 Alder Court", plumbing_final="booked")
    backend.permits = (backend.permits[0], booked)
    return booked.number


def test_where_nothing_is_booked_there_is_nothing_for_a_calendar() -> None:
    async def talk() -> None:
        talk = Talk(FakeBackend((permit("RNEW26-00010", "208 Alder Court", plumbing_final="open"),)))
        assert responses(await talk.say("calendar", Skill.CALENDAR, "calendar")) == ["nothing_booked"]

    run(talk)
