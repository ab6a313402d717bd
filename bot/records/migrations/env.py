"""Runs the migrations on the connection that `bot.records.database.migrate` hands over."""

from alembic import context

from bot.records.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
