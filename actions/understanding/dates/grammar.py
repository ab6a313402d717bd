"""Finds phrases in tokens: the phrase lists of the languages, kept as one tree that is walked word by word."""

from collections.abc import Iterator, Mapping
from functools import cache

from actions.understanding.dates import english, spanish
from actions.understanding.dates.meanings import MEANINGS
from actions.understanding.dates.named_days import NAMED_IN_ENGLISH, NAMED_IN_SPANISH
from actions.understanding.dates.said import Asking, Found, Phrase, Sort
from actions.understanding.dates.tokens import Token

_DEEPEST = 3
"""How many day phrases may stand inside one another ("two days before the Monday after Christmas")."""

_NUMBERS = frozenset({"NUM", "ORD"})

type _Captured = tuple[tuple[str, object], ...]


class _Node:
    __slots__ = ("children", "meanings")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.meanings: list[str] = []

    def child(self, key: str) -> "_Node":
        return self.children.setdefault(key, _Node())


@cache
def _tree() -> _Node:
    root = _Node()
    for language in (english, spanish):
        for pattern, meaning in language.PHRASES:
            _plant(root, pattern, meaning)
    for pattern, name in (*NAMED_IN_ENGLISH, *NAMED_IN_SPANISH):
        _plant(root, pattern, f"named:{name}")
    return root


def _plant(root: _Node, pattern: str, meaning: str) -> None:
    tips = [root]
    for symbol in pattern.split():
        keys = symbol.removesuffix("?").split("|")
        grown = [tip.child(key) for tip in tips for key in keys]
        tips = [*tips, *grown] if symbol.endswith("?") else grown
    for tip in dict.fromkeys(tips):
        tip.meanings.append(meaning)


class Parser:
    """One message's tokens; remembers the days it has found, so that nesting stays linear."""

    def __init__(self, tokens: tuple[Token, ...], asking: Asking) -> None:
        self._tokens = tokens
        self._asking = asking
        self._days: dict[tuple[int, int], Phrase | None] = {}

    def phrases(self) -> Iterator[Phrase]:
        """The phrases of the message in order, the longest at each place; words between them say nothing here."""
        place = 0
        while place < len(self._tokens):
            phrase = self._phrase_at(place, 0, days_only=False)
            if phrase is None:
                place += 1
                continue
            yield phrase
            place = phrase.end

    def _phrase_at(self, start: int, depth: int, *, days_only: bool) -> Phrase | None:
        phrase = self._longest(_tree(), start, start, (), depth, days_only=days_only)
        lengthening = _tree().children["DAY"]
        while phrase is not None and phrase.said.sort is Sort.DAY:
            captured = (("DAY", phrase.said),)
            longer = self._longest(lengthening, start, phrase.end, captured, depth, days_only=days_only)
            if longer is None or longer.end <= phrase.end:
                break
            phrase = longer
        return phrase

    def _longest(
        self, node: _Node, start: int, place: int, captured: _Captured, depth: int, *, days_only: bool
    ) -> Phrase | None:
        matches = sorted(self._walk(node, place, captured, depth), key=lambda match: -match[0])
        for end, meanings, got in matches:
            if self._takes_an_article(end):
                continue
            found = Found(got, self._tokens, start, end, self._asking)
            for name in meanings:
                said = MEANINGS[name](found)
                if said is not None and not (days_only and said.sort is not Sort.DAY):
                    return Phrase(start, end, said)
        return None

    def _takes_an_article(self, end: int) -> bool:
        """Whether the match would leave a number without the article that makes it a day: "menos el" of "el 9"."""
        return (
            0 < end < len(self._tokens)
            and self._tokens[end - 1].word == "el"
            and not _NUMBERS.isdisjoint(self._tokens[end].tags)
        )

    def _walk(
        self, node: _Node, place: int, captured: _Captured, depth: int
    ) -> Iterator[tuple[int, list[str], _Captured]]:
        if node.meanings:
            yield place, node.meanings, captured
        if place >= len(self._tokens) or not node.children:
            return
        token = self._tokens[place]
        literal = node.children.get(token.word)
        if literal is not None:
            yield from self._walk(literal, place + 1, captured, depth)
        for tag, value in token.tags.items():
            tagged = node.children.get(tag)
            if tagged is not None:
                yield from self._walk(tagged, place + 1, (*captured, (tag, value)), depth)
        nested = node.children.get("DAY")
        # At the root, DAY is the left edge of a phrase: `_phrase_at` lengthens days by those instead.
        if nested is not None and node is not _tree() and depth < _DEEPEST:
            inner = self._day_at(place, depth + 1)
            if inner is not None:
                yield from self._walk(nested, inner.end, (*captured, ("DAY", inner.said)), depth)

    def _day_at(self, place: int, depth: int) -> Phrase | None:
        key = (place, depth)
        if key not in self._days:
            self._days[key] = self._phrase_at(place, depth, days_only=True)
        return self._days[key]


def find_phrases(tokens: tuple[Token, ...], asking: Asking) -> list[Phrase]:
    return list(Parser(tokens, asking).phrases())


def known_meanings() -> Mapping[str, int]:
    """Every meaning that the phrase lists name, with the number of phrases; for the test that each one exists."""
    counted: dict[str, int] = {}
    for language in (english, spanish):
        for _, name in language.PHRASES:
            counted[name] = counted.get(name, 0) + 1
    return counted
