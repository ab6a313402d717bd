"""Days that passed while a message waited: it is decided by when it arrived, but nobody can visit yesterday."""

from dataclasses import replace
from datetime import date

from backend.domain.model import Answer, Booking, Item, Move, Opening, Refusal, Ruling
from backend.domain.visiting_days import past_date


def has_days_over(ruling: Ruling, today: date) -> bool:
    """Whether something is allowed or offered on a day before today."""
    allowed = (day_of(item.answer) for item in ruling.items)
    return any(day < today for day in (*allowed, *(opening.day for opening in ruling.openings)) if day)


def without_days_over(ruling: Ruling, today: date, openings: tuple[Opening, ...]) -> Ruling:
    """The ruling with what is allowed on a day before today refused; `openings` are those of the present."""
    items = tuple(Item(item.type, _unless_over(item.answer, today, openings)) for item in ruling.items)
    return Ruling(items, openings)


def day_of(answer: Answer | None) -> date | None:
    """The day of the visit that would be written; giving one up writes none."""
    match answer:
        case Booking(visit) | Move(_, Booking(visit)):
            return visit.day
    return None


def _unless_over(answer: Answer | None, today: date, openings: tuple[Opening, ...]) -> Answer | None:
    day = day_of(answer)
    if day and (over := past_date(day, today)):
        return replace(over, openings=openings)
    if isinstance(answer, Refusal) and answer.openings:
        return replace(answer, openings=openings)
    return answer
