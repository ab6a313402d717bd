"""A ruling in plain English, for the person who tries a policy. (What people at the counter read is in responses/.)"""

from datetime import date, datetime

from backend.domain.model import Facts, HalfDay, Item, Opening, Permit, Refusal, Request, Ruling
from backend.domain.policy import Policy


def in_words(ruling: Ruling, request: Request, permit: Permit | None, as_of: datetime, policy: Policy) -> list[str]:
    """A heading, one line an inspection, and the openings where the answer is not a yes to the day itself."""
    where = f"{permit.number}, {permit.address}" if permit else f"{request.permit} (not in the records)"
    wish = f" for {day_in_words(request.day)}" if request.day else ""
    half = {HalfDay.AM: ", morning", HalfDay.PM: ", afternoon"}.get(request.half_day, "") if request.half_day else ""
    asked_at = as_of.astimezone(policy.zone)
    heading = f"{where}, asked {day_in_words(asked_at.date())} at {asked_at:%H:%M}{wish}{half}:"
    openings = [] if ruling.allowed and request.day else [_openings_line(ruling.openings)]
    return [heading, *(_item_line(item, policy) for item in ruling.items), *openings]


def _item_line(item: Item, policy: Policy) -> str:
    known = policy.inspection_types.get(item.type)
    name = known.name.en if known else item.type
    if item.answer is None:
        return f"  {name}: nothing stands against it"
    if isinstance(item.answer, Refusal):
        return f"  {name}: no, {item.answer.code}{facts_in_words(item.answer.facts)}"
    return f"  {name}: yes"


def facts_in_words(facts: Facts) -> str:
    said = [f"{name} {_plain(value)}" for name, value in facts.items() if value is not None]
    return f" ({', '.join(said)})" if said else ""


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return " and ".join(map(str, value)) or "nothing"
    if isinstance(value, dict):
        return str(value.get("en", value))
    return str(value)


def _openings_line(openings: tuple[Opening, ...]) -> str:
    if not openings:
        return "  openings: none"
    days = [day_in_words(opening.day) + (f" {opening.half_day}" if opening.half_day else "") for opening in openings]
    return f"  openings: {'; '.join(days)}"


def day_in_words(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"
