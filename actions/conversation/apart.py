"""Whether a message answers a question that stands apart from what is being arranged: a code, a contact, a permit."""

from actions.conversation.memory import APART, Asked
from actions.conversation.turn import Turn
from actions.understanding.code_words import (
    asks_again,
    asks_for_another,
    code_in,
    did_not_arrive,
    is_code_like,
    kind_of_contact,
)
from actions.understanding.text import words_of

_NUMBERS = frozenset({Asked.OFFER_LINK, Asked.PERMIT_TO_LINK, Asked.PERMIT_TO_UNLINK})
_MOST_WORDS_AROUND_A_NUMBER = 4
""" "It is NRE261051", "permit number NRE261051": more words ask for something."""


def answers_apart(turn: Turn) -> bool:
    """Whether the words answer the open question, whatever the model heard in them."""
    asked = turn.memory.question
    if asked is None or asked.kind not in APART - {Asked.NOTE}:
        return False
    if asked.kind is Asked.CODE and _speaks_of_the_code(turn):
        return True
    if asked.kind is Asked.CONTACT and kind_of_contact(turn.reading.text) and not turn.reading.names_inspections:
        return True
    if asked.kind in _NUMBERS and _is_a_permit_alone(turn):
        return True
    return turn.reading.choice is not None or turn.reading.assent is not None


def is_code_question(turn: Turn) -> bool:
    return turn.memory.question is not None and turn.memory.question.kind is Asked.CODE


def _speaks_of_the_code(turn: Turn) -> bool:
    text = turn.reading.text
    if code_in(text) or is_code_like(text):
        return True
    if turn.reading.names_inspections or turn.reading.dates.days:
        return False
    names_a_kind = kind_of_contact(text) is not None and asks_for_another(text)
    return names_a_kind or asks_again(text) or did_not_arrive(text) or asks_for_another(text)


def _is_a_permit_alone(turn: Turn) -> bool:
    reading = turn.reading
    if turn.intent == "unlink_permit" or not (reading.permits or reading.near_permits or reading.unread_permits):
        return False
    bare = not (reading.names_inspections or reading.dates.days or turn.is_question)
    spoken = [word for word in words_of(reading.text.lower()) if word.text.isalpha()]
    return bare and len(spoken) <= _MOST_WORDS_AROUND_A_NUMBER
