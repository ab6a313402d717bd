"""What is answered without the dialogue: stopping and coming back, help, silence, and messages without words."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.consent.words import Wish, read_wish
from bot.conversation.language import language_of
from bot.incoming import LONGEST, Incoming, clean, for_the_dialogue
from bot.ports import Slots
from bot.rendering import Rendered, fit
from bot.sentences import Language, Phrasebook, Sentence

WINDOW = timedelta(minutes=10)
"""In which a phone's messages are counted."""


class ConsentChange(StrEnum):
    STOP = "stop"
    START = "start"
    IMPLIED = "implied"
    """By their first text, which asks to be answered."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """An answer that needs no turn. Empty `text` is silence on purpose; `rest` is what can still be asked for.

    `too_many`: this message is one of too many; its text, if any, is for the first of them.
    """

    text: str
    consent: ConsentChange | None = None
    rest: str = ""
    too_many: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the person when a message comes in."""

    opted_out: bool
    slots: Slots
    rest: str = ""
    """What did not fit into our last reply."""
    too_many: bool = False
    """So many messages of this phone came lately that this one gets no turn."""
    is_known: bool = True
    """Whether the ledger has said anything of this phone before."""


def answer_at_once(message: Incoming, standing: Standing, phrasebook: Phrasebook) -> AtOnce | None:
    """The answer, or None when the message is for the dialogue."""
    words = clean(message.text)
    wish = read_wish(words, opted_out=standing.opted_out)
    if wish in {Wish.STOP, Wish.STOP_BY_CANCEL} and not standing.opted_out:
        return _stop(message, standing, phrasebook, by_cancel=wish is Wish.STOP_BY_CANCEL)
    language = language_of(standing.slots, words)
    if standing.too_many:
        return _too_many(standing, wish, phrasebook, language)
    if wish is Wish.START:
        sentence = Sentence.CAME_BACK if standing.opted_out else Sentence.HELP
        text = "" if message.answered_by_carrier else phrasebook.say(sentence, language)
        return AtOnce(text, ConsentChange.START if standing.opted_out else None)
    if wish is Wish.HELP:
        return AtOnce("" if message.answered_by_carrier else phrasebook.say(Sentence.HELP, language))
    if standing.opted_out:
        return AtOnce("")
    if wish is Wish.MORE and standing.rest:
        return _go_on(fit(standing.rest, phrasebook.say(Sentence.MORE, language)))
    sentence_for = _unreadable(message, words)
    return AtOnce(phrasebook.say(sentence_for, language)) if sentence_for else None


def _stop(message: Incoming, standing: Standing, phrasebook: Phrasebook, *, by_cancel: bool) -> AtOnce:
    if message.answered_by_carrier:
        return AtOnce("", ConsentChange.STOP)
    sentence = Sentence.OPTED_OUT_BY_CANCEL if by_cancel else Sentence.OPTED_OUT
    return AtOnce(phrasebook.say(sentence, language_of(standing.slots, message.text)), ConsentChange.STOP)


def _too_many(standing: Standing, wish: Wish | None, phrasebook: Phrasebook, language: Language) -> AtOnce:
    """Coming back is noted all the same; who is out is told nothing."""
    if standing.opted_out:
        return AtOnce("", ConsentChange.START if wish is Wish.START else None, standing.rest, too_many=True)
    minutes = str(round(WINDOW.total_seconds() / 60))
    return AtOnce(phrasebook.say(Sentence.TOO_MANY, language, minutes=minutes), rest=standing.rest, too_many=True)


def _go_on(rendered: Rendered) -> AtOnce:
    return AtOnce(rendered.text, rest=rendered.rest)


def _unreadable(message: Incoming, words: str) -> Sentence | None:
    if len(words) > LONGEST:
        return Sentence.TOO_LONG
    if for_the_dialogue(words):
        return None
    if message.pictures:
        return Sentence.PICTURE_ONLY
    return Sentence.FILE_ONLY if message.files else Sentence.EMPTY
