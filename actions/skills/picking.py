"""What answers to different questions share: the number that was picked, a question that is too old, asking again."""

from dataclasses import replace
from datetime import timedelta

from actions.conversation.asking import ask
from actions.conversation.memory import Memory, Question
from actions.conversation.reply import Reply, Say
from actions.conversation.turn import Turn

_LAPSES_AFTER = timedelta(hours=12)
"""A read-back older than this is read back again before anything is written."""


def picked_in(turn: Turn, asked: Question) -> int | None:
    """The index of the choice taken; len(choices) or more is a number that was not offered."""
    number = turn.reading.choice
    if number is None:
        return None
    if number == -1:
        return len(asked.choices) - 1 if asked.choices else None
    return number - 1


def agreed_in(turn: Turn, asked: Question) -> bool | None:
    """To a question that 1 does and 2 leaves: what is said to it. None: neither, or the question is old."""
    picked = picked_in(turn, asked)
    if turn.is_question or has_lapsed(turn, asked) or (picked is not None and picked > 1):
        return None
    if picked is not None:
        return picked == 0
    if turn.reading.assent is None and turn.intent == "deny":
        return False
    return turn.reading.assent


def has_lapsed(turn: Turn, asked: Question) -> bool:
    return turn.received_at - asked.asked_at > _LAPSES_AFTER


def ask_again(turn: Turn, memory: Memory) -> Reply:
    failures = memory.failures + 1
    again = replace(memory, failures=failures)
    if failures >= 2:
        return Reply((Say("utter_offer_person"), *ask(turn, again)), again)
    return Reply((Say("utter_did_not_get_that"), *ask(turn, again)), again)
