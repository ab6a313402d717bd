"""Why a message goes out, which decides what goes first and what keeps to hours of the day (T8, T10). Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Purpose(StrEnum):
    """In the order in which they go: who waits for a code waits with the phone in hand."""

    CODE = "code"
    REPLY = "reply"
    NOTICE = "notice"
    REMINDER = "reminder"

    @property
    def is_ours(self) -> bool:
        """Whether the city speaks first; the person has asked for the others."""
        return self in _HOURS


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a day, by the city's clock, in which something may go out; `closes` is not among them."""

    opens: time
    closes: time

    def has(self, moment: datetime) -> bool:
        return self.opens <= moment.time() < self.closes


_HOURS = {
    # 47 CFR 64.1200(c)(1): not before 8 AM nor after 9 PM at the called party's place, which is the city's zone here.
    Purpose.NOTICE: Hours(time(8), time(21)),
    Purpose.REMINDER: Hours(time(17), time(20)),
}


def earliest(purpose: Purpose, moment: datetime, zone: ZoneInfo) -> datetime:
    """`moment` where it may go out then, else the next opening, in the city's zone."""
    hours = _HOURS.get(purpose)
    local = moment.astimezone(zone)
    if hours is None or hours.has(local):
        return local
    day = local.date() if local.time() < hours.opens else local.date() + timedelta(days=1)
    return datetime.combine(day, hours.opens, zone)
