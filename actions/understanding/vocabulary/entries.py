"""What a language's vocabulary consists of. Every value is a list of phrases separated by commas."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words. Words of both languages are read in every message, whatever its language."""

    language: str

    trades: Mapping[str, str]
    """Trade, the first part of inspection types such as `electrical_final` -> its words."""
    stages: Mapping[str, str]
    """Stage, the last part of inspection types -> its words."""
    many: Mapping[str, str]
    """Stage -> words that say it of several inspections: "finals"."""
    inspections: Mapping[str, str]
    """Inspection type -> words that name it surely."""
    either: Mapping[tuple[str, ...], str]
    """Inspection types -> words that name one of them."""
    together: Mapping[tuple[str, ...], str]
    """Inspection types -> words that name all of them at once."""
    weak: str
    """Words above that are also everyday words: read as inspections only in the company of others."""
    never_alone: str
    """Words for trades that say nothing without a stage: "building inspection" is any inspection."""
    not_inspections: str
    """Phrases whose words above mean something else: "customer service"."""
    not_typos: str
    """Ordinary words that look like misspelt words for inspections."""
    danger: str
    """Words of an emergency, in which weak words are no inspections: "I smell gas"."""

    inspection: str
    """The word "inspection" itself."""
    bookish: str
    """Words of arranging a visit: they speak for reading a weak word as an inspection."""
    every: str
    """ "all the", before a stage or a trade."""
    everything: str
    """All of it, with no other word needed."""
    negations: str
    """What follows is not meant."""
    only: str
    """What follows is meant, whatever was negated before: "but", "just"."""
    corrections: str
    """What follows is meant in place of what was named before: "I mean the rough"."""
    past: str
    """Before or after what is over: "passed footing, need the slab"."""
    mistaken: str
    """After what was not meant: "framing by mistake"."""
    removing: str
    """Words for leaving one thing out, in a message that adds another: "remove framing, add insulation"."""
    adding: str
    changing: str
    """Words for putting one thing in another's place."""
    into: str
    """Words between the two: "change the final to the rough"."""
    and_words: str
    or_words: str
    little_words: str
    """Words that stand between those above and change nothing."""

    yes: str
    """Words and phrases of assent."""
    no: str
    """Words and phrases of refusal, sure by themselves."""
    not_a_no: str
    """Phrases that begin with a no and are none: "no problem"."""
    after_no: str
    """Words that a correction begins with, after a no without a comma: "no make it thursday"."""
    polite: str
    """Words that change nothing in an answer: "please", "thanks"."""
    ordinals: Mapping[int, str]
    """Choice -> "the second" without "the"; -1 is the last."""
    numerals: Mapping[int, str]
    """Choice -> "two"."""
    option: str
    """Words round the number of a choice: "option", "the", "I'll take"."""

    spoken_digits: str
    """Words of a number spelt aloud, each with its digits."""
    spoken_dash: str
    letter_names: str
    """What letters are called, each with its letter."""

    street_kinds: str
    """Kinds of street, at the end of an address."""
    everyday_streets: str
    """Names of streets that are everyday words: an address only with its house number or kind of street."""
    unit_words: str
    """Words before or after a number that is neither a code nor a permit: "suite", "amps"."""
    permit_words: str
    """Words before the digits of a permit number."""
    telling: str
    """Words found in this language only, by which it is recognised."""


def phrases(listed: str) -> list[str]:
    """The phrases of one entry."""
    return [phrase for phrase in (part.strip() for part in listed.split(",")) if phrase]
