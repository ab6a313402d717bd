"""What each role may do on a permit that the person is on: book, cancel, move, leave a note; and take it back."""

from dataclasses import replace

import pytest

from backend.domain.cancelling import decide_cancelling, rule_on_cancelling, rule_on_restoring
from backend.domain.dated import Dated, Version
from backend.domain.model import (
    CITY,
    Asker,
    Booking,
    Cancellation,
    Move,
    Permission,
    Refusal,
    RefusalCode,
    Request,
    Role,
    Visit,
    Words,
)
from backend.domain.moving import decide_moving
from backend.domain.noting import rule_on_noting
from backend.domain.policy import Policy
from backend.domain.scheduling import decide

from .riverbend import AGENT, NO_LOAD, POLICY, at, booked, day, permit

NOW = at("Tuesday, December 1, 2026, 10:00:00")
ISSUED = day("Sunday, November 1, 2026")
FRIDAY = day("Friday, December 4, 2026")
MONDAY = day("Monday, December 7, 2026")
OPEN = permit(issued_on=ISSUED)
BOOKED = permit(booked("electrical_final", FRIDAY), issued_on=ISSUED)
ONE = Request("BRES2026-0142", ("electrical_final",))


def only(*may: Permission) -> Policy:
    """A city in which every role may do just this."""
    versions = (Version({role: frozenset(may) for role in Role}, ISSUED, Words("", "")),)
    return replace(POLICY, role_permissions=Dated(versions))


def answers(asker: Asker, policy: Policy) -> dict[Permission, object]:
    return {
        Permission.BOOK: decide(Visit("electrical_final", FRIDAY), OPEN, asker, NO_LOAD, policy, NOW),
        Permission.CANCEL: decide_cancelling("electrical_final", BOOKED, asker, policy, NOW),
        Permission.MOVE: decide_moving(Visit("electrical_final", MONDAY), BOOKED, asker, NO_LOAD, policy, NOW),
        Permission.NOTE: rule_on_noting(ONE, BOOKED, asker, policy, NOW).items[0].answer,
    }


@pytest.mark.parametrize("may", Permission)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_city_lets_it_and_nothing_else(role: Role, may: Permission) -> None:
    for action, answer in answers(Asker(role, on_permit=True), only(may)).items():
        if action is may:
            assert isinstance(answer, Booking | Cancellation | Move | None)
        else:
            assert answer == Refusal(RefusalCode.ROLE_MAY_NOT, {"role": role.value, "action": action.value})


def test_an_agent_of_riverbend_may_do_all_but_give_a_visit_up_for_good() -> None:
    refused = {action for action, answer in answers(AGENT, POLICY).items() if isinstance(answer, Refusal)}
    assert refused == {Permission.CANCEL}


def test_a_role_that_is_not_named_may_do_nothing_and_the_city_everything() -> None:
    nobody = replace(POLICY, role_permissions=Dated((Version({}, ISSUED, Words("", "")),)))
    assert all(isinstance(answer, Refusal) for answer in answers(AGENT, nobody).values())
    assert not any(isinstance(answer, Refusal) for answer in answers(CITY, nobody).values())


def test_who_is_not_on_the_permit_is_told_so_whatever_their_role_may_do() -> None:
    for answer in answers(Asker(Role.AGENT, on_permit=False), only()).values():
        assert isinstance(answer, Refusal)
        assert answer.code is RefusalCode.NOT_YOUR_PERMIT


def test_permissions_change_on_their_day() -> None:
    agent_may_cancel = Version({Role.AGENT: frozenset(Permission)}, FRIDAY, Words("", ""))
    later = replace(POLICY, role_permissions=Dated((*POLICY.role_permissions.versions, agent_may_cancel)))
    thursday, friday = at("Thursday, December 3, 2026, 23:59:59"), at("Friday, December 4, 2026, 00:00:00")
    visit = permit(booked("electrical_final", MONDAY), issued_on=ISSUED)
    assert isinstance(decide_cancelling("electrical_final", visit, AGENT, later, thursday), Refusal)
    assert isinstance(decide_cancelling("electrical_final", visit, AGENT, later, friday), Cancellation)


def test_who_may_book_may_take_the_booking_back() -> None:
    ruling = rule_on_cancelling(ONE, BOOKED, AGENT, POLICY, NOW, Permission.BOOK)
    assert ruling.allowed


def test_who_may_cancel_may_take_that_back_without_being_let_to_book() -> None:
    visits = [Visit("electrical_final", FRIDAY)]
    assert rule_on_restoring(visits, NOW, OPEN, AGENT, NO_LOAD, only(Permission.CANCEL), NOW).allowed
    assert not rule_on_restoring(visits, NOW, OPEN, AGENT, NO_LOAD, only(Permission.BOOK), NOW).allowed
