"""Decides which inspection types a message means, from its mentions, the catalogue and the speaker's permits."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from actions.understanding.borrowing import correct, lend, multiplied
from actions.understanding.context import Context
from actions.understanding.lexicon import Found, Kind, Lexicon, Meaning
from actions.understanding.mentions import Mention, mentions_in
from actions.understanding.permit_numbers import opens_something
from actions.understanding.phrases import has_phrase, word_set
from actions.understanding.text import Span, Word

FEW_WORDS = 6
"""In so few words "both" is an answer; in more it needs the company of other words about a visit."""

type Types = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeReading:
    """The inspection types of a message."""

    types: Types = ()
    unsure_types: tuple[Types, ...] = ()
    rejected_types: Types = ()
    stages: Types = ()
    trades: Types = ()
    all_of: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Offer:
    """What may be meant: the catalogue, and the types on the permits that the talk is about, in their order."""

    catalogue: Types
    trades: dict[str, str]
    on_permits: Types

    def narrowed(self, types: Iterable[str]) -> Types:
        """Those on the permits; all of them where none is."""
        types = tuple(types)
        return tuple(type_ for type_ in self.on_permits if type_ in types) or types

    def of_stage(self, stage: str) -> Types:
        return self.narrowed(type_ for type_ in self.catalogue if type_.endswith(f"_{stage}"))

    def of_trade(self, trade: str) -> Types:
        """Those whose key begins with the trade, else those that the city files under it; on the permits if any."""
        named = tuple(type_ for type_ in self.catalogue if type_.startswith(f"{trade}_"))
        filed = tuple(type_ for type_ in self.catalogue if self.trades[type_] == trade)
        for types in (named, filed):
            if listed := tuple(type_ for type_ in self.on_permits if type_ in types):
                return listed
        return named or filed


@dataclass(slots=True)
class _Sorted:
    types: dict[str, None] = field(default_factory=dict)
    unsure: dict[Types, Mention] = field(default_factory=dict)
    rejected: dict[str, None] = field(default_factory=dict)
    all_of: str | None = None


def types_in(
    words: tuple[Word, ...], folded: str, context: Context, lexicon: Lexicon, permits: Types, has_day: bool
) -> TypeReading:
    """The types meant. `words` leave out what was read as permit or day; `permits` and `has_day` tell what that was."""
    found = _with_codes(list(lexicon.find(words)), folded, lexicon)
    mentions = mentions_in(found, folded)
    texts = tuple(word.text for word in words)
    is_about_visits = bool(permits) or has_day or _is_bookish(texts, found, folded) or any(map(_is_whole, mentions))
    in_danger = has_phrase(texts, "danger")
    is_short = len(texts) <= FEW_WORDS
    counted = [
        mention
        for mention in mentions
        if _counts(mention, is_about_visits or (is_short and mention.is_every), in_danger)
    ]
    offered = frozenset(entry.type for entry in context.catalogue)
    counted = multiplied(counted, offered)
    lend(counted, offered)
    counted = correct(counted)
    sorted_ = _Sorted()
    offer = _offer(context, permits)
    for mention in counted:
        if mention.is_past or (mention.needs_stage and not mention.stage):
            continue
        if not _is_heading(mention, counted):
            _sort(mention, offer, sorted_)
    return _reading(sorted_, tuple(mention.span for mention in counted))


def _with_codes(found: list[Found], folded: str, lexicon: Lexicon) -> list[Found]:
    """The same phrases, with the catalogue's codes ("299", "code 299", "#205") as the types that they stand for."""
    return [
        Found(Meaning(Kind.TYPES, (lexicon.codes[folded[one.start : one.end]],)), one.start, one.end)
        if one.meaning.kind is Kind.OTHER
        and folded[one.start : one.end] in lexicon.codes
        and _is_code(found, place, folded, lexicon.codes)
        else one
        for place, one in enumerate(found)
    ]


def _is_code(found: list[Found], place: int, folded: str, codes: Collection[str]) -> bool:
    """Whether a number can be a code: no amount, no part of a figure, no house number, no suite or amps."""
    here = found[place]
    if _is_among_codes(folded, here, codes):
        return True
    before, after = folded[max(here.start - 1, 0) : here.start], folded[here.end : here.end + 1]
    if before in {"$", "/", ":", "-", "."} or after in {"/", ":", "%", "-"}:
        return False
    if opens_something(folded, here.start):
        return False
    neighbours = [
        folded[one.start : one.end] for one in (*found[max(place - 1, 0) : place], *found[place + 1 : place + 2])
    ]
    if any(word in word_set("unit_words") for word in neighbours):
        return False
    street = [folded[one.start : one.end] for one in found[place + 2 : place + 4]]
    return not any(word in word_set("street_kinds") - {"st", "way", "place"} for word in street)


def _is_among_codes(folded: str, here: Found, codes: Collection[str]) -> bool:
    """ "205/305/401": nothing but codes between the bars."""
    row = next((match for match in _ROW.finditer(folded) if match.start() <= here.start < match.end()), None)
    return row is not None and all(part in codes for part in row[0].split("/"))


_ROW = re.compile(r"(?<![\w/.-])\d{3,5}(?:/\d{3,5})+(?![\w/])")


def _is_bookish(texts: tuple[str, ...], found: list[Found], folded: str) -> bool:
    """Whether the message arranges a visit, or says nothing but the names of inspections."""
    if any(text in word_set("bookish") for text in texts):
        return True
    return all(one.meaning.kind is not Kind.OTHER or not folded[one.start].isalnum() for one in found)


def _is_whole(mention: Mention) -> bool:
    """Whether it says a trade and a stage, which nothing else does."""
    return bool(mention.stage and mention.trade)


def _counts(mention: Mention, is_about_visits: bool, in_danger: bool) -> bool:
    """Whether a mention means an inspection, and is not an everyday word."""
    if mention.stage and (mention.trade or mention.types):
        return True
    if not mention.weak:
        return True
    return not in_danger and (mention.has_noun or is_about_visits)


def _is_heading(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a plural stage only heads a list that has borrowed it: "finals: electrical, plumbing"."""
    after = mentions[mentions.index(mention) + 1 :]
    return (
        mention.is_many
        and not mention.trade
        and not mention.is_every
        and not (after and after[0].joined)
        and any(
            other.trade
            and other.stage == mention.stage
            and other.sentence == mention.sentence
            and not other.is_rejected
            for other in mentions
        )
    )


def _sort(mention: Mention, offer: _Offer, sorted_: _Sorted) -> None:
    """Put what one mention means where it belongs."""
    candidates, is_sure = _candidates(mention, offer)
    if mention.is_rejected:
        sorted_.rejected |= dict.fromkeys(candidates)
    elif mention.is_every and not (mention.trade and mention.stage) and not mention.types:
        sorted_.all_of = mention.stage or mention.trade or sorted_.all_of or "all"
    elif mention.is_many and not mention.trade:
        sorted_.all_of = mention.stage
    elif is_sure or len(candidates) == 1:
        sorted_.types |= dict.fromkeys(candidates)
    elif candidates:
        sorted_.unsure[candidates] = mention


def _candidates(mention: Mention, offer: _Offer) -> tuple[Types, bool]:
    """The types that a mention may mean, and whether all of them are."""
    if mention.types:
        return (offer.narrowed(mention.types), False) if mention.is_either else (mention.types, True)
    if mention.trade and mention.stage:
        whole = f"{mention.trade}_{mention.stage}"
        return ((whole,), True) if whole in offer.catalogue else (offer.of_trade(mention.trade), False)
    if mention.trade:
        return offer.of_trade(mention.trade), False
    return (offer.of_stage(mention.stage), False) if mention.stage else ((), False)


def _merge_stage_of_all(sorted_: _Sorted) -> None:
    """ "The final inspections for everything" are all the finals."""
    alone = [one for one in sorted_.unsure.items() if one[1].stage and not one[1].trade]
    if sorted_.all_of == "all" and len(alone) == len(sorted_.unsure) == 1 and not sorted_.types:
        sorted_.all_of = alone[0][1].stage
        del sorted_.unsure[alone[0][0]]


def _reading(sorted_: _Sorted, spans: tuple[Span, ...]) -> TypeReading:
    rejected = sorted_.rejected
    _merge_stage_of_all(sorted_)
    types = {type_: None for type_ in sorted_.types if type_ not in rejected}
    unsure: dict[Types, Mention] = {}
    for candidates, mention in sorted_.unsure.items():
        left = tuple(type_ for type_ in candidates if type_ not in rejected)
        if len(left) == 1:
            types[left[0]] = None
        elif left and not types.keys() & left:  # said in full elsewhere: "the final, I mean the electrical final"
            unsure[left] = mention
    return TypeReading(
        types=tuple(types),
        unsure_types=tuple(unsure),
        rejected_types=tuple(rejected),
        stages=tuple(dict.fromkeys(one.stage for one in unsure.values() if one.stage and not one.trade)),
        trades=tuple(dict.fromkeys(one.trade for one in unsure.values() if one.trade)),
        all_of=sorted_.all_of,
        spans=spans,
    )


def _offer(context: Context, permits: Types) -> _Offer:
    named = [permit for permit in context.permits if permit.number in permits]
    on_permits = dict.fromkeys(type_ for permit in named or context.permits for type_ in permit.types)
    trades = {entry.type: entry.trade for entry in context.catalogue}
    return _Offer(tuple(trades), trades, tuple(type_ for type_ in on_permits if type_ in trades))
