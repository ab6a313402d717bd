"""The composition root: puts the back end together from its settings. Everything that connects is made here."""

from dataclasses import dataclass

from apiflask import APIFlask
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from backend.api.app import make_app
from backend.api.desk import Desk
from backend.city.city import City, load_city
from backend.codes.verify import BotVerifications, VerifyCodes
from backend.jobs.bot_door import HttpBotDoor
from backend.jobs.couriering import CourierRounds
from backend.jobs.rounds import Rounds
from backend.jobs.scheduling import Scheduler
from backend.records.engine import SCHEMA, make_engine
from backend.records.migrate import current, migrate, newest
from backend.records.public_records import SqlPublicRecords
from backend.records.retention import SqlRetention
from backend.records.unit_of_work import SqlRecords
from backend.services.codes import OwnCodes
from backend.services.hand_over_notices import Courier
from backend.services.keyed_hash import KeyedHash
from backend.services.office import Office
from backend.services.proving import Proving
from backend.settings import BackendSettings, CodesBy
from runtime.clock import Clock, RealClock, make_clock
from runtime.speaker import SpeakerSeal


@dataclass(frozen=True, slots=True)
class Backend:
    """The parts of a running back end. `close` gives its connections back.

    `jobs` are what it does of its own accord, beside its answers; they rest until `start_jobs`.
    """

    app: APIFlask
    office: Office
    engine: Engine
    clock: Clock
    keyed: KeyedHash
    jobs: tuple[Rounds, ...] = ()

    def start_jobs(self) -> None:
        """After the fork: no thread survives one."""
        for job in self.jobs:
            job.start()

    def close(self) -> None:
        for job in self.jobs:
            job.stop()
        self.engine.dispose()


def make_backend(settings: BackendSettings, *, clock: Clock | None = None, schema: str = SCHEMA) -> Backend:
    """Read the city, migrate the records, and make the app.

    Raises `SettingsError`, `CityFileError`, or SQLAlchemy's error where the database cannot be opened.
    """
    settings.check_secrets()
    city = load_city(settings.city)
    engine = make_engine(settings, schema=schema)
    migrate(engine, schema=schema)
    return assemble(settings, city, engine, clock)


def assemble(settings: BackendSettings, city: City, engine: Engine, clock: Clock | None = None) -> Backend:
    """A back end on records that are migrated already."""
    clock = clock or make_clock(city.zone, settings.state_dir, production=settings.is_production)
    office = Office(SqlRecords(engine), city)
    proving = _make_proving(settings, office)
    app = make_app(
        Desk(
            office=office,
            public_records=SqlPublicRecords(engine),
            proving=proving,
            retention=SqlRetention(engine),
            clock=clock,
            seal=SpeakerSeal(settings.speaker_key.get_secret_value()),
            token=settings.backend_token.get_secret_value(),
            find_outage=_OutageFinder(engine, newest()).find,
        )
    )
    return Backend(app, office, engine, clock, proving.keyed, _make_jobs(settings, office, clock))


def _make_proving(settings: BackendSettings, office: Office) -> Proving:
    """Keyed with what the bot shares anyway, since codes pass through it, and nobody else does."""
    keyed = KeyedHash.derived_from(settings.speaker_key.get_secret_value().split(",")[0].strip())
    if settings.codes is CodesBy.OWN:
        return Proving(office, OwnCodes(keyed), keyed, settings.calling_codes)
    calls = BotVerifications(settings.bot_address, settings.bot_token.get_secret_value(), settings.codes_timeout)
    return Proving(office, VerifyCodes(calls.post), keyed, settings.calling_codes)


def _make_jobs(settings: BackendSettings, office: Office, clock: Clock) -> tuple[Rounds, ...]:
    door = HttpBotDoor(settings.bot_address, settings.bot_token.get_secret_value())
    courier = Courier(office.records, door, clock, RealClock(office.policy.zone))
    return Rounds("courier", CourierRounds(courier)), Rounds("scheduler", Scheduler(office, clock))


def create_app(settings: BackendSettings, *, clock: Clock | None = None) -> APIFlask:
    """The app alone, for a WSGI server or a test client."""
    return make_backend(settings, clock=clock).app


class _OutageFinder:
    """Whether the database answers, and whether its tables are those that this program was written for."""

    def __init__(self, engine: Engine, wanted: str | None) -> None:
        self._engine = engine
        self._wanted = wanted

    def find(self) -> str | None:
        try:
            with self._engine.connect() as connection:
                found = current(connection)
        except SQLAlchemyError:
            return "database"
        return None if found == self._wanted else "migrations"
