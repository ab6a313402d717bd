"""What one message holds: a note for the inspector, the reading of the rest, and its errands if there are several."""

from dataclasses import dataclass, replace

from actions.conversation.wishes import says_something
from actions.understanding.addresses import permits_by_address
from actions.understanding.context import Context
from actions.understanding.errands import Errand, errands_in
from actions.understanding.language import language_of
from actions.understanding.permit_numbers import own_number, permits_in
from actions.understanding.permit_shapes import as_the_city_writes
from actions.understanding.reading import Reading, read
from actions.understanding.site_notes import as_site_note, opens_the_way, site_note_in
from actions.understanding.text import LONGEST_READ, fold, words_of


@dataclass(frozen=True, slots=True)
class Message:
    reading: Reading
    note: str | None = None
    note_permits: tuple[str, ...] = ()
    """The permits that the note names by number, or by the address of one of the speaker's: "the gate at Havana"."""
    errands: tuple[Errand, ...] = ()


_ABOUT_A_VISIT = frozenset({"cancel_inspection", "reschedule_inspection", "deny"})
"""What the inspector is told then is not to come: that is for the counter."""


def understand(text: str, intent: str, context: Context) -> Message:
    """Read a message. `intent` is the model's, empty where it only guesses.

    A message that is a note as a whole is not searched for permits and days.
    """
    part = None if intent in _ABOUT_A_VISIT and not opens_the_way(text) else site_note_in(text)
    reading = read(part.rest if part else text, context)
    if intent == "add_note" and not says_something(reading) and reading.assent is None and reading.choice is None:
        part = as_site_note(text) or part
        reading = read(part.rest if part else text, context)
    if part and reading.language is None:  # a note has a language, too
        reading = replace(reading, language=language_of(text[:LONGEST_READ]))
    if part is None:
        return Message(reading, errands=errands_in(reading, context))
    return Message(reading, part.note, _places(part.note, context), errands_in(reading, context))


def _places(note: str, context: Context) -> tuple[str, ...]:
    folded = fold(note)
    named = [_meant(folded[slice(*each.span)], context) for each in permits_in(folded, context)]
    named += [each.numbers for each in permits_by_address(words_of(folded), context.permits)]
    return tuple(dict.fromkeys(numbers[0] for numbers in named if len(numbers) == 1))


def _meant(typed: str, context: Context) -> tuple[str, ...]:
    """A note is written without a read-back: what only looks like one of the speaker's numbers is none."""
    return own_number(typed, context) or as_the_city_writes(typed, context.permit_shapes).exactly[:1]
