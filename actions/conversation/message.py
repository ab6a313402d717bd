"""What one message holds: a note for the inspector, the reading of the rest, and its errands if there are several."""

from dataclasses import dataclass, replace

from actions.conversation.wishes import says_something
from actions.understanding.context import Context
from actions.understanding.errands import Errand, errands_in
from actions.understanding.language import language_of
from actions.understanding.reading import Reading, read
from actions.understanding.site_notes import as_site_note, site_note_in
from actions.understanding.text import LONGEST_READ


@dataclass(frozen=True, slots=True)
class Message:
    reading: Reading
    note: str | None = None
    errands: tuple[Errand, ...] = ()


def understand(text: str, intent: str, context: Context) -> Message:
    """Read a message. `intent` is the model's: one that is a note as a whole is not searched for permits and days."""
    part = site_note_in(text)
    reading = read(part.rest if part else text, context)
    if intent == "add_note" and not says_something(reading):
        part = as_site_note(text) or part
        reading = read(part.rest if part else text, context)
    if part and reading.language is None:  # a note has a language, too
        reading = replace(reading, language=language_of(text[:LONGEST_READ]))
    return Message(reading, part.note if part else None, errands_in(reading, context))
