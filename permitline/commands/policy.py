"""`permitline policy try`: what the rules would answer, at any time, to anyone, without writing anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches

import click

from backend.city.city import load_city
from backend.city.file import CityFileError
from backend.domain.model import CITY, STRANGER, Asker, HalfDay, Request, Role
from backend.domain.policy import Policy
from backend.records.engine import open_engine
from backend.records.unit_of_work import SqlRecords
from backend.services.deciding import places_from_now_on, rule_on
from backend.services.entries import Action
from backend.services.ports import RecordsUnavailableError, UnitOfWork
from backend.settings import BackendSettings
from permitline.refusing import CommandRefusedError
from permitline.ruling_in_words import in_words
from runtime.clock import city_time, make_clock
from runtime.settings import SettingsError

ASKERS = (*(role.value for role in Role), "stranger", "city")


@click.group()
def policy() -> None:
    """Try the city's rules."""


@policy.command(name="try")
@click.option("--permit", "number", required=True, help="The permit's number, as the records have it.")
@click.option(
    "--inspection", "types", required=True, multiple=True, help="A type's key or code. Repeat it for several."
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day wished for. Without it: the first openings.")
@click.option("--half-day", type=click.Choice([half.value for half in HalfDay]), help="The half-day wished for.")
@click.option(
    "--at", help="When it is asked, as 2026-12-01T15:59 in the city's time. Without it: now, by the city's clock."
)
@click.option("--role", type=click.Choice(ASKERS), default="homeowner", show_default=True, help="Who asks.")
@click.option("--action", type=click.Choice([one.value for one in Action]), default="book", show_default=True)
def try_policy(
    number: str,
    types: tuple[str, ...],
    day: datetime | None,
    half_day: str | None,
    at: str | None,
    role: str,
    action: str,
) -> None:
    """Say what the rules would answer: yes or no, by which rule, and what is open.

    Reads the city file and the records of this PERMITLINE_STATE_DIR (or PERMITLINE_DATABASE_URL), running or not, and
    puts the question to the same function that the back end uses. Writes nothing, not even the audit.

    \b
    permitline policy try --permit NRE261051 --inspection electrical_final --day 2026-12-08 --at 2026-12-07T16:00
    """
    settings = load_backend_settings()
    rules = load_policy(settings)
    now = make_clock(rules.zone, settings.state_dir, production=settings.is_production).now()
    as_of = moment(at, rules) if at else now
    wish = HalfDay(half_day) if half_day else None
    request = Request(number, keys_of(types, rules), day.date() if day else None, wish)
    with reading(settings) as uow:
        entry = uow.permits.find(number.upper())
        load = places_from_now_on(uow, rules, as_of, now)
    ruling = rule_on(Action(action), request, entry, asker(role), load, rules, as_of)
    click.echo("\n".join(in_words(ruling, request, entry.permit if entry else None, as_of, rules)))


def load_backend_settings() -> BackendSettings:
    try:
        return BackendSettings.load()
    except SettingsError as error:
        raise CommandRefusedError(str(error)) from error


def load_policy(settings: BackendSettings) -> Policy:
    try:
        return load_city(settings.city).policy
    except CityFileError as error:
        raise CommandRefusedError(str(error)) from error


@contextmanager
def reading(settings: BackendSettings) -> Iterator[UnitOfWork]:
    url = settings.records_url
    if url.startswith("sqlite:///") and not (settings.state_dir / "backend.db").exists():
        raise CommandRefusedError(
            f"There are no records in {settings.state_dir} yet. `permitline up` loads the demo city; "
            "PERMITLINE_STATE_DIR says where else to look."
        )
    engine = open_engine(url)
    try:
        with SqlRecords(engine).reading() as uow:
            yield uow
    except RecordsUnavailableError as error:
        raise CommandRefusedError(f"The records cannot be read: {error}. `permitline doctor` looks further.") from error
    finally:
        engine.dispose()


def moment(text: str, rules: Policy) -> datetime:
    try:
        return city_time(text, rules.zone)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no time such as 2026-12-01T15:59", param_hint="--at") from error


def keys_of(types: tuple[str, ...], rules: Policy) -> tuple[str, ...]:
    """Types by key or by code, as keys."""
    by_code = {known.code: key for key, known in rules.inspection_types.items()}
    keys = tuple(by_code.get(one, one) for one in types)
    unknown = [key for key in keys if key not in rules.inspection_types]
    if unknown:
        near = get_close_matches(unknown[0], rules.inspection_types, cutoff=0.4)
        hint = f" Near it: {', '.join(near)}." if near else ""
        raise click.BadParameter(f"the city has no inspection {unknown[0]!r}.{hint}", param_hint="--inspection")
    return keys


def asker(role: str) -> Asker:
    """Someone on this permit in that role, a phone that nobody knows, or the city itself."""
    if role == "city":
        return CITY
    return STRANGER if role == "stranger" else Asker(Role(role), on_permit=True)
