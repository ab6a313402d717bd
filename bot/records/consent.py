"""The ledger of who wants no texts. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, bindparam, insert, select

from bot.conversation.desk import ConsentChange
from bot.records.tables import CONSENT

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
