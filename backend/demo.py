"""Lays out the demo city's records around a time. For demos and tests: production refuses it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Table, delete, exists, insert, select, text

from backend.city.city import City, load_city
from backend.city.demo import DemoPermit, DemoPerson, LaidOutRecords, lay_out, load_demo
from backend.city.demo_schema import DemoRecords
from backend.domain.model import Inspection, InspectionStatus
from backend.records.confirmation import draw_confirmation
from backend.records.engine import SCHEMA, make_engine, writing
from backend.records.loads import add_places
from backend.records.migrate import migrate
from backend.records.tables import (
    fees,
    idempotency_keys,
    inspections,
    jobs,
    metadata,
    notices,
    people,
    permit_people,
    permits,
    phones,
    visits,
)
from backend.settings import BackendSettings

DEMO_FILE = "demo.yml"
DEMO_CHANNEL = "demo"


class DemoRefusedError(Exception):
    """Production keeps its records."""


@dataclass(frozen=True, slots=True)
class Fill:
    """So many more places of a trade that someone else has taken on a day."""

    trade: str
    day: date
    places: int


def reset_demo(
    settings: BackendSettings,
    now: datetime,
    fills: Iterable[Fill] = (),
    laid_out_at: datetime | None = None,
    *,
    schema: str = SCHEMA,
) -> None:
    """Empty the records and lay the demo's out around `laid_out_at`, else `now`; all or nothing, also while serving.

    Raises `DemoRefusedError` in production, `CityFileError` for a file that cannot be used, and `ValueError` for a
    fill with a trade that the city does not have.
    """
    city, demo = _read_files(settings)
    fills = tuple(fills)
    _check_trades(fills, city)
    with _writing(settings, schema) as connection:
        write_afresh(connection, demo, city, laid_out_at or now, fills)


def write_afresh(
    connection: Connection, demo: DemoRecords, city: City, laid_out_at: datetime, fills: Iterable[Fill] = ()
) -> None:
    """What `reset_demo` does, in a transaction of the caller's with files that are read already."""
    if connection.dialect.name == "postgresql":
        # Every change begins with its idempotency key, and every job writes notices or that it ran: so this keeps both
        # out until we are done. Reading goes on.
        for table in (idempotency_keys, jobs, notices):
            connection.execute(text(f"LOCK TABLE {table.name} IN EXCLUSIVE MODE"))
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))
    _write(connection, demo, city, laid_out_at)
    _fill(connection, fills)


def fill_days(settings: BackendSettings, fills: Iterable[Fill], *, schema: str = SCHEMA) -> None:
    """Use up places on some days, and leave everything else as it is. Raises as `reset_demo`."""
    city, _ = _read_files(settings)
    fills = tuple(fills)
    _check_trades(fills, city)
    with _writing(settings, schema) as connection:
        _fill(connection, fills)


def load_if_empty(settings: BackendSettings, now: datetime, *, schema: str = SCHEMA) -> bool:
    """Lay the demo's records out around `now` where there is no permit yet. Whether it did. Raises as `reset_demo`."""
    city, demo = _read_files(settings)
    with _writing(settings, schema) as connection:
        if connection.execute(select(exists().select_from(permits))).scalar_one():
            return False
        _write(connection, demo, city, now)
        return True


def _read_files(settings: BackendSettings) -> tuple[City, DemoRecords]:
    if settings.is_production:
        raise DemoRefusedError("production keeps its records: the demo is not laid out there")
    city = load_city(settings.city)
    return city, load_demo(settings.city.parent / DEMO_FILE, city)


def _check_trades(fills: Iterable[Fill], city: City) -> None:
    trades = {one.trade for one in city.policy.inspection_types.values()}
    unknown = sorted({fill.trade for fill in fills} - trades)
    if unknown:
        raise ValueError(f"the city has no trade {', '.join(unknown)}; it has {', '.join(sorted(trades))}")


def _fill(connection: Connection, fills: Iterable[Fill]) -> None:
    for fill in fills:
        add_places(connection, fill.trade, fill.day, fill.places)


@contextmanager
def _writing(settings: BackendSettings, schema: str) -> Iterator[Connection]:
    """A transaction of its own on records that are migrated; committed where the block ends well."""
    engine = make_engine(settings, schema=schema)
    try:
        migrate(engine, schema=schema)
        with writing(engine) as connection:
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def _write(connection: Connection, demo: DemoRecords, city: City, now: datetime) -> None:
    records: LaidOutRecords = lay_out(demo, city.policy.today(now), city.policy)
    person_ids: dict[str, int] = {}
    for person in sorted(records.people, key=lambda one: one.employer is not None):  # who employs others comes first
        employer_id = person_ids[person.employer] if person.employer else None
        person_ids[person.key] = _write_person(connection, person, employer_id)
    for permit in records.permits:
        _write_permit(connection, permit, person_ids, city, now)


def _write_person(connection: Connection, person: DemoPerson, employer_id: int | None) -> int:
    person_id = _insert(
        connection,
        people,
        name=person.name,
        role=person.role.value,
        language=person.language,
        email=person.email,
        account_record=person.aec_record,
        license=person.license,
        employer_id=employer_id,
    )
    connection.execute(insert(phones).values(phone=person.phone, person_id=person_id, contact_of=person_id))
    return person_id


def _write_permit(
    connection: Connection, permit: DemoPermit, person_ids: Mapping[str, int], city: City, now: datetime
) -> None:
    permit_id = _insert(
        connection,
        permits,
        number=permit.number.upper(),
        address=permit.address,
        type=permit.type,
        status=permit.status,
        issued_on=permit.issued_on,
    )
    for key in permit.people:
        connection.execute(insert(permit_people).values(permit_id=permit_id, person_id=person_ids[key]))
    for fee in permit.fees:
        connection.execute(insert(fees).values(permit_id=permit_id, item=fee.item, amount=fee.amount))
    for position, one in enumerate(permit.inspections):
        inspection_id = _insert(connection, inspections, permit_id=permit_id, position=position, type=one.type)
        _write_visit(connection, inspection_id, one, city, now)


def _write_visit(connection: Connection, inspection_id: int, one: Inspection, city: City, now: datetime) -> None:
    if one.day is None:
        return
    is_booked = one.status is InspectionStatus.BOOKED
    _insert(
        connection,
        visits,
        inspection_id=inspection_id,
        day=one.day,
        half_day=one.half_day.value if one.half_day else None,
        status=one.status.value,
        confirmation=draw_unused_confirmation(connection) if is_booked else None,
        note=one.note,
        channel=DEMO_CHANNEL,
        requested_at=now,
    )
    if is_booked:
        add_places(connection, city.policy.trade_of(one.type), one.day, 1)


def draw_unused_confirmation(connection: Connection, draw: Callable[[], str] = draw_confirmation) -> str:
    """Of some thousand numbers drawn at random, two are likely to be the same."""
    while True:
        number = draw()
        if not connection.execute(select(exists().where(visits.c.confirmation == number))).scalar_one():
            return number


def _insert(connection: Connection, table: Table, **values: object) -> int:
    written: int = connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()
    return written
