"""Runs the migrations on the connection that `backend.records.migrate` hands over, in its transaction."""

from alembic import context

from backend.records.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
