"""A refusal in words: the response named after its code, with its facts as a reader takes them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from actions.conversation.reply import Say
from actions.conversation.turn import Turn
from actions.records import Refusal, RulingItem
from runtime.wording import say_day, say_list, say_money, say_time

ABOUT_THE_DAY = frozenset(
    {"past_date", "not_a_working_day", "past_cutoff", "beyond_horizon", "half_day_not_offered", "fully_booked"}
)
"""Refusals that another day would mend."""

ABOUT_THE_INSPECTION = frozenset(
    {"type_not_on_permit", "prerequisite_not_passed", "already_passed", "already_booked", "nothing_booked"}
)
"""Refusals that another inspection on the same permit would mend."""

NOT_ON_THIS_PHONE = frozenset({"unknown_permit", "not_your_permit"})
"""Refusals that a proof may mend. Nobody learns which of the two it is."""

_DAYS = ("day", "today", "last_day", "last_activity")
_TYPES = ("missing", "on_permit")
_MOMENTS = {"cutoff": "cutoff", "again_at": "again"}
"""A fact that is a moment, and how its day and its time are called in a sentence."""


def say_refusals(turn: Turn, items: Iterable[RulingItem]) -> tuple[Say, ...]:
    """One sentence for each reason; what is true of the whole permit or the day is said once."""
    says = [refusal_say(turn, item.refusal, item.type) for item in items if item.refusal]
    return tuple(say for index, say in enumerate(says) if say not in says[:index])


def refusal_say(turn: Turn, refusal: Refusal, type_: str | None = None) -> Say:
    facts = refusal.facts
    values = _in_words(turn, facts)
    if refusal.code in ABOUT_THE_INSPECTION | {"cancel_cutoff_passed"} and "what" not in values and type_:
        values["what"] = turn.city.name_of(type_, turn.language)
    response = f"utter_refusal_{refusal.code}"
    if refusal.code == "not_a_working_day":
        response += f"_{facts.get('closed', 'closure')}"
    if refusal.code == "role_may_not":
        response += f"_{facts.get('action', 'book')}"
    if refusal.code == "past_cutoff" and facts.get("day") == turn.today.isoformat():
        response += "_today"
    return Say(response, values)


def _in_words(turn: Turn, facts: Mapping[str, object]) -> dict[str, str]:
    language = turn.language
    values: dict[str, str] = {}
    for name, fact in facts.items():
        if fact is None:
            continue
        if name in _DAYS:
            values[name] = say_day(date.fromisoformat(str(fact)), language, turn.today)
        elif name in _MOMENTS:
            moment = datetime.fromisoformat(str(fact))
            values[f"{_MOMENTS[name]}_time"] = say_time(moment.time(), language)
            values[f"{_MOMENTS[name]}_day"] = say_day(moment.date(), language, turn.today)
        elif name == "amount":
            values[name] = say_money(Decimal(str(fact)), language)
        elif name == "type":
            values["what"] = turn.city.name_of(str(fact), language)
        elif name in _TYPES and isinstance(fact, list):
            values[name] = say_list([turn.city.name_of(str(each), language) for each in fact], language)
        elif name == "name" and isinstance(fact, dict):
            values[name] = str(fact.get(language, ""))
        else:
            values[name] = str(fact)
    return values
