"""Words that somebody looks for: found in any case, with or without accents, in any order."""

import unicodedata
from dataclasses import dataclass
from typing import Self


def folded(text: str) -> str:
    """Small letters without accents: "El Portón" is "el porton"."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Words:
    """All of them must be in a text, also as parts of longer words; none is in every text."""

    wanted: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        return cls(tuple(folded(text).split()))

    def are_in(self, *texts: str | None) -> bool:
        if not self.wanted:
            return True
        searched = folded("\n".join(text for text in texts if text))
        return all(word in searched for word in self.wanted)
