"""One turn: a waiting message is put to the dialogue, and its reply and new state are stored together."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

import structlog

from bot.consent.words import asks_for_a_reserved_word
from bot.conversation.language import language_of
from bot.conversation.tickets import Outcome, Tickets
from bot.incoming import for_the_dialogue
from bot.ports import Answer, Chain, Dialogue, DialogueDownError, Question, Queue, Slots, TurnFailedError
from bot.records.database import Database
from bot.records.tables import State
from bot.records.turns import Kind, Outgoing, Waiting, finish_turn, postpone
from bot.rendering import fit, join_messages, normalise
from bot.sentences import Language, Phrasebook, Sentence
from runtime.clock import Clock
from runtime.speaker import Speaker, SpeakerSeal

_log = structlog.get_logger(__name__)
_MOST_ATTEMPTS = 5
LATE_AFTER = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Turns:
    """The collaborators of a turn. `real_time` dates what is stored; `clock` is the city's."""

    database: Database
    dialogue: Dialogue
    chain: Chain
    queue: Queue
    tickets: Tickets
    phrasebook: Phrasebook
    seal: SpeakerSeal
    conversation_key: bytes
    clock: Clock
    real_time: Clock
    program: str

    def take(self, waiting: Waiting) -> bool:
        """Answer one message. False when the chain behind is down, and the message waits for it to come back."""
        started = perf_counter()
        log = _log.bind(correlation_id=waiting.correlation_id, conversation=waiting.conversation_id)
        try:
            answer = self._ask(waiting)
        except DialogueDownError as error:
            log.warning("dialogue_down", reason=str(error), attempts=waiting.attempts)
            if waiting.attempts + 1 < _MOST_ATTEMPTS or self.chain.missing():
                self._postpone(waiting)
                return False
            answer = None
        spent = {} if answer is None else dict(answer.timings_ms)
        spent["ask"] = (perf_counter() - started) * 1000
        if answer is None:
            self._give_up(waiting)
            log.error("gave_up", attempts=waiting.attempts)
            return True
        self._reply(waiting, answer, spent)
        log.info("turn", ms=round((perf_counter() - started) * 1000, 1), ask_ms=round(spent["ask"], 1))
        return True

    def _ask(self, waiting: Waiting) -> Answer | None:
        """None where the dialogue failed twice on this very message although everything behind it works."""
        question = self._question(waiting)
        for _ in range(2):
            try:
                return self.dialogue.ask(question)
            except TurnFailedError as error:
                missing = self.chain.missing()
                _log.warning("turn_failed", correlation_id=waiting.correlation_id, reason=str(error), missing=missing)
                if missing:
                    raise DialogueDownError(f"missing: {', '.join(missing)}") from error
        return None

    def _question(self, waiting: Waiting) -> Question:
        received_at = waiting.at.astimezone(self.phrasebook.city.zone)
        speaker = Speaker(waiting.phone, waiting.channel, received_at, waiting.message_id)
        notice = {} if waiting.notice is None else {"notice": waiting.notice}
        return Question(
            sender=sender_of(waiting, self.conversation_key),
            message=for_the_dialogue(waiting.text),
            slots=waiting.slots,
            metadata={
                "speaker": self.seal.seal(speaker),
                "received_at": received_at.isoformat(),
                "channel": waiting.channel,
                "message_id": waiting.message_id,
                "correlation_id": waiting.correlation_id,
                **notice,
            },
            correlation_id=waiting.correlation_id,
        )

    def _reply(self, waiting: Waiting, answer: Answer, spent: Mapping[str, float]) -> None:
        language = language_of(answer.slots, waiting.text)
        late = waiting.attempts > 0 or self.real_time.now() - waiting.stored_at > LATE_AFTER
        parts = [join_messages(answer.messages)]
        if asks_for_a_reserved_word(parts[0]):
            names = ",".join(said.response for said in answer.messages)
            _log.error("asks_for_a_reserved_word", correlation_id=waiting.correlation_id, responses=names)
        if waiting.pictures:
            parts.append(self.phrasebook.say(Sentence.PICTURE_TOO, language))
        if waiting.files:
            parts.append(self.phrasebook.say(Sentence.FILE_TOO, language))
        if late:
            parts.insert(0, self._late_note(waiting, language))
        rendered = fit("\n".join(parts), self.phrasebook.say(Sentence.MORE, language))
        said = tuple(message.response for message in answer.messages)
        self._finish(
            waiting, Kind.REPLY, rendered.text, answer.slots,
            responses=said, rest=rendered.rest, late=late, spent=spent,
        )  # fmt: skip

    def _give_up(self, waiting: Waiting) -> None:
        language = language_of(waiting.slots, waiting.text)
        text = normalise(self.phrasebook.say(Sentence.GAVE_UP, language))
        self._finish(waiting, Kind.GAVE_UP, text, waiting.slots)

    def _late_note(self, waiting: Waiting, language: Language) -> str:
        moment = waiting.at.astimezone(self.phrasebook.city.zone)
        hour = moment.hour % 12 or 12
        time = f"{hour}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
        return self.phrasebook.say(Sentence.LATE, language, time=time)

    def _finish(
        self,
        waiting: Waiting,
        kind: Kind,
        text: str,
        slots: Slots,
        *,
        responses: tuple[str, ...] = (),
        rest: str = "",
        late: bool = False,
        spent: Mapping[str, float] | None = None,
    ) -> None:
        ticket = self.tickets.claim(waiting.message_id)
        outgoing = Outgoing(text, kind, self.clock.now(), ticket is not None, late, responses)
        state = finish_turn(
            self.database, waiting, self.program, outgoing, self.real_time.now(), slots=slots, rest=rest
        )
        if ticket is not None:
            ticket.answer(Outcome(text if state is State.RETURNED else "", spent or {}))
        elif state is State.QUEUED:
            self.queue.wake()

    def _postpone(self, waiting: Waiting) -> None:
        """Say once an incident that the answer will come, and let go of the conversation."""
        ticket = None if waiting.apologised else self.tickets.claim(waiting.message_id)
        text = self.phrasebook.say(Sentence.DOWN, language_of(waiting.slots, waiting.text))
        apology = (
            None if waiting.apologised else Outgoing(text, Kind.APOLOGY, self.clock.now(), returned=ticket is not None)
        )
        said = postpone(self.database, waiting, self.program, apology, self.real_time.now())
        if ticket is not None:
            ticket.answer(Outcome(text if said is State.RETURNED else ""))
        elif said is State.QUEUED:
            self.queue.wake()


def sender_of(waiting: Waiting, key: bytes) -> str:
    """The name under which Rasa knows a conversation: it tells nothing of the person."""
    words = f"{waiting.phone}|{waiting.channel}|{waiting.conversation_id}"
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()
