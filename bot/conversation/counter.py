"""The counter where messages come in: stored first, then answered in the response if the answer is ready in time."""

from dataclasses import dataclass
from time import monotonic, sleep

import structlog

from bot.conversation.desk import AtOnce, Standing, answer_at_once
from bot.conversation.language import language_of
from bot.conversation.lines import Lines
from bot.conversation.patience import Patience
from bot.conversation.tickets import SILENCE, Outcome, Ticket, Tickets
from bot.conversation.turn import Turns
from bot.incoming import Incoming
from bot.records.arrivals import find_outcome, store_message
from bot.records.database import Database, StorageDownError
from bot.records.turns import LostHoldError, find_next, has_own_waiting, let_go, take_up
from bot.sentences import Phrasebook, Sentence
from runtime.clock import Clock

_log = structlog.get_logger(__name__)
_LOOK_AGAIN = 0.03
"""Seconds between looks at what another process is at work on."""
_GRACE = 3.0
"""Seconds for an answer that is there and being stored when the time is up."""


@dataclass(frozen=True, slots=True)
class LineServer:
    """Works off a conversation's waiting messages in the order in which they came."""

    database: Database
    turns: Turns
    tickets: Tickets
    real_time: Clock
    program: str

    def serve(self, conversation_id: int) -> None:
        try:
            while self._serve_next(conversation_id):
                pass
        except LostHoldError:
            _log.warning("lost_hold", conversation=conversation_id)
            self.tickets.silence(conversation_id)
        except Exception:
            self.tickets.silence(conversation_id)
            raise

    def _serve_next(self, conversation_id: int) -> bool:
        """Whether to look for another one."""
        waiting = find_next(self.database, conversation_id, self.program, self.real_time.now())
        if waiting is None:
            return False
        if waiting.is_ours:
            if self.turns.take(waiting):
                return waiting.more_behind
            self.tickets.silence(conversation_id)
            return False
        if not waiting.held_elsewhere and take_up(self.database, waiting, self.program):
            return True
        if waiting.talk_held_by == self.program and waiting.held_by != self.program:
            let_go(self.database, waiting, self.program)
        sleep(_LOOK_AGAIN)
        return has_own_waiting(self.database, conversation_id, self.program)


@dataclass(frozen=True, slots=True)
class Counter:
    """`reply_within` is in seconds, from the moment the message came in; `most` messages of a phone are answered."""

    database: Database
    lines: Lines
    tickets: Tickets
    phrasebook: Phrasebook
    real_time: Clock
    program: str
    patience: Patience
    reply_within: float
    most: int
    invitation: str
    """What the city publishes with its number, in every language."""

    def receive(self, message: Incoming) -> Outcome:
        """What to return in the response. The same message id again gets the same, and causes nothing."""
        deadline = monotonic() + self.reply_within
        ticket = self.tickets.join(message.message_id)
        try:
            return self._receive(message, ticket, deadline)
        except StorageDownError as error:
            _log.exception("storage_down", correlation_id=message.correlation_id, reason=str(error))
            return Outcome(self.phrasebook.say(Sentence.NOT_TAKEN, language_of({}, message.text)))
        finally:
            self.tickets.leave(message.message_id, ticket)

    def _receive(self, message: Incoming, ticket: Ticket, deadline: float) -> Outcome:
        def at_once(standing: Standing) -> AtOnce | None:
            return answer_at_once(message, standing, self.phrasebook)

        stored = store_message(
            self.database, message, answer_at_once=at_once, invitation=self.invitation, most=self.most,
            program=self.program, now=self.real_time.now(),
        )  # fmt: skip
        if stored.answer is not None:
            ticket.answer(Outcome(stored.answer))
            return Outcome(stored.answer)
        if stored.held_elsewhere:
            return self._watch(message.message_id, deadline)
        ticket.conversation_id = stored.conversation_id
        self.lines.wake(stored.conversation_id)
        with self.patience.until(deadline) as seconds:
            return ticket.wait(seconds, _GRACE) or SILENCE

    def _watch(self, message_id: str, deadline: float) -> Outcome:
        """Another process has the same message in hand: give what it gives."""
        while monotonic() < deadline:
            stored = find_outcome(self.database, message_id, self.program, self.real_time.now())
            if stored.answer is not None:
                return Outcome(stored.answer)
            sleep(_LOOK_AGAIN)
        return SILENCE
