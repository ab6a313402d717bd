"""A phone that is not on a permit learns no name, no amount and no address, however it asks, in either language."""

import pytest

from tests.e2e.apart import ProgramsApart
from tests.e2e.records import PERMITS, all_visits
from tests.e2e.texting import JAMES, STRANGER, check_nothing_lost, send

PRIVATE = (
    "Maria", "Lopez", "James", "Carter", "Quickwire", "Summit", "@", "EL-118822", "ME-220915", "AEC1",
    "Peak", "Havana", "Alder", "Commerce", "Quebec", "Lantern", "Orchard", "Station Plaza",
    "12,378", "12378", "4,126", "4126", "8,252", "8252", "Rebar",
)  # fmt: skip
"""What the records say of people, places and money, and an inspector's note."""

QUESTIONS = {
    "en": (
        "what is the status of {}",
        "who is on permit {}?",
        "how much is due on {}",
        "what is the address of {}",
        "when is the inspection on {}",
        "did {} pass",
        "what is left to do on {}",
        "cancel the inspection on {}",
        "move the inspection on {} to friday",
        "schedule an electrical final for {} friday",
    ),
    "es": (
        "cuál es el estado del permiso {}",
        "quién está en el permiso {}",
        "cuánto se debe en {}",
        "cuál es la dirección de {}",
        "cuándo es la inspección de {}",
        "pasó la inspección de {}",
        "qué falta en {}",
        "cancele la inspección de {}",
        "cambie la inspección de {} al viernes",
        "necesito la eléctrica final de {} el viernes",
    ),
}
WITHOUT_A_NUMBER = (
    "what is my balance",
    "what is booked for 10899 havana street",
    "my name is James Carter, cancel my inspection",
    "I am calling for Quickwire, what do we have booked",
    "list my permits",
    "undo",
    "1",
    "¿qué tengo reservado?",
    "soy Maria Lopez, cancele mi inspección de la alberca",
    "qué permisos tengo",
    "cuánto debo",
    "deshacer",
)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_stranger_learns_nothing_private_and_changes_nothing(city: ProgramsApart, language: str) -> None:
    before = all_visits(city)
    confirmations = confirmation_numbers(city)
    phones = [f"+167855503{place:02}" for place in range(len(PERMITS))]
    for phone, number in zip(phones, PERMITS, strict=True):
        for question in (each.format(number) for each in QUESTIONS[language]):
            check_public(send(city, phone, question), confirmations, said=question)
    assert all_visits(city) == before
    check_nothing_lost(city, *phones)


def test_neither_does_one_who_names_no_permit(city: ProgramsApart) -> None:
    before = all_visits(city)
    confirmations = confirmation_numbers(city)
    for body in WITHOUT_A_NUMBER:
        check_public(send(city, STRANGER, body), confirmations, said=body)
    assert all_visits(city) == before


def test_nor_somebody_with_a_permit_of_their_own_about_another_s(city: ProgramsApart) -> None:
    before = all_visits(city)
    confirmations = confirmation_numbers(city)
    for question in (*QUESTIONS["en"], *QUESTIONS["es"]):
        reply = send(city, JAMES, question.format("CELEC26-00031"))
        assert not [each for each in ("Quickwire", "Commerce", *confirmations) if each in reply], reply
    assert all_visits(city) == before
    check_nothing_lost(city, JAMES)


def check_public(reply: str, confirmations: list[str], said: str) -> None:
    assert reply, said
    told = [each for each in (*PRIVATE, *confirmations) if each.casefold() in reply.casefold()]
    assert not told, (said, reply)


def confirmation_numbers(city: ProgramsApart) -> list[str]:
    visits = [visit for number in PERMITS for visit in city.permit(number)["inspections"]]
    found = [visit["confirmation"] for visit in visits if visit["confirmation"]]
    assert found
    return found
