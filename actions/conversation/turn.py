"""One turn of a conversation: the message, what was read from it, who speaks, and what is remembered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from actions.conversation.memory import Memory
from actions.records import Account, City, InspectionView, PermitView
from actions.understanding.errands import Errand
from actions.understanding.reading import Reading


@dataclass(frozen=True, slots=True)
class Turn:
    """`intent` is what the model heard, `confidence` how sure it is (0 to 1); `received_at` is in the city's zone."""

    reading: Reading
    intent: str
    confidence: float
    memory: Memory
    account: Account
    city: City
    received_at: datetime
    message_id: str
    language: str
    note: str | None = None
    """What the message says to the inspector; the reading is of the rest."""
    note_permits: tuple[str, ...] = ()
    """The permits whose address the note names."""
    errands: tuple[Errand, ...] = ()
    """What the message asks for, where it asks for several things."""
    public_url: str = ""
    """Where people reach the bot: what an address that they are sent begins with."""

    @property
    def today(self) -> date:
        return self.received_at.date()

    @property
    def is_question(self) -> bool:
        """A yes or a number with a question mark wants to hear the read-back again, not to have it done."""
        return "?" in self.reading.text

    @property
    def is_stranger(self) -> bool:
        return self.account.person is None or not self.account.permits

    def key(self, write: str) -> str:
        """The idempotency key of a write: the same message never writes the same thing twice."""
        return f"{self.message_id}:{write}"

    def booked(self) -> tuple[tuple[PermitView, InspectionView], ...]:
        """Every booked visit of the speaker's, the nearest day first."""
        visits = [(permit, visit) for permit in self.account.permits for visit in permit.booked]
        return tuple(sorted(visits, key=lambda pair: (pair[1].date or date.max, pair[0].number)))


def permits_with(permits: Iterable[PermitView], types: Iterable[str]) -> tuple[PermitView, ...]:
    """The permits on which all these inspections are still to be done; else those that have them at all."""
    permits, wanted = tuple(permits), set(types)
    still = tuple(permit for permit in permits if wanted <= {each.type for each in permit.left_to_do})
    return still or tuple(permit for permit in permits if wanted <= {each.type for each in permit.inspections})
