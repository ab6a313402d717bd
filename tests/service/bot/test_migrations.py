"""The bot's tables as they grow, on a database with messages in it."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.records import database as records
from bot.records.database import MIGRATIONS, migrate, open_database
from bot.settings import BotSettings

THEN = "2026-12-01 15:00:00"
OLD_STATES = ("waiting", "answered", "returned", "queued", "sending", "sent", "refused", "unknown", "suppressed")


def test_messages_from_before_the_outbox(settings: BotSettings) -> None:
    database = open_database(settings)
    _migrate_to(database, "0001", settings)
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO conversations (id, channel, phone, slots, rest, begun_at, changed_at) "
                "VALUES (1, 'sms', '+16785550102', '{}', '', :then, :then)"
            ),
            {"then": THEN},
        )
        for state in OLD_STATES:
            connection.execute(
                text(
                    "INSERT INTO messages (conversation_id, direction, phone, text, pictures, at, stored_at, "
                    "correlation_id, state, attempts, kind, late) "
                    "VALUES (1, 'out', '+16785550102', 'x', 0, :then, :then, '', :state, 0, 'reply', false)"
                ),
                {"then": THEN, "state": state},
            )
    migrate(database, settings.database_schema)
    with database.read() as connection:
        rows = connection.execute(text("SELECT state, reason, serial FROM messages ORDER BY id")).all()
    database.close()
    assert [row.state for row in rows] == [
        "waiting", "answered", "returned", "queued", "dead", "sent", "dead", "dead", "suppressed",
    ]  # fmt: skip
    assert rows[6].reason == "the carrier refused it"
    assert {row.serial for row in rows} == {0}


def test_consent_from_before_it_said_what_was_shown(settings: BotSettings) -> None:
    database = open_database(settings)
    _migrate_to(database, "0004", settings)
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO consent (phone, change, words, message_id, at) "
                "VALUES ('+16785550102', 'stop', 'STOP', 'SM1', :then)"
            ),
            {"then": THEN},
        )
    migrate(database, settings.database_schema)
    with database.read() as connection:
        row = connection.execute(text("SELECT channel, purpose, shown FROM consent")).one()
    database.close()
    assert tuple(row) == ("sms", "everything", None)


def _migrate_to(database: records.Database, revision: str, settings: BotSettings) -> None:
    with database.engine.begin() as connection:
        if settings.database_url:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{settings.database_schema}"'))
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
