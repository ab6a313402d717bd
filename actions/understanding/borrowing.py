"""Lends what was said once to all that it was said for: in "electrical final and plumbing", both are finals."""

from collections.abc import Iterable
from itertools import chain

from actions.understanding.mentions import Mention


def lend(mentions: list[Mention], types: frozenset[str]) -> None:
    """Give a trade without a stage that of its neighbours, and a stage without a trade theirs.

    Only what makes one of these types is lent.
    """
    said = [(_trade(mention), _stage(mention)) for mention in mentions]
    for place, mention in enumerate(mentions):
        if mention.types:
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
