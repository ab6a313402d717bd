"""Lends what was said once to all that it was said for: in "electrical final and plumbing", both are finals."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from actions.understanding.mentions import Mention


def multiplied(mentions: list[Mention], types: frozenset[str]) -> list[Mention]:
    """The mentions, each trade with each stage where both were listed: "electrical and plumbing rough and final"."""
    read: list[Mention] = []
    place = 0
    while place < len(mentions):
        end = _end_of_lists(mentions, place)
        block = mentions[place:end]
        read += _each_with_each(block, types) if end else [mentions[place]]
        place = end or place + 1
    return read


def _end_of_lists(mentions: list[Mention], place: int) -> int:
    """Where trades and stages that were listed together end; 0 where none begin, or one of the lists has one item.

    All is said of one list, then of the other, and the mention between the two may say both: trade, trade and stage,
    stage; or stage, stage and trade, trade.
    """
    shape = ""
    end = place
    while end < len(mentions) and _is_listed(mentions, place, end):
        mention = mentions[end]
        shape += "b" if mention.trade and mention.stage else "t" if mention.trade else "s"
        end += 1
    for length in range(len(shape), 2, -1):
        if _LISTS.fullmatch(shape[:length]):
            return place + length
    return 0


_LISTS = re.compile(r"t+bs+|s+bt+|tt+ss+|ss+tt+")


def _is_listed(mentions: list[Mention], first: int, place: int) -> bool:
    mention = mentions[place]
    if mention.types or mention.is_every or mention.corrects or not (mention.trade or mention.stage):
        return False
    return mention.sentence == mentions[first].sentence and mention.is_rejected == mentions[first].is_rejected


def _each_with_each(block: list[Mention], types: frozenset[str]) -> list[Mention]:
    trades = [mention for mention in block if mention.trade]
    stages = list(dict.fromkeys(mention.stage for mention in block if mention.stage))
    return [
        replace(mention, stage=stage, is_many=False)
        for mention in trades
        for stage in stages
        if f"{mention.trade}_{stage}" in types
    ]


def correct(mentions: list[Mention]) -> list[Mention]:
    """A stage said in place of another goes to every trade before it: "electrical and plumbing final, I mean rough"."""
    read: list[Mention] = []
    for mention in mentions:
        if mention.corrects and mention.stage and not mention.trade and not mention.types:
            corrected = _corrected(read)
            read += [replace(mention, trade=other.trade, is_many=False) for other in corrected] or [mention]
        else:
            read.append(mention)
    return read


def _corrected(before: list[Mention]) -> list[Mention]:
    """The last trade named, with those joined to it."""
    corrected: list[Mention] = []
    for other in reversed(before):
        if not other.trade or other.types or other.sentence != before[-1].sentence:
            break
        if corrected and not corrected[-1].joined and corrected[-1].stage == other.stage:
            break
        other.is_rejected = True
        corrected.append(other)
    return corrected[::-1]


def lend(mentions: list[Mention], types: frozenset[str]) -> None:
    """Give a trade without a stage that of its neighbours, and a stage without a trade theirs.

    Only what makes one of these types is lent.
    """
    said = [(_trade(mention), _stage(mention)) for mention in mentions]
    for place, mention in enumerate(mentions):
        if mention.types or (mention.corrects and not mention.trade):
            continue
        if mention.trade and not mention.stage and _may_borrow(mentions, place):
            mention.stage = _borrowed_stage(mentions, said, place, types)
        elif (
            mention.stage
            and not mention.trade
            and not mention.is_every
            and not (mention.is_many and not mention.joined)
        ):
            mention.trade = _borrowed_trade(mentions, said, place, types)


def _trade(mention: Mention) -> str | None:
    return mention.trade or (mention.types[0].rpartition("_")[0] if _is_one(mention) else None)


def _stage(mention: Mention) -> str | None:
    return mention.stage or (mention.types[0].rpartition("_")[2] if _is_one(mention) else None)


def _is_one(mention: Mention) -> bool:
    return len(mention.types) == 1 and "_" in mention.types[0]


def _may_borrow(mentions: list[Mention], place: int) -> bool:
    """Weak trades borrow only when joined by "and": not in "electrical final at the pool"."""
    here = mentions[place]
    following = mentions[place + 1] if place + 1 < len(mentions) else None
    return not here.weak or here.joined or (following is not None and following.joined)


def _borrowed_stage(
    mentions: list[Mention], said: list[tuple[str | None, str | None]], place: int, types: frozenset[str]
) -> str | None:
    """From the nearest that said a stage which this trade has. What follows counts first where it is plural ("plumbing
    and electrical finals") or the only one; between two that differ nothing is borrowed."""
    trade = mentions[place].trade

    def nearest(places: Iterable[int]) -> int | None:
        same = (other for other in places if mentions[other].sentence == mentions[place].sentence)
        return next((other for other in same if said[other][1] and f"{trade}_{said[other][1]}" in types), None)

    before, after = nearest(range(place - 1, -1, -1)), nearest(range(place + 1, len(mentions)))
    if after is not None and (before is None or mentions[after].is_many):
        return said[after][1]
    if before is None:
        return None
    differ = after is not None and said[after][1] != said[before][1] and mentions[after].joined
    return None if differ and not mentions[place].joined else said[before][1]


def _borrowed_trade(
    mentions: list[Mention], said: list[tuple[str | None, str | None]], place: int, types: frozenset[str]
) -> str | None:
    stage, sentence = mentions[place].stage, mentions[place].sentence
    for other in chain(range(place - 1, -1, -1), range(place + 1, len(mentions))):
        trade = said[other][0]
        if mentions[other].sentence == sentence and trade and f"{trade}_{stage}" in types:
            return trade
    return None
