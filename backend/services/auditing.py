"""What the audit keeps of an ask: who, by which channel, what was asked, and which rule answered."""

from collections.abc import Sequence
from datetime import date

from backend.domain.masking import masked
from backend.domain.model import Facts, HalfDay, Opening, Refusal, Request
from backend.services.entries import Action, Caller, RulingEntry


def asked(action: Action, request: Request, site_note: str | None = None) -> dict[str, object]:
    """A request in JSON values; the span of the openings wished for stands there only when there is one.

    So does the note for the inspector, masked: who reads the audit need not know how to open the gate.
    """
    span = {"earliest": request.earliest, "latest": request.latest}
    return {
        "action": action.value,
        "permit": request.permit,
        "inspections": list(request.types),
        "day": request.day.isoformat() if request.day else None,
        "half_day": request.half_day.value if request.half_day else None,
        **{end: day.isoformat() for end, day in span.items() if day},
        **({"excluding": [day.isoformat() for day in sorted(request.excluding)]} if request.excluding else {}),
        **({"site_note": masked(site_note)} if site_note else {}),
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
    openings: Sequence[Opening] = (),
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
        offered=[_on_a_day(opening.day, opening.half_day) for opening in openings],
        change_id=change_id,
    )


def was_read_back(ruling: RulingEntry, caller: Caller, action: Action, request: Request) -> bool:
    """Whether this person was told that this could be had: the request was allowed, or its day was offered."""
    then = ruling.asked
    if not ruling.what_if or ruling.phone != caller.phone or ruling.action != action.value:
        return False
    types = then["inspections"]
    if then["permit"] != request.permit or not isinstance(types, list) or not set(request.types) <= set(types):
        return False
    if request.day is None:
        return ruling.allowed
    wanted = _on_a_day(request.day, request.half_day)
    was_allowed = ruling.allowed and wanted == {"day": then["day"], "half_day": then["half_day"]}
    return was_allowed or wanted in ruling.offered


def _on_a_day(day: date, half_day: HalfDay | None) -> dict[str, object]:
    return {"day": day.isoformat(), "half_day": half_day.value if half_day else None}
