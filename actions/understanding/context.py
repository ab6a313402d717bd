"""What the reader must know to read a message: today, the city's catalogue and permit shapes, the speaker's permits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class InspectionName:
    """One inspection type of the catalogue, with its name in each language."""

    type: str
    code: str
    trade: str
    names: Mapping[str, str] = field(hash=False)
    """Language -> name. Left out of the hash (a mapping has none), not out of the comparison."""


@dataclass(frozen=True, slots=True)
class KnownPermit:
    """A permit of the speaker."""

    number: str
    address: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """Where and when a message is read, and who is speaking."""

    today: date
    language: str
    """The conversation's language, `en` or `es`."""
    catalogue: tuple[InspectionName, ...] = ()
    permit_shapes: tuple[str, ...] = ()
    """Regular expressions for permit numbers as the city writes them."""
    permits: tuple[KnownPermit, ...] = ()
    """The speaker's own."""
    holidays: frozenset[date] = frozenset()
    """Closed days, for counting business days."""
