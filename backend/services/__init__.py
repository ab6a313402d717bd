"""The use cases of the permit back end, one a file: each reads records, lets the rules decide, and commits once."""
