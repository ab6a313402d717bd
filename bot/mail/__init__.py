"""E-mail: the outbox's second way out. Rows of the same table, another carrier, no talk. ADR 15 says why it is so."""
