"""The demo city's counter in memory, and the people who come to it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

from backend.city.city import City, load_city
from backend.city.demo import LaidOutRecords, lay_out, load_demo
from backend.domain.contacts import ContactKind
from backend.domain.model import HalfDay, InspectionStatus, Permit, Request
from backend.records.in_memory import Contents, InMemoryRecords, KeptVisit
from backend.services.ask_ruling import RulingGiven, ask_ruling
from backend.services.book_inspections import book_inspections
from backend.services.cancel_inspections import cancel_inspections
from backend.services.change_inspections import Wish
from backend.services.entries import Action, Caller, Fee, Key, NewVisit, Outcome, Person
from backend.services.leave_note import Noting, leave_note
from backend.services.links import ContactOnFile
from backend.services.move_inspections import move_inspections
from backend.services.office import Office
from backend.services.undo_change import undo_change

RIVERBEND = Path("cities/riverbend/city.yml")
MARIA, JAMES, QUICKWIRE, SUMMIT, STRANGER = (f"+1678555010{digit}" for digit in "12349")

_WRITES = {Action.BOOK: book_inspections, Action.CANCEL: cancel_inspections, Action.MOVE: move_inspections}
_keys = count(1)


@dataclass
class Counter:
    """One phone at the counter at one time. `at` and `by` give the same counter at another time, to another phone."""

    office: Office
    records: InMemoryRecords
    now: datetime
    phone: str | None = JAMES
    clock: datetime | None = None
    """What the clock shows where a message is handled later than it arrived."""

    def at(self, time: str) -> "Counter":
        return replace(self, now=datetime.fromisoformat(time).replace(tzinfo=self.office.city.zone))

    def handled_at(self, time: str) -> "Counter":
        return replace(self, clock=datetime.fromisoformat(time).replace(tzinfo=self.office.city.zone))

    def by(self, phone: str | None) -> "Counter":
        return replace(self, phone=phone)

    @property
    def caller(self) -> Caller:
        channel = "sms" if self.phone else "api"
        return Caller(at=self.now, clock=self.clock or self.now, channel=channel, phone=self.phone, message_id="SM1")

    def ask(
        self, action: Action, permit: str, *types: str, on: str | None = None, half: HalfDay | None = None
    ) -> RulingGiven:
        given = ask_ruling(action, _request(permit, types, on, half), self.caller, self.office)
        assert isinstance(given, RulingGiven)
        return given

    def write(
        self,
        action: Action,
        permit: str,
        *types: str,
        on: str | None = None,
        half: HalfDay | None = None,
        ruling: str | None = None,
        key: Key | None = None,
        note: str | None = None,
    ) -> Outcome:
        wish = Wish(_request(permit, types, on, half), self.caller, key or new_key(), ruling, note)
        return _WRITES[action](wish, self.office)

    def leave_note(self, permit: str, *types: str, note: str | None, key: Key | None = None) -> Outcome:
        request = _request(permit, types, None, None)
        return leave_note(Noting(request, self.caller, key or new_key(), note), self.office)

    def undo(self, change: str) -> Outcome:
        return undo_change(change, self.caller, new_key(), self.office)


def new_key() -> Key:
    return Key(f"key {next(_keys)}", "one request")


def open_counter(now: str) -> Counter:
    """The demo's records laid out around this time of the city."""
    city = load_city(RIVERBEND)
    moment = datetime.fromisoformat(now).replace(tzinfo=city.zone)
    laid_out = lay_out(load_demo(RIVERBEND.with_name("demo.yml"), city), city.policy.today(moment), city.policy)
    records = InMemoryRecords(_contents(laid_out, city, moment))
    return Counter(Office(records, city), records, moment)


def _request(permit: str, types: tuple[str, ...], on: str | None, half: HalfDay | None) -> Request:
    return Request(permit, types, date.fromisoformat(on) if on else None, half)


def _contents(laid_out: LaidOutRecords, city: City, now: datetime) -> Contents:
    contents = Contents()
    ids = {person.key: place for place, person in enumerate(laid_out.people, start=1)}
    for person in laid_out.people:
        known = Person(ids[person.key], person.name, person.role, person.language)
        contents.people[person.phone] = contents.known[known.id] = known
        contents.contacts[known.id] = tuple(
            ContactOnFile(known.id, kind, address, person.language)
            for kind, address in ((ContactKind.TEXT, person.phone), (ContactKind.EMAIL, person.email))
            if address
        )
        if person.employer:
            contents.employers[known.id] = ids[person.employer]
    for permit in laid_out.permits:
        due = sum((fee.amount for fee in permit.fees), start=Decimal(0))
        open_now = {
            one.type: replace(one, status=InspectionStatus.OPEN, day=None, half_day=None)
            if one.status is InspectionStatus.BOOKED
            else one
            for one in permit.inspections
        }
        contents.permits[permit.number] = Permit(
            permit.number, permit.address, permit.type, permit.status, permit.issued_on, due, open_now
        )
        contents.people_of[permit.number] = {ids[key] for key in permit.people}
        contents.fees[permit.number] = tuple(Fee(fee.item, fee.amount) for fee in permit.fees)
        for one in permit.inspections:
            if one.status is InspectionStatus.BOOKED and one.day:
                visit = NewVisit(0, one.day, one.half_day, "demo", now)
                confirmation = str(900001 + len(contents.visits))
                contents.visits.append(KeptVisit(len(contents.visits), permit.number, one.type, visit, confirmation))
                load = (city.policy.trade_of(one.type), one.day)
                contents.used[load] = contents.used.get(load, 0) + 1
    return contents
