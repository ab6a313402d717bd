"""Where a page of records ended: the time and the id of its last row, as one text that a program hands back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

_BETWEEN = "~"
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Rows are in order of time and, at the same moment, of id."""

    at: datetime
    id: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Raise `ValueError` for what no page ever gave."""
        moment, between, row = text.partition(_BETWEEN)
        at = datetime.fromisoformat(moment)
        if not between or not row or at.tzinfo is None or len(text) > _LONGEST:
            raise ValueError("not the end of a page")
        return cls(at, row)

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC).isoformat()}{_BETWEEN}{self.id}"


def moment(text: str) -> datetime:
    """An aware time in ISO 8601. Raise `ValueError`."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("the time needs its offset")
    return at
