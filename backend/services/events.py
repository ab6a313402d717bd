"""What the city's permit system tells: a result, a visit moved or called off, fees settled."""

from dataclasses import dataclass, field
from datetime import date

from backend.domain.model import Facts, HalfDay, Words
from backend.services.entries import VisitResult


@dataclass(frozen=True, slots=True)
class ResultPosted:
    """`word` is the city's own for the result, such as "partial approval"; it stays in the audit."""

    permit: str
    inspection: str
    result: VisitResult
    word: str | None = field(default=None, repr=False)

    name = "result_posted"


@dataclass(frozen=True, slots=True)
class VisitMoved:
    permit: str
    inspection: str
    day: date
    half_day: HalfDay | None = None
    reason: Words | None = field(default=None, repr=False)

    name = "visit_moved"


@dataclass(frozen=True, slots=True)
class VisitCalledOff:
    permit: str
    inspection: str
    reason: Words | None = field(default=None, repr=False)

    name = "visit_called_off"


@dataclass(frozen=True, slots=True)
class FeesSettled:
    """`status` is what the permit's status is by now; None where it did not change."""

    permit: str
    status: str | None = None
    issued_on: date | None = None

    name = "fees_settled"


type Event = ResultPosted | VisitMoved | VisitCalledOff | FeesSettled


def as_asked(event: Event) -> Facts:
    """An event in JSON values, for the audit. What the inspector wrote is on the visit."""
    told: dict[str, object] = {"event": event.name, "permit": event.permit}
    match event:
        case ResultPosted(inspection=inspection, result=result, word=word):
            outcome = "passed" if result.passed else "failed"
            return told | {"inspection": inspection, "result": outcome, "word": word, "day": result.day.isoformat()}
        case VisitMoved(inspection=inspection, day=day, half_day=half_day, reason=reason):
            wish = half_day.value if half_day else None
            told |= {"inspection": inspection, "day": day.isoformat(), "half_day": wish}
            return told | _in_words(reason)
        case VisitCalledOff(inspection=inspection, reason=reason):
            return told | {"inspection": inspection} | _in_words(reason)
        case FeesSettled(status=status, issued_on=issued_on):
            return told | {"status": status, "issued_on": issued_on.isoformat() if issued_on else None}


def _in_words(reason: Words | None) -> dict[str, object]:
    return {"reason": {"en": reason.en, "es": reason.es} if reason else None}
