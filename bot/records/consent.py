"""The ledger of who wants no texts. Rows are only ever added; what was being talked of ends with a stop."""

from datetime import datetime

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


def is_opted_out(connection: Connection, phone: str) -> bool:
    return connection.scalar(_SELECT_LATEST_CHANGE, {"the_phone": phone}) == ConsentChange.STOP


def note_change(
    connection: Connection, *, phone: str, change: ConsentChange, words: str, message_id: str, at: datetime
) -> None:
    connection.execute(insert(CONSENT).values(phone=phone, change=change, words=words, message_id=message_id, at=at))
    if change is ConsentChange.STOP:
        end_talk(connection, phone)


def end_talk(connection: Connection, phone: str) -> None:
    """Forget all but the language: who comes back is not shown the open question again, so a "1" must not answer it."""
    talks = connection.execute(
        select(CONVERSATIONS.c.id, CONVERSATIONS.c.slots).where(CONVERSATIONS.c.phone == phone)
    ).all()
    for talk in talks:
        kept = {name: value for name, value in talk.slots.items() if name == "language"}
        connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == talk.id).values(slots=kept))
