"""Holds and purges over both programs: the back end keeps the holds, and the bot is told whose messages they hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from backend.city.city import City
from permitline.records.telling import Teller


@dataclass(frozen=True, slots=True)
class Schedule:
    """What was recorded before these times is past its retention; None: it is kept for ever."""

    messages_before: datetime | None
    rulings_before: datetime | None

    @property
    def keeps_everything(self) -> bool:
        return self.messages_before is None and self.rulings_before is None


@dataclass(frozen=True, slots=True)
class Toll:
    """What a purge would take of each: how many, of how many, and how many old ones are under hold."""

    messages: Mapping[str, int]
    rulings: Mapping[str, int]

    @property
    def takes_everything(self) -> bool:
        """Whether it would leave nothing but what is under hold."""
        would, of, held = (self.messages[each] + self.rulings[each] for each in ("would", "of", "held"))
        return would > 0 and would >= of - held


def schedule_of(city: City, now: datetime) -> Schedule:
    """Whole days of the city: what is kept 30 days goes at the midnight after."""
    midnight = datetime.combine(now.astimezone(city.zone).date(), time(), city.zone)

    def before(days: int | None) -> datetime | None:
        return None if days is None else midnight - timedelta(days=days)

    return Schedule(before(city.keep_messages_days), before(city.keep_rulings_days))


@dataclass(frozen=True, slots=True)
class Archive:
    """`by` is who is at work, as it will stand in the trace."""

    teller: Teller
    by: str

    def holds(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.teller.back_end.get_json("GET", "/v1/records/holds")["holds"]
        return found

    def add_hold(self, permit: str | None, phone: str | None, reason: str) -> str:
        content = {"permit": permit, "phone": phone, "reason": reason, "by": self.by}
        hold: str = self.teller.back_end.get_json("POST", "/v1/records/holds", json=content)["hold"]
        self.tell_bot()
        return hold

    def tell_bot(self) -> None:
        """Which phones are held now: on a permit, everyone whose messages an export of it has."""
        holds = {
            one["hold"]: [one["phone"]] if one["phone"] else sorted(set(self.teller.phones_on(one["permit"])))
            for one in self.holds()
            if one["released_at"] is None
        }
        self.teller.bot.get_json("PUT", "/private/records/holds", json={"by": self.by, "holds": holds})

    def take_toll(self, schedule: Schedule) -> Toll:
        messages = {"would": 0, "of": 0, "held": 0}
        if schedule.messages_before:
            question = {"before": schedule.messages_before.isoformat()}
            messages = self.teller.bot.get_json("POST", "/private/records/toll", json=question)
        return Toll(messages, self.teller.back_end.get_json("POST", "/v1/records/toll", json=_befores(schedule)))

    def purge(self, schedule: Schedule, tell: Callable[[int], None]) -> str:
        """Batch by batch, telling how many each took; the id under which both programs keep a trace of it."""
        purge = {"purge": uuid4().hex[:24], "by": self.by}
        if schedule.messages_before:
            question = purge | {"before": schedule.messages_before.isoformat()}
            while gone := self.teller.bot.get_json("POST", "/private/records/purges", json=question)["emptied"]:
                tell(gone)
        question = purge | _befores(schedule)
        while gone := self.teller.back_end.get_json("POST", "/v1/records/purges", json=question)["gone"]:
            tell(gone)
        return purge["purge"]


def _befores(schedule: Schedule) -> dict[str, Any]:
    """A notice is a message, so that it goes with the messages."""
    befores = {"rulings_before": schedule.rulings_before, "notices_before": schedule.messages_before}
    return {name: moment.isoformat() if moment else None for name, moment in befores.items()}
