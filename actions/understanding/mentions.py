"""Cuts a message into mentions: a trade, a stage or inspection types that were said together, with "not" and "all"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from actions.understanding.lexicon import Found, Kind
from actions.understanding.phrases import word_set

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
    says_both: bool = False
    joined: bool = False
    """Whether "and" stands before it, rather than a comma or nothing."""
    has_noun: bool = False
    needs_stage: bool = False
    after_no: bool = False
    """Whether a "no" without a comma stands before it: a rejection where "just" or "but" follows, else an answer."""
    is_past: bool = False
    is_asked: bool = False
    """Whether a word of arranging a visit stands before it: "need", "book"."""
    is_removed: bool | None = None
    """Whether it stands after "remove" or after "add"; None where neither is said."""
    corrects: bool = False
    """Whether it was said in place of the mention before it: "final, I mean rough"."""
    weak: bool = True
    span: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class _Cut:
    """The state of cutting: what is open, and what stands before it."""

    text: str
    mentions: list[Mention] = field(default_factory=list)
    sentence: int = 0
    negated: bool = False
    after_no: bool = False
    noun: bool = False
    """Whether the word "inspection" stands before, with nothing but little words between."""
    ended: bool = False
    """Whether a sentence has just ended. One that begins with "also" goes on with it."""
    joined: bool = False
    corrects: bool = False
    after_sign: bool = False
    asks_no: bool = False
    """Whether a "no" stands between two signs, after a mention: "final, no, ..."."""
    changes_from: int | None = None
    """The first mention after "change"."""
    changes_into: bool = False
    """Whether "to" stands after what is to be changed."""
    removes: bool | None = None
    past: bool = False
    asked: bool = False
    every: Found | None = None
    open: bool = False

    @property
    def last(self) -> Mention:
        return self.mentions[-1]


def mentions_in(found: Iterable[Found], text: str) -> list[Mention]:
    """The mentions of a message in order. `text` is the folded message that the phrases were found in."""
    cut = _Cut(text)
    for phrase in found:
        _take(cut, phrase, text[phrase.start : phrase.end])
    if cut.every and (cut.every.meaning.many or cut.every.end + 1 >= len(text)):
        _mention_everything(cut)  # not in "all next week", of which only "all" is left
    for mention, following in pairwise(cut.mentions):
        if mention.is_every and mention.says_both and following.joined and not mention.is_many:
            mention.is_every = False  # "both rough and final"
    if {True, False} <= {mention.is_removed for mention in cut.mentions}:
        for mention in cut.mentions:
            mention.is_rejected = mention.is_rejected or mention.is_removed is True
    if any(mention.is_asked and not mention.is_past for mention in cut.mentions):
        for mention in cut.mentions:
            mention.is_past = mention.is_past and not mention.is_asked
    else:
        for mention in cut.mentions:
            mention.is_past = False
    return [mention for place, mention in enumerate(cut.mentions) if not _only_says_where(cut.mentions, place, text)]


def _only_says_where(mentions: list[Mention], place: int, text: str) -> bool:
    """ "Pool electrical final", "deck footing": an everyday word right before an inspection is no second one."""
    here, following = mentions[place], mentions[place + 1 : place + 2]
    if not here.weak or here.stage or here.is_every or not following or following[0].weak:
        return False
    is_inspection = bool(following[0].types or (following[0].trade and following[0].stage))
    return is_inspection and not text[here.span[1] : following[0].span[0]].strip()


def _take(cut: _Cut, phrase: Found, said: str) -> None:
    kind = phrase.meaning.kind
    if said in _ASKING or said in word_set("bookish"):
        cut.asked, cut.past = True, False
    if kind is not Kind.OTHER:
        cut.after_sign = False
    if cut.ended and kind is not Kind.OTHER:
        cut.sentence += kind is not Kind.AND
        cut.ended = False
    if cut.changes_from is not None and said in word_set("into"):
        _close(cut)
        cut.changes_into = len(cut.mentions) > cut.changes_from
        return
    if kind in _NAMING:
        _name(cut, phrase)
    elif kind is Kind.EVERY:
        _close(cut)
        cut.every = phrase
    elif kind is Kind.NOT:
        _close(cut)
        cut.negated = True
    elif kind is Kind.ONLY and said == "but" and _is_of_all(cut):
        _mention_everything(cut)
        _close(cut)
        cut.negated = True  # "all the finals but plumbing"
    elif kind is Kind.PAST:
        if cut.open:
            cut.last.is_past = True
        _other(cut, said)
        cut.past, cut.asked = True, False
    elif kind in (Kind.REMOVING, Kind.ADDING):
        _other(cut, said)
        cut.removes = kind is Kind.REMOVING
    elif kind is Kind.MISTAKEN and cut.mentions:
        _close(cut)
        cut.last.is_rejected = True
    elif kind is Kind.CORRECTION:
        _close(cut)
        cut.corrects = bool(cut.mentions)
        cut.negated = False
    elif kind is Kind.ONLY:
        _close(cut)
        cut.negated = cut.after_no = False
        for mention in cut.mentions:
            mention.is_rejected = mention.is_rejected or mention.after_no
    elif cut.open and said in _TOO and len(cut.mentions) > 1:
        cut.last.sentence, cut.last.joined = cut.mentions[-2].sentence, True
    elif kind in (Kind.AND, Kind.OR):
        _close(cut)
        cut.joined = True
        cut.corrects = cut.changes_into = False
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
        if cut.every is not None:
            cut.last.is_every = True
            cut.last.says_both = cut.text[cut.every.start : cut.every.end] in _BOTH
        cut.open, cut.every = True, None
        _replace_others(cut)
        cut.last.is_removed, cut.last.is_past, cut.last.is_asked = cut.removes, cut.past, cut.asked
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
        # "Just finals no roughs"; a "no" before anything is an answer.
        mention.is_rejected = mention.is_rejected or (meaning.many and mention.after_no and len(cut.mentions) > 1)
    else:
        mention.types = meaning.values
        mention.is_either = meaning.kind is Kind.EITHER


def _is_of_all(cut: _Cut) -> bool:
    return cut.every is not None or bool(cut.mentions and cut.last.is_every)


def _replace_others(cut: _Cut) -> None:
    """ "Change the final to the rough", "the final, I mean the rough": what was named before is not meant."""
    if cut.changes_into and cut.changes_from is not None:
        for mention in cut.mentions[cut.changes_from : -1]:
            mention.is_rejected = True
        cut.changes_from = None
    elif cut.corrects and len(cut.mentions) > 1 and not cut.last.is_rejected:
        cut.last.corrects = not cut.mentions[-2].is_rejected
        cut.mentions[-2].is_rejected = True
    cut.corrects = cut.changes_into = cut.asks_no = False


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
    cut.past = cut.past and said in _QUIET
    if said in word_set("changing"):
        cut.changes_from = len(cut.mentions)
    cut.corrects = (cut.corrects and said in _SIGNS) or (cut.asks_no and said in _STOPS)
    cut.asks_no = said == "no" and cut.after_sign and bool(cut.mentions)
    cut.after_sign = said in _SIGNS
    cut.changes_into = False
    if said in _ENDS:
        cut.ended = True
    elif said not in _QUIET:
        cut.sentence += 1


_ENDS = frozenset({".", ";", "!", "?"})
_STOPS = _ENDS | {","}
_ASKING = frozenset({"i need", "i want", "ready for"})
_TOO = frozenset({"too", "also", "as well", "tambien"})
_BOTH = frozenset({"both", "ambas", "ambos"})
_SIGNS = _STOPS | {"-"}
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
