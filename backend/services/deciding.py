"""Puts a request before the rules, with the places that are taken as of now."""

from dataclasses import replace
from datetime import datetime

from backend.domain.cancelling import rule_on_cancelling
from backend.domain.days_over import has_days_over, without_days_over
from backend.domain.model import Asker, Load, Refusal, Request, Ruling
from backend.domain.moving import rule_on_moving
from backend.domain.policy import Policy
from backend.domain.scheduling import is_about_a_day, rule_on_booking
from backend.services.entries import Action, PermitEntry
from backend.services.ports import UnitOfWork


def rule_on(
    action: Action,
    request: Request,
    entry: PermitEntry | None,
    asker: Asker,
    load: Load,
    policy: Policy,
    as_of: datetime,
) -> Ruling:
    """The rules' answer. Where some inspections are refused whatever the day, the openings are those of the others."""
    ruling = _rule_on(action, request, entry, asker, load, policy, as_of)
    others = tuple(item.type for item in ruling.items if not _is_refused_whatever_the_day(item.answer))
    if action is Action.CANCEL or not others or len(others) == len(ruling.items):
        return ruling
    of_others = _rule_on(action, replace(request, types=others), entry, asker, load, policy, as_of)
    return replace(ruling, openings=of_others.openings)


def rule_by_the_clock(
    action: Action,
    request: Request,
    entry: PermitEntry | None,
    asker: Asker,
    load: Load,
    policy: Policy,
    as_of: datetime,
    clock: datetime,
) -> Ruling:
    """As `rule_on`, save that no day is allowed or offered that was over by the time the message was handled."""
    ruling = rule_on(action, request, entry, asker, load, policy, as_of)
    today = policy.today(clock)
    if not has_days_over(ruling, today):
        return ruling
    of_now = rule_on(action, request, entry, asker, load, policy, clock)
    return without_days_over(ruling, today, of_now.openings)


def places_from_now_on(uow: UnitOfWork, policy: Policy, as_of: datetime, now: datetime) -> Load:
    """Places taken on every day that could be asked for, by the rules of then or of now."""
    moments = {as_of, now}  # nearly always one and the same
    return uow.loads.between(min(map(policy.today, moments)), max(map(policy.last_day, moments)))


def _rule_on(
    action: Action,
    request: Request,
    entry: PermitEntry | None,
    asker: Asker,
    load: Load,
    policy: Policy,
    as_of: datetime,
) -> Ruling:
    permit = entry.permit if entry else None
    match action:
        case Action.BOOK:
            return rule_on_booking(request, permit, asker, load, policy, as_of)
        case Action.MOVE:
            return rule_on_moving(request, permit, asker, load, policy, as_of)
        case Action.CANCEL:
            return rule_on_cancelling(request, permit, asker, policy, as_of)


def _is_refused_whatever_the_day(answer: object) -> bool:
    return isinstance(answer, Refusal) and not is_about_a_day(answer)
