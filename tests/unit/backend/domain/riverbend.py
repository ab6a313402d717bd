"""The rules of a city like Riverbend, permits to try them on, and dates as people write them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from backend.city.federal_holidays import federal_holidays
from backend.domain.calendar import Calendar
from backend.domain.dated import always
from backend.domain.model import Asker, HalfDay, Inspection, InspectionStatus, Load, Permission, Permit, Role, Words
from backend.domain.policy import Cutoff, HalfDays, InspectionType, Policy, Window

ZONE = ZoneInfo("America/New_York")
HOMEOWNER = Asker(Role.HOMEOWNER, on_permit=True)
CONTRACTOR = Asker(Role.CONTRACTOR, on_permit=True)
AGENT = Asker(Role.AGENT, on_permit=True)
NO_LOAD = Load()
CAPACITY = {"building": 3, "electrical": 2, "plumbing": 2, "mechanical": 1, "fire": 1}
TRADES = {
    "framing": "building",
    "drywall": "building",
    "building_final": "building",
    "electrical_rough": "electrical",
    "electrical_service": "electrical",
    "electrical_final": "electrical",
    "plumbing_rough": "plumbing",
    "plumbing_final": "plumbing",
    "gas_test": "plumbing",
    "mechanical_final": "mechanical",
    "fire_alarm": "fire",
}
PREREQUISITES = {
    "framing": ("electrical_rough", "plumbing_rough"),
    "building_final": ("electrical_final", "plumbing_final", "mechanical_final"),
}


def day(text: str) -> date:
    """`Friday, July 3, 2026`; a wrong weekday is a mistake in the test."""
    found = datetime.strptime(text, "%A, %B %d, %Y").date()  # noqa: DTZ007  only its date is kept
    assert f"{found:%A}" == text.partition(",")[0], f"{text} is a {found:%A}"
    return found


def at(text: str) -> datetime:
    """`Friday, July 3, 2026, 15:59:59` on the city's wall."""
    on, _, clock = text.rpartition(", ")
    return datetime.combine(day(on), time.fromisoformat(clock), tzinfo=ZONE)


def calendar(closures: Mapping[date, Words] | None = None) -> Calendar:
    return Calendar(
        working_days=always(frozenset(range(5))),
        holidays=federal_holidays(),
        closures=MappingProxyType(dict(closures or {})),
    )


POLICY = Policy(
    zone=ZONE,
    calendar=calendar(),
    inspection_types={
        key: InspectionType(key, str(100 + number), trade, Words(key, key))
        for number, (key, trade) in enumerate(TRADES.items())
    },
    book_cutoff=always(Cutoff(time(16), 1)),
    same_day=always(False),
    cancel_cutoff=always(Cutoff(time(6), 0)),
    honoured_after_read_back=always(timedelta(minutes=10)),
    horizon_workdays=always(15),
    half_days=always(
        HalfDays(
            {HalfDay.AM: Window(time(8), time(12)), HalfDay.PM: Window(time(12), time(16, 30))},
            frozenset({Role.HOMEOWNER}),
            guaranteed=False,
        )
    ),
    max_inspections_per_request=always(6),
    inactive_after_days=always(180),
    capacity_per_day=always(CAPACITY),
    schedulable_statuses=always(frozenset({"issued"})),
    finished_statuses=always(frozenset({"final", "closed", "expired"})),
    awaiting_payment_statuses=always(frozenset({"awaiting payment"})),
    prerequisites=always(PREREQUISITES),
    role_permissions=always(
        {
            Role.HOMEOWNER: frozenset(Permission),
            Role.CONTRACTOR: frozenset(Permission),
            Role.OFFICE_STAFF: frozenset(Permission),
            Role.AGENT: frozenset(Permission) - {Permission.CANCEL},
        }
    ),
)


def closed_on(*days: str) -> Policy:
    """The policy with closures of the city's own."""
    return replace(POLICY, calendar=calendar({day(one): Words("Snow", "Nieve") for one in days}))


def permit(
    *inspections: Inspection,
    status: str = "issued",
    issued_on: date | None = None,
    fees_due: str = "0",
    open_types: tuple[str, ...] = ("electrical_final", "plumbing_final"),
) -> Permit:
    """A permit in force with these inspections, and these types open on its list."""
    listed = {one: Inspection(one) for one in open_types} | {one.type: one for one in inspections}
    issued = issued_on or date(2026, 1, 1)
    return Permit("BRES2026-0142", "17575 Peak Avenue", "Remodel", status, issued, Decimal(fees_due), listed)


def passed(inspection_type: str, on: date) -> Inspection:
    return Inspection(inspection_type, InspectionStatus.PASSED, on)


def booked(inspection_type: str, on: date, half_day: HalfDay | None = None) -> Inspection:
    return Inspection(inspection_type, InspectionStatus.BOOKED, on, half_day, "R-1001")


def full(trade: str, *days: date) -> Load:
    """Every place of the trade taken on these days."""
    return Load({(trade, one): CAPACITY[trade] for one in days})
