"""A back end of plain dictionaries for the skills: one person's account, and rulings as told."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
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
    CalendarLink,
    Change,
    ChangedInspection,
    City,
    CityPolicy,
    Contact,
    InspectionType,
    InspectionView,
    Link,
    Linked,
    LinkedPerson,
    Metadata,
    OfficeHours,
    Opening,
    PermitView,
    Person,
    Problem,
    PublicPermitView,
    Ruling,
    RulingItem,
    SentCode,
    SentNotice,
    Unlinked,
)
from actions.skills.desk import take
from actions.understanding.notice_words import KINDS

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("America/New_York"))
CODE = "482913"
"""The code that the fake expects."""
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
    contacts: dict[str, tuple[Contact, ...]] = field(default_factory=dict)
    to_prove: dict[str, PermitView] = field(default_factory=dict)
    """The permits that a proof puts on this phone."""
    link_refusals: dict[str, Problem] = field(default_factory=dict)
    refuses_code: Problem | None = None
    refuses_proof: Problem | None = None
    tries_left: int = 5
    opened: list[str] = field(default_factory=list)
    sent_codes: list[tuple[str, int]] = field(default_factory=list)
    notices: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(KINDS, True))
    calendar_links: list[tuple[str, str]] = field(default_factory=list)
    invitations: list[str] = field(default_factory=list)
    """Inspections whose calendar entry went by e-mail."""
    has_email: bool = True

    async def account(self) -> Account:
        if self.is_down:
            raise BackendUnavailableError("down")
        person = Person(name="James Carter", role="homeowner", language="en") if self.permits else None
        return Account(person=person, permits=self.permits, notices=self.notices)

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

    async def open_link(self, permit: str, key: str) -> Link | Problem:
        if permit in self.link_refusals:
            return self.link_refusals[permit]
        self.opened.append(permit)
        contacts = self.contacts.get(permit, (Contact(contact=1, kind="text", masked="***-***-**99"),))
        return Link(link=f"l-{permit}", permit=permit, contacts=contacts)

    async def send_code(self, link: str, contact: int, key: str) -> SentCode | Problem:
        if self.refuses_code:
            return self.refuses_code
        self.sent_codes.append((link, contact))
        masked = "***-***-**02" if contact == 1 else "j****@e******.com"
        return SentCode(link=link, masked=masked, expires_at=NOW + timedelta(minutes=10))

    async def prove(self, link: str, code: str, key: str) -> Linked | Problem:
        self.keys.append(key)
        proven = self.to_prove.get(link.removeprefix("l-"))
        if proven is None or code != CODE:
            self.tries_left -= 1
            return self.refuses_proof or Problem(code="wrong_code", facts={"tries_left": self.tries_left})
        self.permits = (*self.permits, proven)
        person = LinkedPerson(name="James Carter", role="homeowner")
        return Linked(permit=proven.number, address=proven.address, person=person)

    async def unlink(self, permit: str, key: str) -> Unlinked | Problem:
        off = next(each for each in self.permits if each.number == permit)
        self.permits = tuple(each for each in self.permits if each.number != permit)
        return Unlinked(permit=permit, address=off.address)

    async def forget(self, key: str) -> None:
        self.permits = ()

    async def choose_notices(self, kind: str, wanted: bool, key: str) -> dict[str, bool]:
        self.keys.append(key)
        kinds = list(self.notices) if kind == "all" else [kind]
        self.notices = self.notices | dict.fromkeys(kinds, wanted)
        return self.notices

    async def calendar_link(
        self, permit: str, inspection: str, key: str, *, by_email: bool = False
    ) -> CalendarLink | Problem:
        self.keys.append(key)
        if by_email and not self.has_email:
            return Problem(code="no_email_on_file")
        self.calendar_links.append((permit, inspection))
        self.invitations += [inspection] if by_email else []
        return CalendarLink(path="/c/abcdefghij")

    async def remember_language(self, language: str, key: str) -> None:
        self.language = language


@dataclass
class Talk:
    """A conversation with the skills alone: what the model would hear is given with each message."""

    backend: FakeBackend
    memory: Memory = field(default_factory=Memory)
    now: datetime = NOW
    count: int = 0
    public_url: str = "https://permits.example"

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
        made = make_turn(message, metadata, memory, await self.backend.account(), CITY)
        turn = replace(made, public_url=self.public_url)
        reply = await take(heard, turn, self.backend)
        self.memory = Memory.from_slots(reply.memory.as_slots())
        return reply


def responses(reply: Reply) -> list[str]:
    return [say.response.removeprefix("utter_") for say in reply.says]
