"""The ledger of who agreed to which texts, and who wants none (T8).

A person's first text is an implied consent to replies; START an express one to everything; STOP, or the carrier's error
21610, revokes all. Rows are only ever added, and the latest counts; what was being talked of ends with a stop.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, ScalarSelect, bindparam, insert, select, update

from bot.conversation.desk import ConsentChange
from bot.records.tables import CONSENT, CONVERSATIONS

LATEST_CHANGE: ScalarSelect[str] = (
    select(CONSENT.c.change)
    .where(CONSENT.c.phone == bindparam("the_phone"))
    .order_by(CONSENT.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_SELECT_LATEST_CHANGE = select(LATEST_CHANGE)
_LATEST_CLARIFIED = (
    select(CONSENT.c.at)
    .where(CONSENT.c.phone == bindparam("the_phone"), CONSENT.c.change == ConsentChange.STOP, CONSENT.c.shown != "")
    .order_by(CONSENT.c.id.desc())
    .limit(1)
)


CLARIFIED_FOR = timedelta(minutes=5)
"""How long one clarifying text lasts. 47 CFR 64.1200(a)(12) gives five minutes for a single one."""


class Covers(StrEnum):
    """What a change is about."""

    REPLIES = "replies"
    EVERYTHING = "everything"


def is_clarified(connection: Connection, phone: str, at: datetime) -> bool:
    """Whether a stop of this phone has had its clarifying text within the last minutes."""
    latest = connection.scalar(_LATEST_CLARIFIED, {"the_phone": phone})
    return latest is not None and at - latest < CLARIFIED_FOR


def is_opted_out(connection: Connection, phone: str) -> bool:
    return connection.scalar(_SELECT_LATEST_CHANGE, {"the_phone": phone}) == ConsentChange.STOP


@dataclass(frozen=True, slots=True)
class ConsentNote:
    """Who, by which of their words, when, over which channel; and which words of ours were shown with it (T8).

    `shown` is None where we showed none: the carrier had answered itself, or told us of the change in an error.
    """

    phone: str
    change: ConsentChange
    words: str
    message_id: str
    at: datetime
    shown: str | None = None
    channel: str = "sms"


def note_change(connection: Connection, note: ConsentNote) -> None:
    purpose = Covers.REPLIES if note.change is ConsentChange.IMPLIED else Covers.EVERYTHING
    connection.execute(insert(CONSENT).values(**asdict(note), purpose=purpose))
    if note.change is ConsentChange.STOP:
        end_talk(connection, note.phone)


def note_first_text(connection: Connection, note: ConsentNote) -> None:
    """Once a phone, also where two first texts come at once: the caller holds their conversation."""
    if connection.scalar(_SELECT_LATEST_CHANGE, {"the_phone": note.phone}) is None:
        note_change(connection, note)


def end_talk(connection: Connection, phone: str) -> None:
    """Forget all but the language: who comes back is not shown the open question again, so a "1" must not answer it."""
    talks = connection.execute(
        select(CONVERSATIONS.c.id, CONVERSATIONS.c.slots).where(CONVERSATIONS.c.phone == phone)
    ).all()
    for talk in talks:
        kept = {name: value for name, value in talk.slots.items() if name == "language"}
        connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == talk.id).values(slots=kept))
