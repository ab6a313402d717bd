"""Questions about the city's rules: hours, cut-offs, half-days, holidays, how far ahead. Facts come from the city."""

from actions.backend_client import Backend
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn
from actions.understanding.purposes import asks_on_condition
from actions.understanding.topics import Topic, topics
from runtime.wording import say_day, say_list, say_time, say_weekday

_DAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOLIDAYS_TOLD = 3


async def policy(turn: Turn, _backend: Backend) -> Reply:
    """Answer each topic asked about; where none is recognised, say that the office knows."""
    asked = topics(turn.reading.text)
    if asks_on_condition(turn.reading.text):
        asked = (Topic.BOOK_CUTOFF,)
    if not asked:
        return Reply((Say("utter_policy_not_known", office_hours(turn)),), turn.memory)
    return Reply(tuple(say for topic in asked[:3] for say in _say(turn, topic)), turn.memory)


def office_hours(turn: Turn) -> dict[str, str]:
    """The office's days and hours, in words."""
    hours = turn.city.office_hours[0]
    first, _, last = hours.days.partition("-")
    return {
        "first_day": say_weekday(_DAY_KEYS.index(first), turn.language),
        "last_day": say_weekday(_DAY_KEYS.index(last or first), turn.language),
        "opens": say_time(hours.opens, turn.language),
        "closes": say_time(hours.closes, turn.language),
    }


def _say(turn: Turn, topic: Topic) -> tuple[Say, ...]:
    rules, language = turn.city.policy, turn.language
    match topic:
        case Topic.HOURS:
            return (Say("utter_policy_hours", office_hours(turn) | {"office": turn.city.address}),)
        case Topic.BOOK_CUTOFF:
            return (Say("utter_policy_book_cutoff", {"time": say_time(rules.book_cutoff, language)}),)
        case Topic.CANCEL_CUTOFF:
            return (Say("utter_policy_cancel_cutoff", {"time": say_time(rules.cancel_cutoff, language)}),)
        case Topic.HALF_DAYS:
            return (Say("utter_policy_half_days", _half_day_hours(turn)),)
        case Topic.HORIZON:
            return (Say("utter_policy_horizon", {"days": str(rules.horizon_workdays)}),)
        case Topic.HOLIDAYS:
            return (_say_holidays(turn),)
        case Topic.EXPIRY:
            return (Say("utter_policy_expiry", {"days": str(rules.inactive_after_days)}),)
        case _:
            return (Say(f"utter_policy_{topic}", {"most": str(rules.max_inspections_per_request)}),)


def _half_day_hours(turn: Turn) -> dict[str, str]:
    values = {}
    for half_day, (starts, ends) in turn.city.policy.half_days.items():
        values[f"{half_day}_from"] = say_time(starts, turn.language)
        values[f"{half_day}_to"] = say_time(ends, turn.language)
    return values


def _say_holidays(turn: Turn) -> Say:
    coming = [each for each in turn.city.holidays if each.day >= turn.today][:_HOLIDAYS_TOLD]
    told = [f"{each.name.get(turn.language, '')} ({say_day(each.day, turn.language, turn.today)})" for each in coming]
    return Say("utter_policy_holidays", {"holidays": say_list(told, turn.language)})
