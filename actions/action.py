"""A skill as Rasa's custom action: tracker in, response names, values and slots out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend_client import Backend
from actions.conversation.memory import Asked, Memory
from actions.conversation.message import understand
from actions.conversation.notices import told
from actions.conversation.reply import Say
from actions.conversation.route import SURE, Skill
from actions.conversation.turn import Turn
from actions.records import Account, City, Metadata
from actions.skills.desk import in_language_of, take
from actions.understanding.code_words import code_in
from actions.understanding.context import Context, InspectionName, KnownPermit
from actions.understanding.reading import Reading, read
from runtime.wording import say_phone


@dataclass(frozen=True, slots=True)
class Counter:
    """What every action works with: the city, and the back end on behalf of a message's sender."""

    city: Callable[[], City]
    backend_for: Callable[[Metadata], Backend]
    public_url: str


class SkillAction(Action):
    """`action_<skill>`. Raises `BackendUnavailableError` when the back end is out: the bot answers and tries again."""

    def __init__(self, skill: Skill, counter: Counter) -> None:
        self._skill = skill
        self._counter = counter

    def name(self) -> str:
        return f"action_{self._skill}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        message = tracker.latest_message
        metadata = Metadata.model_validate(message["metadata"])
        backend = self._counter.backend_for(metadata)
        memory = told(Memory.from_slots(tracker.slots), metadata.notice, metadata.received_at)
        account = await backend.account()
        made = make_turn(message, metadata, memory, account, self._counter.city())
        turn = replace(made, public_url=self._counter.public_url)
        reply = await take(self._skill, turn, backend)
        language = in_language_of(reply, turn)
        for say in reply.says:
            _utter(dispatcher, say, language, turn.city)
        return [SlotSet(name, value) for name, value in reply.memory.as_slots().items()]


def make_turn(message: dict[str, Any], metadata: Metadata, memory: Memory, account: Account, city: City) -> Turn:
    """Read the message with all that is known, and settle the language of the reply."""
    received_at = metadata.received_at.astimezone(ZoneInfo(city.timezone))
    default = memory.language or (account.person.language if account.person else None)
    context = _context(received_at.date(), default or "en", account, city)
    intent = message.get("intent") or {}
    text = message.get("text") or ""
    confidence = float(intent.get("confidence") or 0.0)
    sure = (intent.get("name") or "") if confidence >= SURE and not _may_be_a_proof(memory, text) else ""
    held = understand(text, sure, context)
    language = _language_of(held.reading, intent.get("name") or "", memory, default)
    return Turn(
        reading=held.reading,
        intent=intent.get("name") or "",
        confidence=confidence,
        memory=replace(memory, language=language),
        account=account,
        city=city,
        received_at=received_at,
        message_id=metadata.message_id,
        language=language,
        note=held.note,
        note_permits=held.note_permits,
        errands=held.errands,
    )


def _may_be_a_proof(memory: Memory, text: str) -> bool:
    """Whether six digits answer the question for a code: "the code is 482913" sounds like a note on the gate."""
    return memory.question is not None and memory.question.kind is Asked.CODE and code_in(text) is not None


_BORROWED = frozenset({"thank", "goodbye", "affirm", "deny", "choose_option"})
"""Intents that people voice in the other language too, without changing over to it."""


def _language_of(reading: Reading, intent: str, memory: Memory, default: str | None) -> str:
    """The language of the reply: the one a message is clearly written in; a borrowed word does not change it."""
    if memory.language and (intent in _BORROWED or " " not in reading.text.strip()):
        return memory.language
    return reading.language or default or "en"


def warm(city: City) -> None:
    """Read once in each language, so that the first person does not wait for the vocabularies to be built."""
    for language in ("en", "es"):
        read("electrical final next tuesday", _context(date(2026, 1, 1), language, _NOBODY, city))


_NOBODY = Account(person=None, permits=())


def _context(today: date, language: str, account: Account, city: City) -> Context:
    return Context(
        today=today,
        language=language,
        catalogue=tuple(InspectionName(each.type, each.code, each.trade, each.name) for each in city.inspection_types),
        permit_shapes=city.permit_shapes,
        permits=tuple(
            KnownPermit(permit.number, permit.address, tuple(each.type for each in permit.inspections))
            for permit in account.permits
        ),
        holidays=frozenset(each.day for each in city.holidays),
    )


def _utter(dispatcher: CollectingDispatcher, say: Say, language: str, city: City) -> None:
    values = {"city": city.name, "office_phone": say_phone(city.office_phone), **say.values}
    buttons = [{"title": title, "payload": str(number)} for number, title in enumerate(say.choices, start=1)]
    dispatcher.utter_message(response=say.response, buttons=buttons, language=language, **values)
