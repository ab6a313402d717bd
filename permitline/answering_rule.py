"""Which rule would answer a message that opens a talk, and what would stand in the slots: for `permitline explain`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.conversation.memory import Memory, Wish
from actions.conversation.message import Message
from actions.conversation.route import Skill, route
from actions.conversation.turn import Turn
from actions.conversation.wishes import merged
from actions.records import Account
from actions.records import City as CityRecord
from actions.skills.desk import MAY_BE_SEVERAL
from backend.api.presenting import city_view
from backend.city.city import City
from backend.services.describe_city import describe_city
from permitline.settings import PROJECT

_PREFIX = "action_"


@dataclass(frozen=True, slots=True)
class Answering:
    """`proposed` is the rule's action for the intent, `action` the one that answers after the message was read."""

    proposed: str
    action: str
    slots: Mapping[str, Any]


def answering(message: Message, intent: str, confidence: float, language: str, city: City, now: datetime) -> Answering:
    """`intent` is the model's word on the message, which is the first of its talk. `now` is in the city's zone."""
    record = CityRecord.model_validate(city_view(describe_city(city, now)))
    proposed = rules()[intent]
    turn = Turn(
        reading=message.reading,
        intent=intent,
        confidence=confidence,
        memory=Memory(language=language),
        account=Account(person=None, permits=()),
        city=record,
        received_at=now,
        message_id="explain",
        language=language,
        note=message.note,
        note_permits=message.note_permits,
        errands=message.errands,
    )
    skill = route(Skill(proposed.removeprefix(_PREFIX)), turn)
    if message.errands and skill in MAY_BE_SEVERAL:
        deeds = [str(each.deed or MAY_BE_SEVERAL[skill]) for each in message.errands]
        return Answering(proposed, f"several at once ({', '.join(deeds)})", {})
    slots = merged(Wish(), message.reading, record).as_slots()
    return Answering(proposed, _PREFIX + skill, {name: value for name, value in slots.items() if value})


def rules(folder: Path = PROJECT / "data" / "rules") -> dict[str, str]:
    """Intent -> action, as the rules of the dialogue have it."""
    yaml = YAML(typ="safe")
    found = {}
    for file in sorted(folder.glob("*.yml")):
        for rule in yaml.load(file.read_text(encoding="utf-8"))["rules"]:
            steps = {key: value for step in rule["steps"] for key, value in step.items()}
            found[steps["intent"]] = steps["action"]
    return found
