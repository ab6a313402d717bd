"""Alembic's migrations of the permit records, numbered, one after the other."""
