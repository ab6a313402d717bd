"""The permit records: tables, migrations, repositories and the unit of work, on SQLite and on PostgreSQL alike."""
