"""Cuts a message into mentions: a trade, a stage or inspection types that were said together, with "not" and "all"."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from actions.understanding.lexicon import Found, Kind

_NAMING = frozenset({Kind.TRADE, Kind.STAGE, Kind.TYPES, Kind.EITHER})


@dataclass(slots=True)
class Mention:
    """What was said together about one inspection: "rough electrical", "the framing", "not the final"."""

    sentence: int
    """Mentions of one sentence lend each other trade and stage."""
    trade: str | None = None
    stage: str | None = None
    types: tuple[str, ...] = ()
    is_either: bool = False
    is_many: bool = False
    is_rejected: bool = False
    is_every: bool = False
    joined: bool = False
    """Whether "and" stands before it, rather than a comma or nothing."""
    has_noun: bool = False
    needs_stage: bool = False
    after_no: bool = False
    """Whether a "no" without a comma stands before it: a rejection where "just" or "but" follows, else an answer."""
    weak: bool = True
    span: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class _Cut:
    """The state of cutting: what is open, and what stands before it."""

    mentions: list[Mention] = field(default_factory=list)
    sentence: int = 0
    negated: bool = False
    after_no: bool = False
    noun: bool = False
    """Whether the word "inspection" stands before, with nothing but little words between."""
    ended: bool = False
    """Whether a sentence has just ended. One that begins with "also" goes on with it."""
    joined: bool = False
    every: Found | None = None
    open: bool = False

    @property
    def last(self) -> Mention:
        return self.mentions[-1]


def mentions_in(found: Iterable[Found], text: str) -> list[Mention]:
    """The mentions of a message in order. `text` is the folded message that the phrases were found in."""
    cut = _Cut()
    for phrase in found:
        _take(cut, phrase, text[phrase.start : phrase.end])
    if cut.every and (cut.every.meaning.many or cut.every.end + 1 >= len(text)):
        _mention_everything(cut)  # not in "all next week", of which only "all" is left
    return cut.mentions


def _take(cut: _Cut, phrase: Found, said: str) -> None:
    kind = phrase.meaning.kind
    if cut.ended and kind is not Kind.OTHER:
        cut.sentence += kind is not Kind.AND
        cut.ended = False
    if kind in _NAMING:
        _name(cut, phrase)
    elif kind is Kind.EVERY:
        _close(cut)
        cut.every = phrase
    elif kind is Kind.NOT:
        _close(cut)
        cut.negated = True
    elif kind is Kind.ONLY:
        _close(cut)
        cut.negated = cut.after_no = False
        for mention in cut.mentions:
            mention.is_rejected = mention.is_rejected or mention.after_no
    elif kind in (Kind.AND, Kind.OR):
        _close(cut)
        cut.joined = True
    elif kind is Kind.INSPECTION:
        _noun(cut)
    elif kind is Kind.OTHER:
        _other(cut, said)


def _name(cut: _Cut, phrase: Found) -> None:
    meaning = phrase.meaning
    if not cut.open or not _fits(cut.last, phrase):
        joined = cut.joined
        _close(cut, keeps_every=True)
        span = (phrase.start, phrase.end)
        cut.mentions.append(
            Mention(cut.sentence, joined=joined, is_rejected=cut.negated, after_no=cut.after_no, span=span)
        )
        cut.open, cut.last.is_every, cut.every = True, cut.every is not None, None
    mention = cut.last
    mention.has_noun, cut.noun = mention.has_noun or cut.noun, False
    mention.span = (mention.span[0], phrase.end)
    mention.weak = mention.weak and meaning.weak
    mention.needs_stage = mention.needs_stage or meaning.needs_stage
    if meaning.kind is Kind.TRADE:
        mention.trade = meaning.values[0]
    elif meaning.kind is Kind.STAGE:
        mention.stage = meaning.values[0]
        mention.is_many = meaning.many
    else:
        mention.types = meaning.values
        mention.is_either = meaning.kind is Kind.EITHER


def _fits(mention: Mention, phrase: Found) -> bool:
    """Whether the phrase says more of the same inspection: a stage of a trade, a trade of a stage."""
    if phrase.meaning.kind is Kind.TRADE:
        return mention.trade is None and not mention.types
    if phrase.meaning.kind is Kind.STAGE:
        return mention.stage is None
    return False


def _noun(cut: _Cut) -> None:
    cut.noun = True
    if cut.open:
        cut.last.has_noun = True
    elif cut.every:
        _mention_everything(cut)


def _other(cut: _Cut, said: str) -> None:
    if said in _STOPS:
        _mention_everything(cut)
    _close(cut)
    cut.negated, cut.noun, cut.after_no = False, False, said == "no"
    if said in _ENDS:
        cut.ended = True
    elif said not in _QUIET:
        cut.sentence += 1


_ENDS = frozenset({".", ";", "!", "?"})
_STOPS = _ENDS | {","}
_QUIET = frozenset({",", ":", "(", ")", '"', "'", "*", "-", "#", "/", "_"})


def _mention_everything(cut: _Cut) -> None:
    if cut.every:
        place = (cut.every.start, cut.every.end)
        cut.mentions.append(Mention(cut.sentence, is_every=True, is_rejected=cut.negated, span=place))
        cut.every = None


def _close(cut: _Cut, keeps_every: bool = False) -> None:
    if cut.every and not keeps_every and cut.every.meaning.many:
        _mention_everything(cut)
    if not keeps_every:
        cut.every = None
    cut.open = False
    cut.joined = False
