"""The database: whether it can be reached, and whether its tables are the newest."""

from collections.abc import Iterator

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from backend.records import migrate
from backend.records.engine import open_engine
from backend.settings import BackendSettings
from bot.records.database import MIGRATIONS as BOT_MIGRATIONS
from bot.records.database import open_postgres, open_sqlite
from bot.settings import BotSettings
from permitline.checkup.finding import Finding
from permitline.settings import CommandSettings
from runtime.settings import SettingsError


def look_at_records(settings: CommandSettings) -> Iterator[Finding]:
    try:
        backend, bot = BackendSettings.load(), BotSettings.load()
    except SettingsError:
        return  # named among the settings already, or nothing was ever started here
    files = {"backend": settings.state_dir / "backend.db", "bot": settings.state_dir / "bot.db"}
    if not backend.database_url.get_secret_value():
        missing = [name for name, file in files.items() if not file.exists()]
        if missing:
            yield Finding(
                f"No records of {' and '.join(missing)} in {settings.state_dir} yet: `permitline up` makes them"
            )
            return
    yield _tables("backend", open_engine(backend.records_url), migrate.newest())
    if bot.database_url:
        engine = open_postgres(bot.database_url, bot.database_schema).engine
    else:
        engine = open_sqlite(files["bot"]).engine
    yield _tables("bot", engine, _newest(BOT_MIGRATIONS))


def _newest(folder: object) -> str | None:
    return ScriptDirectory(str(folder)).get_current_head()


def _tables(owner: str, engine: Engine, newest: str | None) -> Finding:
    place = make_url(engine.url).render_as_string(hide_password=True)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        return Finding(
            f"{owner}'s records at {place} cannot be reached: {reason}", "Start the database, or mend its URL."
        )
    finally:
        engine.dispose()
    if current == newest:
        return Finding(f"{owner}'s records at {place} are there, tables at {newest}")
    return Finding(
        f"{owner}'s tables at {place} are at {current}, not {newest}", "Starting the system brings them there."
    )
