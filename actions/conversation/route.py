"""Who answers a message: the open question has the first word, then the intent that the model heard."""

from enum import StrEnum

from actions.conversation.apart import answers_apart, is_code_question
from actions.conversation.memory import Asked, Task
from actions.conversation.notices import answers_notice
from actions.conversation.turn import Turn
from actions.conversation.wishes import says_something
from actions.understanding.agreement import agrees_to, asks_why, takes_all, takes_any
from actions.understanding.purposes import (
    asks_on_condition,
    calls_something_off,
    disowns_a_permit,
    keeps_it,
    moves_something,
    only_asks,
    prefers_something_else,
    says_cancel,
    wants_the_same,
)
from actions.understanding.text_grammar import Command, command_of


class Skill(StrEnum):
    """One for each file in `actions/skills/` or each thing that it can do; actions are named `action_<skill>`."""

    ANSWER = "answer"
    SCHEDULE = "schedule"
    CANCEL = "cancel"
    MOVE = "move"
    UNDO = "undo"
    BOOKED = "booked"
    RESULTS = "results"
    REQUIRED = "required"
    STATUS = "status"
    PERMITS = "permits"
    POLICY = "policy"
    NOTE = "note"
    PERSON = "person"
    HELP = "help"
    GREET = "greet"
    GOODBYE = "goodbye"
    THANK = "thank"
    BOT = "bot"
    LANGUAGE = "language"
    STOP = "stop"
    LINK = "link"
    UNLINK = "unlink"
    FORGET = "forget"
    NOTICES = "notices"
    CALENDAR = "calendar"
    ELSEWHERE = "elsewhere"
    OUT_OF_SCOPE = "out_of_scope"
    FALLBACK = "fallback"


_COMMANDED = {
    Command.SCHEDULE: Skill.SCHEDULE,
    Command.CANCEL: Skill.CANCEL,
    Command.RESCHEDULE: Skill.MOVE,
    Command.RESULT: Skill.RESULTS,
}
ARRANGES = {Skill.SCHEDULE: Task.SCHEDULE, Skill.CANCEL: Task.CANCEL, Skill.MOVE: Task.MOVE}
SURE = 0.5
"""Confidence of the model from which its word counts more than the values that a message holds."""

_VERY_SURE = 0.85
_LONGEST_WORD = 60
_ABOUT_RECORDS = frozenset({Skill.BOOKED, Skill.RESULTS, Skill.REQUIRED, Skill.STATUS, Skill.PERMITS})

_UNSURE = frozenset({Skill.ANSWER, Skill.OUT_OF_SCOPE, Skill.FALLBACK, Skill.GREET, Skill.HELP, Skill.THANK})


_MAY_MEAN_MOVING = frozenset({Skill.SCHEDULE, Skill.ANSWER, Skill.FALLBACK, Skill.OUT_OF_SCOPE})

_MAY_MEAN_CANCELLING = frozenset(
    {Skill.SCHEDULE, Skill.UNDO, Skill.ANSWER, Skill.STOP, Skill.FALLBACK, Skill.OUT_OF_SCOPE}
)
_OWN_WORDS = frozenset({Skill.CANCEL, Skill.MOVE, Skill.PERSON})
"""Skills whose messages are for the counter, though they speak of the inspector."""

_HEAR_NO_KEEPING = frozenset({Skill.ANSWER, Skill.SCHEDULE, Skill.FALLBACK, Skill.OUT_OF_SCOPE})
_SENT_AWAY = frozenset({Skill.ELSEWHERE, Skill.LINK, Skill.UNLINK})
_ABOUT_THE_PHONE = frozenset({Skill.LINK, Skill.UNLINK, Skill.FORGET, Skill.NOTICES, Skill.CALENDAR})

_GUESSED_AT = _ABOUT_THE_PHONE | {
    Skill.CANCEL,
    Skill.MOVE,
    Skill.UNDO,
    Skill.BOOKED,
    Skill.OUT_OF_SCOPE,
    Skill.ELSEWHERE,
}
"""Skills that take something back, or that would send a person away: not on a guess."""


def route(heard: Skill, turn: Turn) -> Skill:
    """The skill that answers. `heard` is the model's; a bare answer or a bare value belongs to what is open."""
    if is_code_question(turn) and answers_apart(turn):
        return Skill.ANSWER
    command = command_of(turn.reading.text)
    if command:
        return _COMMANDED[command]
    if answers_notice(turn):
        return Skill.ANSWER
    if turn.memory.question and turn.memory.is_arranging and _answers_in_words(turn):
        return Skill.ANSWER
    if answers_apart(turn):
        return Skill.ANSWER
    if asks_on_condition(turn.reading.text) and not _names_a_visit(turn):
        return Skill.POLICY
    if keeps_it(turn.reading.text) and not turn.errands and (heard is Skill.CANCEL or _is_deaf_to_keeping(heard, turn)):
        return Skill.ANSWER if turn.memory.plan else Skill.STOP
    if heard is Skill.CANCEL and only_asks(turn.reading.text):
        return Skill.POLICY
    if disowns_a_permit(turn.reading.text) and not turn.is_question and not turn.reading.names_inspections:
        return Skill.UNLINK
    heard = _if_sure(heard, turn)
    if heard is Skill.NOTE and (turn.reading.names_inspections or turn.reading.dates.days):
        heard = Skill.SCHEDULE
    if heard is Skill.MOVE and wants_the_same(turn.reading.text):
        return Skill.SCHEDULE
    if heard is Skill.LINK and turn.reading.types and not (turn.reading.permits or turn.reading.near_permits):
        return Skill.SCHEDULE  # "add the framing": to the visit, not to the phone
    if turn.note and heard not in _OWN_WORDS and not _says_more(turn):
        return Skill.NOTE
    if turn.memory.question and turn.memory.is_arranging:
        return _while_asked(heard, turn)
    if _means_another_day(heard, turn):
        return Skill.MOVE
    if heard in _UNSURE and says_something(turn.reading):
        return _for_bare_values(turn)
    if heard is Skill.ANSWER and turn.reading.assent is None and turn.reading.choice is None:
        return Skill.FALLBACK
    return Skill.FALLBACK if heard is Skill.NOTE and not turn.note else heard


def _is_deaf_to_keeping(heard: Skill, turn: Turn) -> bool:
    """Whether "don't cancel it", with nothing open, would be taken for a bare value or for a wish to book."""
    return turn.memory.question is None and heard in _HEAR_NO_KEEPING


def _says_more(turn: Turn) -> bool:
    """Whether a message with a note says something to the counter as well."""
    reading = turn.reading
    return says_something(reading) or reading.assent is not None or reading.choice is not None


def _dropped(turn: Turn) -> set[str]:
    """Of what is being booked, the inspections that the message names: "drop the footing" cancels no visit."""
    return {*turn.reading.types, *turn.reading.rejected_types} & set(turn.memory.wish.inspections)


def _answers_in_words(turn: Turn) -> bool:
    """Whether a message speaks of the open question, whatever the model heard in it."""
    text, asked = turn.reading.text, turn.memory.question
    return asks_why(text) or bool(asked and asked.choices and (takes_any(text) or takes_all(text)))


def _names_a_visit(turn: Turn) -> bool:
    """Whether the rules can be asked about something: an inspection that was named, now or before."""
    return bool(turn.reading.types or turn.reading.unsure_types or turn.memory.wish.inspections)


def _if_sure(heard: Skill, turn: Turn) -> Skill:
    """What the model heard, unless it was guessing: then the values speak, and without values it was not understood."""
    if turn.reading.is_punctuation_only or _is_no_language(turn.reading.text):
        return Skill.FALLBACK
    if heard in _MAY_MEAN_MOVING and (turn.reading.dates.shift or moves_something(turn.reading.text)):
        return Skill.MOVE
    if heard in _MAY_MEAN_CANCELLING and _cancels(turn):
        return Skill.CANCEL
    if turn.confidence >= SURE:
        return heard
    reading = turn.reading
    if reading.types and (reading.dates.days or reading.dates.any_day):
        return Skill.ANSWER
    if heard not in _GUESSED_AT or (heard is Skill.CANCEL and says_cancel(reading.text)):
        return heard
    return Skill.ANSWER if says_something(reading) else Skill.FALLBACK


def _cancels(turn: Turn) -> bool:
    """Whether the words cancel a visit: one that is named, or the one that was just arranged."""
    if turn.reading.names_inspections:
        return calls_something_off(turn.reading.text)
    return turn.memory.last_change is not None and turn.memory.task is None and says_cancel(turn.reading.text)


def _is_no_language(text: str) -> bool:
    """No word of either language is that long; links and permit numbers are shorter, too."""
    return any(len(word) > _LONGEST_WORD for word in text.split())


def _while_asked(heard: Skill, turn: Turn) -> Skill:
    reading, task = turn.reading, turn.memory.task
    valued = says_something(reading)
    if reading.choice is not None or reading.assent is not None or reading.is_punctuation_only:
        return Skill.ANSWER
    if turn.memory.plan and task is None and valued and heard in ARRANGES:
        return Skill.ANSWER
    if task and (ARRANGES.get(heard) == task or (not valued and agrees_to(task, reading.text))):
        return Skill.ANSWER
    if heard is Skill.CANCEL and task is not Task.CANCEL and not valued:
        return Skill.STOP
    if heard is Skill.CANCEL and task is Task.SCHEDULE and (dropped := _dropped(turn)):
        return Skill.STOP if dropped == set(turn.memory.wish.inspections) else Skill.ANSWER
    if heard is Skill.UNDO and turn.memory.question and turn.memory.question.follows:
        return Skill.UNDO
    if heard is Skill.UNDO and turn.memory.question and turn.memory.question.kind is not Asked.CHANGE:
        return Skill.STOP
    if heard is Skill.STOP and valued:
        return Skill.ANSWER
    if valued and (heard in _UNSURE or (heard in _SENT_AWAY and reading.names_inspections)):
        return Skill.ANSWER
    if valued and heard is Skill.SCHEDULE and task is Task.MOVE:
        return Skill.ANSWER
    if reading.dates.days and heard in _ABOUT_RECORDS and turn.confidence < _VERY_SURE:
        return Skill.ANSWER
    return heard


def _means_another_day(heard: Skill, turn: Turn) -> bool:
    """After a booking, a bare day corrects it: "no, Thursday", "can we do Thursday instead"."""
    last, reading = turn.memory.last_change, turn.reading
    if last is None or last.kind is Task.CANCEL or not reading.dates.days or wants_the_same(reading.text):
        return False
    if reading.types or reading.unsure_types or reading.permits or reading.near_permits:
        return False
    if heard in _UNSURE or heard is Skill.SCHEDULE:
        return True
    said_surely = heard in _ABOUT_RECORDS | {Skill.CANCEL, Skill.UNDO} and turn.confidence >= SURE
    return not said_surely and not says_cancel(reading.text) and prefers_something_else(reading.text)


def _for_bare_values(turn: Turn) -> Skill:
    """A value out of the blue: a permit alone asks for its status, anything else wishes for an inspection."""
    reading = turn.reading
    only_permit = bool(reading.permits or reading.near_permits) and not (
        reading.types or reading.unsure_types or reading.dates.days or reading.stages or reading.trades
    )
    if only_permit:
        return Skill.STATUS
    return Skill.SCHEDULE if reading.types or reading.unsure_types or reading.dates.days else Skill.FALLBACK
