"""The ledger of who wants no texts. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, insert, select

from bot.conversation.desk import ConsentChange
from bot.records.tables import CONSENT


def latest_change(phone: str) -> ScalarSelect[str]:
    return (
        select(CONSENT.c.change).where(CONSENT.c.phone == phone).order_by(CONSENT.c.id.desc()).limit(1)
    ).scalar_subquery()


def is_opted_out(connection: Connection, phone: str) -> bool:
    return connection.scalar(select(latest_change(phone))) == ConsentChange.STOP


def note_change(
    connection: Connection, *, phone: str, change: ConsentChange, words: str, message_id: str, at: datetime
) -> None:
    connection.execute(insert(CONSENT).values(phone=phone, change=change, words=words, message_id=message_id, at=at))
