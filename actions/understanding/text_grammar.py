"""The grammar of the two-way text lines that cities already run: `S <permit> <code> <date>`, `CAN <permit>` and so on.

Sources: Oregon's statewide line and Chandler AZ's printed instructions (S, SCHED, SCHEDULE; C, CAN, CANC, CANCEL;
RESCHED, RESCHEDULE; R, RESULT, RESULTS).
"""

import re
from enum import StrEnum

from actions.understanding.text import clean


class Command(StrEnum):
    SCHEDULE = "schedule"
    CANCEL = "cancel"
    RESCHEDULE = "reschedule"
    RESULT = "result"


_WORDS = {
    Command.SCHEDULE: ("s", "sched", "schedule"),
    Command.CANCEL: ("c", "can", "canc", "cancel"),
    Command.RESCHEDULE: ("resched", "reschedule"),
    Command.RESULT: ("r", "result", "results"),
}
_COMMANDS = {word: command for command, words in _WORDS.items() for word in words}
_LINE = re.compile(r"(?P<word>[a-z]{1,10})\s+(?P<permit>[a-z]{0,6}[-\s]?\d[\w-]{3,15})(?=\s|$)", re.IGNORECASE)


def command_of(text: str) -> Command | None:
    """The command of a line in this grammar: a command's word, then a permit number. None for any other message."""
    found = _LINE.match(clean(text))
    return _COMMANDS.get(found["word"].lower()) if found else None
