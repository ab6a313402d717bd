"""Which phrases of a message stand next to one another, with nothing weighty between."""

from collections.abc import Iterator, Sequence

from actions.understanding.dates.said import Phrase, Sort
from actions.understanding.dates.tokens import Token
from actions.understanding.dates.wordlists import words

_LIGHT = words(
    "the on of el la las los de del en at in for para pa a al dia maybe say like please pls i it me just su por is es "
    "then entonces either any sometime"
)
_MOST_BETWEEN = 3
_LONGEST_CHAIN = 30
"""Phrases in one list of days; longer ones are nobody's wish, and would make the reading slow."""


class Neighbours:
    def __init__(self, phrases: Sequence[Phrase], tokens: Sequence[Token]) -> None:
        self.phrases = phrases
        self._tokens = tokens

    def sort(self, place: int) -> Sort | None:
        return self.phrases[place].said.sort if 0 <= place < len(self.phrases) else None

    def touch(self, place: int, *, across: str = "") -> bool:
        """Only light words, or one of the marks given, between this phrase and the next one."""
        if not 0 <= place < len(self.phrases) - 1:
            return False
        words = [token.word for token in self._tokens[self.phrases[place].end : self.phrases[place + 1].start]]
        return len(words) <= _MOST_BETWEEN and all(word in _LIGHT or word in across for word in words)

    def is_goal(self, place: int) -> bool:
        """ "Para la otra semana", "al 9": a week or a day that begins with the word for "to"."""
        sort = self.sort(place)
        return (sort is Sort.WEEK and self.says(place, "para", "pa", "a")) or (
            sort is Sort.DAY and self.says(place, "al", "pal")
        )

    def says(self, place: int, *words: str) -> bool:
        """Whether the phrase at a place begins with one of these words."""
        return self._tokens[self.phrases[place].start].word in words

    def ends_after(self, place: int) -> bool:
        """Nothing more is said in the same breath."""
        end = self.phrases[place].end
        return end >= len(self._tokens) or not self._tokens[end].word[0].isalnum()

    def following(self, place: int, sort: Sort, *, across: str = "") -> int | None:
        """The place of the phrase right after this one, when it is of that sort."""
        return place + 1 if self.sort(place + 1) is sort and self.touch(place, across=across) else None

    def limited_by(self, place: int) -> int | None:
        """The day or week that a "before" or an "after" bounds; of "desde", none where the days go on to another."""
        said = self.phrases[place].said
        if said.sort is not Sort.LIMIT and not (said.sort is Sort.FROM and said.limit):
            return None
        stretches = (Sort.DAY, Sort.WEEK, Sort.PERIOD)
        limited = next((place + 1 for sort in stretches if self.following(place, sort) is not None), None)
        if said.sort is Sort.FROM and limited is not None and self.sort(limited + 1) in (Sort.TO, Sort.OR):
            return None
        return limited

    def preceding(self, place: int, sort: Sort, *, across: str = "") -> int | None:
        return place - 1 if self.sort(place - 1) is sort and self.touch(place - 1, across=across) else None

    def chain(self, place: int, step: int) -> Iterator[int]:
        """This day and the days joined to it by "or", forwards or backwards; half-days may stand between."""
        yield place
        joined = False
        first = place
        place += step
        while (
            0 <= place < len(self.phrases)
            and abs(place - first) < _LONGEST_CHAIN
            and self.touch(min(place, place - step))
        ):
            sort = self.sort(place)
            if sort is Sort.DAY and joined:
                yield place
                joined = False
            elif sort in (Sort.OR, Sort.TO):
                joined = True
            elif sort is not Sort.HALF:
                return
            place += step
