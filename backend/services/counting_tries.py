"""Counts what may be guessing, and says when there was too much of it. Part of the transaction that answers."""

from datetime import datetime

from backend.domain.guessing import (
    ASKED_LATELY,
    KEPT_FOR,
    Limit,
    Scope,
    Tried,
    Try,
    free_again,
    limits_on,
)
from backend.domain.model import Refusal, RefusalCode
from backend.domain.policy import Policy
from backend.services.entries import Caller
from backend.services.ports import UnitOfWork

_LONGEST_NUMBER = 40


def against_trying(tried: Tried, uow: UnitOfWork, policy: Policy) -> Refusal | None:
    """Count one more try; or the refusal, which is not counted. Nobody else counts until the unit of work ends."""
    uow.attempts.hold()
    return _against(tried, uow, policy)


def against_asking(permit: str, caller: Caller, uow: UnitOfWork, policy: Policy) -> Refusal | None:
    """The same for asking about a permit that this person is not on, whether it exists or not. Programs may ask."""
    if caller.phone is None or len(permit) > _LONGEST_NUMBER:
        return None
    uow.attempts.hold()
    if uow.attempts.has_asked(caller.phone, permit, caller.clock - ASKED_LATELY):
        return None
    return _against(Tried(Try.ASK, caller.clock, caller.phone, permit), uow, policy)


def _against(tried: Tried, uow: UnitOfWork, policy: Policy) -> Refusal | None:
    waits = [until for limit in limits_on(tried.kind) if (until := _until(tried, limit, uow))]
    if waits:
        return Refusal(RefusalCode.TOO_MANY_TRIES, {"again_at": max(waits).astimezone(policy.zone).isoformat()})
    uow.attempts.add(tried)
    uow.attempts.forget_before(tried.at - KEPT_FOR)
    return None


def _until(tried: Tried, limit: Limit, uow: UnitOfWork) -> datetime | None:
    of = {Scope.PHONE: tried.phone, Scope.PERMIT: tried.permit, Scope.CONTACT: tried.contact, Scope.CITY: None}
    counted = uow.attempts.latest(limit.kind, limit.scope, of[limit.scope], tried.at - limit.within, limit.most)
    return free_again(counted, limit, tried.at)
