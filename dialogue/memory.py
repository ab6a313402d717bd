"""Rasa's memory that keeps nothing: each turn starts from the slots that came with the message (ADR 2).

The tracker begins as Rasa's own would after the first greeting of a session, so RulePolicy sees a conversation that is
listening; it holds the events of one turn only and is dropped afterwards. No session expires and nothing grows.
"""

import logging
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, DEFAULT_SLOT_NAMES
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.turn import open_turn

logger = logging.getLogger(__name__)


class MemoryOfOneTurn(TrackerStore):
    """Makes a tracker from the open turn's slots and hands it back to the turn; stores nothing."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        return new_tracker(sender_id, open_turn().slots, self.domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        open_turn().tracker = tracker

    async def keys(self) -> Iterable[str]:
        return ()


class StockMemory(InMemoryTrackerStore):
    """Rasa's in-memory store as it is, for the benchmark; only the first turn takes the slots that came with it."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        known = await super().retrieve(sender_id)
        return known or new_tracker(sender_id, open_turn().slots, self.domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        open_turn().tracker = tracker
        await super().save(tracker)


class NoLocks(LockStore):
    """The bot lets one message of a conversation in at a time, so nothing is locked here."""

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = 0, wait_time_in_seconds: float = 0
    ) -> AsyncGenerator[TicketLock, None]:
        yield TicketLock(conversation_id)


def new_tracker(sender_id: str, slots: Mapping[str, Any], domain: Domain) -> DialogueStateTracker:
    """A conversation that has begun, holds the slots and is listening. Slots that the domain lacks are left out."""
    tracker = DialogueStateTracker(sender_id, domain.slots)
    for event in opening_events(slots, domain):
        tracker.update(event, domain)
    return tracker


def opening_events(slots: Mapping[str, Any], domain: Domain) -> list[Event]:
    declared = declared_slots(domain)
    unknown = sorted(set(slots) - set(declared))
    if unknown:
        logger.warning("The message brought slots that the domain does not declare: %s", ", ".join(unknown))
    return [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(SlotSet(name, slots[name]) for name in declared if slots.get(name) is not None),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def declared_slots(domain: Domain) -> list[str]:
    """The slots of domain.yml, without those that Rasa adds."""
    return [slot.name for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES]


def slots_after(tracker: DialogueStateTracker, domain: Domain) -> Mapping[str, Any]:
    return {name: tracker.get_slot(name) for name in declared_slots(domain)}
