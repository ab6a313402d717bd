"""One row of the public record, as it is exported: the same keys whatever it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from json import dumps


class Kind(StrEnum):
    """In the order in which rows of the same moment are told."""

    MESSAGE = "message"
    RULING = "ruling"
    CHANGE = "change"
    NOTICE = "notice"
    CONSENT = "consent"


_ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Row:
    """`what` was done: `in` or `out`; the action asked for; the kind of change or notice; `stop` or `start`.

    `state` is what came of it: a message's state, `allowed` or a refusal's code, a notice's state. `at` is in the
    city's zone. `text` and `details` are masked already.
    """

    at: datetime
    kind: Kind
    id: str
    what: str
    state: str | None = None
    phone: str | None = None
    permit: str | None = None
    channel: str | None = None
    text: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    correlation_id: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> tuple[datetime, int, int, str]:
        """Rows are told in this order; no two rows have the same. Ids that are numbers are in the order of those."""
        number = int(self.id) if self.id.isdecimal() else 0
        return self.at, _ORDER.index(self.kind), number, self.id

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in KEYS} | {"at": self.at.isoformat(), "details": dict(self.details)}

    @property
    def searched(self) -> tuple[str | None, ...]:
        """What words are looked for in."""
        if self.kind in (Kind.MESSAGE, Kind.CONSENT):
            return self.text, self.what if self.kind is Kind.CONSENT else None
        return self.what, self.state, self.permit, dumps(self.details, ensure_ascii=False)


KEYS = tuple(each.name for each in fields(Row))
