"""A back end of plain dictionaries for the skills: one person's account, and rulings as told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from actions.action import make_turn
from actions.backend_client import BackendUnavailableError, Request, RulingAction
from actions.conversation.memory import Memory
from actions.conversation.notices import told
from actions.conversation.reply import Reply
from actions.conversation.route import Skill
from actions.records import (
    Account,
    Change,
    ChangedInspection,
    City,
    CityPolicy,
    InspectionType,
    InspectionView,
    Metadata,
    OfficeHours,
    Opening,
    PermitView,
    Person,
    Problem,
    PublicPermitView,
    Ruling,
    RulingItem,
    SentNotice,
)
from actions.skills.desk import take

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("America/New_York"))
OPENINGS = tuple(Opening(day=date(2026, 12, day)) for day in (2, 3, 4))

_TYPES = {
    "electrical_final": ("299", "electrical", "Electrical Final", "Eléctrica final"),
    "electrical_rough": ("205", "electrical", "Electrical Rough-in", "Eléctrica preliminar"),
    "plumbing_final": ("399", "plumbing", "Plumbing Final", "Plomería final"),
    "fire_alarm": ("503", "fire", "Fire Alarm", "Alarma contra incendio"),
}

CITY = City(
    name="City of Riverbend",
    timezone="America/New_York",
    office_phone="+16785550100",
    office_hours=(OfficeHours(days="mon-fri", opens=time(8), closes=time(16, 30)),),
    address="41 Mill Street, Riverbend",
    policy=CityPolicy(
        book_cutoff=time(16),
        cancel_cutoff=time(6),
        horizon_workdays=15,
        max_inspections_per_request=6,
        inactive_after_days=180,
        half_days={"am": (time(8), time(12)), "pm": (time(12), time(16, 30))},
    ),
    holidays=(),
    inspection_types=tuple(
        InspectionType(type=key, code=code, trade=trade, name={"en": english, "es": spanish})
        for key, (code, trade, english, spanish) in _TYPES.items()
    ),
    permit_shapes=(r"[A-Z]{2,6}\d{2,4}-?\d{3,6}",),
)


def permit(number: str, address: str, **statuses: str) -> PermitView:
    inspections = [
        InspectionView(
            type=type_,
            code=_TYPES[type_][0],
            status=status,
            date=date(2026, 12, 4) if status == "booked" else None,
            confirmation="481203" if status == "booked" else None,
        )
        for type_, status in statuses.items()
    ]
    return PermitView(
        number=number, address=address, type="Residential", status="issued", inactive=False,
        issued_on=date(2026, 11, 1), fees_due=Decimal(0), inspections=tuple(inspections),
    )  # fmt: skip


@dataclass
class FakeBackend:
    """Allows everything unless `ruling` says otherwise; remembers what was written, with its keys."""

    permits: tuple[PermitView, ...]
    ruling: Callable[[RulingAction, Request], Ruling | Problem] | None = None
    refuses_write: Problem | None = None
    is_down: bool = False
    unknown: tuple[str, ...] = ()
    written: list[tuple[str, Request]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    notes: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)
    language: str | None = None

    async def account(self) -> Account:
        if self.is_down:
            raise BackendUnavailableError("down")
        person = Person(name="James Carter", role="homeowner", language="en") if self.permits else None
        return Account(person=person, permits=self.permits)

    async def permit(self, number: str) -> PermitView | PublicPermitView | Problem | None:
        if number in self.unknown:
            return None
        return PublicPermitView(number=number, status="issued", inactive=False, fees_due=True)

    async def rule(self, action: RulingAction, request: Request) -> Ruling | Problem:
        if self.ruling:
            return self.ruling(action, request)
        items = tuple(RulingItem(type=type_, allowed=True, day=request.day) for type_ in request.inspections)
        return Ruling(
            ruling="r1", allowed=True, permit=request.permit, address="10899 Havana Street",
            day=request.day, half_day=request.half_day, items=items, openings=OPENINGS,
        )  # fmt: skip

    async def write(self, action: RulingAction, request: Request, key: str) -> Change | Problem:
        if self.refuses_write:
            return self.refuses_write
        self.written.append((action, request))
        self.keys.append(key)
        changed = tuple(
            ChangedInspection(type=type_, day=request.day or date(2026, 12, 4), confirmation="481203")
            for type_ in request.inspections
        )
        return Change(change="c1", permit=request.permit, address="10899 Havana Street", inspections=changed)

    async def undo(self, change: str, key: str) -> Change | Problem:
        self.undone.append(change)
        changed = (ChangedInspection(type="electrical_final", day=date(2026, 12, 4)),)
        return Change(change="c2", permit="NRE261051", address="10899 Havana Street", inspections=changed, undid="book")

    async def leave_note(self, permit: str, inspections: tuple[str, ...], note: str, key: str) -> Problem | None:
        self.notes.append((permit, inspections, note))
        return None

    async def remember_language(self, language: str, key: str) -> None:
        self.language = language


@dataclass
class Talk:
    """A conversation with the skills alone: what the model would hear is given with each message."""

    backend: FakeBackend
    memory: Memory = field(default_factory=Memory)
    now: datetime = NOW
    count: int = 0

    async def say(
        self,
        text: str,
        heard: Skill,
        intent: str = "",
        confidence: float = 1.0,
        notice: SentNotice | None = None,
    ) -> Reply:
        """The reply to a message; `notice` is what the city said before it."""
        self.count += 1
        metadata = Metadata(speaker="sealed", received_at=self.now, channel="sms", message_id=f"SM{self.count}")
        message = {"text": text, "intent": {"name": intent, "confidence": confidence}}
        memory = told(self.memory, notice, self.now)
        turn = make_turn(message, metadata, memory, await self.backend.account(), CITY)
        reply = await take(heard, turn, self.backend)
        self.memory = Memory.from_slots(reply.memory.as_slots())
        return reply


def responses(reply: Reply) -> list[str]:
    return [say.response.removeprefix("utter_") for say in reply.says]
