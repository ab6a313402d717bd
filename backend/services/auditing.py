"""What the audit keeps of an ask: who, by which channel, what was asked, and which rule answered."""

from backend.domain.model import Facts, Refusal, Request
from backend.services.entries import Action, Caller, RulingEntry


def asked(action: Action, request: Request) -> dict[str, object]:
    """A request in JSON values."""
    return {
        "action": action.value,
        "permit": request.permit,
        "inspections": list(request.types),
        "day": request.day.isoformat() if request.day else None,
        "half_day": request.half_day.value if request.half_day else None,
    }


def audited(
    ruling_id: str,
    caller: Caller,
    action: str,
    asked_for: Facts,
    refusal: Refusal | None,
    *,
    permit: str | None,
    allowed: bool,
    what_if: bool = False,
    change_id: str | None = None,
) -> RulingEntry:
    return RulingEntry(
        id=ruling_id,
        asked_at=caller.at,
        recorded_at=caller.clock,
        phone=caller.phone,
        channel=caller.channel,
        message_id=caller.message_id,
        action=action,
        what_if=what_if,
        permit=permit,
        asked=dict(asked_for),
        allowed=allowed,
        code=refusal.code.value if refusal else None,
        facts=dict(refusal.facts) if refusal else None,
        change_id=change_id,
    )


def is_same_ask(ruling: RulingEntry, caller: Caller, action: Action, request: Request) -> bool:
    """Whether this is the request that was read back to this person and allowed."""
    now = asked(action, request)
    then = dict(ruling.asked)
    wanted = [sorted(map(str, ask.pop("inspections", []))) for ask in (now, then)]  # type: ignore[call-overload]
    return ruling.what_if and ruling.allowed and ruling.phone == caller.phone and wanted[0] == wanted[1] and now == then
